"""等额本息: the same payment in every instalment; the last repays what is left.

The payment is `r2(P·Π(1+r)/F)`, `F(1)=1, F(k)=F(k-1)(1+r(k))+1`, over the instalments that repay.
`exact` takes each period's own rate for r; `nominal` the same `annual rate x months / 12` for all,
which makes it the closed formula, at a rate of 0 too. Principal is the payment without interest.

Where the rules are silent:
- A new rate levels anew from the first period that opens under it, and from the rate of that day
  alone: later changes are not foreseen, by `exact` neither.
- With `keep_payment` the last instalment takes up the difference.
- With `level_principal` a broken first instalment repays `A - r2(P·R·months/12)` by every basis and
  pays its own interest on top; a first period after grace is never broken.
- A payment that interest uses up is refused: the loan would not be repaid (a last instalment
  aside).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from math import prod

from ...errors import TermsRefused
from .loan import Loan, Row
from .money import RATE_UNIT, yuan
from .options import FirstTotal, Level, OnRateChange, Unit
from .periods import Period
from .texts import TEXTS


def rows(loan: Loan) -> Iterator[Row]:
    """The instalments. Raises TermsRefused where interest uses up a payment."""
    balance, kept, rest = loan.principal, loan.kept, loan.periods
    for (in_grace, _), group in groupby(loan.periods, lambda period: _stretch(loan, period)):
        stretch, payment = tuple(group), 0
        if not in_grace:
            payment = _payment(loan, balance, rest) if kept is None else kept
            kept = None
        for period in stretch:
            interest = loan.interest(period, balance)
            principal = 0 if in_grace else _principal(loan, period, balance, payment, interest)
            if period is loan.periods[-1]:
                principal = balance
            balance -= principal
            yield Row(period, principal, interest, balance, payment)
        rest = rest[len(stretch) :]


def _stretch(loan: Loan, period: Period) -> tuple[bool, int]:
    """What the instalments of one level payment have alike: no grace, and the rate."""
    relevels = loan.terms.on_rate_change == OnRateChange.RELEVEL
    return period.number <= loan.terms.grace, loan.rate(period.opens) if relevels else 0


def _principal(loan: Loan, period: Period, balance: int, payment: int, interest: int) -> int:
    """What a payment repays."""
    if period.broken_first and loan.terms.first_total == FirstTotal.LEVEL_PRINCIPAL:
        rate, unit = _nominal(loan, period.opens)
        interest = loan.rounded(balance * rate, unit)
    if payment <= interest and period is not loan.periods[-1]:
        at, paid, due = f"instalments/{period.number}", str(yuan(payment)), str(yuan(interest))
        raise TermsRefused([TEXTS.issue("S141", at, payment=paid, interest=due)])
    return min(payment - interest, balance)


def _payment(loan: Loan, balance: int, periods: Sequence[Period]) -> int:
    """The level payment of the instalments that are left."""
    day = periods[0].opens
    if loan.level == Level.NOMINAL:
        rate, unit = _nominal(loan, day)
        rates = [rate] * len(periods)
    else:
        rate, unit = loan.rate(day), RATE_UNIT * loan.year
        rates = [rate * period.parts for period in periods]
    numerator, denominator = level_payment(balance, rates, unit)
    return loan.rounded(numerator, denominator)


def _nominal(loan: Loan, day: date) -> tuple[int, int]:
    """The rate of a whole period as a ratio: `annual rate x months / 12`."""
    due = loan.terms.due
    a_year = 12 if due.unit == Unit.MONTH else loan.year
    return loan.rate(day) * due.every, a_year * RATE_UNIT


def level_payment(balance: int, rates: Sequence[int], unit: int) -> tuple[int, int]:
    """The payment that clears a balance in one instalment a rate, as a ratio: `P·Π(1+r)/F`.

    Rates of a period are `rate / unit`. Both sides of the ratio are multiplied by powers of `unit`,
    so that all stays whole.
    """
    factor, power = 1, 1
    for rate in rates[1:]:
        power *= unit
        factor = factor * (unit + rate) + power
    return balance * prod(unit + rate for rate in rates), unit * factor
