"""The most that an offer of a product could cost in a year, for its cap of cost.

Offers stand at the product's edges: the highest rate, each method at each of its terms in months
(in days at the shortest, the longest and the shortest of each further year), the least and the
most draw, all fees. A line is as
small as its draw allows, since a fee on a line that is not used has no bound. Each is drawn on a
day from which its first period is whole: what a broken one adds is seen in the disclosure of the
offer itself. A plan of principal has equal parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ...errors import TermsRefused
from ..cost import AnnualRate
from ..rates import Reference, highest
from ..schedule.due_days import add_months
from ..schedule.instalments import DAYS_IN_YEAR, Schedule, schedule
from ..schedule.options import Method
from ..schema.draw import DrawInDays, DrawInMonths, FixedDay
from ..schema.methods import Repaid
from ..schema.product import Whole
from .disclosure import by, yearly
from .fees import charges
from .offer import Offer
from .terms import even_plan, terms_of

NO_BOUND = Decimal("Infinity")
"""What costs a year whose fees leave nothing of the draw."""
FEES_LEAVE_NOTHING, NO_RATE = "S204", "S152"


@dataclass(frozen=True, slots=True)
class Worst:
    """The dearest offer; `yearly` is its cost in a year by the product's own method."""

    offer: Offer
    yearly: Decimal
    annual_rate: AnnualRate | None


def worst_cost(product: Whole, reference: Reference | None) -> Worst | None:
    """The dearest offer of a product; None where no base of its rates is at hand.

    Raises TermsRefused where a method has no schedule on the product's terms.
    """
    rate = highest(product.interest, reference)
    if rate is None:
        return None
    offers = edges(product, max(rate, Decimal(0)))
    found = (costing(product, offer) for offer in offers)
    return max(found, key=lambda worst: worst.yearly, default=None)


def costing(product: Whole, offer: Offer) -> Worst:
    """What an offer costs a year. Raises TermsRefused where it has no schedule."""
    repaid = example(product, offer)
    try:
        rates = yearly(repaid, charges(product.fees, offer, repaid))
    except TermsRefused as refused:
        if all(issue.code in (FEES_LEAVE_NOTHING, NO_RATE) for issue in refused.issues):
            return Worst(offer, NO_BOUND, None)
        raise
    return Worst(offer, by(rates, product.cost.method), rates)


def example(product: Whole, offer: Offer) -> Schedule:
    """The instalments of an offer that is drawn on an ordinary day. Raises TermsRefused."""
    terms = terms_of(product, offer, start=ordinary_day(product))
    if offer.method == Method.CUSTOM_PLAN:
        terms = replace(terms, plan=even_plan(terms))
    return schedule(terms)


def ordinary_day(product: Whole) -> date:
    """A day from which the first period is whole, of a month that ends a quarter."""
    due = product.draw.due
    return date(2025, 3, int(due.on) if isinstance(due, FixedDay) else 1)


def edges(product: Whole, rate: Decimal) -> Iterator[Offer]:
    """The offers at the edges of a product, all at one rate."""
    line, draw = product.line.amount, product.draw.amount
    least, most = Decimal(draw.min), Decimal(draw.max or line.max)
    lines = {least: max(least, Decimal(line.min)), most: max(most, Decimal(line.min))}
    for name, method in product.draw.methods:
        if method is None:
            continue
        for amount, whole in lines.items():
            for months, days in _terms(product, method):
                yield Offer(
                    line=whole,
                    amount=amount,
                    method=Method(name),
                    annual_rate=rate,
                    term_months=months,
                    term_days=days,
                )


def _terms(product: Whole, method: Repaid) -> list[tuple[int | None, int | None]]:
    """The terms of a method that could cost most, in months or in days."""
    most = int(method.months_max)
    match product.draw:
        case DrawInMonths(months=months):
            options = sorted(int(each) for each in months.options if int(each) <= most)
            return [(each, None) for each in options]
        case DrawInDays(days=days):
            start = ordinary_day(product)
            last = min(int(days.max), (add_months(start, most) - start).days)
            step = max(int(days.step), 1)
            return [(None, each) for each in _telling(range(int(days.min), last + 1, step))]
        case _:
            raise AssertionError(product.draw)


def _telling(options: range) -> list[int]:
    """The first term of each year that is begun (its yearly fee weighs most), and the longest."""
    begins = {(option - 1) // DAYS_IN_YEAR: option for option in reversed(options)}
    return sorted({*begins.values(), *options[-1:]})
