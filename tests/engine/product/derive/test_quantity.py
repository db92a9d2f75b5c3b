"""Literals as exact numbers, and ranges of them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document import Json
from engine.product.derive.quantity import Range, is_literal, quantity, spelled

F = Fraction
SMALL = st.fractions(-9, 9, max_denominator=4)
STEPS = st.fractions(F(1, 4), 10, max_denominator=4)


@pytest.mark.parametrize(
    ("literal", "number"),
    [
        ("0.0480", F(48, 1000)),
        ("-12", F(-12)),
        (7, F(7)),
        ("99999999999999999999999999999999999.01", F(9999999999999999999999999999999999901, 100)),
        ("2026-10-01", F(739890)),
        ("2026-13-01", None),
        ("01", None),
        ("1e3", None),
        ("applicant.age", None),
        (True, None),
        (None, None),
        ({"3": True}, None),
    ],
)
def test_a_literal_is_an_exact_number_or_none(literal: Json, number: Fraction | None) -> None:
    assert quantity(literal) == number


@pytest.mark.parametrize(
    ("number", "like", "text"),
    [
        (F(45, 1000), "0.0480", "0.0450"),
        (F(-1, 2), "0.00", "-0.50"),
        (F(0), "-1.0", "0.0"),
        (F(739891), "2026-10-01", "2026-10-02"),
        (F(3), 1, 3),
    ],
)
def test_a_number_is_spelled_like_another(number: Fraction, like: Json, text: Json) -> None:
    assert spelled(number, like) == text


@pytest.mark.parametrize("cell", ["1", "-0.5", '"A"', r'"a\"b"', "true", "null", '@"2026-10-01"'])
def test_a_cell_with_a_value_is_literal(cell: str) -> None:
    assert is_literal(cell)


@pytest.mark.parametrize("cell", ["1 + 1", "band", '"A", "B"', '"A" + "B"', "< 5", "", None])
def test_a_cell_with_an_expression_is_none(cell: Json) -> None:
    assert not is_literal(cell)


@pytest.mark.parametrize(
    ("number", "rather", "nearest"),
    [
        (1, "lower", 2),
        (99, "lower", 8),
        (5, "lower", 5),
        (6, "lower", 5),
        (7, "lower", 8),
        (F(13, 2), "lower", 5),
        (F(13, 2), "higher", 8),
    ],
)
def test_the_nearest_of_a_range_is_inside_it_and_on_its_steps(
    number: Fraction, rather: str, nearest: Fraction
) -> None:
    assert Range(F(1), F(9), F(3), F(2)).nearest(F(number), rather=rather) == nearest


def test_a_range_without_numbers_has_no_nearest() -> None:
    assert Range(F(1), F(0), F(1), F(0)).nearest(F(5), rather="lower") is None
    assert Range(F(1, 4), F(3, 4), F(1), F(0)).nearest(F(5), rather="lower") is None


def bounds() -> st.SearchStrategy[Range]:
    """Ranges with or without ends."""
    ends = st.one_of(st.none(), SMALL)
    return st.builds(Range, ends, ends, STEPS, SMALL)


@given(bounds(), SMALL)
def test_no_number_of_a_range_is_nearer_than_the_nearest(range_: Range, number: Fraction) -> None:
    nearest = range_.nearest(number, rather="lower")
    held = [range_.start + n * range_.step for n in range(-90, 91)]
    distances = [abs(at - number) for at in held if range_.holds(at)]
    assert (nearest is None) is (not distances)
    if nearest is not None:
        assert range_.holds(nearest)
        assert abs(nearest - number) == min(distances)


@given(bounds(), bounds())
def test_a_range_inside_another_holds_no_number_that_the_other_does_not(
    one: Range, other: Range
) -> None:
    numbers = (one.start + n * one.step for n in range(-90, 91))
    if one.is_inside(other):
        assert all(other.holds(number) for number in numbers if one.holds(number))
