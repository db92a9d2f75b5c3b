"""The worked schedules beside the checkout: how a case is written as our terms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.product.schedule import (
    Due,
    FirstTotal,
    HolidayInterest,
    HolidayShift,
    InterestBasis,
    Level,
    Method,
    MoneyRounding,
    MonthEnd,
    OddDays,
    OnRateChange,
    RateChange,
    Schedule,
    Terms,
    Unit,
    schedule,
)

CASES = Path(__file__).parents[5] / "shared" / "schedules" / "cases.json"
Case = dict[str, Any]
METHODS = {
    "EQUAL_INSTALLMENT": Method.EQUAL_INSTALMENT,
    "EQUAL_PRINCIPAL": Method.EQUAL_PRINCIPAL,
    "INTEREST_ONLY": Method.INTEREST_ONLY,
    "BULLET": Method.BULLET,
    "CUSTOM_PLAN": Method.CUSTOM_PLAN,
}
BASES = {
    "30/360": InterestBasis.MONTHLY,
    "ACT/360": InterestBasis.ACT_360,
    "ACT/365": InterestBasis.ACT_365,
}
ODD_DAYS = {
    "REGULAR": None,
    "MONTHS_THEN_DAYS": OddDays.MONTHS_THEN_DAYS,
    "BROKEN_DAYS": OddDays.DAYS_ONLY,
}
NOT_OURS = {
    "FLAT": "等本等息 is no method of ours",
    "ACT/ACT": "days over the calendar year's own days",
    "level_rounding": "a level payment in whole yuan",
    "level_adjust": "the last difference spread over all instalments",
    "REGZ_ACTUARIAL": "the actuarial method of another country",
    "formula": "spreadsheet functions",
}
"""What PRODUCTS.md does not name, and why a case is left out."""


def cases() -> list[Case]:
    """Every case of the file; none where it is absent."""
    return json.loads(CASES.read_text("utf-8"))["cases"] if CASES.is_file() else []


def left_out(case: Case) -> str | None:
    """The convention of a case that we do not have."""
    named = {case["kind"], case.get("method"), case.get("day_count"), *case.get("options", {})}
    return next((why for name, why in NOT_OURS.items() if name in named), None)


def terms_of(case: Case) -> Terms:
    """The terms of a case, its conventions' defaults written out."""
    terms = plain_terms(case)
    nominal = schedule(terms)
    due = replace(
        terms.due,
        holidays=days_not_worked(case, nominal),
        holiday_shift=HolidayShift(case["options"].get("holiday_shift", "NONE").lower()),
    )
    return replace(terms, due=due, rate_changes=tuple(rate_changes(case, nominal)))


def plain_terms(case: Case) -> Terms:
    """The terms without holidays and new rates."""
    options = case["options"]
    maturity = case.get("maturity_date")
    return Terms(
        principal=Decimal(case["principal"]),
        annual_rate=Decimal(case["annual_rate"]),
        start=date.fromisoformat(case["start_date"]),
        method=METHODS[case["method"]],
        terms=case["terms"],
        maturity=date.fromisoformat(maturity) if maturity else None,
        due=due_of(case),
        interest_basis=BASES[case["day_count"]],
        level=Level(options.get("level_formula", "NOMINAL").lower()),
        first_total=FirstTotal(options.get("first_period_payment", "LEVEL_TOTAL").lower()),
        money_rounding=MoneyRounding(case["rounding"]["mode"].lower()),
        on_rate_change=OnRateChange(options.get("on_rate_change", "RELEVEL").lower()),
        grace=options.get("grace_principal_periods", 0),
        plan={part["instalment"]: Decimal(part["principal"]) for part in case.get("plan", [])},
    )


def due_of(case: Case) -> Due:
    """When the instalments of a case are due."""
    options = case["options"]
    every = case["frequency"]["every"]
    if "maturity_date" in case:
        first, second = map(date.fromisoformat, case["due_dates"][:2])
        every = (second.year - first.year) * 12 + second.month - first.month
    odd = options.get("first_period", options.get("last_period", "REGULAR"))
    return Due(
        every=every,
        unit=Unit(case["frequency"]["unit"].lower()),
        day=options.get("due_day"),
        first_due=date.fromisoformat(case["first_due_date"]),
        odd_days=ODD_DAYS[odd],
        month_end=MonthEnd(options.get("month_end", "CLAMP").lower()),
        holiday_interest=HolidayInterest(options.get("holiday_interest", "UNADJUSTED").lower()),
    )


def days_not_worked(case: Case, nominal: Schedule) -> frozenset[date]:
    """The days between each nominal due day and the day that the case shifts it to."""
    dates = map(date.fromisoformat, case.get("due_dates", []))
    return frozenset(
        instalment.due + timedelta(passed)
        for instalment, day in zip(nominal.instalments, dates, strict=False)
        for passed in range((day - instalment.due).days)
    )


def rate_changes(case: Case, nominal: Schedule) -> Iterator[RateChange]:
    """The rates of a case, which counts instalments, from the days that open their periods."""
    opens = [nominal.loan.terms.start, *(instalment.due for instalment in nominal.instalments)]
    for change in case.get("rate_changes", []):
        yield RateChange(opens[change["from_instalment"] - 1], Decimal(change["annual_rate"]))
        if "to_instalment" in change:
            yield RateChange(opens[change["to_instalment"]], Decimal(case["annual_rate"]))
