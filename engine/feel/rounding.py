"""Ring-1 rounding: one rounding ends an exact value (SEMANTICS: ring 1 numbers, rule 5)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from .. import ir
from . import numbers
from .faults import fault
from .meaning import NULL, Quotient, Value, num, number

MAX_PLACES = 12


def round_to(mode: ir.RoundingMode, value: Value, places: int) -> ir.Expr:
    """The value rounded to `places`; negative places give scale 0 (`-2` is hundreds)."""
    if isinstance(value, Quotient):
        return _rounded(mode, value, places)
    expression = number(value)
    of = num(expression)
    if places >= of.scale:
        return expression
    return _rounded(mode, Quotient(expression, numbers.ONE), places)


def _rounded(mode: ir.RoundingMode, value: Quotient, places: int) -> ir.Expr:
    n, d = num(value.dividend), num(value.divisor)
    shift = places + d.scale - n.scale
    dividend = _times_ten(value.dividend, max(shift, 0))
    divisor = _times_ten(value.divisor, max(-shift, 0))
    bounds = _rounded_bounds(mode, n, d, Fraction(10) ** shift)
    if bounds is None:
        return NULL
    nullable = n.nullable or d.nullable or d.lo <= 0 <= d.hi
    rounded = numbers.folded(
        ir.Round(numbers.build(places, bounds, nullable), mode, dividend, divisor)
    )
    if places >= 0:
        return rounded
    factor = 10**-places
    whole = numbers.build(0, (bounds[0] * factor, bounds[1] * factor), nullable)
    return numbers.folded(ir.Widen(whole, rounded, -places))


def _times_ten(expression: ir.Expr, places: int) -> ir.Expr:
    """The integer at run time times 10**places; the scale does not count here."""
    of = num(expression)
    if places == 0:
        return expression
    factor = 10**places
    bounds = (of.lo * factor, of.hi * factor)
    if max(abs(bound) for bound in bounds) >= ir.INTERMEDIATE_LIMIT:
        raise fault("E207")
    return numbers.folded(ir.Widen(ir.Num(0, *bounds, of.nullable), expression, places))


def _rounded_bounds(
    mode: ir.RoundingMode, n: ir.Num, d: ir.Num, factor: Fraction
) -> numbers.Bounds | None:
    """Rounded extremes of n/d·factor over the divisors that are not zero; None for none."""
    divisors = [x for x in (d.lo, min(d.hi, -1), max(d.lo, 1), d.hi) if x and d.lo <= x <= d.hi]
    if not divisors:
        return None
    corners = [Fraction(x, y) * factor for x, y in product((n.lo, n.hi), divisors)]
    return round_fraction(mode, min(corners)), round_fraction(mode, max(corners))


def round_fraction(mode: ir.RoundingMode, value: Fraction) -> int:
    """A fraction rounded to an integer: half and up/down about zero, floor and ceiling about -∞."""
    floor = value.numerator // value.denominator
    if mode == "floor" or value.denominator == 1:
        return floor
    if mode == "ceiling":
        return floor + 1
    toward_zero, away = (floor, floor + 1) if value >= 0 else (floor + 1, floor)
    if mode in ("up", "down"):
        return away if mode == "up" else toward_zero
    half = abs(value - toward_zero) - Fraction(1, 2)
    if half == 0:
        even = toward_zero if toward_zero % 2 == 0 else away
        return {"half_up": away, "half_down": toward_zero, "half_even": even}[mode]
    return away if half > 0 else toward_zero


def truncated(of: ir.Expr, divisor: int) -> ir.Expr:
    """The whole number of times that `divisor` goes into an integer, toward zero."""
    return _rounded("down", Quotient(of, numbers.constant(divisor, 0)), 0)
