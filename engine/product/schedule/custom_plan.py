"""按期付息按计划还本: interest in every instalment, principal by a plan, the rest with the last.

A plan counts in yuan or in shares of the principal, each share rounded to the fen. A prepayment
that reduces payments leaves every later part of the plan its share of the balance.
"""

from __future__ import annotations

from collections.abc import Iterator

from .loan import Loan, Row, repaid
from .money import RATE_UNIT, fen, millionths
from .options import PlanUnit


def rows(loan: Loan) -> Iterator[Row]:
    """The instalments."""
    planned, scale = _planned(loan), loan.scale
    return repaid(
        loan,
        lambda period: loan.rounded(
            planned.get(period.number, 0) * scale.numerator, scale.denominator
        ),
    )


def _planned(loan: Loan) -> dict[int, int]:
    """The principal of the instalments that the plan names, in fen."""
    terms = loan.terms
    if terms.plan_unit == PlanUnit.AMOUNT:
        return {number: fen(amount) for number, amount in terms.plan.items()}
    whole = fen(terms.principal)
    return {
        number: loan.rounded(whole * millionths(share), RATE_UNIT)
        for number, share in terms.plan.items()
    }
