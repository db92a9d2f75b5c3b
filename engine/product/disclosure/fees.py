"""What an offer costs beside interest: every fee with its payments.

Where the rules are silent:
- The contract is signed on the day of the draw; a fee on the line is borne by this draw alone.
- A fee of each year is paid in advance: on the day of the draw and on each anniversary before the
  agreed end, whole for a year that is begun.
- A fee on what is owed accrues as interest does, by the method's own basis; `due` says when it is
  paid: all in advance, with each instalment, for each year in advance, or all at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from ...document.shape import Json
from ..schedule.due_days import add_months, month_of
from ..schedule.instalments import MONTHS_IN_YEAR, Flow, Schedule
from ..schedule.loan import Row
from ..schedule.money import RATE_UNIT, fen, millionths, yuan
from ..schema.cost import BalanceFee, Fee, Fees, FixedFee, ShareFee
from .offer import Offer
from .terms import maturity


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of a fee: its day, how many years after the draw, and how much."""

    on: date
    years: Fraction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee of an offer, by its id in the product: what was agreed, and what is paid when."""

    id: str
    fee: Fee
    payments: tuple[Payment, ...]

    @property
    def total(self) -> Decimal:
        """What is paid in all."""
        return yuan(sum(fen(payment.amount) for payment in self.payments))

    def flows(self) -> Iterator[Flow]:
        """The payments as flows beside the instalments."""
        return (Flow(payment.years, payment.amount) for payment in self.payments)

    def document(self) -> dict[str, Json]:
        """The item, its payee, time, base and standard, and its payments."""
        agreed = self.fee.model_dump(mode="json", by_alias=True, exclude_none=True)
        paid: list[Json] = [
            {"on": payment.on.isoformat(), "amount": str(payment.amount)}
            for payment in self.payments
        ]
        return {**agreed, "total": str(self.total), "payments": paid}


@dataclass(frozen=True, slots=True)
class _Occasion:
    """When a fee is paid, and for which instalments."""

    on: date
    years: Fraction
    rows: Sequence[Row]


def charges(fees: Fees, offer: Offer, schedule: Schedule) -> tuple[Charge, ...]:
    """The fees of an offer with its instalments, in the order of the product."""
    return tuple(
        Charge(name, fee, tuple(_payments(fee, offer, schedule))) for name, fee in fees.items()
    )


def _payments(fee: Fee, offer: Offer, schedule: Schedule) -> Iterator[Payment]:
    for occasion in _occasions(fee, offer, schedule):
        amount = yuan(_amount(fee, offer, schedule, occasion.rows))
        yield Payment(occasion.on, occasion.years, amount)


def _occasions(fee: Fee, offer: Offer, schedule: Schedule) -> Iterator[_Occasion]:
    start, rows = schedule.loan.terms.start, schedule.rows
    years = [flow.years for flow in schedule.flows()[1:]]
    match fee.due:
        case "at_contract" | "at_draw":
            yield _Occasion(start, Fraction(0), rows)
        case "each_instalment":
            for row, passed in zip(rows, years, strict=True):
                yield _Occasion(row.period.due, passed, (row,))
        case "each_year":
            yield from _years(start, maturity(offer, start), rows)
        case "at_end":
            yield _Occasion(rows[-1].period.due, years[-1], rows)
        case _:
            assert_never(fee.due)


def _years(start: date, end: date, rows: Sequence[Row]) -> Iterator[_Occasion]:
    """The days that begin a year, each with the instalments whose periods open in it."""
    days = [start]
    while (following := add_months(start, MONTHS_IN_YEAR * len(days))) < end:
        days.append(following)
    last = len(days) - 1
    for number, day in enumerate(days):
        within = [row for row in rows if min(_year(start, row), last) == number]
        yield _Occasion(day, Fraction(number), within)


def _year(start: date, row: Row) -> int:
    """The year in which a row's period opens, by months: a due day may lie before the start's."""
    return (month_of(row.period.opens) - month_of(start)) // MONTHS_IN_YEAR


def _amount(fee: Fee, offer: Offer, schedule: Schedule, rows: Sequence[Row]) -> int:
    """What a fee comes to on one occasion, in fen."""
    loan = schedule.loan
    match fee:
        case FixedFee():
            return fen(Decimal(fee.amount))
        case ShareFee():
            whole = offer.line if fee.base == "line" else offer.amount
            return loan.rounded(fen(whole) * millionths(Decimal(fee.rate)), RATE_UNIT)
        case BalanceFee():
            rate, unit = millionths(Decimal(fee.rate)), RATE_UNIT * loan.year
            owed = ((row.remaining + row.principal) * row.period.parts for row in rows)
            return sum(loan.rounded(each * rate, unit) for each in owed)
        case _:
            assert_never(fee)
