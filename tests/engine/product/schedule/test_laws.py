"""What holds for every schedule, whatever its method and choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_UP, Context, Decimal, localcontext
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from engine.errors import TermsRefused
from engine.product.schedule import (
    FirstTotal,
    HolidayInterest,
    HolidayShift,
    Instalment,
    Level,
    Method,
    Prepayment,
    PrepaymentInterest,
    PrepaymentMode,
    RateChange,
    Schedule,
    Terms,
    prepay,
    schedule,
)
from engine.product.schedule.due_days import MonthGrid, grid
from tests.engine.product.schedule.loans import LEVEL_METHODS, computed, loans, schedules

NOTHING = Decimal("0.00")


def total(instalments: Sequence[Instalment], part: str) -> Decimal:
    return sum((getattr(instalment, part) for instalment in instalments), NOTHING)


@given(schedules())
def test_the_principal_parts_sum_to_the_principal(found: Schedule) -> None:
    assert total(found.instalments, "principal") == found.loan.terms.principal
    assert found.totals.principal == found.loan.terms.principal


@given(schedules())
def test_what_remains_falls_to_nothing_and_never_below(found: Schedule) -> None:
    remaining = [found.loan.terms.principal, *(each.remaining for each in found.instalments)]
    for (before, after), instalment in zip(pairwise(remaining), found.instalments, strict=True):
        assert 0 <= after == before - instalment.principal <= before
        assert instalment.interest >= 0
    assert remaining[-1] == 0


@given(schedules())
def test_a_payment_is_principal_and_interest(found: Schedule) -> None:
    for each in found.instalments:
        assert each.payment == each.principal + each.interest
    for part in ("principal", "interest", "payment"):
        assert getattr(found.totals, part) == total(found.instalments, part)


@given(schedules())
def test_due_days_ascend_and_instalments_are_numbered(found: Schedule) -> None:
    days = [found.loan.terms.start, *(each.due for each in found.instalments)]
    assert all(before < after for before, after in pairwise(days))
    assert [each.n for each in found.instalments] == list(range(1, len(days)))


@given(schedules())
def test_the_days_are_the_whole_span(found: Schedule) -> None:
    due = found.loan.terms.due
    end = found.loan.periods[-1].closes
    assert sum(each.days for each in found.instalments) == (end - found.loan.terms.start).days
    if due.holiday_interest == HolidayInterest.ADJUSTED:
        assert end == found.instalments[-1].due


@given(loans())
def test_without_a_rate_there_is_no_interest(terms: Terms) -> None:
    found = computed(replace(terms, annual_rate=Decimal(0), rate_changes=()))
    assert found.totals.interest == 0


@given(loans())
def test_the_context_of_decimals_changes_nothing(terms: Terms) -> None:
    found = computed(terms)
    with localcontext(Context(prec=3, rounding=ROUND_UP)):
        assert schedule(terms) == found


@given(loans(), st.integers(1, 800))
def test_a_change_to_the_same_rate_changes_nothing(terms: Terms, days: int) -> None:
    plain = replace(terms, rate_changes=())
    change = RateChange(terms.start + timedelta(days), terms.annual_rate)
    same = computed(replace(plain, rate_changes=(change,)))
    assert same.instalments == computed(plain).instalments


@given(loans())
def test_unadjusted_holidays_move_days_and_no_money(terms: Terms) -> None:
    due = replace(terms.due, holiday_interest=HolidayInterest.UNADJUSTED)
    moved = computed(replace(terms, due=due))
    nominal = computed(replace(terms, due=replace(due, holiday_shift=HolidayShift.NONE)))
    for one, other in zip(moved.instalments, nominal.instalments, strict=True):
        assert replace(one, due=other.due) == other
        assert one.due == other.due or other.due in due.holidays
        assert due.holiday_shift == HolidayShift.NONE or one.due not in due.holidays


@given(loans((Method.EQUAL_INSTALMENT,)))
def test_an_exact_level_leaves_cents_to_the_last_payment(terms: Terms) -> None:
    terms = replace(terms, level=Level.EXACT, rate_changes=(), first_total=FirstTotal.LEVEL_TOTAL)
    assume(terms.principal > 1000)
    found = computed(terms)
    level, last = found.instalments[terms.grace].payment, found.instalments[-1].payment
    assert abs(last - level) <= Decimal("0.01") + rounded_away(found)


def rounded_away(found: Schedule) -> Decimal:
    """The most that a cent rounded in each payment comes to, with interest until the last."""
    most, owed = Decimal(0), found.loan.terms.principal
    for each in found.instalments:
        most = most * (1 + each.interest / owed) + Decimal("0.01")
        owed = each.remaining
    return most


METHODS_BY_PERIODS = (Method.INTEREST_ONLY, Method.REVOLVING_DAILY, Method.BULLET)


@given(schedules(METHODS_BY_PERIODS))
def test_what_repays_at_the_end_repays_nothing_before(found: Schedule) -> None:
    assert all(each.principal == 0 for each in found.instalments[:-1])
    assert found.loan.terms.method != Method.BULLET or len(found.instalments) == 1


@st.composite
def prepayments(draw: st.DrawFn) -> tuple[Schedule, date, Decimal, PrepaymentInterest]:
    """A schedule, a day inside it, an amount below the balance of that day."""
    found = draw(schedules())
    periods = found.loan.periods
    span = (periods[-1].closes - periods[0].opens).days
    on = periods[0].opens + timedelta(draw(st.integers(0, span - 1)))
    balance = balance_on(found, on)
    assume(balance > 1)
    amount = Decimal(draw(st.integers(1, int(balance * 100) - 1))) / 100
    return found, on, amount, draw(st.sampled_from(PrepaymentInterest))


def balance_on(found: Schedule, on: date) -> Decimal:
    """The principal after the instalments whose periods are over."""
    paid = [row for row in found.rows if row.period.closes <= on]
    return found.instalments[len(paid) - 1].remaining if paid else found.totals.principal


def left_on(found: Schedule, on: date) -> int:
    """How many instalments are to come."""
    return sum(row.period.closes > on for row in found.rows)


def prepaid(
    found: Schedule, on: date, amount: Decimal | None, mode: PrepaymentMode, way: PrepaymentInterest
) -> Prepayment:
    """A prepayment; one whose new level payment interest uses up is passed over."""
    try:
        return prepay(found, on, amount, mode, interest=way, fee_rate=Decimal("0.01"))
    except TermsRefused as refused:
        assume({issue.code for issue in refused.issues} != {"S141"})
        raise


WAYS = st.sampled_from(PrepaymentInterest)
PARTS = st.sampled_from([PrepaymentMode.REDUCE_PAYMENT, PrepaymentMode.REDUCE_TERM])
Given = tuple[Schedule, date, Decimal, PrepaymentInterest]


@given(prepayments(), PARTS)
def test_a_prepayment_loses_no_fen_and_no_due_day(given: Given, mode: PrepaymentMode) -> None:
    found, on, amount, way = given
    after = prepaid(found, on, amount, mode, way)
    assert after.remaining == balance_on(found, on) - amount
    assert after.schedule.totals.principal == after.remaining
    assert after.total == amount + after.interest + after.fee
    dues = [each.due for each in found.instalments[-left_on(found, on) :]]
    kept = [each.due for each in after.schedule.instalments]
    assert kept == dues[: len(kept)]
    assert mode == PrepaymentMode.REDUCE_TERM or kept == dues


@given(prepayments(), PARTS, st.integers(0, 400))
def test_a_prepaid_loan_is_prepaid_again(given: Given, mode: PrepaymentMode, days: int) -> None:
    found, on, amount, way = given
    once = prepaid(found, on, amount, mode, way)
    again = on + timedelta(days)
    assume(again < once.schedule.loan.periods[-1].closes)
    balance = balance_on(once.schedule, again)
    assume(balance > 0)
    twice = prepaid(once.schedule, again, None, PrepaymentMode.FULL, way)
    assert (twice.principal, twice.remaining) == (balance, NOTHING)
    assert twice.schedule.instalments == ()


@given(prepayments(), PARTS)
def test_leaving_interest_to_the_next_instalment_pays_what_paying_it_now_does(
    given: Given, mode: PrepaymentMode
) -> None:
    found, on, amount, _ = given
    now = prepaid(found, on, amount, mode, PrepaymentInterest.ON_BALANCE)
    later = prepaid(found, on, amount, mode, PrepaymentInterest.LEAVE_TO_NEXT)
    assert later.interest == 0
    first, other = now.schedule.instalments[0], later.schedule.instalments[0]
    assert other.interest == first.interest + now.interest


@given(loans((*LEVEL_METHODS, Method.INTEREST_ONLY)), st.data())
def test_prepaying_on_a_due_day_is_a_new_loan_over_the_days_left(
    any_terms: Terms, data: st.DataObject
) -> None:
    due = replace(any_terms.due, holiday_interest=HolidayInterest.UNADJUSTED)
    count = max(2, any_terms.terms or 0)
    terms = replace(any_terms, due=due, terms=count, maturity=None)
    found = computed(terms)
    periods = found.loan.periods
    paid = data.draw(st.integers(1, len(periods) - 1))
    on, balance = periods[paid - 1].closes, found.instalments[paid - 1].remaining
    assume(balance > 1)
    days = grid(terms)
    anew = replace(
        terms,
        principal=balance - 1,
        annual_rate=Decimal(found.loan.rate(on)).scaleb(-6),
        start=on,
        terms=len(periods) - paid,
        grace=max(0, terms.grace - paid),
        rate_changes=tuple(change for change in terms.rate_changes if change.on > on),
        due=replace(
            terms.due,
            day=days.day if isinstance(days, MonthGrid) else None,
            first_due=periods[paid].closes,
        ),
    )
    after = prepaid(found, on, Decimal(1), PrepaymentMode.REDUCE_PAYMENT, data.draw(WAYS))
    assert after.schedule.instalments == computed(anew).instalments


@given(prepayments())
def test_paying_all_back_ends_the_loan(given: Given) -> None:
    found, on, _, way = given
    after = prepaid(found, on, None, PrepaymentMode.FULL, way)
    assert after.principal == balance_on(found, on)
    assert after.remaining == 0
    assert after.schedule.instalments == ()
