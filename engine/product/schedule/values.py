"""What is wrong with each value of terms alone: no number, too many places, no known choice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...issues import Issue
from .money import RATE_PLACES, scaled
from .options import (
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
    Unit,
)
from .terms import MOST_INSTALMENTS, Terms
from .texts import TEXTS

FEN = Decimal("0.01")
MOST_AMOUNT = Decimal("1000000000000.00")
MOST_RATE = Decimal(100)
"""No rate of a product: a bound that keeps arithmetic small."""
MOST_EVERY = 366
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
LONG_MONTH_DAYS = range(29, 32)
MAY_BE_NONE = ("level", "due/odd_days")
_SHOWN = 40


def value_faults(terms: Terms) -> Iterator[Issue]:
    """The faults of the values of terms, each looked at alone."""
    yield from amount_faults("principal", terms.principal)
    yield from rate_faults("annual_rate", terms.annual_rate)
    yield from day_faults("start", terms.start)
    if terms.terms is not None:
        yield from count_faults("terms", terms.terms, 1, MOST_INSTALMENTS)
    if terms.maturity is not None:
        yield from day_faults("maturity", terms.maturity)
    yield from count_faults("grace", terms.grace, 0, MOST_INSTALMENTS)
    yield from _choice_faults(terms)
    yield from _due_faults(terms)
    for place, change in enumerate(terms.rate_changes, 1):
        yield from day_faults(f"rate_changes/{place}/on", change.on)
        yield from rate_faults(f"rate_changes/{place}/annual_rate", change.annual_rate)
    for number, part in terms.plan.items():
        yield from count_faults(f"plan/{number}", number, 1, MOST_INSTALMENTS)
        if terms.plan_unit == PlanUnit.SHARE:
            yield from number_faults(f"plan/{number}", part, RATE_PLACES, Decimal(0), Decimal(1))
        else:
            yield from number_faults(f"plan/{number}", part, 2, Decimal(0), MOST_AMOUNT)


def _due_faults(terms: Terms) -> Iterator[Issue]:
    due = terms.due
    yield from count_faults("due/every", due.every, 1, MOST_EVERY)
    if due.day is not None:
        yield from count_faults("due/day", due.day, 1, 31)
    if isinstance(due.first_due, date):
        yield from day_faults("due/first_due", due.first_due)
    for day, moved in due.remap.items():
        if day not in LONG_MONTH_DAYS:
            yield TEXTS.issue("S107", f"due/remap/{day}")
        yield from count_faults(f"due/remap/{day}", moved, 1, 28)


def _choice_faults(terms: Terms) -> Iterator[Issue]:
    due = terms.due
    choices: dict[str, tuple[object, type[StrEnum]]] = {
        "method": (terms.method, Method),
        "interest_basis": (terms.interest_basis, InterestBasis),
        "level": (terms.level, Level),
        "first_total": (terms.first_total, FirstTotal),
        "money_rounding": (terms.money_rounding, MoneyRounding),
        "on_rate_change": (terms.on_rate_change, OnRateChange),
        "plan_unit": (terms.plan_unit, PlanUnit),
        "due/unit": (due.unit, Unit),
        "due/first_due": (due.first_due, FirstDue),
        "due/odd_days": (due.odd_days, OddDays),
        "due/last": (due.last, Last),
        "due/month_end": (due.month_end, MonthEnd),
        "due/holiday_shift": (due.holiday_shift, HolidayShift),
        "due/holiday_interest": (due.holiday_interest, HolidayInterest),
    }
    for at, (value, kind) in choices.items():
        if at in MAY_BE_NONE and value is None:
            continue
        if at != "due/first_due" or not isinstance(value, date):
            yield from choice_faults(at, value, kind)


def amount_faults(at: str, amount: object, most: Decimal = MOST_AMOUNT) -> Iterator[Issue]:
    """What is wrong with an amount of at least a fen."""
    return number_faults(at, amount, 2, FEN, most)


def rate_faults(at: str, rate: object) -> Iterator[Issue]:
    """What is wrong with a rate."""
    return number_faults(at, rate, RATE_PLACES, Decimal(0), MOST_RATE)


def number_faults(
    at: str, value: object, places: int, least: Decimal, most: Decimal
) -> Iterator[Issue]:
    """What is wrong with a number of so many places between two others."""
    if not isinstance(value, Decimal) or not value.is_finite():
        yield TEXTS.issue("S101", at, found=_shown(value))
    elif not least <= value <= most:
        yield TEXTS.issue("S102", at, found=_shown(value), least=str(least), most=str(most))
    elif scaled(value, places) is None:
        yield TEXTS.issue("S103", at, found=_shown(value), places=places)


def count_faults(at: str, value: object, least: int, most: int) -> Iterator[Issue]:
    """What is wrong with a whole number between two others."""
    if type(value) is not int or not least <= value <= most:
        yield TEXTS.issue("S104", at, found=_shown(value), least=least, most=most)


def day_faults(at: str, value: object) -> Iterator[Issue]:
    """What is wrong with a day."""
    if type(value) is not date or not FIRST_DAY <= value <= LAST_DAY:
        first, last = str(FIRST_DAY), str(LAST_DAY)
        yield TEXTS.issue("S105", at, found=_shown(value), first=first, last=last)


def choice_faults(at: str, value: object, choices: type[StrEnum]) -> Iterator[Issue]:
    """What is wrong with a value that must be one of some words."""
    if value not in list(choices):
        yield TEXTS.issue("S106", at, found=_shown(value), choices=", ".join(choices))


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
