"""Prepayments by worked examples: which interest is paid, and what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from engine.errors import TermsRefused
from engine.product.schedule import (
    FirstDue,
    HolidayShift,
    InterestBasis,
    Last,
    Method,
    PrepaymentInterest,
    PrepaymentMode,
    RateChange,
    Schedule,
    day_interest,
    prepay,
    schedule,
)
from tests.engine.product.schedule.plain import column, day, dues, loan

REDUCE_PAYMENT, REDUCE_TERM, FULL = PrepaymentMode
ON_PREPAID, ON_BALANCE, LEAVE_TO_NEXT = PrepaymentInterest
SIX = loan(terms=6)
"""Six instalments of 2035.15; after the second, on 8 May, 8039.82 are left."""


def test_a_due_day_pays_the_instalment_first_and_no_interest() -> None:
    after = prepay(schedule(SIX), day("2025-05-08"), Decimal(3000), REDUCE_PAYMENT)
    assert (str(after.total), str(after.interest)) == ("3000.00", "0.00")
    assert str(after.remaining) == "5039.82"
    assert column(after.schedule, "n") == ["1", "2", "3", "4"]
    assert column(after.schedule, "payment") == ["1275.74", "1275.74", "1275.74", "1275.76"]


def test_a_reduced_term_keeps_the_payment_and_ends_sooner() -> None:
    after = prepay(schedule(SIX), day("2025-05-08"), Decimal(3000), REDUCE_TERM)
    assert column(after.schedule, "payment") == ["2035.15", "2035.15", "1014.92"]
    assert dues(after.schedule) == ["2025-06-08", "2025-07-08", "2025-08-08"]


@pytest.mark.parametrize(
    ("way", "interest", "first_interest", "days"),
    [
        # 15 days of 3000 over 360; then a whole month of 5039.82
        (ON_PREPAID, "7.50", "25.20", "31"),
        # 15 days of 8039.82; then the 16 days left of 5039.82
        (ON_BALANCE, "20.10", "13.44", "16"),
        # both with the next instalment
        (LEAVE_TO_NEXT, "0.00", "33.54", "16"),
    ],
)
def test_interest_to_date(
    way: PrepaymentInterest, interest: str, first_interest: str, days: str
) -> None:
    after = prepay(schedule(SIX), day("2025-05-23"), Decimal(3000), REDUCE_PAYMENT, interest=way)
    assert str(after.interest) == interest
    assert column(after.schedule, "interest")[0] == first_interest
    assert column(after.schedule, "days")[0] == days
    assert column(after.schedule, "payment")[:2] == ["1275.74", "1275.74"]


def test_what_is_left_inside_a_period_counts_its_years_in_days() -> None:
    after = prepay(
        schedule(SIX), day("2025-05-23"), Decimal(3000), REDUCE_TERM, interest=ON_BALANCE
    )
    assert [flow.years * 365 for flow in after.schedule.flows()] == [0, 16, 46, 77]
    whole = prepay(schedule(SIX), day("2025-05-08"), Decimal(3000), REDUCE_TERM)
    assert [flow.years * 12 for flow in whole.schedule.flows()] == [0, 1, 2, 3]


def test_a_fee_is_a_share_of_the_prepaid_principal() -> None:
    after = prepay(
        schedule(SIX), day("2025-05-23"), Decimal(3000), REDUCE_TERM, fee_rate=Decimal("0.01")
    )
    assert (str(after.fee), str(after.total)) == ("30.00", "3037.50")


@pytest.mark.parametrize("way", PrepaymentInterest)
def test_settling_in_full_pays_the_balance_and_all_interest(way: PrepaymentInterest) -> None:
    after = prepay(schedule(SIX), day("2025-05-23"), None, FULL, interest=way)
    assert (str(after.principal), str(after.interest)) == ("8039.82", "20.10")
    assert after.schedule.instalments == ()
    whole = prepay(schedule(SIX), day("2025-05-23"), Decimal("8039.82"), REDUCE_TERM, interest=way)
    assert whole == after


def test_actual_days_of_a_year_of_365_stay_of_365() -> None:
    by_days = replace(SIX, interest_basis=InterestBasis.ACT_365)
    after = prepay(schedule(by_days), day("2025-03-18"), Decimal(3650), REDUCE_TERM)
    assert str(after.interest) == "6.00"


def test_days_of_two_rates_bear_each_their_own() -> None:
    changed = replace(SIX, rate_changes=(RateChange(day("2025-03-18"), Decimal("0.12")),))
    after = prepay(schedule(changed), day("2025-03-28"), Decimal(3600), REDUCE_TERM)
    assert str(after.interest) == "18.00"


def test_before_the_moved_due_day_the_instalment_is_paid_first() -> None:
    holidays = {day(f"2025-05-{number:02}") for number in range(8, 12)}
    due = {"holidays": holidays, "holiday_shift": HolidayShift.FOLLOWING}
    found = schedule(loan(due, terms=6))
    assert dues(found)[1] == "2025-05-12"
    after = prepay(found, day("2025-05-10"), Decimal(3000), REDUCE_PAYMENT)
    assert str(after.interest) == "1.00"
    assert dues(after.schedule)[0] == "2025-06-08"


def test_equal_principal_keeps_its_part_or_the_term() -> None:
    found = schedule(replace(SIX, method=Method.EQUAL_PRINCIPAL))
    shorter = prepay(found, day("2025-05-08"), Decimal(3000), REDUCE_TERM)
    assert column(shorter.schedule, "principal") == ["2000.00", "2000.00", "1000.00"]
    smaller = prepay(found, day("2025-05-08"), Decimal(3000), REDUCE_PAYMENT)
    assert column(smaller.schedule, "principal") == ["1250.00"] * 4


def test_a_plan_keeps_its_parts_or_their_shares() -> None:
    plan = {2: Decimal(2000), 4: Decimal(4000)}
    found = schedule(replace(SIX, method=Method.CUSTOM_PLAN, plan=plan))
    shorter = prepay(found, day("2025-05-08"), Decimal(7000), REDUCE_TERM)
    assert column(shorter.schedule, "principal") == ["0.00", "3000.00"]
    smaller = prepay(found, day("2025-05-08"), Decimal(5000), REDUCE_PAYMENT)
    assert column(smaller.schedule, "principal") == ["0.00", "2000.00", "0.00", "3000.00"]


@pytest.mark.parametrize("mode", [REDUCE_PAYMENT, REDUCE_TERM])
def test_what_has_no_level_keeps_its_term(mode: PrepaymentMode) -> None:
    found = schedule(replace(SIX, method=Method.INTEREST_ONLY))
    after = prepay(found, day("2025-05-08"), Decimal(2000), mode)
    assert column(after.schedule, "payment") == ["50.00", "50.00", "50.00", "10050.00"]


def test_in_grace_a_reduced_term_keeps_the_payment_to_come() -> None:
    found = schedule(loan(terms=5, grace=2))
    after = prepay(found, day("2025-04-08"), Decimal(5000), REDUCE_TERM)
    assert column(after.schedule, "payment") == ["35.00", "4040.07", "3009.90"]


def test_a_new_rate_after_a_reduced_term_levels_over_the_shortened_one() -> None:
    changed = replace(SIX, rate_changes=(RateChange(day("2025-07-08"), Decimal("0.12")),))
    after = prepay(schedule(changed), day("2025-05-08"), Decimal(1000), REDUCE_TERM)
    assert column(after.schedule, "payment")[:2] == ["2035.15", "2035.15"]
    assert len(after.schedule.instalments) == 4


def test_the_draw_of_the_revolving_case_settles_both_balances_on_the_settle_day() -> None:
    """50,000 drawn on 3 March, 20,000 back on the 18th, settled on the 21st."""
    draw = loan(
        {"day": 21, "first_due": FirstDue.THIS_MONTH_IF_AFTER, "last": Last.OWN_PERIOD},
        method=Method.REVOLVING_DAILY,
        principal=Decimal(50000),
        annual_rate=Decimal("0.0485"),
        interest_basis=InterestBasis.ACT_360,
        start=day("2025-03-03"),
        terms=None,
        maturity=day("2025-05-21"),
    )
    after = prepay(
        schedule(draw), day("2025-03-18"), Decimal(20000), REDUCE_TERM, interest=LEAVE_TO_NEXT
    )
    days_15, days_3 = Decimal("101.04"), Decimal("12.13")
    assert after.interest == 0
    assert column(after.schedule, "interest")[0] == str(days_15 + days_3)
    again = prepay(after.schedule, day("2025-03-20"), None, FULL)
    assert again.interest == days_15 + day_interest(
        Decimal(30000), Decimal("0.0485"), day("2025-03-18"), day("2025-03-20")
    )


@pytest.mark.parametrize(
    ("on", "amount", "mode", "codes"),
    [
        ("2025-03-07", "1000", REDUCE_TERM, ["S134"]),
        ("2025-09-08", "1000", REDUCE_TERM, ["S134"]),
        ("2025-05-08", "8039.83", REDUCE_TERM, ["S102"]),
        ("2025-05-08", "0", REDUCE_TERM, ["S102"]),
        ("2025-05-08", "1000.001", REDUCE_TERM, ["S103"]),
        ("2025-05-08", "NaN", REDUCE_TERM, ["S101"]),
        ("2025-05-08", None, REDUCE_TERM, ["S135"]),
        ("2025-05-08", "1000", FULL, ["S135"]),
        ("2025-03-07", "1000", "reduce", ["S106", "S134"]),
    ],
)
def test_what_cannot_be_prepaid_is_refused(
    on: str, amount: str | None, mode: PrepaymentMode, codes: list[str]
) -> None:
    assert refused(schedule(SIX), day(on), amount, mode) == codes


def test_a_repaid_loan_takes_no_prepayment() -> None:
    repaid = prepay(schedule(SIX), day("2025-05-08"), None, FULL).schedule
    assert refused(repaid, day("2025-05-09"), "1000", REDUCE_TERM) == ["S133"]


def refused(found: Schedule, on: date, amount: str | None, mode: PrepaymentMode) -> list[str]:
    with pytest.raises(TermsRefused) as refusal:
        prepay(found, on, Decimal(amount) if amount else None, mode)
    return [issue.code for issue in refusal.value.issues]
