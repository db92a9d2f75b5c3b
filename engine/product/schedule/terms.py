"""What a schedule is computed from."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from .options import (
    FirstDue,
    FirstTotal,
    HolidayInterest,
    HolidayShift,
    InterestBasis,
    Last,
    Level,
    Method,
    MoneyRounding,
    MonthEnd,
    OddDays,
    OnRateChange,
    PlanUnit,
    Unit,
)

MOST_INSTALMENTS = 1200
REMAP: Mapping[int, int] = MappingProxyType({29: 25, 30: 26, 31: 27})
"""The due days of one lender for days that not every month has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When instalments are due.

    A due day lies every `every` months (or days); interest may be settled by the same days
    (结息日), so `day=21, every=3` is 按季结息. `day` None is 对日: the day of the start, or of
    the `first_due` that is given as a date. A date given for `first_due` wins over the rules; it
    must be a due day. The rules `next_month` and `this_month_if_after` take the first due day
    whose month the calendar's own cycle holds: with `every=3` March, June, September, December.

    `odd_days` None is no odd days at all: a broken first or last period counts as a whole one.
    `holidays` holds the days that are not worked; the engine knows none itself.
    """

    every: int = 1
    unit: Unit = Unit.MONTH
    day: int | None = None
    first_due: FirstDue | date = FirstDue.SAME_DAY
    odd_days: OddDays | None = OddDays.MONTHS_THEN_DAYS
    last: Last = Last.MERGE_INTO_LAST
    month_end: MonthEnd = MonthEnd.CLAMP
    remap: Mapping[int, int] = field(default_factory=lambda: REMAP)
    holidays: Container[date] = frozenset()
    holiday_shift: HolidayShift = HolidayShift.NONE
    holiday_interest: HolidayInterest = HolidayInterest.UNADJUSTED


@dataclass(frozen=True, slots=True)
class RateChange:
    """An annual rate from a day on; that day is the first that bears it."""

    on: date
    annual_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A loan as it was agreed: amounts in yuan with two places, rates a year with six.

    `terms` counts instalments, `maturity` is the last nominal due day. `terms` alone: the loan
    ends on its last due day. `maturity` alone: as many instalments as due days lie before it, and
    `due.last` says what becomes of the days left over. Both: the last of so many instalments
    falls on maturity.

    `level` None is `nominal` for the monthly basis and `exact` for actual days; `level`,
    `first_total` and `on_rate_change` concern equal instalments alone. In the first `grace`
    instalments of the two level methods only interest is paid. `plan` maps numbers of instalments
    to principal; what is not named repays nothing, and the last repays the rest.
    """

    principal: Decimal
    annual_rate: Decimal
    start: date
    method: Method
    terms: int | None = None
    maturity: date | None = None
    due: Due = field(default_factory=Due)
    interest_basis: InterestBasis = InterestBasis.MONTHLY
    level: Level | None = None
    first_total: FirstTotal = FirstTotal.LEVEL_TOTAL
    money_rounding: MoneyRounding = MoneyRounding.HALF_UP
    rate_changes: tuple[RateChange, ...] = ()
    on_rate_change: OnRateChange = OnRateChange.RELEVEL
    grace: int = 0
    plan: Mapping[int, Decimal] = field(default_factory=dict)
    plan_unit: PlanUnit = PlanUnit.AMOUNT
