"""The terms of an offer: what a product says of schedules, with what was offered.

Where the rules are silent:
- A term in months ends on the same day so many months later (the last day of a month that lacks
  it); due days of a fixed day are counted up to it, and `last` says what becomes of the days left.
- A pay day that is not known yet is taken to be the day of the draw.
- 随借随还 is a case worked through: all is used until the end.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict, assert_never

from typing_extensions import Unpack

from ..schedule.check import refuse
from ..schedule.due_days import add_months
from ..schedule.instalments import Schedule, schedule
from ..schedule.money import RATE_PLACES, RATE_UNIT, fen, yuan
from ..schedule.options import (
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
)
from ..schedule.terms import REMAP, Due, RateChange, Terms
from ..schedule.values import day_faults
from ..schema.draw import Drawing, FixedDay, Remap, SalaryDay, SameDay
from ..schema.interest import FloatingInterest
from ..schema.methods import CustomPlan, EqualInstalment, Repaid, RevolvingDaily
from ..schema.product import Whole
from .offer import Offer
from .texts import TEXTS

EVERY: Mapping[str, int] = {"month": 1, "quarter": 3}


class Known(TypedDict, total=False):
    """What may be known of a draw beside its offer and its day.

    `holidays` are the days that are not worked (a `Calendar`), `due_day` the customer's own day
    of the month (a pay day), `plan` the principal by instalment of 按计划还本 (yuan, or shares
    of the amount, as the product says), `rate_changes` the rates that follow.
    """

    holidays: Container[date]
    due_day: int
    plan: Mapping[int, Decimal]
    rate_changes: tuple[RateChange, ...]


def terms_of(product: Whole, offer: Offer, *, start: date, **known: Unpack[Known]) -> Terms:
    """The terms of an offer that is drawn on `start`.

    Raises TermsRefused where the product does not have the method, or `start` is no day of ours.
    """
    refuse(day_faults("start", start))
    method = _method(product, offer)
    due = _due(product.draw, known.get("due_day"), known.get("holidays", frozenset()))
    at_once = isinstance(method, RevolvingDaily) and method.settle == "with_principal"
    in_months = due.day is None and offer.term_months is not None and not at_once
    interest = product.interest
    relevels = not isinstance(interest, FloatingInterest) or interest.on_rate_change == "relevel"
    return Terms(
        principal=offer.amount,
        annual_rate=offer.annual_rate,
        start=start,
        method=offer.method,
        terms=1 if at_once else offer.term_months if in_months else None,
        maturity=None if in_months else maturity(offer, start),
        due=due,
        interest_basis=InterestBasis(method.interest_basis),
        level=Level(method.level) if isinstance(method, EqualInstalment) else None,
        first_total=FirstTotal(product.draw.due.first_total),
        money_rounding=MoneyRounding(product.draw.money_rounding),
        rate_changes=known.get("rate_changes", ()),
        on_rate_change=OnRateChange.RELEVEL if relevels else OnRateChange.KEEP_PAYMENT,
        plan=known.get("plan", {}),
        plan_unit=_plan_unit(method),
    )


def repayment(product: Whole, offer: Offer, *, start: date, **known: Unpack[Known]) -> Schedule:
    """The instalments of an offer that is drawn on `start`. Raises TermsRefused."""
    return schedule(terms_of(product, offer, start=start, **known))


def maturity(offer: Offer, start: date) -> date:
    """The day on which an offer that is drawn on `start` ends, before any holiday."""
    if offer.term_months is not None:
        return add_months(start, offer.term_months)
    return start + timedelta(offer.term_days or 0)


def even_plan(terms: Terms) -> Mapping[int, Decimal]:
    """A plan of equal parts, for a case of 按计划还本 that nobody has planned yet.

    Raises TermsRefused where the terms have no due days.
    """
    count = len(schedule(replace(terms, method=Method.INTEREST_ONLY, plan={})).instalments)
    if terms.plan_unit == PlanUnit.SHARE:
        whole, part = Decimal(1), Decimal(f"{RATE_UNIT // count}e-{RATE_PLACES}")
    else:
        whole, part = terms.principal, yuan(fen(terms.principal) // count)
    return dict.fromkeys(range(1, count), part) or {1: whole}


def _method(product: Whole, offer: Offer) -> Repaid:
    """What the product says of the method of an offer. Raises TermsRefused."""
    offered = {name: method for name, method in product.draw.methods if method is not None}
    method = offered.get(str(offer.method))
    if method is None:
        right, found = " / ".join(offered), str(offer.method)
        refuse([TEXTS.issue("S203", "offer/method", found=found, right=right)])
    assert isinstance(method, Repaid)
    return method


def _plan_unit(method: Repaid) -> PlanUnit:
    shares = isinstance(method, CustomPlan) and method.plan == "shares"
    return PlanUnit.SHARE if shares else PlanUnit.AMOUNT


def _due(draw: Drawing, own: int | None, holidays: Container[date]) -> Due:
    """When instalments are due; the customer's own day wins over the product's."""
    said = draw.due
    day, every = own, 1
    match said:
        case FixedDay():
            day, every = own or int(said.on), EVERY[said.every]
        case SameDay() | SalaryDay():
            pass
        case _:
            assert_never(said)
    remaps = isinstance(said.month_end, Remap)
    return Due(
        every=every,
        day=day,
        first_due=FirstDue(said.first_due),
        odd_days=OddDays(said.odd_days),
        last=Last(said.last),
        month_end=MonthEnd.REMAP if remaps else MonthEnd(str(said.month_end)),
        remap=_remap(said.month_end) if isinstance(said.month_end, Remap) else REMAP,
        holidays=holidays,
        holiday_shift=HolidayShift(said.holiday_shift),
        holiday_interest=HolidayInterest(said.holiday_interest),
    )


def _remap(month_end: Remap) -> Mapping[int, int]:
    return {int(day): int(moved) for day, moved in month_end.remap.items()}
