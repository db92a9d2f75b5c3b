"""What the customer pays beside interest, what all of it may cost, and where payments go."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ...values import Id, Label, Model, Present
from .kinds import (
    DISTINCT,
    LOWER,
    MORE,
    NEUTRAL,
    NO_BOUND,
    Amount,
    AnnualRate,
    Days,
    Ratio,
    Words,
    YearlyCost,
    choice,
    words,
)

Bucket = Literal["fees", "compound", "penalty", "interest", "principal"]
Order = Annotated[
    tuple[Bucket, ...],
    Field(min_length=5, max_length=5, json_schema_extra={"x-kind": "order", "x-of": "bucket"}),
    DISTINCT,
    NEUTRAL,
]
"""All five buckets, first to last."""


class Allocation(Model):
    """In which order a payment is used, and from which day overdue in the other one."""

    normal: Order
    overdue_from_days: Annotated[Days, NEUTRAL]
    overdue: Order


class Funds(Model):
    """How the money is paid out, what for, and by when that is proven."""

    payment: Annotated[Literal["self", "entrusted", "mixed"], choice("payment")]
    entrusted_from: Annotated[Amount | None, LOWER, NO_BOUND]
    forbidden: Annotated[Words, MORE]
    proof_days: Annotated[Days, LOWER]


class ChargedFee(Model):
    """What every fee says: its name, who gets it, and when it is due."""

    title: Label
    payee: Annotated[
        Literal["bank", "partner", "guarantor", "insurer", "valuer", "registry"], choice("payee")
    ]
    due: Annotated[
        Literal["at_contract", "at_draw", "each_instalment", "each_year", "at_end"],
        choice("fee_due"),
    ]


class FixedFee(ChargedFee):
    """A fee of a fixed amount."""

    base: Annotated[Literal["fixed"], choice("fee_base")]
    amount: Annotated[Amount, LOWER]


class ShareFee(ChargedFee):
    """A fee that is a part of the line or of the draw."""

    base: Annotated[Literal["line", "draw"], choice("fee_base")]
    rate: Annotated[Ratio, LOWER]


class BalanceFee(ChargedFee):
    """A fee per year on what is owed."""

    base: Annotated[Literal["balance"], choice("fee_base")]
    rate: Annotated[AnnualRate, LOWER]


Fee = Annotated[FixedFee | ShareFee | BalanceFee, Field(discriminator="base")]
Fees = TypeAliasType("Fees", dict[Id, Fee])

Show = Annotated[
    dict[Literal["simple", "compound"], Present], Field(min_length=1), words("cost_method"), MORE
]


class Cost(Model):
    """The most that a year may cost with all fees in, and by which method that is measured."""

    cap: Annotated[YearlyCost, LOWER]
    method: Annotated[Literal["simple", "compound"], choice("cost_method")]
    show: Show
