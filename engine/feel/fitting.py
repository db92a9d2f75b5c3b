"""Fits a typed value into the place that it sets (SEMANTICS: ring 1 rule 7)."""

from __future__ import annotations

from .. import ir
from . import numbers
from .faults import fault
from .literals import number_text
from .meaning import HOLE, Value, is_hole, num, plain, type_name


def fitted(value: Value, target: ir.Type) -> ir.Expr:
    """The value at the target's scale.

    Raises ExpressionFault where it has more places, may leave the target's bounds or values, or
    may be null where the target may not.
    """
    if is_hole(value) or isinstance(target, ir.Hole):
        return HOLE
    expression = plain(value)
    if isinstance(expression.type, ir.Null):
        if target.nullable:
            return ir.Const(target, None)
        raise fault("E222")
    if type(expression.type) is not type(target):
        raise fault("E224", wanted=type_name(target), found=type_name(expression.type))
    if expression.type.nullable and not target.nullable:
        raise fault("E222")
    return _fitted_kind(expression, target)


def _fitted_kind(expression: ir.Expr, target: ir.Type) -> ir.Expr:
    match expression.type, target:
        case ir.Num() as of, ir.Num():
            if of.scale > target.scale:
                raise fault("E220", places=target.scale, found=of.scale)
            wide = numbers.widen(expression, target.scale)
            _check_bounds(num(wide), target)
            return wide
        case ir.Text() as text, ir.Text():
            _check_text(text, target)
        case ir.Date() as day, ir.Date():
            if day.lo < target.lo or day.hi > target.hi:
                raise fault("E225")
    return expression


def _check_bounds(of: ir.Num, target: ir.Num) -> None:
    scale = target.scale
    if of.lo < target.lo:
        raise fault(
            "E221",
            found=number_text(of.lo, scale),
            bound=number_text(target.lo, scale),
            repair=f"max({number_text(target.lo, scale)}, …)",
        )
    if of.hi > target.hi:
        raise fault(
            "E221",
            found=number_text(of.hi, scale),
            bound=number_text(target.hi, scale),
            repair=f"min({number_text(target.hi, scale)}, …)",
        )


def _check_text(of: ir.Text, target: ir.Text) -> None:
    if target.values is None:
        if of.most > target.most:
            raise fault("E226", most=target.most, found=of.most)
        return
    odd = [value for value in of.values or ("…",) if value not in target.values]
    if odd:
        raise fault("E214", value=odd[0], values=" / ".join(target.values[:12]))
