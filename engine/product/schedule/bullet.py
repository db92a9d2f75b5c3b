"""一次性还本付息 (利随本清): one instalment on the last due day, principal and all interest.

Interest is computed on the whole span at once, never as a sum of months.
"""

from __future__ import annotations

from collections.abc import Iterator

from .loan import Loan, Row, repaid


def rows(loan: Loan) -> Iterator[Row]:
    """The one instalment."""
    return repaid(loan, lambda _: 0)
