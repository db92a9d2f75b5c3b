"""等额本金: the same principal in every instalment, `r2(P/n)`; the last repays what is left.

In the instalments of grace no principal is repaid and n is what is left of them. A new rate changes
interest alone, a broken first period too.
"""

from __future__ import annotations

from collections.abc import Iterator

from .loan import Loan, Row, repaid


def rows(loan: Loan) -> Iterator[Row]:
    """The instalments."""
    grace = loan.terms.grace
    repaying = sum(period.number > grace for period in loan.periods)
    level = loan.rounded(loan.principal, repaying) if loan.kept is None else loan.kept
    return repaid(loan, lambda period: level if period.number > grace else 0, level)
