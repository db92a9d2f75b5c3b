"""What a product says of schedules becomes terms, word for word."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TermsRefused
from engine.product.disclosure import even_plan, repayment, terms_of
from engine.product.schedule import (
    Due,
    FirstDue,
    FirstTotal,
    HolidayInterest,
    HolidayShift,
    InterestBasis,
    Last,
    Level,
    Method,
    MoneyRounding,
    MonthEnd,
    OddDays,
    OnRateChange,
    PlanUnit,
    RateChange,
    Terms,
    schedule,
)
from tests.engine.product.disclosure.offers import START, offer, plain, product


def test_a_fixed_day_ends_on_the_day_of_the_draw() -> None:
    assert terms_of(product(), offer(method="equal_instalment"), start=START) == Terms(
        principal=Decimal("12000.00"),
        annual_rate=Decimal("0.060000"),
        start=START,
        method=Method.EQUAL_INSTALMENT,
        maturity=date(2027, 3, 8),
        due=Due(day=20, first_due=FirstDue.NEXT_MONTH, holiday_shift=HolidayShift.FOLLOWING),
        level=Level.NOMINAL,
    )


def test_the_day_of_the_draw_counts_instalments() -> None:
    found = terms_of(plain(), offer(term_months=6), start=START)
    assert (found.terms, found.maturity, found.due.day) == (6, None, None)
    assert found.level is None


def test_every_word_of_a_product_reaches_its_terms() -> None:
    edits = [
        {"at": "draw/methods/custom_plan/interest_basis", "set": "act_365"},
        {"at": "draw/due/holiday_interest", "set": "adjusted"},
        {"at": "draw/due/holiday_shift", "set": "preceding"},
    ]
    plan = {1: Decimal("0.25")}
    holidays = frozenset({date(2026, 6, 10)})
    found = terms_of(
        product(*edits, of="business quick"),
        offer(method="custom_plan"),
        start=START,
        due_day=10,
        holidays=holidays,
        plan=plan,
    )
    assert found == Terms(
        principal=Decimal("12000.00"),
        annual_rate=Decimal("0.060000"),
        start=START,
        method=Method.CUSTOM_PLAN,
        maturity=date(2027, 3, 8),
        due=Due(
            day=10,
            first_due=FirstDue.NEXT_MONTH,
            odd_days=OddDays.DAYS_ONLY,
            last=Last.OWN_PERIOD,
            month_end=MonthEnd.REMAP,
            remap={29: 25, 30: 26, 31: 27},
            holidays=holidays,
            holiday_shift=HolidayShift.PRECEDING,
            holiday_interest=HolidayInterest.ADJUSTED,
        ),
        interest_basis=InterestBasis.ACT_365,
        first_total=FirstTotal.LEVEL_PRINCIPAL,
        money_rounding=MoneyRounding.DOWN,
        plan=plan,
        plan_unit=PlanUnit.SHARE,
    )


def test_interest_by_the_quarter_is_due_in_the_quarter_s_last_months() -> None:
    pledge = product(of="personal pledge")
    found = repayment(pledge, offer(method="revolving_daily"), start=START)
    assert [str(each.due) for each in found.instalments] == [
        "2026-03-20", "2026-06-20", "2026-09-20", "2026-12-20", "2027-03-08"
    ]  # fmt: skip
    assert found.instalments[-1].principal == Decimal("12000.00")


def test_interest_with_the_principal_is_one_instalment() -> None:
    settle = {"at": "draw/methods/revolving_daily/settle", "set": "with_principal"}
    found = repayment(
        product(settle, of="personal pledge"), offer(method="revolving_daily"), start=START
    )
    (only,) = found.instalments
    assert (str(only.due), only.interest) == ("2027-03-08", Decimal("730.00"))


def test_a_term_in_days_ends_so_many_days_later() -> None:
    chain = product(of="business supply_chain")
    lent = offer(method="bullet", term_months=None, term_days=91)
    (only,) = repayment(chain, lent, start=START).instalments
    assert (str(only.due), only.days, only.interest) == ("2026-06-07", 91, Decimal("182.00"))
    shifted = repayment(chain, lent, start=START, holidays={date(2026, 6, 7)})
    assert shifted.instalments[0].interest == Decimal("184.00")


def test_a_pay_day_that_is_not_known_is_the_day_of_the_draw() -> None:
    quick = product(of="business quick")
    lent = offer(method="interest_only")
    assert repayment(quick, lent, start=START).instalments[0].due == date(2026, 4, 8)
    known = repayment(quick, lent, start=START, due_day=15)
    assert known.instalments[0].due == date(2026, 4, 15)


def test_a_customer_s_own_day_wins_over_the_product_s() -> None:
    assert terms_of(product(), offer(), start=START, due_day=5).due.day == 5


def test_a_floating_rate_changes_as_the_product_says() -> None:
    changes = (RateChange(date(2027, 1, 1), Decimal("0.05")),)
    keep = {"at": "interest/on_rate_change", "set": "keep_payment"}
    for edits, wanted in (([], OnRateChange.RELEVEL), ([keep], OnRateChange.KEEP_PAYMENT)):
        floating = product(*edits, of="business credit")
        found = terms_of(floating, offer(), start=START, rate_changes=changes)
        assert (found.on_rate_change, found.rate_changes) == (wanted, changes)


def test_a_method_that_is_not_offered_is_refused_with_those_that_are() -> None:
    with pytest.raises(TermsRefused) as refused:
        terms_of(product(), offer(method="interest_only"), start=START)
    (issue,) = refused.value.issues
    assert (issue.code, issue.at) == ("S203", "offer/method")
    assert issue.values["right"] == "equal_instalment / equal_principal / bullet"


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(TermsRefused) as refused:
        terms_of(product(), offer(), start=date(9999, 12, 31))
    assert [f"{issue.code} {issue.at}" for issue in refused.value.issues] == ["S105 start"]


def test_a_plan_that_nobody_made_is_refused() -> None:
    with pytest.raises(TermsRefused) as refused:
        repayment(product(of="business quick"), offer(method="custom_plan"), start=START)
    assert [issue.code for issue in refused.value.issues] == ["S123"]


@given(
    amount=st.integers(100_00, 10**8).map(lambda fen: Decimal(fen).scaleb(-2)),
    months=st.integers(1, 60),
    unit=st.sampled_from(PlanUnit),
)
def test_an_even_plan_repays_the_principal_in_equal_parts(
    amount: Decimal, months: int, unit: PlanUnit
) -> None:
    bare = Terms(
        principal=amount,
        annual_rate=Decimal("0.06"),
        start=START,
        method=Method.INTEREST_ONLY,
        terms=months,
        plan_unit=unit,
    )
    plan = even_plan(bare)
    found = schedule(
        Terms(
            principal=amount,
            annual_rate=Decimal("0.06"),
            start=START,
            method=Method.CUSTOM_PLAN,
            terms=months,
            plan=plan,
            plan_unit=unit,
        )
    )
    assert found.totals.principal == amount
    assert len(set(plan.values())) == 1
    assert len({each.principal for each in found.instalments[:-1]}) <= 1


@given(start=st.dates(date(2024, 1, 1), date(2028, 12, 31)), months=st.integers(1, 24))
def test_a_draw_of_any_day_ends_within_its_term(start: date, months: int) -> None:
    found = repayment(product(), offer(term_months=months, method="bullet"), start=start)
    end = found.instalments[-1].due
    assert timedelta(28) * months <= end - start <= timedelta(31) * months
