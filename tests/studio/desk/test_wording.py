"""Numbers as people read and type them."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.desk import wording
from studio.desk.texts import texts_in
from studio.desk.wording import amount, percent, points, rate, short_amount, typed_number, wide_as


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "0.0%"),
        (Fraction(1), "100.0%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(5, 10000), "0.1%"),
        (Fraction(4, 10000), "0.0%"),
        (None, "—"),
    ],
)
def test_a_share_is_rounded_half_up(share: Fraction | None, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("change", "shown"),
    [(Fraction(1, 20), "+5.0"), (Fraction(-1, 20), "−5.0"), (Fraction(-1, 10000), "0.0")],
)
def test_a_change_has_its_sign_where_it_shows(change: Fraction, shown: str) -> None:
    assert points(change) == shown


@pytest.mark.parametrize(
    ("money", "zh", "en"),
    [
        ("50000.00", "5万", None),
        ("49800.00", "4.98万", None),
        ("300000000.00", "3亿", None),
        ("9999.99", None, None),
    ],
)
def test_chinese_money_is_said_in_ten_thousands(money: str, zh: str | None, en: str | None) -> None:
    assert short_amount(Decimal(money), texts_in("zh")) == zh
    assert short_amount(Decimal(money), texts_in("en")) == en


def test_money_has_two_places_and_its_thousands_apart() -> None:
    assert amount(Decimal("1234567.5")) == "1,234,567.50"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("0.048500", "4.85\xa0%"), ("0.071000", "7.10\xa0%"), ("0.048512", "4.8512\xa0%")],
)
def test_a_rate_has_at_least_two_places_and_loses_none(number: str, shown: str) -> None:
    assert rate(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("5万", "50000"),
        ("0.5 万", "5000"),
        ("1.2亿", "120000000"),
        ("50,000.00", "50000.00"),
        ("４.８５％", "0.0485"),
        ("185 基点", "0.0185"),
        ("-3", "-3"),
        (" 12 ", "12"),
        ("1,23", "1,23"),
        ("五万", "五万"),
        ("1e5", "1e5"),
        ("", ""),
    ],
)
def test_numbers_are_read_as_people_type_them_and_other_text_is_left(typed: str, read: str) -> None:
    assert typed_number(typed) == read


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_as_it_is_shown_may_be_typed_back(money: Decimal) -> None:
    assert Decimal(typed_number(amount(money))) == money
    short = short_amount(money, texts_in("zh"))
    assert short is None or Decimal(typed_number(short)) == money


def test_a_chinese_character_is_as_wide_as_the_type_is_high() -> None:
    assert wide_as("评分", 12) == 24
    assert wide_as("ab", 10) < 12


def test_the_examples_beside_the_code_are_true() -> None:
    found = doctest.testmod(wording)
    assert found.attempted > 4
    assert found.failed == 0
