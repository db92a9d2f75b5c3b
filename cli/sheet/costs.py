"""What a product costs, by examples: the annual cost of each method, and one worked schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from engine.product.disclosure import Disclosure, Offer, disclosure, even_plan, terms_of
from engine.product.reference import Calendar
from engine.product.schedule import HolidayShift, Instalment, Method
from engine.product.schema.draw import DrawInMonths
from engine.product.schema.methods import Repaid
from engine.product.schema.product import Whole

from .values import Words, percent, quantity, said, worded

FIRST, MOST = 3, 6
"""How many instalments are shown before the last one, where there are more than `MOST`."""
COLUMNS = ("n", "due", "principal", "interest", "payment", "remaining")
Section = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Examples:
    """Offers of a sound product as its page shows them first, at the ends of its price."""

    product: Whole
    start: date
    low: Decimal
    high: Decimal
    calendar: Calendar

    def offer(self, method: str, rate: Decimal) -> Offer | None:
        """The offer that is shown first, by a method; None where the method has no term."""
        amount = self.product.line.amount
        shown = Decimal(amount.default)
        if (most := self.product.draw.amount.max) is not None:
            shown = min(shown, Decimal(most))
        months, days = self._term(method)
        if months is None and days is None:
            return None
        return Offer(
            line=max(shown, Decimal(amount.min)),
            amount=shown,
            method=Method(method),
            annual_rate=rate,
            term_months=months,
            term_days=days,
        )

    def _term(self, method: str) -> tuple[int | None, int | None]:
        """The term shown first, or the longest below it that a method takes."""
        draw, said = self.product.draw, self._methods()[method]
        if not isinstance(draw, DrawInMonths):
            return None, int(draw.days.default)
        most = min(int(draw.months.default), int(said.months_max))
        options = [int(option) for option in draw.months.options if int(option) <= most]
        return max(options, default=None), None

    def _methods(self) -> Mapping[str, Repaid]:
        return {name: method for name, method in self.product.draw.methods if method is not None}

    def cost(self, offer: Offer) -> Disclosure:
        """What an offer costs; a plan has equal parts. Raises TermsRefused."""
        terms = terms_of(self.product, offer, start=self.start, holidays=self.calendar)
        plan = even_plan(terms) if offer.method == Method.CUSTOM_PLAN else {}
        return disclosure(self.product, offer, start=self.start, holidays=self.calendar, plan=plan)

    def at_both_ends(self) -> Iterator[tuple[Disclosure, Disclosure]]:
        """Each method at the lowest and the highest rate."""
        for name in self._methods():
            if (offer := self.offer(name, self.low)) is not None:
                dear = replace(offer, annual_rate=self.high)
                yield self.cost(offer), self.cost(dear)

    def shown_first(self) -> Disclosure:
        """The example that is worked through, at the highest rate."""
        offer = self.offer(self.product.draw.default_method, self.high)
        assert offer is not None, "a sound product's first method takes its first term"
        return self.cost(offer)


def cost_section(examples: Examples) -> Section:
    """The annual cost of each method, simple and compound, with all fees."""
    pairs = list(examples.at_both_ends())
    cap = examples.product.cost
    method = worded("cost_method", cap.method)
    rows = [
        [worded("method", str(low.offer.method)), term(low.offer), *_rates(low), *_rates(high)]
        for low, high in pairs
    ]
    return {
        "title": said("section cost"),
        "mark": said("simulated"),
        "note": said("cost basis", amount=quantity(pairs[0][0].offer.amount, "CNY")),
        "head": [said("method"), said("cost term")],
        "groups": [said("cost low", rate=percent(rate)) for rate in (examples.low, examples.high)],
        "inner": [said("cost simple"), said("cost compound")],
        "rows": rows,
        "notes": [
            said("cost cap", cap=quantity(Decimal(cap.cap), "per_year"), method=method),
            said("cost words"),
        ],
    }


def _rates(found: Disclosure) -> list[Words]:
    rates = found.annual_rate
    return [said("one rate", low=percent(rate)) for rate in (rates.simple, rates.compound)]


def term(offer: Offer) -> Words:
    """The term of an offer."""
    if offer.term_months is not None:
        return quantity(Decimal(offer.term_months), "month")
    return quantity(Decimal(offer.term_days or 0), "day")


def schedule_section(found: Disclosure, calendar: Calendar) -> Section:
    """The first instalments, the last one, and the sums."""
    offer, totals, rates = found.offer, found.schedule.totals, found.annual_rate
    method = worded("method", str(offer.method))
    if offer.method == Method.CUSTOM_PLAN:
        plan = said("even plan")
        method = {each: method[each] + plan[each] for each in method}
    sums = {
        "principal": money(totals.principal),
        "interest": money(totals.interest),
        "payment": money(totals.payment),
    }
    return {
        "title": said("section schedule"),
        "mark": said("example"),
        "note": said(
            "schedule basis",
            start=found.schedule.loan.terms.start.isoformat(),
            amount=quantity(offer.amount, "CNY"),
            term=term(offer),
            method=method,
            rate=percent(offer.annual_rate),
        ),
        "head": [said(f"column {name}") for name in COLUMNS],
        "rows": list(_rows(found.schedule.instalments)),
        "total": [said("total"), *(sums.get(name, "") for name in COLUMNS[1:])],
        "notes": [
            said(
                "total cost",
                interest=money(found.interest),
                fees=money(found.fee_total),
                cost=money(found.cost),
                simple=percent(rates.simple),
                compound=percent(rates.compound),
            ),
            *([said("provisional")] if _is_provisional(found, calendar) else []),
        ],
    }


def _is_provisional(found: Disclosure, calendar: Calendar) -> bool:
    """Whether holidays move due days, and those of some year are not published yet."""
    moves = found.schedule.loan.terms.due.holiday_shift != HolidayShift.NONE
    return moves and any(calendar.provisional(each.due) for each in found.schedule.instalments)


def _rows(instalments: Sequence[Instalment]) -> Iterator[list[str]]:
    """The instalments that are shown; dots stand for those between."""
    if len(instalments) <= MOST:
        yield from map(_row, instalments)
        return
    yield from map(_row, instalments[:FIRST])
    yield ["…"] * len(COLUMNS)
    yield _row(instalments[-1])


def _row(instalment: Instalment) -> list[str]:
    amounts = (
        instalment.principal, instalment.interest, instalment.payment, instalment.remaining,
    )  # fmt: skip
    return [str(instalment.n), instalment.due.isoformat(), *map(money, amounts)]


def money(amount: Decimal) -> str:
    """An amount with its two places and thousands apart."""
    return f"{amount:,.2f}"
