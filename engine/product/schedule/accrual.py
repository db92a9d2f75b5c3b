"""Interest by actual days, for what has no schedule: a running balance, days of grace, a draw."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .check import refuse
from .money import RATE_UNIT, fen, millionths, rounded, yuan
from .options import MoneyRounding
from .texts import TEXTS
from .values import amount_faults, choice_faults, count_faults, day_faults, rate_faults


def day_interest(
    amount: Decimal,
    annual_rate: Decimal,
    opens: date,
    closes: date,
    *,
    days_in_year: int = 360,
    money_rounding: MoneyRounding = MoneyRounding.HALF_UP,
) -> Decimal:
    """The interest of an amount from a day to before another (算头不算尾), rounded once.

    What accrues day by day is this with a later `closes`, never a sum of rounded days.
    Raises TermsRefused.

    >>> day_interest(Decimal("50000.00"), Decimal("0.0485"), date(2025, 3, 3), date(2025, 3, 18))
    Decimal('101.04')
    """
    issues = [
        *amount_faults("amount", amount),
        *rate_faults("annual_rate", annual_rate),
        *day_faults("opens", opens),
        *day_faults("closes", closes),
        *count_faults("days_in_year", days_in_year, 360, 366),
        *choice_faults("money_rounding", money_rounding, MoneyRounding),
    ]
    if not issues and closes < opens:
        issues.append(TEXTS.issue("S136", "closes", found=str(closes), opens=str(opens)))
    refuse(issues)
    numerator = fen(amount) * millionths(annual_rate) * (closes - opens).days
    return yuan(rounded(numerator, days_in_year * RATE_UNIT, money_rounding))
