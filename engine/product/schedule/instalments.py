"""A repayment schedule: what is due when, to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, count

from ...document.shape import Json
from .check import checked
from .loan import Loan, Row, loan
from .methods import rows_of
from .money import yuan
from .terms import Terms

MONTHS_IN_YEAR, DAYS_IN_YEAR = 12, 365
"""What counts the years of a loan for its annual rate, on the monthly grid and off it."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is due on a day; `days` is how many interest ran, `remaining` the principal left."""

    n: int
    due: date
    days: int
    principal: Decimal
    interest: Decimal
    payment: Decimal
    remaining: Decimal

    def as_json(self) -> dict[str, int | str]:
        """The instalment as a mapping, money as strings."""
        return {
            "n": self.n,
            "due": self.due.isoformat(),
            "days": self.days,
            "principal": str(self.principal),
            "interest": str(self.interest),
            "payment": str(self.payment),
            "remaining": str(self.remaining),
        }


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over all instalments."""

    principal: Decimal
    interest: Decimal
    payment: Decimal

    def as_json(self) -> dict[str, str]:
        """The sums as a mapping, money as strings."""
        return {
            "principal": str(self.principal),
            "interest": str(self.interest),
            "payment": str(self.payment),
        }


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that moves `years` after the start; negative where it goes to the customer."""

    years: Fraction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """Instalments and their totals; `loan` and `rows` are what they were computed from."""

    instalments: tuple[Instalment, ...]
    totals: Totals
    loan: Loan = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)

    def as_json(self) -> dict[str, Json]:
        """The schedule as a mapping, money as strings."""
        return {
            "instalments": [{**instalment.as_json()} for instalment in self.instalments],
            "totals": {**self.totals.as_json()},
        }

    def flows(self) -> tuple[Flow, ...]:
        """What goes out and comes back, for an annual rate: the principal, then each payment.

        Where all periods are whole months, time is counted in months, and a holiday moves nothing;
        elsewhere in days between the start and the day that is really due, over 365.
        """
        paid_out = Flow(Fraction(0), yuan(-self.loan.principal))
        payments = (instalment.payment for instalment in self.instalments)
        return (paid_out, *map(Flow, self._years(), payments))

    def _years(self) -> Iterator[Fraction]:
        periods = self.loan.periods
        if all(period.months for period in periods):
            months = accumulate(period.months for period in periods)
            return (Fraction(passed, MONTHS_IN_YEAR) for passed in months)
        start = periods[0].opens
        return (Fraction((period.due - start).days, DAYS_IN_YEAR) for period in periods)


def schedule(terms: Terms) -> Schedule:
    """The instalments of a loan. Raises TermsRefused with every fault of its terms."""
    return scheduled(loan(terms, checked(terms)))


def scheduled(loan: Loan) -> Schedule:
    """The instalments that repay a loan under terms that were checked.

    Raises TermsRefused where interest uses up a level payment.
    """
    rows = rows_of(loan)
    principal = sum(row.principal for row in rows)
    interest = sum(row.interest for row in rows)
    totals = Totals(yuan(principal), yuan(interest), yuan(principal + interest))
    return Schedule(tuple(map(_instalment, count(1), rows)), totals, loan, rows)


def _instalment(n: int, row: Row) -> Instalment:
    return Instalment(
        n=n,
        due=row.period.due,
        days=row.period.days,
        principal=yuan(row.principal),
        interest=yuan(row.interest),
        payment=yuan(row.principal + row.interest),
        remaining=yuan(row.remaining),
    )
