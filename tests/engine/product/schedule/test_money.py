"""Integers of fen and millionths, and the one rounding."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.product.schedule import MoneyRounding
from engine.product.schedule.money import rounded, scaled, yuan

IN_DECIMALS = {
    MoneyRounding.HALF_UP: ROUND_HALF_UP,
    MoneyRounding.HALF_EVEN: ROUND_HALF_EVEN,
    MoneyRounding.DOWN: ROUND_DOWN,
}


@pytest.mark.parametrize(
    ("value", "places", "whole"),
    [
        ("0", 2, 0), ("0E+999999", 2, 0), ("-0.00", 2, 0), ("12", 2, 1200), ("1.2E3", 2, 120000),
        ("0.050", 2, 5), ("0.005", 2, None), ("-1.5", 2, -150), ("0.0485", 6, 48500),
        ("1E-7", 6, None), ("100", 0, 100), ("1E-999999", 2, None),
    ],
)  # fmt: skip
def test_a_number_is_whole_in_its_places(value: str, places: int, whole: int | None) -> None:
    assert scaled(Decimal(value), places) == whole


@given(st.integers(0, 10**18), st.sampled_from([1, 2, 4, 5, 10, 100, 1000, 8]))
def test_a_ratio_is_rounded_as_decimals_are(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / denominator
    for rounding, name in IN_DECIMALS.items():
        assert rounded(numerator, denominator, rounding) == exact.quantize(Decimal(1), name)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_no_rounding_is_further_than_it_may_be(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    assert abs(rounded(numerator, denominator, MoneyRounding.HALF_UP) - exact) <= Fraction(1, 2)
    assert abs(rounded(numerator, denominator, MoneyRounding.HALF_EVEN) - exact) <= Fraction(1, 2)
    assert 0 <= exact - rounded(numerator, denominator, MoneyRounding.DOWN) < 1


@given(st.integers(-(10**18), 10**18))
def test_yuan_have_two_places_in_every_context(amount: int) -> None:
    with localcontext(Context(prec=1)):
        found = yuan(amount)
    assert scaled(found, 2) == amount
    assert found.as_tuple().exponent == -2
