"""How much and how long: the draw against the line, and terms against methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ...issues import Issue
from ..draft import Draft
from ..schema.draw import DrawInDays, DrawInMonths, SameDay
from ..texts import TEXTS

DAYS_OF_A_MONTH = 31
"""The most; a term in days is held to a bound in months only where it surely breaks it."""


def draw_amount(draft: Draft) -> Iterable[Issue]:
    """The least draw fits into the largest line."""
    least, line = draft.product.draw.amount.min, draft.product.line.amount.max
    if Decimal(least) > Decimal(line):
        yield TEXTS.issue("P121", "draw/amount/min", found=least, right=line)


def longest(draft: Draft) -> Iterable[Issue]:
    """A draw ends no later than the line does, plus the tail that is allowed."""
    product = draft.product
    most = int(product.line.validity_months) + int(product.draw.end.months)
    match product.draw:
        case DrawInMonths(months=months):
            for option in sorted(months.options, key=int):
                if int(option) > most:
                    at = f"draw/months/options/{option}"
                    yield TEXTS.issue("P122", at, found=option, right=most)
        case DrawInDays(days=days):
            if int(days.max) > most * DAYS_OF_A_MONTH:
                right = most * DAYS_OF_A_MONTH
                yield TEXTS.issue("P123", "draw/days/max", found=days.max, right=right)


def offered(draft: Draft) -> Iterable[Issue]:
    """Every term has a method, and what fills the page is offered."""
    draw = draft.product.draw
    bounds = months_max(draft)
    if draw.default_method not in bounds:
        right = " / ".join(bounds)
        yield TEXTS.issue("P124", "draw/default_method", found=draw.default_method, right=right)
    if not isinstance(draw, DrawInMonths):
        return
    most, options = max(bounds.values()), draw.months.options
    for option in sorted(options, key=int):
        if int(option) > most:
            yield TEXTS.issue("P125", f"draw/months/options/{option}", found=option, right=most)
    default = draw.months.default
    if default not in options:
        right = min(options, key=lambda option: (abs(int(option) - int(default)), int(option)))
        yield TEXTS.issue("P126", "draw/months/default", found=default, right=right)
    elif int(default) > bounds.get(draw.default_method, most):
        right = str(bounds[draw.default_method])
        yield TEXTS.issue("P127", "draw/months/default", found=default, right=right)


def months_max(draft: Draft) -> Mapping[str, int]:
    """The longest draw of each method that is offered."""
    methods = ((name, method) for name, method in draft.product.draw.methods if method is not None)
    return {name: int(method.months_max) for name, method in methods}


def by_the_day(draft: Draft) -> Iterable[Issue]:
    """随借随还 needs a line that revolves, and interest by actual days."""
    method = draft.product.draw.methods.revolving_daily
    if method is None:
        return
    if not draft.product.line.revolving:
        yield TEXTS.issue("P128", "line/revolving")
    if method.interest_basis == "monthly":
        yield TEXTS.issue("P129", "draw/methods/revolving_daily/interest_basis")


def first_due(draft: Draft) -> Iterable[Issue]:
    """Only a draw that is due on its own day can be due on it first."""
    due = draft.product.draw.due
    if due.first_due == "same_day" and not isinstance(due, SameDay):
        yield TEXTS.issue("P130", "draw/due/first_due", found=due.first_due, right="next_month")
