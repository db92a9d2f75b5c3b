"""What is wrong with terms, all at once: each value alone, then together, then on the calendar.

A step is taken only where the one before found nothing, since it would speak of the same faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ...errors import TermsRefused
from ...issues import Issue
from .due_days import DueDays, Grid, Point, due_points, grid, month_of, shifted
from .money import RATE_PLACES, fen, millionths, yuan
from .options import FirstDue, InterestBasis, Method, PlanUnit, Unit
from .terms import MOST_INSTALMENTS, Terms
from .texts import TEXTS
from .values import LAST_DAY, value_faults

LEVEL_METHODS = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL)


def refuse(issues: Iterable[Issue]) -> None:
    """Raises TermsRefused where there is an issue."""
    found = tuple(issues)
    if found:
        raise TermsRefused(found)


def checked(terms: Terms) -> DueDays:
    """The due days of terms that have a schedule. Raises TermsRefused with every fault.

    One fault is found only by computing: a level payment that interest uses up.
    """
    refuse(value_faults(terms))
    refuse([*_day_faults(terms), *_method_faults(terms), *_rate_faults(terms)])
    refuse(_extent_faults(terms))
    days = grid(terms)
    refuse(_first_due_faults(terms, days))
    nominal = due_points(terms, days)
    refuse([*_number_faults(terms, len(nominal)), *_maturity_faults(nominal)])
    shift, holidays = terms.due.holiday_shift, terms.due.holidays
    due = [shifted(point.day, shift, holidays) for point in nominal]
    refuse(_holiday_faults(terms.start, nominal, due))
    return DueDays(days, nominal, [day for day in due if day is not None])


def _day_faults(terms: Terms) -> Iterator[Issue]:
    due, start, maturity = terms.due, terms.start, terms.maturity
    given = due.first_due if isinstance(due.first_due, date) else None
    if terms.terms is None and maturity is None:
        yield TEXTS.issue("S111", "terms")
    if maturity is not None and maturity <= start:
        yield TEXTS.issue("S112", "maturity", found=str(maturity), after=str(start))
    if given is not None and given <= start:
        yield TEXTS.issue("S112", "due/first_due", found=str(given), after=str(start))
    if given is not None and maturity is not None and given > maturity:
        yield TEXTS.issue("S113", "due/first_due", found=str(given), maturity=str(maturity))
    if due.unit == Unit.DAY:
        if due.day is not None or due.first_due in (
            FirstDue.NEXT_MONTH,
            FirstDue.THIS_MONTH_IF_AFTER,
        ):
            yield TEXTS.issue("S114", "due/unit")
    elif due.day not in (None, start.day) and due.first_due == FirstDue.SAME_DAY:
        yield TEXTS.issue("S115", "due/first_due", day=str(due.day), start=str(start))


def _method_faults(terms: Terms) -> Iterator[Issue]:
    if terms.grace and terms.method not in LEVEL_METHODS:
        yield TEXTS.issue("S121", "grace", method=terms.method)
    if terms.method == Method.REVOLVING_DAILY and terms.interest_basis == InterestBasis.MONTHLY:
        yield TEXTS.issue("S122", "interest_basis")
    if bool(terms.plan) != (terms.method == Method.CUSTOM_PLAN):
        yield TEXTS.issue("S123", "plan", method=terms.method)
    planned, whole = _planned(terms)
    if planned > whole:
        yield TEXTS.issue("S124", "plan", planned=str(planned), whole=str(whole))


def _planned(terms: Terms) -> tuple[Decimal, Decimal]:
    """What a plan repays, and what it may repay, in its own unit."""
    if terms.plan_unit == PlanUnit.SHARE:
        shares = sum(map(millionths, terms.plan.values()))
        return Decimal(f"{shares}e-{RATE_PLACES}"), Decimal(1)
    return yuan(sum(map(fen, terms.plan.values()))), terms.principal


def _rate_faults(terms: Terms) -> Iterator[Issue]:
    days = [terms.start, *(change.on for change in terms.rate_changes)]
    for number, (before, on) in enumerate(pairwise(days), 1):
        if on <= before:
            at = f"rate_changes/{number}/on"
            yield TEXTS.issue("S112", at, found=str(on), after=str(before))


def _extent_faults(terms: Terms) -> Iterator[Issue]:
    """Instalments that would be due after the calendar's end."""
    due = terms.due
    given = due.first_due if isinstance(due.first_due, date) else terms.start
    months = due.unit == Unit.MONTH
    left = month_of(LAST_DAY) - month_of(given) if months else (LAST_DAY - given).days
    if terms.terms is not None and left <= due.every * terms.terms:
        yield TEXTS.issue("S116", "terms", last=str(LAST_DAY))


def _first_due_faults(terms: Terms, days: Grid) -> Iterator[Issue]:
    given, first = terms.due.first_due, days.point(1).day
    if isinstance(given, date) and given != first:
        yield TEXTS.issue("S118", "due/first_due", found=str(given), wanted=str(first))


def _number_faults(terms: Terms, last: int) -> Iterator[Issue]:
    if last > MOST_INSTALMENTS:
        yield TEXTS.issue("S117", "maturity", most=MOST_INSTALMENTS)
    if terms.grace >= last:
        yield TEXTS.issue("S125", "grace", grace=terms.grace, terms=last)
    for number in sorted(terms.plan):
        if number > last:
            yield TEXTS.issue("S126", f"plan/{number}", number=number, last=last)
    planned, whole = _planned(terms)
    if last in terms.plan and planned < whole:
        yield TEXTS.issue("S124", "plan", planned=str(planned), whole=str(whole))


def _maturity_faults(nominal: Sequence[Point]) -> Iterator[Issue]:
    for before, maturity in pairwise(nominal[-2:]):
        if maturity.day <= before.day:
            yield TEXTS.issue("S112", "maturity", found=str(maturity.day), after=str(before.day))


def _holiday_faults(
    start: date, nominal: Sequence[Point], due: Sequence[date | None]
) -> Iterator[Issue]:
    """Days that the calendar moves nowhere, or onto one another."""
    before = start
    for number, (point, day) in enumerate(zip(nominal, due, strict=True), 1):
        if day is None:
            yield TEXTS.issue("S131", f"instalments/{number}", day=str(point.day))
        elif day <= before:
            nominally, moved, at = str(point.day), str(day), f"instalments/{number}"
            yield TEXTS.issue("S132", at, day=nominally, moved=moved, before=str(before))
        before = day or point.day
