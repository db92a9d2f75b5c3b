"""The two level methods agree, fen by fen, with a slow reading of the rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import example, given

from engine.errors import TermsRefused
from engine.product.schedule import (
    Due,
    HolidayInterest,
    HolidayShift,
    Method,
    Terms,
    Unit,
    schedule,
)
from tests.engine.product.schedule import reference
from tests.engine.product.schedule.loans import LEVEL_METHODS, Weekends, loans

PULLED_BACK = Terms(
    principal=Decimal(1000),
    annual_rate=Decimal(0),
    start=date(2023, 1, 6),
    method=Method.EQUAL_INSTALMENT,
    terms=1,
    due=Due(
        every=7,
        unit=Unit.DAY,
        first_due=date(2023, 1, 7),
        holidays=Weekends(),
        holiday_shift=HolidayShift.PRECEDING,
        holiday_interest=HolidayInterest.ADJUSTED,
    ),
)
"""A Saturday's due day is pulled back to the day of the draw: no period is left."""


@given(loans(LEVEL_METHODS))
@example(PULLED_BACK)
def test_every_instalment_agrees(terms: Terms) -> None:
    assert ours(terms) == theirs(terms)


def ours(terms: Terms) -> list[reference.Line] | str:
    try:
        found = schedule(terms)
    except TermsRefused as refused:
        return refused.issues[0].code
    fen = Decimal(100)
    return [
        (each.due, each.days, int(each.principal * fen), int(each.interest * fen))
        for each in found.instalments
    ]


def theirs(terms: Terms) -> list[reference.Line] | str:
    try:
        found = reference.lines(terms)
    except reference.UsedUp:
        return "S141"
    dues = [terms.start, *(due for due, *_ in found)]
    return found if dues == sorted(set(dues)) else "S132"
