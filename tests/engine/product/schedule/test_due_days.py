"""When instalments are due: the day of the draw, a fixed day, month ends, maturity, holidays."""

from __future__ import annotations

from typing import Any

import pytest

from engine.product.schedule import (
    FirstDue,
    HolidayInterest,
    HolidayShift,
    InterestBasis,
    Last,
    Method,
    MonthEnd,
    OddDays,
    Unit,
    add_months,
    schedule,
)
from tests.engine.product.schedule.plain import column, day, dues, loan

NEXT, THIS = FirstDue.NEXT_MONTH, FirstDue.THIS_MONTH_IF_AFTER
CLAMP, ROLL, REMAP = MonthEnd.CLAMP, MonthEnd.ROLL, MonthEnd.REMAP


@pytest.mark.parametrize(
    ("start", "due", "first_three"),
    [
        ("2025-03-08", {}, ["2025-04-08", "2025-05-08", "2025-06-08"]),
        ("2025-03-08", {"every": 3}, ["2025-06-08", "2025-09-08", "2025-12-08"]),
        ("2025-03-08", {"every": 15, "unit": Unit.DAY}, ["2025-03-23", "2025-04-07", "2025-04-22"]),
        ("2025-01-31", {}, ["2025-02-28", "2025-03-31", "2025-04-30"]),
        ("2027-12-31", {}, ["2028-01-31", "2028-02-29", "2028-03-31"]),
        ("2025-01-31", {"month_end": ROLL}, ["2025-03-01", "2025-03-31", "2025-05-01"]),
        ("2025-01-31", {"month_end": REMAP}, ["2025-02-27", "2025-03-27", "2025-04-27"]),
        ("2025-01-30", {"month_end": REMAP, "remap": {30: 1}},
         ["2025-02-01", "2025-03-01", "2025-04-01"]),
    ],
)  # fmt: skip
def test_the_day_of_the_start(start: str, due: dict[str, Any], first_three: list[str]) -> None:
    assert dues(schedule(loan(due, start=day(start))))[:3] == first_three


@pytest.mark.parametrize(
    ("start", "due", "first_three"),
    [
        ("2025-03-08", {"day": 21, "first_due": NEXT}, ["2025-04-21", "2025-05-21", "2025-06-21"]),
        ("2025-03-08", {"day": 21, "first_due": THIS}, ["2025-03-21", "2025-04-21", "2025-05-21"]),
        ("2025-03-21", {"day": 21, "first_due": THIS}, ["2025-04-21", "2025-05-21", "2025-06-21"]),
        ("2025-03-08", {"day": 5, "first_due": THIS}, ["2025-04-05", "2025-05-05", "2025-06-05"]),
        ("2025-01-15", {"day": 31, "first_due": NEXT}, ["2025-02-28", "2025-03-31", "2025-04-30"]),
        ("2025-02-15", {"day": 31, "first_due": THIS, "month_end": ROLL},
         ["2025-03-01", "2025-03-31", "2025-05-01"]),
        ("2025-01-15", {"day": 21, "every": 3, "first_due": NEXT},
         ["2025-03-21", "2025-06-21", "2025-09-21"]),
        ("2025-03-08", {"day": 21, "every": 3, "first_due": THIS},
         ["2025-03-21", "2025-06-21", "2025-09-21"]),
        ("2025-03-08", {"day": 21, "every": 3, "first_due": NEXT},
         ["2025-06-21", "2025-09-21", "2025-12-21"]),
        ("2025-12-08", {"day": 21, "every": 12, "first_due": NEXT},
         ["2026-12-21", "2027-12-21", "2028-12-21"]),
    ],
)  # fmt: skip
def test_a_fixed_day_with_a_rule(start: str, due: dict[str, Any], first_three: list[str]) -> None:
    assert dues(schedule(loan(due, start=day(start))))[:3] == first_three


@pytest.mark.parametrize(
    ("start", "due", "first_three"),
    [
        ("2025-03-08", {"first_due": day("2025-05-20")},
         ["2025-05-20", "2025-06-20", "2025-07-20"]),
        ("2025-01-31", {"first_due": day("2025-02-28")},
         ["2025-02-28", "2025-03-31", "2025-04-30"]),
        ("2025-01-15", {"first_due": day("2025-02-28")},
         ["2025-02-28", "2025-03-28", "2025-04-28"]),
        ("2025-01-15", {"first_due": day("2025-02-28"), "day": 30},
         ["2025-02-28", "2025-03-30", "2025-04-30"]),
        ("2025-01-31", {"first_due": day("2025-03-01"), "month_end": ROLL},
         ["2025-03-01", "2025-03-31", "2025-05-01"]),
        ("2025-01-31", {"first_due": day("2025-02-27"), "month_end": REMAP},
         ["2025-02-27", "2025-03-27", "2025-04-27"]),
        ("2025-03-08", {"first_due": day("2025-03-10"), "every": 7, "unit": Unit.DAY},
         ["2025-03-10", "2025-03-17", "2025-03-24"]),
    ],
)  # fmt: skip
def test_a_date_for_the_first(start: str, due: dict[str, Any], first_three: list[str]) -> None:
    assert dues(schedule(loan(due, start=day(start))))[:3] == first_three


