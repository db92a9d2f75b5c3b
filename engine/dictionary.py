"""The fact dictionary: facts, collections and reasons (`loanfoundry.dictionary/1`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from .values import (
    BooleanKind,
    Condition,
    DateKind,
    Expression,
    FactCode,
    Id,
    Label,
    Model,
    Named,
    NumberKind,
    ReasonCode,
    TextKind,
    TextLine,
)

Sensitivity = Literal["public", "internal", "personal", "sensitive"]
SourceKind = Literal[
    "form", "host", "tenant", "reference", "product", "decision", "source", "list", "counter",
    "person",
]  # fmt: skip
ASKED_SOURCES = ("source", "list", "counter", "person")
"""Sources whose facts come by an ask, never at the start."""

Source = Annotated[dict[SourceKind, TextLine], Field(min_length=1, max_length=1)]


class Fold(Model):
    """One number over the kept items of a collection."""

    over: FactCode
    do: Literal["sum", "count", "min", "max", "any"]
    of: Expression | None = None
    where: Condition | None = None


class FactField(Named):
    """What every fact says beside its kind. A fact is given, derived or folded."""

    sensitivity: Sensitivity
    source: Source | None = None
    derive: Expression | None = None
    fold: Fold | None = None


class NumberFact(NumberKind, FactField):
    """A number fact."""


class TextFact(TextKind, FactField):
    """A text fact."""


class BooleanFact(BooleanKind, FactField):
    """A yes-or-no fact."""


class DateFact(DateKind, FactField):
    """A date fact."""


Fact = Annotated[NumberFact | TextFact | BooleanFact | DateFact, Field(discriminator="type")]


class Keep(Model):
    """A condition that an item must meet to stay, and the reason told where it does not."""

    id: Id
    when: Condition
    reason: ReasonCode


class Collection(Model):
    """Several items of one shape, as pledged deposits."""

    label: Label
    most: Annotated[StrictInt, Field(ge=1, le=1000)]
    key: FactCode
    source: Source
    fields: dict[FactCode, Fact]
    keep: tuple[Keep, ...]


class Reason(Model):
    """Why a decision came out so, and what the customer is told: this reason or another."""

    label: Label
    told_as: ReasonCode
    customer: Label | None = None
    reason_class: Annotated[
        Literal["general", "fraud", "credit", "admission", "score", "limit", "referral", "pledge"],
        Field(alias="class"),
    ]


class Entries(Model):
    """Facts, collections and reasons: what a release copies of a dictionary."""

    facts: dict[FactCode, Fact]
    collections: dict[FactCode, Collection]
    reasons: dict[ReasonCode, Reason]


class Dictionary(Entries):
    """A dictionary as it is released on its own."""

    format: Literal["loanfoundry.dictionary/1"]
    id: Id
    title: Label
