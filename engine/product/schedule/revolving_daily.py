"""随借随还: one draw, its interest by actual days on settle days, its principal any time.

Each draw has a schedule of its own. This is the draw held to maturity; principal paid back before
is a prepayment, whose interest is paid with it (`on_prepaid`, `on_balance`) or on the next settle
day (`leave_to_next`). Interest with the principal alone is a schedule of one instalment
(`terms=1` and a maturity).
"""

from __future__ import annotations

from collections.abc import Iterator

from .loan import Loan, Row, repaid


def rows(loan: Loan) -> Iterator[Row]:
    """The settle days, and maturity."""
    return repaid(loan, lambda _: 0)
