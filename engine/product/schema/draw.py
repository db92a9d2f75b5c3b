"""A draw (用信): how much at once, for how long, by which method, due on which day."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StrictStr, Tag
from typing_extensions import TypeAliasType

from ...values import Model, Present
from .kinds import (
    FEWER,
    HIGHER,
    LOWER,
    NEUTRAL,
    NO_BOUND,
    Amount,
    Count,
    DayOfMonth,
    Days,
    Months,
    choice,
    members,
    words,
)
from .methods import Method, Methods


class DrawAmount(Model):
    """How much may be drawn at once; without `max` up to what is left of the line."""

    min: Annotated[Amount, HIGHER]
    max: Annotated[Amount | None, LOWER, NO_BOUND]
    step: Annotated[Amount, NEUTRAL]


MonthOption = Annotated[StrictStr, Field(pattern=r"^[1-9][0-9]{0,2}$")]


class MonthTerms(Model):
    """The terms in months that a customer chooses from."""

    options: Annotated[
        dict[MonthOption, Present], Field(min_length=1), words("months", unit="month"), FEWER
    ]
    default: Annotated[Months, NEUTRAL]


class DayTerms(Model):
    """The terms in days that a customer chooses from."""

    min: Annotated[Days, HIGHER]
    default: Annotated[Days, NEUTRAL]
    max: Annotated[Days, LOWER]
    step: Annotated[Days, NEUTRAL]


class LineExpiryPlus(Model):
    """A draw ends at the latest some months after the line does."""

    rule: Annotated[Literal["line_expiry_plus"], choice("draw_end")]
    months: Annotated[Months, LOWER]


class Remap(Model):
    """The day that stands for each day that some months lack: 29 → 25."""

    remap: dict[Literal["29", "30", "31"], DayOfMonth]


def _month_end_shape(value: Any) -> str:
    return "month end word" if isinstance(value, str) else "month end remap"


MonthEnd = Annotated[
    Annotated[Literal["clamp", "roll"], choice("month_end"), Tag("month end word")]
    | Annotated[Remap, Tag("month end remap")],
    Discriminator(_month_end_shape),
]
"""Where a due day falls in a month that lacks it."""


class DueDays(Model):
    """What holds of due days of every kind."""

    month_end: MonthEnd
    first_due: Annotated[
        Literal["same_day", "next_month", "this_month_if_after"], choice("first_due")
    ]
    odd_days: Annotated[Literal["months_then_days", "days_only"], choice("odd_days")]
    first_total: Annotated[Literal["level_total", "level_principal"], choice("first_total")]
    last: Annotated[Literal["merge_into_last", "own_period"], choice("last_period")]
    holiday_shift: Annotated[
        Literal["none", "following", "preceding", "modified_following"], choice("holiday_shift")
    ]
    holiday_interest: Annotated[Literal["unadjusted", "adjusted"], choice("holiday_interest")]
    changes_max: Annotated[Count, NEUTRAL]


class SameDay(DueDays):
    """Due each month on the day of the draw (对日)."""

    day: Annotated[Literal["same_day"], choice("due_day")]


class FixedDay(DueDays):
    """Due on one day of the month, every month or every quarter: `on` 20 settles interest then."""

    day: Annotated[Literal["fixed"], choice("due_day")]
    on: DayOfMonth
    every: Annotated[Literal["month", "quarter"], choice("frequency")]


class SalaryDay(DueDays):
    """Due each month on the customer's pay day."""

    day: Annotated[Literal["salary_day"], choice("due_day")]


class Drawing(Model):
    """What holds of every draw."""

    amount: DrawAmount
    open_max: Annotated[Count, LOWER]
    end: LineExpiryPlus
    methods: Annotated[Methods, members("method"), FEWER]
    default_method: Method
    due: Annotated[SameDay | FixedDay | SalaryDay, Field(discriminator="day")]
    money_rounding: Annotated[Literal["half_up", "half_even", "down"], choice("money_rounding")]


class DrawInMonths(Drawing):
    """A draw whose term is a number of months."""

    months: MonthTerms


class DrawInDays(Drawing):
    """A draw whose term is a number of days, as one that follows an invoice."""

    days: DayTerms


def _term_shape(value: Any) -> str:
    by_days = "days" in value if isinstance(value, dict) else isinstance(value, DrawInDays)
    return "term in days" if by_days else "term in months"


Draw = TypeAliasType(
    "Draw",
    Annotated[
        Annotated[DrawInMonths, Tag("term in months")] | Annotated[DrawInDays, Tag("term in days")],
        Discriminator(_term_shape),
    ],
)
