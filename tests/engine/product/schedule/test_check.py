"""Terms that have no schedule: each fault with its place, all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.errors import TermsRefused
from engine.product.schedule import (
    FirstDue,
    HolidayShift,
    Method,
    MonthEnd,
    PlanUnit,
    RateChange,
    Unit,
    schedule,
)
from tests.engine.product.schedule.plain import day, loan, refusal


def plan(parts: Mapping[int, str], unit: PlanUnit = PlanUnit.AMOUNT) -> dict[str, Any]:
    amounts = {number: Decimal(part) for number, part in parts.items()}
    return {"method": Method.CUSTOM_PLAN, "plan": amounts, "plan_unit": unit}


def new_rate(on: str, rate: str = "0.05") -> RateChange:
    return RateChange(day(on), Decimal(rate))


@pytest.mark.parametrize(
    ("changes", "code", "at"),
    [
        ({"principal": Decimal("NaN")}, "S101", "principal"),
        ({"principal": 12000.0}, "S101", "principal"),
        ({"principal": Decimal(0)}, "S102", "principal"),
        ({"principal": Decimal(-1)}, "S102", "principal"),
        ({"principal": Decimal("1e999999")}, "S102", "principal"),
        ({"principal": Decimal("100.005")}, "S103", "principal"),
        ({"principal": Decimal("1.00" + "0" * 40 + "1")}, "S103", "principal"),
        ({"annual_rate": Decimal("-0.01")}, "S102", "annual_rate"),
        ({"annual_rate": Decimal("0.0485001")}, "S103", "annual_rate"),
        ({"annual_rate": Decimal("1e-999999")}, "S103", "annual_rate"),
        ({"terms": 0}, "S104", "terms"),
        ({"terms": 1201}, "S104", "terms"),
        ({"terms": True}, "S104", "terms"),
        ({"terms": 12.0}, "S104", "terms"),
        ({"terms": None}, "S111", "terms"),
        ({"grace": -1}, "S104", "grace"),
        ({"start": "2025-03-08"}, "S105", "start"),
        ({"start": datetime(2025, 3, 8)}, "S105", "start"),  # noqa: DTZ001
        ({"start": date(1899, 12, 31)}, "S105", "start"),
        ({"maturity": date(3000, 1, 1)}, "S105", "maturity"),
        ({"method": "equal_installment"}, "S106", "method"),
        ({"interest_basis": "30/360"}, "S106", "interest_basis"),
        ({"level": "flat"}, "S106", "level"),
        ({"money_rounding": "HALF_UP"}, "S106", "money_rounding"),
        ({"first_total": None}, "S106", "first_total"),
        ({"on_rate_change": 1}, "S106", "on_rate_change"),
        ({"maturity": day("2025-03-08")}, "S112", "maturity"),
        ({"maturity": day("2026-02-08")}, "S112", "maturity"),
        ({"terms": 1200, "start": date(2950, 1, 1)}, "S116", "terms"),
        ({"method": Method.BULLET, "grace": 1}, "S121", "grace"),
        ({"method": Method.REVOLVING_DAILY}, "S122", "interest_basis"),
        ({"method": Method.CUSTOM_PLAN}, "S123", "plan"),
        ({"plan": {1: Decimal(100)}}, "S123", "plan"),
        (plan({1: "12000.01"}), "S124", "plan"),
        (plan({1: "6000", 12: "5999.99"}), "S124", "plan"),
        (plan({1: "0.6", 2: "0.5"}, PlanUnit.SHARE), "S124", "plan"),
        (plan({12: "0.999999"}, PlanUnit.SHARE), "S124", "plan"),
        (plan({1: "1.1"}, PlanUnit.SHARE), "S102", "plan/1"),
        (plan({1: "-1"}), "S102", "plan/1"),
        (plan({1: "0.001"}), "S103", "plan/1"),
        (plan({0: "1"}), "S104", "plan/0"),
        (plan({13: "1"}), "S126", "plan/13"),
        ({"grace": 12}, "S125", "grace"),
        ({"rate_changes": (new_rate("2025-03-08"),)}, "S112", "rate_changes/1/on"),
        ({"rate_changes": (new_rate("2025-05-01"), new_rate("2025-05-01"))},
         "S112", "rate_changes/2/on"),
        ({"rate_changes": (new_rate("2025-05-01", "-1"),)}, "S102", "rate_changes/1/annual_rate"),
    ],
)  # fmt: skip
def test_terms_that_are_refused(changes: dict[str, Any], code: str, at: str) -> None:
    assert refusal(loan(**changes)) == [(code, at)]


EVERY_DAY = {day("2025-01-01") + timedelta(number) for number in range(500)}


@pytest.mark.parametrize(
    ("due", "code", "at"),
    [
        ({"every": 0}, "S104", "due/every"),
        ({"day": 32}, "S104", "due/day"),
        ({"unit": "week"}, "S106", "due/unit"),
        ({"last": None}, "S106", "due/last"),
        ({"odd_days": "none"}, "S106", "due/odd_days"),
        ({"first_due": "2025-04-08"}, "S106", "due/first_due"),
        ({"holiday_shift": "next"}, "S106", "due/holiday_shift"),
        ({"first_due": day("2025-03-08")}, "S112", "due/first_due"),
        ({"unit": Unit.DAY, "day": 8}, "S114", "due/unit"),
        ({"unit": Unit.DAY, "first_due": FirstDue.NEXT_MONTH}, "S114", "due/unit"),
        ({"day": 21}, "S115", "due/first_due"),
        ({"day": 21, "first_due": day("2025-04-20")}, "S118", "due/first_due"),
        ({"first_due": day("2025-05-31"), "month_end": MonthEnd.REMAP}, "S118", "due/first_due"),
        ({"month_end": MonthEnd.REMAP, "remap": {28: 25}}, "S107", "due/remap/28"),
        ({"month_end": MonthEnd.REMAP, "remap": {31: 29}}, "S104", "due/remap/31"),
        ({"every": 5, "unit": Unit.DAY, "holiday_shift": HolidayShift.FOLLOWING,
          "holidays": {day("2025-03-13"), *(day(f"2025-03-{n}") for n in range(14, 18))}},
         "S132", "instalments/2"),
        ({"first_due": day("2025-03-09"), "unit": Unit.DAY, "every": 30,
          "holiday_shift": HolidayShift.PRECEDING, "holidays": {day("2025-03-09")}},
         "S132", "instalments/1"),
    ],
)  # fmt: skip
def test_due_days_that_are_refused(due: dict[str, Any], code: str, at: str) -> None:
    assert refusal(loan(due)) == [(code, at)]


def test_a_first_due_day_behind_maturity_is_refused() -> None:
    found = loan({"first_due": day("2025-05-08")}, terms=None, maturity=day("2025-05-07"))
    assert refusal(found) == [("S113", "due/first_due")]


def test_too_many_due_days_before_maturity_are_refused() -> None:
    daily = {"unit": Unit.DAY, "every": 1}
    most = day("2025-03-08") + timedelta(1200)
    assert len(schedule(loan(daily, terms=None, maturity=most)).instalments) == 1200
    more = loan(daily, terms=None, maturity=most + timedelta(1))
    assert refusal(more) == [("S117", "maturity")]


def test_a_calendar_without_working_days_is_refused_at_every_instalment() -> None:
    due = {"holidays": EVERY_DAY, "holiday_shift": HolidayShift.MODIFIED_FOLLOWING}
    found = refusal(loan(due, terms=3))
    assert found == [("S131", f"instalments/{number}") for number in (1, 2, 3)]


def test_every_fault_is_told_at_once_with_what_would_be_right() -> None:
    terms = loan(
        {"first_due": "soon", "every": 0},
        principal=Decimal(-5),
        annual_rate=Decimal("0.1234567"),
        terms=0,
        method="flat",
        plan={1: Decimal("0.001")},
    )
    with pytest.raises(TermsRefused) as refused:
        schedule(terms)
    assert sorted(issue.at for issue in refused.value.issues) == [
        "annual_rate", "due/every", "due/first_due", "method", "plan/1", "principal", "terms",
    ]  # fmt: skip
    text = next(issue for issue in refused.value.issues if issue.at == "due/first_due")
    assert text.message("en") == "soon is none of same_day, next_month, this_month_if_after"
    assert text.message("zh") == f"没有「soon」这一选项；可取 {', '.join(FirstDue)}"


def test_faults_of_the_whole_are_told_at_once_too() -> None:
    terms = loan(
        {"first_due": day("2025-03-01")},
        maturity=day("2025-02-01"),
        grace=2,
        rate_changes=(new_rate("2025-01-01"),),
        **plan({1: "20000"}),
    )
    assert [code for code, _ in refusal(terms)] == ["S112", "S112", "S113", "S121", "S124", "S112"]


def test_the_most_instalments_there_are_have_a_schedule() -> None:
    found = schedule(loan(terms=1200, principal=Decimal(1000000000000)))
    assert len(found.instalments) == 1200
    assert found.instalments[-1].remaining == 0