@pytest.mark.parametrize(
    ("maturity", "last", "ends"),
    [
        ("2025-06-21", Last.MERGE_INTO_LAST, ["2025-04-21", "2025-05-21", "2025-06-21"]),
        ("2025-06-21", Last.OWN_PERIOD, ["2025-04-21", "2025-05-21", "2025-06-21"]),
        ("2025-06-30", Last.MERGE_INTO_LAST, ["2025-04-21", "2025-05-21", "2025-06-30"]),
        ("2025-06-30", Last.OWN_PERIOD, ["2025-04-21", "2025-05-21", "2025-06-21", "2025-06-30"]),
        ("2025-04-25", Last.MERGE_INTO_LAST, ["2025-04-25"]),
        ("2025-04-02", Last.MERGE_INTO_LAST, ["2025-04-02"]),
        ("2025-04-02", Last.OWN_PERIOD, ["2025-04-02"]),
    ],
)
def test_maturity_alone_says_how_many(maturity: str, last: Last, ends: list[str]) -> None:
    due = {"day": 21, "first_due": NEXT, "last": last}
    assert dues(schedule(loan(due, terms=None, maturity=day(maturity)))) == ends


@pytest.mark.parametrize("maturity", ["2025-05-22", "2025-06-21", "2025-08-01"])
def test_with_a_count_the_last_falls_on_maturity(maturity: str) -> None:
    found = schedule(loan({"day": 21, "first_due": NEXT}, terms=3, maturity=day(maturity)))
    assert dues(found) == ["2025-04-21", "2025-05-21", maturity]


SHIFTS = {
    HolidayShift.NONE: ["2025-08-31", "2025-09-30"],
    HolidayShift.FOLLOWING: ["2025-09-01", "2025-10-09"],
    HolidayShift.PRECEDING: ["2025-08-29", "2025-09-29"],
    HolidayShift.MODIFIED_FOLLOWING: ["2025-08-29", "2025-09-29"],
}
HOLIDAYS = {
    day(text)
    for text in ("2025-08-30", "2025-08-31", "2025-09-30", *(f"2025-10-0{n}" for n in range(1, 9)))
}


@pytest.mark.parametrize("shift", HolidayShift)
def test_a_holiday_moves_a_due_day(shift: HolidayShift) -> None:
    due = {"holidays": HOLIDAYS, "holiday_shift": shift}
    found = schedule(loan(due, start=day("2025-07-31"), terms=2))
    assert dues(found) == SHIFTS[shift]
    assert column(found, "days") == ["31", "30"]


def test_adjusted_interest_runs_to_the_moved_day() -> None:
    due = {
        "holidays": HOLIDAYS,
        "holiday_shift": HolidayShift.FOLLOWING,
        "holiday_interest": HolidayInterest.ADJUSTED,
    }
    terms = loan(due, start=day("2025-07-31"), terms=3, method=Method.INTEREST_ONLY)
    found = schedule(terms)
    assert column(found, "days") == ["32", "38", "22"]
    # 1 month and 1 day, 1 month and 8 days from 1 September, 22 days: over 360
    assert column(found, "interest") == ["62.00", "76.00", "44.00"]


@pytest.mark.parametrize(
    ("odd_days", "first"), [(OddDays.MONTHS_THEN_DAYS, "40.00"), (None, "30.00")]
)
def test_due_days_counted_in_days_bear_days_over_360(odd_days: OddDays | None, first: str) -> None:
    due = {"unit": Unit.DAY, "every": 15, "first_due": day("2025-03-28"), "odd_days": odd_days}
    found = schedule(loan(due, terms=3, method=Method.INTEREST_ONLY))
    assert column(found, "days") == ["20", "15", "15"]
    assert column(found, "interest") == [first, "30.00", "30.00"]
    assert found.loan.periods[0].broken_first
    assert not schedule(loan({"unit": Unit.DAY, "every": 15})).loan.periods[0].broken_first


def test_a_bullet_is_due_on_the_last_due_day() -> None:
    months = schedule(loan(method=Method.BULLET, terms=6))
    assert dues(months) == ["2025-09-08"]
    assert column(months, "interest") == ["360.00"]
    by_days = schedule(loan(method=Method.BULLET, terms=6, interest_basis=InterestBasis.ACT_360))
    assert column(by_days, "days") == ["184"]
    assert column(by_days, "interest") == ["368.00"]


def test_months_are_added_as_the_calendar_has_them() -> None:
    assert add_months(day("2025-01-31"), 1) == day("2025-02-28")
    assert add_months(day("2024-02-29"), 48) == day("2028-02-29")
    assert add_months(day("2025-03-31"), -1) == day("2025-02-28")
