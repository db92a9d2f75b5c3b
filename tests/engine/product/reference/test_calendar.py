"""Which days are worked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.product.reference import Calendar, read
from tests.engine.product.reference.town import day, reference_document

TOWN = read(reference_document()).calendar


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2026-09-30", True),
        ("2026-10-01", False),  # 国庆节, a Thursday
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # a Saturday, worked
        ("2026-10-11", False),  # a Sunday
        ("2026-09-20", True),  # a Sunday, worked
    ],
)
def test_holidays_are_off_and_some_weekends_are_worked(on: str, works: bool) -> None:
    assert TOWN.is_working(day(on)) is works


def test_a_year_that_is_not_published_has_its_weekends_and_says_so() -> None:
    assert TOWN.provisional(day("2027-10-01"))
    assert TOWN.is_working(day("2027-10-01")), "a Friday"
    assert not TOWN.is_working(day("2027-10-02")), "a Saturday"
    assert not TOWN.provisional(day("2026-12-31"))


def test_working_days_are_counted() -> None:
    assert TOWN.working_days(2026) == 257
    assert TOWN.working_days(2027) == 261
    assert TOWN.working_days(2028) == 260, "a leap year that begins on a Saturday"


@pytest.mark.parametrize("on", ["2026-10-01", "2026-10-10", "2026-10-11", "2026-10-12"])
def test_a_calendar_contains_the_days_that_are_not_worked(on: str) -> None:
    assert (day(on) in TOWN) is not TOWN.is_working(day(on))
    assert on not in TOWN, "a text is no day"


def test_a_calendar_is_a_value() -> None:
    assert read(reference_document()).calendar == TOWN
    assert len({TOWN, read(reference_document()).calendar, Calendar.of({})}) == 2


@given(st.dates(date(1900, 1, 1), date(2999, 12, 24)))
def test_a_week_without_holidays_has_five_working_days(first: date) -> None:
    week = [first + timedelta(days=after) for after in range(7)]
    assert sum(map(Calendar.of({}).is_working, week)) == 5
    assert all(map(Calendar.of({}).provisional, week))
