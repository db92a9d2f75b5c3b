"""The envelope of price, and what being late or early costs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from ...values import Id, Model, Present
from .kinds import (
    HIGHER,
    LOWER,
    NEUTRAL,
    NO_BOUND,
    Amount,
    AnnualRate,
    Count,
    Days,
    Months,
    Ratio,
    Spread,
    choice,
)

Base = Annotated[Literal["none", "lpr_1y", "lpr_5y", "pledge_rate"], choice("rate_base")]


class SpreadRange(Model):
    """The least and the most that the flow may add to the base."""

    min: Annotated[Spread, HIGHER]
    max: Annotated[Spread, LOWER]


class Floor(Model):
    """No offer is priced below this."""

    base: Base
    plus: Annotated[AnnualRate, HIGHER]


class Cap(Model):
    """No offer is priced above this."""

    base: Base
    plus: Annotated[AnnualRate, LOWER]


class Priced(Model):
    """The envelope in which the flow prices."""

    base: Base
    lpr_pick: Annotated[Literal["contract", "drawdown"], choice("lpr_pick")]
    spread: SpreadRange
    floor: Floor
    cap: Cap


class FixedInterest(Priced):
    """One rate for the whole draw."""

    kind: Annotated[Literal["fixed"], choice("interest_kind")]


class FloatingInterest(Priced):
    """A rate that follows its base."""

    kind: Annotated[Literal["floating"], choice("interest_kind")]
    reprice: Annotated[
        Literal[
            "immediate", "next_1_jan", "next_anniversary", "monthly", "next_due_date",
            "first_due_date_of_next_year",
        ],
        choice("reprice"),
    ]  # fmt: skip
    on_rate_change: Annotated[Literal["relevel", "keep_payment"], choice("on_rate_change")]


Interest = TypeAliasType(
    "Interest", Annotated[FixedInterest | FloatingInterest, Field(discriminator="kind")]
)


class Penalty(Model):
    """What is charged on what is overdue or misused; the heavier one only."""

    overdue_uplift: Annotated[Ratio, LOWER]
    misuse_uplift: Annotated[Ratio, LOWER]
    compound: Annotated[Literal["none", "simple_on_interest", "monthly"], choice("compound")]
    starts: Annotated[Literal["due_date", "grace_end"], choice("penalty_from"), Field(alias="from")]


class Grace(Model):
    """Days after the due day on which nothing is overdue yet."""

    days: Annotated[Days, NEUTRAL]
    interest: Annotated[Literal["normal", "none"], choice("grace_interest")]
    combine: Annotated[
        Literal["max", "min", "grace_then_holiday", "holiday_then_grace", "either"],
        choice("combine"),
    ]


class PrepaymentFee(Model):
    """A fee on what is prepaid within some months of the draw."""

    id: Id
    within_months: Annotated[Months | None, LOWER, NO_BOUND]
    rate: Annotated[Ratio, LOWER]


class NoPrepayment(Model):
    """No prepayment is taken."""

    allowed: Annotated[Literal[False], choice("prepayment")]


class Prepayment(Model):
    """How a customer may repay early; without a fee row none is charged."""

    allowed: Annotated[Present, choice("prepayment")]
    min: Annotated[Amount, LOWER]
    per_year_max: Annotated[Count | None, HIGHER, NO_BOUND]
    lock_in_months: Annotated[Months, LOWER]
    fee: Annotated[tuple[PrepaymentFee, ...], Field(json_schema_extra={"x-kind": "rows"})]
    mode: Annotated[Literal["reduce_payment", "reduce_term", "full"], choice("prepayment_mode")]
    amount: Annotated[Literal["principal", "principal_and_interest"], choice("prepaid_amount")]
    interest: Annotated[
        Literal["on_prepaid", "on_balance", "leave_to_next"], choice("prepaid_interest")
    ]
    days: Annotated[Literal["to_today", "to_next_due"], choice("prepaid_days")]


def _prepayment_shape(value: Any) -> str:
    allowed = value.get("allowed") if isinstance(value, dict) else getattr(value, "allowed", None)
    return "no prepayment" if allowed is False else "prepayment"


PrepaymentTerms = TypeAliasType(
    "PrepaymentTerms",
    Annotated[
        Annotated[Prepayment, Tag("prepayment")] | Annotated[NoPrepayment, Tag("no prepayment")],
        Discriminator(_prepayment_shape),
    ],
)
