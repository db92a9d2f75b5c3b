"""Random loans: every method with every choice, on month ends, in leap years, of few fen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from engine.errors import TermsRefused
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
    Schedule,
    Terms,
    Unit,
    add_months,
    schedule,
)
from engine.product.schedule.due_days import due_points, grid

FEN, NONE = Decimal("0.01"), Decimal(0)
FOUND_BY_COMPUTING = {"S132", "S141"}
"""Two due days on one working day, and a level payment that interest uses up."""
LEVEL_METHODS = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL)


class Weekends:
    """A calendar that is a rule and no list: no work on Saturdays and Sundays."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day.weekday() >= 5


MONTH_ENDS = st.builds(
    lambda year, month, back: date(year, month, 1) - timedelta(back),
    st.integers(2023, 2028),
    st.integers(1, 12),
    st.integers(0, 3),
)
DAYS = st.one_of(st.dates(date(2023, 1, 1), date(2028, 12, 31)), MONTH_ENDS)
AMOUNTS = st.one_of(st.integers(1_000_00, 300_000_00), st.integers(1, 100_00)).map(
    lambda fen: Decimal(fen) / 100
)
RATES = st.one_of(
    st.just(Decimal(0)), st.integers(0, 360_000).map(lambda rate: Decimal(rate) / 1_000_000)
)
HOLIDAYS = st.one_of(
    st.just(Weekends()),
    st.lists(st.tuples(DAYS, st.integers(1, 9)), max_size=8).map(
        lambda runs: frozenset(day + timedelta(n) for day, long in runs for n in range(long))
    ),
)


@st.composite
def dues(draw: st.DrawFn, start: date) -> Due:
    """When instalments are due: by a rule, or from a date on."""
    later = start + timedelta(draw(st.integers(1, 80)))
    due = Due(
        odd_days=draw(st.sampled_from([*OddDays, None])),
        last=draw(st.sampled_from(Last)),
        holidays=draw(HOLIDAYS),
        holiday_shift=draw(st.sampled_from(HolidayShift)),
        holiday_interest=draw(st.sampled_from(HolidayInterest)),
    )
    if draw(st.integers(0, 5)) == 0:
        first: FirstDue | date = FirstDue.SAME_DAY if draw(st.booleans()) else later
        return replace(due, unit=Unit.DAY, every=draw(st.integers(7, 40)), first_due=first)
    rule = draw(st.sampled_from([*FirstDue, None]))
    month_end = draw(st.sampled_from(MonthEnd))
    if rule is None and month_end == MonthEnd.REMAP:
        later = later.replace(day=min(later.day, 28))
        assume(later > start)
    fixed = rule in (FirstDue.NEXT_MONTH, FirstDue.THIS_MONTH_IF_AFTER)
    return replace(
        due,
        every=draw(st.sampled_from([1, 1, 1, 2, 3, 6, 12])),
        day=draw(st.integers(1, 31)) if fixed else None,
        first_due=rule or later,
        month_end=month_end,
    )


@st.composite
def loans(draw: st.DrawFn, methods: Sequence[Method] = tuple(Method)) -> Terms:
    """Terms that are sound; some of them only computing finds to have no schedule."""
    start, method, terms = draw(DAYS), draw(st.sampled_from(methods)), draw(st.integers(1, 40))
    has_grace = method in LEVEL_METHODS and draw(st.booleans())
    by_days = method == Method.REVOLVING_DAILY
    loan = Terms(
        principal=draw(AMOUNTS),
        annual_rate=draw(RATES),
        start=start,
        method=method,
        terms=terms,
        due=draw(dues(start)),
        interest_basis=draw(st.sampled_from(list(InterestBasis)[by_days:])),
        level=draw(st.sampled_from([*Level, None])),
        first_total=draw(st.sampled_from(FirstTotal)),
        money_rounding=draw(st.sampled_from(MoneyRounding)),
        rate_changes=draw(rate_changes(start)),
        on_rate_change=draw(st.sampled_from(OnRateChange)),
        grace=draw(st.integers(0, terms - 1)) if has_grace else 0,
    )
    if method == Method.CUSTOM_PLAN:
        return replace(loan, **draw(plans(loan.principal, terms)))
    return loan if loan.grace else draw(with_maturity(loan))


@st.composite
def rate_changes(draw: st.DrawFn, start: date) -> tuple[RateChange, ...]:
    """At most two new rates."""
    gaps = draw(st.lists(st.integers(1, 500), max_size=2))
    days = [start + timedelta(sum(gaps[: n + 1])) for n in range(len(gaps))]
    return tuple(RateChange(day, draw(RATES)) for day in days)


@st.composite
def plans(draw: st.DrawFn, principal: Decimal, terms: int) -> dict[str, Any]:
    """A plan in yuan or in shares, of which the last instalment pays the rest."""
    numbers = st.sets(st.integers(1, terms), min_size=1, max_size=6)
    shares = {n: Decimal(draw(st.integers(0, 16))) / 100 for n in draw(numbers)}
    if terms in shares:
        shares[terms] = 1 - sum((share for n, share in shares.items() if n != terms), NONE)
    if draw(st.booleans()):
        return {"plan": shares, "plan_unit": PlanUnit.SHARE}
    floored = {n: (principal * share).quantize(FEN, ROUND_DOWN) for n, share in shares.items()}
    if terms in shares:
        floored[terms] = principal - sum(part for n, part in floored.items() if n != terms)
    return {"plan": floored}


@st.composite
def with_maturity(draw: st.DrawFn, loan: Terms) -> Terms:
    """The terms themselves, or with a maturity beside or instead of the count of instalments."""
    choice = draw(st.sampled_from(["terms", "maturity", "both"]))
    if choice == "terms":
        return loan
    if choice == "maturity":
        months = st.integers(0, 40 * loan.due.every if loan.due.unit == Unit.MONTH else 24)
        until = add_months(loan.start, draw(months)) + timedelta(draw(st.integers(1, 31)))
        first = loan.due.first_due
        until = max(until, first) if isinstance(first, date) else until
        return replace(loan, terms=None, maturity=until)
    last = due_points(loan, grid(loan))[-1]
    return replace(loan, maturity=last.day + timedelta(draw(st.integers(0, 45))))


@st.composite
def schedules(draw: st.DrawFn, methods: Sequence[Method] = tuple(Method)) -> Schedule:
    """The schedule of random terms."""
    return computed(draw(loans(methods)))


def computed(terms: Terms) -> Schedule:
    """The schedule; an example that only computing refuses is passed over."""
    try:
        return schedule(terms)
    except TermsRefused as refused:
        assume({issue.code for issue in refused.issues} - FOUND_BY_COMPUTING)
        raise
