"""Comparisons, tests and logic on typed values (SEMANTICS: ring 1 rules 4 and 6, null)."""

from __future__ import annotations

from collections.abc import Sequence

from .. import ir
from . import numbers, tree
from .faults import ExpressionFault, fault
from .meaning import (
    FALSE,
    TRUE,
    Quotient,
    TextSet,
    Value,
    balanced,
    num,
    number,
    plain,
    type_name,
)

ORDERED = (ir.Num, ir.Date, ir.Days, ir.Months, ir.Text)


def compare(sign: str, left: Value, right: Value) -> ir.Expr:
    """One of `= != < <= > >=` on two values of one kind. Raises ExpressionFault."""
    match sign:
        case "=":
            return equal(left, right)
        case "!=":
            return negated(equal(left, right))
        case "<" | "<=":
            return ordered("less" if sign == "<" else "less_eq", left, right)
        case _:
            return ordered("less" if sign == ">" else "less_eq", right, left)


def equal(left: Value, right: Value) -> ir.Expr:
    """Never null: null equals null and nothing else."""
    a, b = _same_kind(left, right)
    for one, other in ((a, b), (b, a)):
        if isinstance(one.type, ir.Null):
            return _is_null(other)
    _refuse_odd_value(a, b)
    return ir.Compare(ir.Bool(), "equal", a, b)


def ordered(operator: str, left: Value, right: Value) -> ir.Expr:
    """`<` or `<=`; null if a side is."""
    a, b = _same_kind(left, right)
    for side in (a, b):
        if not isinstance(side.type, (*ORDERED, ir.Null, ir.Hole)):
            raise fault("E201", wanted="number", found=type_name(side.type))
    if isinstance(a.type, ir.Null) or isinstance(b.type, ir.Null):
        return ir.Const(ir.Bool(nullable=True), None)
    nullable = ir.Bool(a.type.nullable or b.type.nullable)
    return ir.Compare(nullable, "less" if operator == "less" else "less_eq", a, b)


def _is_null(of: ir.Expr) -> ir.Expr:
    if isinstance(of.type, ir.Null):
        return TRUE
    return ir.IsNull(of) if of.type.nullable else FALSE


def _same_kind(left: Value, right: Value) -> tuple[ir.Expr, ir.Expr]:
    """Both sides of one kind and scale; quotients cross-multiplied."""
    if isinstance(left, Quotient) or isinstance(right, Quotient):
        return _crossed(left, right)
    a, b = plain(left), plain(right)
    if isinstance(a.type, ir.Num) and isinstance(b.type, ir.Num):
        wide_a, wide_b, _ = numbers.aligned(a, b)
        return wide_a, wide_b
    either = (ir.Null, ir.Hole)
    if type(a.type) is type(b.type) or isinstance(a.type, either) or isinstance(b.type, either):
        return a, b
    raise fault("E202", left=type_name(a.type), right=type_name(b.type))


def _crossed(left: Value, right: Value) -> tuple[ir.Expr, ir.Expr]:
    """n1/d1 and n2/d2 as n1·d2 and n2·d1, the divisors made positive; null where one is zero."""
    for side in (left, right):
        if not isinstance(side, Quotient) and not isinstance(plain(side).type, ir.Num):
            if isinstance(plain(side).type, ir.Null):
                return _nullable_value(left, right)
            raise fault("E202", left=_kind(left), right=_kind(right))
    n1, d1 = _positive(left)
    n2, d2 = _positive(right)
    a, b, _ = numbers.aligned(numbers.multiply(n1, d2), numbers.multiply(n2, d1))
    return a, b


def _nullable_value(left: Value, right: Value) -> tuple[ir.Expr, ir.Expr]:
    """A quotient beside null: the dividend stands for it, null where the divisor is zero."""
    sides = [_positive(side)[0] if isinstance(side, Quotient) else plain(side)
             for side in (left, right)]  # fmt: skip
    return sides[0], sides[1]


def _kind(value: Value) -> str:
    return "number" if isinstance(value, Quotient) else type_name(plain(value).type)


