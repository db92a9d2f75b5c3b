"""Guardrails: conditions on decided ends, typed against facts, parameters and the offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ... import ir
from ...feel import expression
from ...feel.entries import MONEY, RESERVED, fact_name, reserved_name
from ...feel.expression import Typed
from ...feel.scope import Named, Scope
from ...issues import Issue
from ...values import METHODS
from ..draft import Draft
from ..names import product_names

OFFER: dict[str, ir.Scalar] = {
    "line": replace(MONEY, nullable=True),
    "amount": replace(MONEY, nullable=True),
    "term_months": ir.Num(0, 1, 360, nullable=True),
    "term_days": ir.Num(0, 1, 3650, nullable=True),
    "method": ir.Text(max(map(len, METHODS)), METHODS, nullable=True),
    "annual_rate": ir.Num(6, 0, 10_000_000, nullable=True),
}
"""What an approval offers; null at any other end."""

OUTCOMES = ("approve", "decline", "refer")


def guardrails(draft: Draft) -> Iterable[Issue]:
    """Every guardrail is a condition; unknown counts as broken, so it need not say what then."""
    if draft.entries is not None:
        for typed in typed_guardrails(draft).values():
            yield from typed.issues


def typed_guardrails(draft: Draft) -> Mapping[str, Typed]:
    """The conditions of a product, typed, by the ids of its guardrails."""
    guards = draft.product.guardrails
    scope = Scope.of(_names(draft))
    return {
        name: expression.condition(guardrail.always, scope, f"guardrails/{name}/always")
        for name, guardrail in guards.items()
    }


def _names(draft: Draft) -> Iterator[Named]:
    """Facts may be null: a way may not have asked for them."""
    for code in RESERVED:
        yield reserved_name(code)
    for code, fact in draft.facts.items():
        yield fact_name(code, fact.model_copy(update={"nullable": True}))
    if any("product." in guardrail.always for guardrail in draft.product.guardrails.values()):
        yield from product_names(draft)  # the product's schema is needed for them alone
    outcome = ir.Text(max(map(len, OUTCOMES)), OUTCOMES)
    yield Named("outcome", ir.Read(outcome, "outcome"))
    for name, of in OFFER.items():
        yield Named(f"offer.{name}", ir.Read(of, f"offer.{name}"))
