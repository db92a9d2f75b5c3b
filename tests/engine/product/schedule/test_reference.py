"""The two level methods agree, fen by fen, with a slow reading of the rules."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from engine.errors import TermsRefused
from engine.product.schedule import Terms, schedule
from tests.engine.product.schedule import reference
from tests.engine.product.schedule.loans import LEVEL_METHODS, loans


@given(loans(LEVEL_METHODS))
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
