"""Ring-1 arithmetic on numbers: scale and bounds of each result (SEMANTICS: ring 1 numbers).

All functions are pure and raise ExpressionFault where a result would leave the ring.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from .. import ir
from .faults import fault
from .meaning import NULL, Quotient, Value, balanced, num, number, whole_literal

MAX_EXPONENT = 9

Bounds = tuple[int, int]


def constant(value: int, scale: int) -> ir.Const:
    """The number value / 10**scale."""
    return ir.Const(ir.Num(scale, value, value), value)


ONE = constant(1, 0)


def build(scale: int, bounds: Bounds, nullable: bool) -> ir.Num:
    """The type of an intermediate. Raises ExpressionFault beyond 10**37 or 30 places."""
    lo, hi = bounds
    if scale > ir.SCALE_LIMIT:
        raise fault("E208", places=scale, most=ir.SCALE_LIMIT)
    if max(abs(lo), abs(hi)) >= ir.INTERMEDIATE_LIMIT:
        raise fault("E207")
    return ir.Num(scale, lo, hi, nullable)


def folded(expression: ir.Expr) -> ir.Expr:
    """A constant where the bounds leave one value only."""
    of = expression.type
    if isinstance(of, ir.Num) and of.lo == of.hi and not of.nullable:
        return ir.Const(of, of.lo)
    return expression


def widen(expression: ir.Expr, scale: int) -> ir.Expr:
    """The same number with `scale` places, which are no fewer than it has."""
    of = num(expression)
    places = scale - of.scale
    if places == 0:
        return expression
    factor = 10**places
    wide = build(scale, (of.lo * factor, of.hi * factor), of.nullable)
    return folded(ir.Widen(wide, expression, places))


def aligned(left: ir.Expr, right: ir.Expr) -> tuple[ir.Expr, ir.Expr, int]:
    """Both at the larger scale, and that scale."""
    scale = max(num(left).scale, num(right).scale)
    return widen(left, scale), widen(right, scale), scale


def add(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """The sum, at the larger scale."""
    left, right, scale = aligned(left, right)
    a, b = num(left), num(right)
    of = build(scale, (a.lo + b.lo, a.hi + b.hi), a.nullable or b.nullable)
    return folded(ir.Arithmetic(of, "add", left, right))


def subtract(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """The difference, at the larger scale."""
    left, right, scale = aligned(left, right)
    a, b = num(left), num(right)
    of = build(scale, (a.lo - b.hi, a.hi - b.lo), a.nullable or b.nullable)
    return folded(ir.Arithmetic(of, "sub", left, right))


def multiply(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """The product; scales add."""
    a, b = num(left), num(right)
    if right == ONE or left == ONE:
        return left if right == ONE else right
    corners = [x * y for x, y in product((a.lo, a.hi), (b.lo, b.hi))]
    of = build(a.scale + b.scale, (min(corners), max(corners)), a.nullable or b.nullable)
    return folded(ir.Arithmetic(of, "mul", left, right))


def negate(of: ir.Expr) -> ir.Expr:
    """The number with its sign changed."""
    a = num(of)
    return folded(ir.Negate(build(a.scale, (-a.hi, -a.lo), a.nullable), of))


def absolute(of: ir.Expr) -> ir.Expr:
    """The number without its sign."""
    a = num(of)
    lo = 0 if a.lo <= 0 <= a.hi else min(abs(a.lo), abs(a.hi))
    if a.lo >= 0:
        return of
    return folded(ir.Absolute(build(a.scale, (lo, max(-a.lo, a.hi)), a.nullable), of))


def extreme(operator: ir.ArithmeticOperator, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """The smaller (`min`) or larger (`max`) of two numbers; null if one is."""
    left, right, scale = aligned(left, right)
    a, b = num(left), num(right)
    choose = min if operator == "min" else max
    bounds = (choose(a.lo, b.lo), choose(a.hi, b.hi))
    of = build(scale, bounds, a.nullable or b.nullable)
    return folded(ir.Arithmetic(of, operator, left, right))


def modulo(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """The remainder a - b·floor(a/b), with the sign of b; null where b is 0."""
    left, right, scale = aligned(left, right)
    a, b = num(left), num(right)
    if b.lo == b.hi == 0:
        return NULL
    lo = 0 if b.lo >= 0 else b.lo + 1
    hi = 0 if b.hi <= 0 else b.hi - 1
    if a.lo >= 0 and b.lo >= 0:
        hi = min(hi, a.hi)
    of = build(scale, (lo, hi), a.nullable or b.nullable or b.lo <= 0 <= b.hi)
    return ir.Arithmetic(of, "mod", left, right)


def power(base: Value, exponent: Value) -> Value:
    """`base ** n` as a product, n a literal 0..9; `0 ** 0` is 1."""
    count = whole_literal(exponent)
    if count is None or not 0 <= count <= MAX_EXPONENT:
        raise fault("E206", most=MAX_EXPONENT)
    if isinstance(base, Quotient):
        return _quotient_power(base, count)
    return _repeated(number(base), count)


def _repeated(base: ir.Expr, count: int) -> ir.Expr:
    if count == 0:
        one = ONE
        return _null_where_null(base, one) if num(base).nullable else one
    result = base
    for _ in range(count - 1):
        result = multiply(result, base)
    return _even_bounds(result) if count % 2 == 0 else result


def _even_bounds(result: ir.Expr) -> ir.Expr:
    """An even power is never negative, which the corners of a product cannot tell."""
    of = num(result)
    if of.lo >= 0 or not isinstance(result, ir.Arithmetic):
        return result
    return ir.Arithmetic(
        ir.Num(of.scale, 0, of.hi, of.nullable), result.operator, result.left, result.right
    )


def _null_where_null(asked: ir.Expr, value: ir.Expr) -> ir.Expr:
    of = num(value)
    nullable = ir.Num(of.scale, of.lo, of.hi, nullable=True)
    return ir.If(nullable, ir.IsNull(asked), NULL, value)


def _quotient_power(base: Quotient, count: int) -> Value:
    if count == 0:
        return null_where_zero(base.divisor, _repeated(base.dividend, 0))
    return Quotient(_repeated(base.dividend, count), _repeated(base.divisor, count))


def null_where_zero(divisor: ir.Expr, value: ir.Expr) -> ir.Expr:
    """`value`, but null where a divisor is zero or null."""
    d = num(divisor)
    if not d.nullable and not d.lo <= 0 <= d.hi:
        return value
    of = num(value)
    nullable = ir.Num(of.scale, of.lo, of.hi, nullable=True)
    zero = ir.Compare(ir.Bool(), "equal", divisor, constant(0, d.scale))
    result = ir.If(nullable, zero, NULL, value)
    return ir.If(nullable, ir.IsNull(divisor), NULL, result) if d.nullable else result


def _pair(value: Value) -> Quotient:
    """Any number as dividend and divisor."""
    return value if isinstance(value, Quotient) else Quotient(number(value), ONE)


def divide(left: Value, right: Value) -> Value:
    """A quotient; an exact product where the divisor is 2**i · 5**j written out."""
    if not isinstance(left, Quotient) and not isinstance(right, Quotient):
        exact = _exact_product(number(left), number(right))
        if exact is not None:
            return exact
    a, b = _pair(left), _pair(right)
    dividend = multiply(a.dividend, b.divisor)
    if isinstance(right, Quotient):
        dividend = null_where_zero(b.divisor, dividend)
    return Quotient(dividend, multiply(a.divisor, b.dividend))


def _exact_product(left: ir.Expr, right: ir.Expr) -> ir.Expr | None:
    """`left` times the decimal 1/right, where that decimal ends."""
    if not isinstance(right, ir.Const) or not isinstance(right.value, int) or right.value == 0:
        return None
    inverse = Fraction(10 ** num(right).scale, right.value)
    rest, places = inverse.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest != 1 or places + num(left).scale > ir.SCALE_LIMIT:
        return None
    scaled = inverse * 10**places
    return multiply(left, constant(scaled.numerator, places))


def combine(sign: str, left: Value, right: Value) -> Value:
    """`+ - * /` on numbers and quotients."""
    if sign == "/":
        return divide(left, right)
    if not isinstance(left, Quotient) and not isinstance(right, Quotient):
        operation = {"+": add, "-": subtract, "*": multiply}[sign]
        return operation(number(left), number(right))
    a, b = _pair(left), _pair(right)
    if sign == "*":
        return Quotient(multiply(a.dividend, b.dividend), multiply(a.divisor, b.divisor))
    operation = add if sign == "+" else subtract
    crossed = operation(multiply(a.dividend, b.divisor), multiply(b.dividend, a.divisor))
    return Quotient(crossed, multiply(a.divisor, b.divisor))


Signed = tuple[bool, Value]
"""A number that a sum adds (true) or takes away."""


def total(numbers: Sequence[Signed]) -> Value:
    """The sum of numbers and quotients, the first of which is added."""
    _, result = balanced(_together, numbers)
    return result


def _together(left: Signed, right: Signed) -> Signed:
    (added, a), (also, b) = left, right
    return added, combine("+" if added is also else "-", a, b)


def negated(value: Value) -> Value:
    """The number or quotient with its sign changed."""
    if isinstance(value, Quotient):
        return Quotient(negate(value.dividend), value.divisor)
    return negate(number(value))
