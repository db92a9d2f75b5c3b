"""A product's own facts and reasons."""

from __future__ import annotations

from collections.abc import Iterable

from ...flow import literals
from ...issues import Issue
from ..draft import Draft
from ..texts import TEXTS


def owned(draft: Draft) -> Iterable[Issue]:
    """A template has no entries of its own; a tenant's begin with its prefixes."""
    product, prefixes = draft.product, draft.prefixes
    for kind, codes in (("facts", product.facts), ("reasons", product.reasons)):
        wanted = prefixes and (prefixes.facts if kind == "facts" else prefixes.reasons)
        for code in codes:
            if product.role == "template":
                yield TEXTS.issue("P191", f"{kind}/{code}", code=code)
            elif wanted and not code.startswith(wanted):
                yield TEXTS.issue("P192", f"{kind}/{code}", code=code, prefix=wanted)


def kinds(draft: Draft) -> Iterable[Issue]:
    """The literals of its facts, and where each fact comes from."""
    for code, fact in draft.product.facts.items():
        yield from literals.kind(fact, f"facts/{code}")
        if sum(part is not None for part in (fact.source, fact.derive, fact.fold)) != 1:
            yield TEXTS.issue("P193", f"facts/{code}")


def told(draft: Draft) -> Iterable[Issue]:
    """A reason is told as one that has a customer text, and a fraud reason never as itself."""
    for code, reason in draft.product.reasons.items():
        at = f"reasons/{code}/told_as"
        other = draft.reasons.get(reason.told_as)
        if other is None:
            if draft.entries is not None:
                yield TEXTS.issue("P194", at, found=reason.told_as)
        elif other.customer is None:
            yield TEXTS.issue("P195", at, found=reason.told_as)
        elif other.reason_class == "fraud":
            yield TEXTS.issue("P196", at, found=reason.told_as)
