"""Folds typed: what is taken of each item of a collection becomes one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, assert_never

from .. import ir
from ..values import Unknown
from . import comparisons, numbers
from .expression import Typed, value
from .faults import ExpressionFault
from .fitting import fitted
from .meaning import HOLE, TRUE, num, number, plain, wrong_type
from .scope import Scope

Work = Literal["sum", "count", "min", "max", "any"]


@dataclass(frozen=True, slots=True)
class Over:
    """The items that a fold is over: those of a collection for which `where` is true."""

    items: ir.Read
    where: ir.Expr


def folded(
    do: Work, text: str | None, over: Over, scope: Scope, *, at: str, target: ir.Type
) -> Typed:
    """The fold at an address as a value that fits `target`.

    `text` is what a sum, a minimum or a maximum takes of each item; the others take nothing.
    """
    typed = Typed(TRUE) if text is None else value(text, scope, f"{at}/of")
    if typed.issues:
        return typed
    try:
        return replace(typed, value=fitted(_folded(do, over, plain(typed.value)), target))
    except ExpressionFault as found:
        issue = found.issue(f"{at}/do") if text is None else found.issue(f"{at}/of", (0, len(text)))
        return Typed(HOLE, (issue,), typed.names)


def fires(condition: ir.Expr, unknown: Unknown | None) -> ir.Expr:
    """A condition that is true also where it is null, if `unknown` says so."""
    if unknown == "fire" and condition.type.nullable:
        return comparisons.either(condition, ir.IsNull(condition))
    return condition


def _folded(do: Work, over: Over, of: ir.Expr) -> ir.Expr:
    match do:
        case "sum":
            return _sum(over, number(of))
        case "min" | "max":
            return _extreme(do, over, of)
        case "count":
            return _sum(over, numbers.ONE)
        case "any":
            return comparisons.ordered("less", numbers.constant(0, 0), _sum(over, numbers.ONE))
        case _:
            assert_never(do)


def _sum(over: Over, of: ir.Expr) -> ir.Expr:
    """As many times the bounds as there may be items, and 0 for none of them."""
    kind = num(of)
    bounds = (min(0, _most(over) * kind.lo), max(0, _most(over) * kind.hi))
    built = numbers.build(kind.scale, bounds, kind.nullable)
    return ir.FoldItems(built, "sum", over.items, over.where, of)


def _extreme(do: Literal["min", "max"], over: Over, of: ir.Expr) -> ir.Expr:
    if not isinstance(of.type, ir.Num | ir.Date):
        raise wrong_type(of, "number / date")
    return ir.FoldItems(replace(of.type, nullable=True), do, over.items, over.where, of)


def _most(over: Over) -> int:
    assert isinstance(over.items.type, ir.Items)
    return over.items.type.most
