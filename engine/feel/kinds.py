"""Types made from types: with null, without it, and one that holds two."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from . import numbers
from .faults import fault
from .meaning import num, type_name


def nullable(of: ir.Type) -> ir.Type:
    """The same type with null."""
    return replace(of, nullable=True)


def not_null(of: ir.Type) -> ir.Type:
    """The same type without null."""
    return replace(of, nullable=False)


def united(left: ir.Expr, right: ir.Expr) -> tuple[ir.Expr, ir.Expr, ir.Type]:
    """Both arms of an `if` at one type: the larger scale, bounds that hold both.

    Raises ExpressionFault for arms of different kinds.
    """
    match left.type, right.type:
        case (ir.Hole() as hole, _) | (_, ir.Hole() as hole):
            return left, right, hole
        case (ir.Null(), other) | (other, ir.Null()):
            return left, right, nullable(other)
        case ir.Num(), ir.Num():
            left, right, scale = numbers.aligned(left, right)
            a, b = num(left), num(right)
            bounds = (min(a.lo, b.lo), max(a.hi, b.hi))
            return left, right, ir.Num(scale, *bounds, a.nullable or b.nullable)
        case one, other:
            return left, right, _union(one, other)


def _union(a: ir.Type, b: ir.Type) -> ir.Type:
    either = a.nullable or b.nullable
    match a, b:
        case ir.Text(), ir.Text():
            values = None
            if a.values is not None and b.values is not None:
                values = tuple(dict.fromkeys(a.values + b.values))
            return ir.Text(max(a.most, b.most), values, either)
        case ir.Bool(), ir.Bool():
            return ir.Bool(either)
        case ir.Date(), ir.Date():
            return ir.Date(min(a.lo, b.lo), max(a.hi, b.hi), either)
        case ir.Days(), ir.Days():
            return ir.Days(min(a.lo, b.lo), max(a.hi, b.hi), either)
        case ir.Months(), ir.Months():
            return ir.Months(min(a.lo, b.lo), max(a.hi, b.hi), either)
    raise fault("E211", left=type_name(a), right=type_name(b))
