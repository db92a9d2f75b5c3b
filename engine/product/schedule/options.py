"""What a schedule may be told: every choice and its values, spelled as documents spell them."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How principal and interest come back (还款方式)."""

    EQUAL_INSTALMENT = "equal_instalment"
    EQUAL_PRINCIPAL = "equal_principal"
    INTEREST_ONLY = "interest_only"
    BULLET = "bullet"
    REVOLVING_DAILY = "revolving_daily"
    CUSTOM_PLAN = "custom_plan"


class InterestBasis(StrEnum):
    """What part of a year a period is: whole months, or its days over 360 or 365."""

    MONTHLY = "monthly"
    ACT_360 = "act_360"
    ACT_365 = "act_365"


class Level(StrEnum):
    """The rate behind a level payment: `annual rate x months / 12`, or each period's own."""

    NOMINAL = "nominal"
    EXACT = "exact"


class MoneyRounding(StrEnum):
    """How an amount is rounded to the fen."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class Unit(StrEnum):
    """What the distance between due days is counted in."""

    MONTH = "month"
    DAY = "day"


class FirstDue(StrEnum):
    """Which due day is the first one."""

    SAME_DAY = "same_day"
    NEXT_MONTH = "next_month"
    THIS_MONTH_IF_AFTER = "this_month_if_after"


class OddDays(StrEnum):
    """How a first period that is no whole one is counted under the monthly basis."""

    MONTHS_THEN_DAYS = "months_then_days"
    DAYS_ONLY = "days_only"


class FirstTotal(StrEnum):
    """What stays level where the first period is no whole one: the payment, or its principal."""

    LEVEL_TOTAL = "level_total"
    LEVEL_PRINCIPAL = "level_principal"


class Last(StrEnum):
    """Where the days between the last due day and maturity go."""

    MERGE_INTO_LAST = "merge_into_last"
    OWN_PERIOD = "own_period"


class MonthEnd(StrEnum):
    """What becomes of a due day that a month does not have."""

    CLAMP = "clamp"
    ROLL = "roll"
    REMAP = "remap"


class HolidayShift(StrEnum):
    """Where a due day goes that is no working day."""

    NONE = "none"
    FOLLOWING = "following"
    PRECEDING = "preceding"
    MODIFIED_FOLLOWING = "modified_following"


class HolidayInterest(StrEnum):
    """Whether interest runs to the nominal due day or to the shifted one."""

    UNADJUSTED = "unadjusted"
    ADJUSTED = "adjusted"


class OnRateChange(StrEnum):
    """What a new rate does to the level payment."""

    RELEVEL = "relevel"
    KEEP_PAYMENT = "keep_payment"


class PlanUnit(StrEnum):
    """What a plan of principal counts in: yuan, or shares of the principal."""

    AMOUNT = "amount"
    SHARE = "share"


class PrepaymentMode(StrEnum):
    """What a prepayment makes smaller: the payments (期限不变), the term (期供不变), or all."""

    REDUCE_PAYMENT = "reduce_payment"
    REDUCE_TERM = "reduce_term"
    FULL = "full"


class PrepaymentInterest(StrEnum):
    """Which interest to date a prepayment pays: of its own part, of the balance, or none yet."""

    ON_PREPAID = "on_prepaid"
    ON_BALANCE = "on_balance"
    LEAVE_TO_NEXT = "leave_to_next"