def _positive(value: Value) -> tuple[ir.Expr, ir.Expr]:
    """Dividend and positive divisor; the dividend is null where the divisor is zero or null."""
    if not isinstance(value, Quotient):
        return number(value), numbers.constant(1, 0)
    n, d = value.dividend, value.divisor
    of, sign = num(n), num(d)
    if sign.lo > 0 and not sign.nullable:
        return n, d
    if sign.lo < 0:
        zero = numbers.constant(0, sign.scale)
        below = ir.Compare(ir.Bool(sign.nullable), "less", d, zero)
        turned = numbers.negate(n)
        bounds = (min(of.lo, num(turned).lo), max(of.hi, num(turned).hi))
        n = ir.If(ir.Num(of.scale, *bounds, of.nullable), below, turned, n)
        d = numbers.absolute(d)
    return numbers.null_where_zero(value.divisor, n), _not_null(d)


def _not_null(divisor: ir.Expr) -> ir.Expr:
    """The divisor, 1 where it is null: its dividend is null there already."""
    of = num(divisor)
    if not of.nullable:
        return divisor
    one = numbers.constant(1, of.scale)
    bounds = ir.Num(of.scale, min(of.lo, 1), max(of.hi, 1))
    return ir.If(bounds, ir.IsNull(divisor), one, divisor)


def _refuse_odd_value(a: ir.Expr, b: ir.Expr) -> None:
    """A text compared with a value that it can never have is a mistake of the author.

    Two constants may differ: one of them is a parameter, which another product sets otherwise.
    """
    for constant, other in ((a, b), (b, a)):
        value = constant.value if isinstance(constant, ir.Const) else None
        values = other.type.values if isinstance(other.type, ir.Text) else None
        if isinstance(other, ir.Const) or not isinstance(value, str) or values is None:
            continue
        if value not in values:
            raise unknown_value(value, values)


def unknown_value(
    value: str, values: Sequence[object], span: tree.Span | None = None
) -> ExpressionFault:
    """The fault that a text is none of the values that it is compared with."""
    return fault("E214", span, value=value, values=" / ".join(map(str, values[:12])))


# Logic.


def negated(of: ir.Expr) -> ir.Expr:
    """Kleene's not."""
    if isinstance(of, ir.Const) and isinstance(of.value, bool):
        return FALSE if of.value else TRUE
    return ir.Not(ir.Bool(of.type.nullable), of)


def both(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """Kleene's and."""
    if TRUE in (left, right):
        return right if left == TRUE else left
    return ir.Logic(ir.Bool(left.type.nullable or right.type.nullable), "and", left, right)


def either(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """Kleene's or."""
    if FALSE in (left, right):
        return right if left == FALSE else left
    return ir.Logic(ir.Bool(left.type.nullable or right.type.nullable), "or", left, right)


def any_of(conditions: Sequence[ir.Expr]) -> ir.Expr:
    """Whether one of the conditions holds."""
    return balanced(either, conditions) if conditions else FALSE


def all_of(conditions: Sequence[ir.Expr]) -> ir.Expr:
    """Whether all conditions hold."""
    return balanced(both, conditions) if conditions else TRUE


def within(
    of: Value, low: Value, high: Value, *, low_open: bool = False, high_open: bool = False
) -> ir.Expr:
    """An interval as two comparisons joined by `and`."""
    above = compare(">" if low_open else ">=", of, low)
    below = compare("<" if high_open else "<=", of, high)
    return both(above, below)


def member(of: Value, values: TextSet) -> ir.Expr:
    """Whether a text is in a parameter's set; false for null."""
    expression = plain(of)
    if isinstance(expression.type, ir.Hole):
        return FALSE
    if not isinstance(expression.type, ir.Text):
        raise fault("E202", left=type_name(expression.type), right="string")
    known = expression.type.values
    odd = sorted(values.values - set(known)) if known is not None else []
    if odd:
        raise unknown_value(odd[0], known or ())
    return ir.OneOf(ir.Bool(), expression, tuple(sorted(values.values)))


def ordered_equal(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """Equality that is null where a side is."""
    same = equal(left, right)
    if not (left.type.nullable or right.type.nullable):
        return same
    unknown = ir.Const(ir.Bool(nullable=True), None)
    missing = any_of([_is_null(left), _is_null(right)])
    return ir.If(ir.Bool(nullable=True), missing, unknown, same)
