"""Numeric functions. Rounding: half and up/down about zero, floor and ceiling about -∞."""

from __future__ import annotations

from functools import partial

from ... import ir
from .. import comparisons, numbers, rounding
from ..faults import fault
from ..meaning import NULL, Quotient, Value, balanced, number, plain, type_name, whole_literal
from .entry import Builtin


def _places(value: Value) -> int:
    """A literal number of places, -12..12."""
    places = whole_literal(value)
    if places is None or abs(places) > rounding.MAX_PLACES:
        raise fault("E209", most=rounding.MAX_PLACES)
    return places


def _rounding(mode: ir.RoundingMode, name: str, *, optional: int = 0) -> Builtin:
    def build(value: Value, places: Value | None = None) -> Value:
        if _is_null(value):
            return NULL
        return rounding.round_to(mode, value, 0 if places is None else _places(places))

    return Builtin(name, ("n", "scale"), build, optional=optional)


def _is_null(value: Value) -> bool:
    return not isinstance(value, Quotient) and isinstance(plain(value).type, ir.Null)


def _absolute(value: Value) -> Value:
    expression = plain(value)
    if isinstance(expression.type, ir.Null):
        return NULL
    return numbers.absolute(number(expression))


def _modulo(dividend: Value, divisor: Value) -> Value:
    if _is_null(dividend) or _is_null(divisor):
        return NULL
    return numbers.modulo(number(dividend), number(divisor))


def _extreme(operator: ir.ArithmeticOperator, name: str) -> Builtin:
    def build(*values: Value) -> Value:
        if any(map(_is_null, values)):
            return NULL
        return balanced(partial(_pair_extreme, operator), list(map(_point, values)))

    return Builtin(name, ("list",), build, variadic=True)


def _point(value: Value) -> ir.Expr:
    """A number or a date."""
    expression = plain(value)
    return expression if isinstance(expression.type, ir.Date) else number(expression)


def _pair_extreme(operator: ir.ArithmeticOperator, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    a, b = left.type, right.type
    if isinstance(a, ir.Date) and isinstance(b, ir.Date):
        choose = min if operator == "min" else max
        of = ir.Date(choose(a.lo, b.lo), choose(a.hi, b.hi), a.nullable or b.nullable)
        return ir.Arithmetic(of, operator, left, right)
    if isinstance(a, ir.Num) and isinstance(b, ir.Num):
        return numbers.extreme(operator, left, right)
    raise fault("E202", left=type_name(a), right=type_name(b))


def _sum(*values: Value) -> Value:
    if any(map(_is_null, values)):
        return NULL
    return balanced(partial(numbers.combine, "+"), list(map(_exact, values)))


def _mean(*values: Value) -> Value:
    if any(map(_is_null, values)):
        return NULL
    return numbers.divide(_sum(*values), numbers.constant(len(values), 0))


def _product(*values: Value) -> Value:
    if any(map(_is_null, values)):
        return NULL
    return balanced(partial(numbers.combine, "*"), list(map(_exact, values)))


def _exact(value: Value) -> Value:
    """A number or a quotient."""
    return value if isinstance(value, Quotient) else number(value)


def _parity(remainder: int, name: str) -> Builtin:
    def build(value: Value) -> Value:
        if _is_null(value):
            return ir.Const(ir.Bool(nullable=True), None)
        rest = numbers.modulo(number(value), numbers.constant(2, 0))
        return comparisons.ordered_equal(rest, numbers.constant(remainder, 0))

    return Builtin(name, ("number",), build)


NUMBER: tuple[Builtin, ...] = (
    _rounding("half_even", "decimal"),
    _rounding("floor", "floor", optional=1),
    _rounding("ceiling", "ceiling", optional=1),
    _rounding("up", "round up"),
    _rounding("down", "round down"),
    _rounding("half_up", "round half up"),
    _rounding("half_down", "round half down"),
    Builtin("abs", ("number",), _absolute),
    Builtin("modulo", ("dividend", "divisor"), _modulo),
    _extreme("min", "min"),
    _extreme("max", "max"),
    Builtin("sum", ("list",), _sum, variadic=True),
    Builtin("mean", ("list",), _mean, variadic=True),
    Builtin("product", ("list",), _product, variadic=True),
    _parity(1, "odd"),
    _parity(0, "even"),
)
