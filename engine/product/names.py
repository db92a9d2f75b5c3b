"""A product's parameters as names of expressions: `product.line.amount.max`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .. import ir
from ..feel.builtins.calendar import day_number
from ..feel.meaning import NULL
from ..feel.scope import Meaning, Named
from ..values import CODE_PATTERN, scaled
from .draft import Draft, is_number
from .schema.parts import Part

ANY_RATE = ir.Num(6, -9_999_999, 9_999_999, nullable=True)
"""A bound of the rate that moves with a base; there may be no base."""


def product_names(draft: Draft) -> Iterator[Named]:
    """Every parameter that an expression can name, as a constant or a set; variants are a set.

    A bound of the rate is the number that it comes to.
    """
    variants = (group for group in draft.groups() if group.kind == "variants")
    for part in (*draft.leaves, *variants):
        code = ".".join(("product", *part.path))
        meaning = _meaning(part) if re.match(CODE_PATTERN, code) else None
        if meaning is not None:
            yield Named(code, meaning)
    interest = draft.product.interest
    for name, bound in (("floor", interest.floor), ("cap", interest.cap)):
        code = f"product.interest.{name}"
        yield Named(code, _rate(code, draft.rate(bound)))


def _rate(code: str, resolved: Decimal | None) -> Meaning:
    """A bound of the rate as a constant; to be read where its base is not at hand."""
    if resolved is None:
        return ir.Read(ANY_RATE, code)
    value = int(resolved.scaleb(6))
    return ir.Const(ir.Num(6, value, value), value)


def _meaning(part: Part) -> Meaning | None:
    """What a part means in an expression; None for a list."""
    match part.value:
        case None:
            return NULL
        case bool(value):
            return ir.Const(ir.Bool(), value)
        case dict(members):
            return frozenset(members)
        case str(text) if is_number(part):
            number = scaled(text, part.schema["x-places"]) or 0
            return ir.Const(ir.Num(part.schema["x-places"], number, number), number)
        case str(text) if part.kind == "day":
            day = day_number(text) or 0
            return ir.Const(ir.Date(day, day), day)
        case str(text):
            return ir.Const(ir.Text(len(text), (text,)), text)
        case _:
            return None
