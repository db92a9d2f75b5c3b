"""A schedule, a product and an offer spell their choices alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args

import pytest

from engine.product.schedule import options
from engine.product.schema import draw, interest, methods
from engine.values import METHODS


def words(model: Any, field: str) -> set[str]:
    """The words that a field of a product may be."""
    return set(get_args(model.model_fields[field].annotation))


CHOICES: Mapping[type[StrEnum], set[str]] = {
    options.Method: set(METHODS),
    options.InterestBasis: words(methods.Repaid, "interest_basis"),
    options.Level: words(methods.EqualInstalment, "level"),
    options.MoneyRounding: words(draw.Drawing, "money_rounding"),
    options.FirstDue: words(draw.DueDays, "first_due"),
    options.OddDays: words(draw.DueDays, "odd_days"),
    options.FirstTotal: words(draw.DueDays, "first_total"),
    options.Last: words(draw.DueDays, "last"),
    options.HolidayShift: words(draw.DueDays, "holiday_shift"),
    options.HolidayInterest: words(draw.DueDays, "holiday_interest"),
    options.OnRateChange: words(interest.FloatingInterest, "on_rate_change"),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_a_product_s_words_are_those_of_schedules(choice: type[StrEnum]) -> None:
    assert {each.value for each in choice} == CHOICES[choice]


def test_methods_are_spelled_alike_everywhere() -> None:
    assert set(get_args(get_args(methods.Method)[0])) == set(METHODS)
    assert methods.Methods.model_fields.keys() == set(METHODS)
