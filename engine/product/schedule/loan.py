"""A loan between its periods: which interest a balance bears, and the rows that repay it.

Interest is computed once a period, at settlement, from the rounded balance and rounded once; a
rate that changes inside a period bears its share of the period's days (by the monthly basis too:
the period's months are shared out by days). All arithmetic is on integers, so that a rounding
stands only where the rules put one and falls on the exact value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from .due_days import DueDays
from .money import RATE_UNIT, fen, millionths, rounded
from .options import InterestBasis, Level
from .periods import Period, periods
from .terms import Terms


class Row(NamedTuple):
    """An instalment in fen; `level` is the level payment or principal part that it follows."""

    period: Period
    principal: int
    interest: int
    remaining: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Loan:
    """A balance in fen that the periods repay, under terms that were checked.

    `rates` are the annual rates in millionths, each from its day on, the latest first.
    After a prepayment `kept` is the level that goes on, `carried` the interest that was left to
    the first row, and `scale` what is left of the principal parts of a plan.
    """

    terms: Terms
    rates: tuple[tuple[date, int], ...]
    principal: int
    periods: tuple[Period, ...]
    kept: int | None = None
    carried: int = 0
    scale: Fraction = Fraction(1)

    @property
    def year(self) -> int:
        """How many parts a year has."""
        return 365 if self.terms.interest_basis == InterestBasis.ACT_365 else 360

    @property
    def level(self) -> Level:
        """What a level payment is computed with."""
        monthly = self.terms.interest_basis == InterestBasis.MONTHLY
        return self.terms.level or (Level.NOMINAL if monthly else Level.EXACT)

    def rounded(self, numerator: int, denominator: int) -> int:
        """A ratio in whole fen (`r2`)."""
        return rounded(numerator, denominator, self.terms.money_rounding)

    def rate(self, day: date) -> int:
        """The annual rate in force on a day, in millionths."""
        for since, rate in self.rates[:-1]:
            if since <= day:
                return rate
        return self.rates[-1][1]

    def interest(self, period: Period, balance: int) -> int:
        """The interest that the instalment of a period pays."""
        own = self.accrued(balance, period.opens, period.closes, period.parts)
        return own + self.carried if period is self.periods[0] else own

    def accrued(self, balance: int, opens: date, closes: date, parts: int) -> int:
        """The interest of a balance from a day to before another, `parts` of a year later."""
        days = (closes - opens).days
        if not days:
            return 0
        weighted, end = 0, closes
        for since, rate in self.rates:
            start = max(since, opens)
            if start < end:
                weighted += rate * (end - start).days
                end = start
        return self.rounded(balance * weighted * parts, days * RATE_UNIT * self.year)


def loan(terms: Terms, due_days: DueDays) -> Loan:
    """The whole loan of terms that were checked, on its due days."""
    changes = ((change.on, change.annual_rate) for change in reversed(terms.rate_changes))
    rates = (*changes, (terms.start, terms.annual_rate))
    exact = tuple((since, millionths(rate)) for since, rate in rates)
    return Loan(terms, exact, fen(terms.principal), periods(terms, due_days))


def repaid(loan: Loan, part: Callable[[Period], int], level: int = 0) -> Iterator[Row]:
    """The rows where principal follows a rule that knows no interest; the last repays the rest.

    No row repays more than the balance: a part that was rounded up may use it up early, and the
    rows after it are nothing.
    """
    balance = loan.principal
    for period in loan.periods:
        interest = loan.interest(period, balance)
        is_last = period is loan.periods[-1]
        principal = balance if is_last else min(part(period), balance)
        balance -= principal
        yield Row(period, principal, interest, balance, level)
