"""Money and rates as integers, and the one rounding (`r2`) that makes an amount of a ratio.

Nothing here reads the context of `decimal`: the same in every thread, whatever a host has set.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import assert_never

from .options import MoneyRounding

_EXACT = Context(prec=34)
"""Our own: the ambient one of a thread is never asked."""
RATE_PLACES = 6
RATE_UNIT = 10**RATE_PLACES
"""Rates are integers of millionths, amounts of fen."""


def scaled(value: Decimal, places: int) -> int | None:
    """A finite number as an integer of so many places; None where it has more.

    >>> scaled(Decimal("0.0485"), 6), scaled(Decimal("0.005"), 2)
    (48500, None)
    """
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0")
    if not text:
        return 0
    shift = exponent + places
    if shift < 0:
        if text[shift:].strip("0") or -shift >= len(text):
            return None
        whole = int(text[:shift])
    else:
        whole = int(text) * 10**shift
    return -whole if sign else whole


def fen(amount: Decimal) -> int:
    """An amount that was checked, in fen."""
    whole = scaled(amount, 2)
    assert whole is not None
    return whole


def millionths(rate: Decimal) -> int:
    """A rate that was checked, in millionths."""
    whole = scaled(rate, RATE_PLACES)
    assert whole is not None
    return whole


def yuan(amount: int) -> Decimal:
    """An amount of fen, in yuan with two places.

    >>> yuan(855388)
    Decimal('8553.88')
    """
    return _EXACT.scaleb(amount, -2)


def rounded(numerator: int, denominator: int, rounding: MoneyRounding) -> int:
    """A ratio that is not negative, rounded to a whole number.

    >>> [rounded(5, 2, way) for way in MoneyRounding]
    [3, 2, 2]
    """
    whole, rest = divmod(numerator, denominator)
    match rounding:
        case MoneyRounding.HALF_UP:
            return whole + (2 * rest >= denominator)
        case MoneyRounding.HALF_EVEN:
            return whole + (2 * rest + whole % 2 > denominator)
        case MoneyRounding.DOWN:
            return whole
        case _:
            assert_never(rounding)
