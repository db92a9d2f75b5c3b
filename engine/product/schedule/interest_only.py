"""先息后本: interest in every instalment, the principal with the last.

With a settle day for a due day it is 按月结息 or 按季结息.
"""

from __future__ import annotations

from collections.abc import Iterator

from .loan import Loan, Row, repaid


def rows(loan: Loan) -> Iterator[Row]:
    """The instalments."""
    return repaid(loan, lambda _: 0)
