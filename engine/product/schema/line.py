"""The line (授信): how much a customer can have, how long, and what freezes it."""

from __future__ import annotations

from typing import Annotated, Literal

from ...values import Model, Present
from .kinds import (
    HIGHER,
    LOWER,
    MORE,
    NEUTRAL,
    NO_BOUND,
    Amount,
    Days,
    Months,
    YesNo,
    choice,
    words,
)


class LineAmount(Model):
    """The range that a customer chooses from; `default` only fills the page."""

    currency: Annotated[Literal["CNY"], choice("currency")]
    min: Annotated[Amount, HIGHER]
    default: Annotated[Amount, NEUTRAL]
    max: Annotated[Amount, LOWER]
    step: Annotated[Amount, NEUTRAL]


Freeze = Annotated[
    dict[Literal["overdue", "list_hit", "warning", "review_missed"], Present],
    words("freeze"),
    MORE,
]


class Line(Model):
    """The line; a loan that is drawn once is a line with `draw/open_max` 1."""

    amount: LineAmount
    revolving: YesNo
    validity_months: Annotated[Months, LOWER]
    offer_valid_days: Annotated[Days, LOWER]
    review_months: Annotated[Months | None, LOWER, NO_BOUND]
    occupancy: Annotated[Literal["principal", "original_amount"], choice("occupancy")]
    freeze_on: Freeze
