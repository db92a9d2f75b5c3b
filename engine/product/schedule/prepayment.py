"""提前还款: what a prepayment costs, and the schedule that is left.

On a due day the regular instalment is paid first; so it is between a nominal due day and the
working day that it was shifted to, since all that is due is paid before a prepayment. Interest to
date is by actual days over 360 (365 for `act_365`), from the last due day, on the prepaid
principal (`on_prepaid`), on the whole balance (`on_balance`: the next instalment bears the days
left, over 360 too), or not yet paid (`leave_to_next`: the next instalment bears both parts, each
rounded by itself).

`reduce_payment` keeps the due days: the level is computed anew over the instalments left, a plan's
parts shrink with the balance. `reduce_term` keeps the level or the plan's parts, and the loan ends
with the instalment that clears it; a method without a level keeps its term. A rate change after a
reduced term levels anew over the shortened one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from ...issues import Issue
from .check import refuse
from .instalments import Schedule, scheduled
from .loan import Loan, Row
from .methods import rows_of
from .money import RATE_UNIT, fen, millionths, yuan
from .options import OnRateChange, PrepaymentInterest, PrepaymentMode
from .periods import Period
from .texts import TEXTS
from .values import amount_faults, choice_faults, day_faults, rate_faults

NO_FEE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Prepayment:
    """What is paid on the day, the principal that remains, and the schedule of what is left."""

    principal: Decimal
    interest: Decimal
    fee: Decimal
    total: Decimal
    remaining: Decimal
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a loan stands on a day, after what was due: the balance, and the rows to come."""

    loan: Loan
    on: date
    balance: int
    rows: Sequence[Row]

    @property
    def carried(self) -> int:
        """Interest that the next instalment bears from before its period."""
        return self.loan.carried if len(self.rows) == len(self.loan.periods) else 0

    def accrued(self, amount: int) -> int:
        """The interest of an amount since the last due day."""
        opens = self.rows[0].period.opens
        return self.loan.accrued(amount, opens, self.on, (self.on - opens).days)

    @property
    def level(self) -> int | None:
        """The level payment or principal part that is in force, or will be after grace."""
        return next((row.level for row in self.rows if row.level), None)


def prepay(
    schedule: Schedule,
    on: date,
    amount: Decimal | None,
    mode: PrepaymentMode,
    *,
    interest: PrepaymentInterest = PrepaymentInterest.ON_PREPAID,
    fee_rate: Decimal = NO_FEE,
) -> Prepayment:
    """What a prepayment of principal costs, and the instalments after it, numbered from 1.

    `amount` is None for a prepayment in full. `fee_rate` is of the prepaid principal. Raises
    TermsRefused for a day outside the loan or an amount above its balance.
    """
    refuse(_value_faults(schedule, on, mode, interest, fee_rate))
    standing = _standing(schedule, on)
    refuse(_amount_faults(amount, mode, standing.balance))
    prepaid = standing.balance if amount is None else fen(amount)
    paid_interest = _interest(standing, prepaid, interest)
    fee = standing.loan.rounded(prepaid * millionths(fee_rate), RATE_UNIT)
    left = _left(standing, prepaid, mode, interest)
    return Prepayment(
        principal=yuan(prepaid),
        interest=yuan(paid_interest),
        fee=yuan(fee),
        total=yuan(prepaid + paid_interest + fee),
        remaining=yuan(left.principal),
        schedule=scheduled(left),
    )


def _standing(schedule: Schedule, on: date) -> _Standing:
    paid = [row for row in schedule.rows if row.period.closes <= on]
    balance = paid[-1].remaining if paid else schedule.loan.principal
    return _Standing(schedule.loan, on, balance, schedule.rows[len(paid) :])


def _interest(standing: _Standing, prepaid: int, interest: PrepaymentInterest) -> int:
    """The interest that is paid with the prepayment."""
    if prepaid == standing.balance or interest == PrepaymentInterest.ON_BALANCE:
        return standing.carried + standing.accrued(standing.balance)
    if interest == PrepaymentInterest.ON_PREPAID:
        return standing.accrued(prepaid)
    return 0


def _left(
    standing: _Standing, prepaid: int, mode: PrepaymentMode, interest: PrepaymentInterest
) -> Loan:
    """The loan after the prepayment."""
    balance, carried = standing.balance - prepaid, standing.carried
    if not balance:
        return replace(standing.loan, principal=0, periods=())
    periods = [row.period for row in standing.rows]
    if interest != PrepaymentInterest.ON_PREPAID:
        periods[0] = _rest(periods[0], standing.on)
        left_to_next = interest == PrepaymentInterest.LEAVE_TO_NEXT
        carried = carried + standing.accrued(standing.balance) if left_to_next else 0
    left = replace(
        standing.loan, principal=balance, periods=tuple(periods), carried=carried, kept=None
    )
    if mode == PrepaymentMode.REDUCE_TERM:
        return _shortened(replace(left, kept=standing.level))
    return replace(left, scale=left.scale * Fraction(balance, standing.balance))


def _rest(period: Period, on: date) -> Period:
    """What is left of a period from a day inside it; the whole period on its first day."""
    if on == period.opens:
        return period
    days = (period.closes - on).days
    return period._replace(opens=on, parts=days, months=0, broken_first=False)


def _shortened(loan: Loan) -> Loan:
    """The loan with the periods that its kept level needs, by the rates known and no new level."""
    kept = replace(loan, terms=replace(loan.terms, on_rate_change=OnRateChange.KEEP_PAYMENT))
    needed = next(n for n, row in enumerate(rows_of(kept), 1) if not row.remaining)
    return replace(loan, periods=loan.periods[:needed])


def _value_faults(
    schedule: Schedule, on: object, mode: object, interest: object, fee_rate: object
) -> Iterator[Issue]:
    yield from choice_faults("mode", mode, PrepaymentMode)
    yield from choice_faults("interest", interest, PrepaymentInterest)
    yield from rate_faults("fee_rate", fee_rate)
    yield from _day_faults(schedule.loan.periods, on)


def _day_faults(periods: Sequence[Period], on: object) -> Iterator[Issue]:
    if type(on) is not date:
        yield from day_faults("on", on)
    elif not periods:
        yield TEXTS.issue("S133", "on")
    elif not periods[0].opens <= on < periods[-1].closes:
        first, end = str(periods[0].opens), str(periods[-1].closes)
        yield TEXTS.issue("S134", "on", found=str(on), first=first, end=end)


def _amount_faults(amount: Decimal | None, mode: PrepaymentMode, balance: int) -> Iterator[Issue]:
    if (amount is None) != (mode == PrepaymentMode.FULL):
        yield TEXTS.issue("S135", "amount", balance=str(yuan(balance)))
    elif amount is not None:
        yield from amount_faults("amount", amount, yuan(balance))
