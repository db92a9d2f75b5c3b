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
    Unknown,
)

Sensitivity = Literal["public", "internal", "personal", "sensitive"]
StartKind = Literal["form", "host", "tenant", "reference", "product", "decision"]
SourceKind = Literal[
    "form", "host", "tenant", "reference", "product", "decision", "source", "list", "counter",
    "person",
]  # fmt: skip
ASKED_SOURCES = ("source", "list", "counter", "person")
"""Sources whose facts come by an ask, never at the start."""

Source = Annotated[dict[SourceKind, TextLine], Field(min_length=1, max_length=1)]
StartSource = Annotated[dict[StartKind, TextLine], Field(min_length=1, max_length=1)]


class FoldFields(Model):
    """The kept items of a collection that a fold is over: those that meet `where`."""

    over: FactCode
    where: Condition | None = None
    unknown: Unknown | None = None


class MeasureFold(FoldFields):
    """The sum, the least or the greatest of a value of each item."""

    do: Literal["sum", "min", "max"]
    of: Expression


class CountFold(FoldFields):
    """How many items there are."""

    do: Literal["count"]


class AnyFold(FoldFields):
    """Whether there is an item, one that meets `of` where that is written."""

    do: Literal["any"]
    of: Condition | None = None


Fold = Annotated[MeasureFold | CountFold | AnyFold, Field(discriminator="do")]
"""One value over the kept items of a collection."""


class Described(Named):
    """What every fact, and every field of an item, says beside its kind."""

    sensitivity: Sensitivity


class FactField(Described):
    """What every fact says beside its kind. A fact is given, derived or folded."""

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


class NumberField(NumberKind, Described):
    """A number of an item."""


class TextField(TextKind, Described):
    """A text of an item."""


class BooleanField(BooleanKind, Described):
    """A yes or no of an item."""


class DateField(DateKind, Described):
    """A day of an item."""


ItemField = Annotated[
    NumberField | TextField | BooleanField | DateField, Field(discriminator="type")
]
"""A field of the items of a collection."""


class Keep(Model):
    """A condition that an item must meet to stay, and the reason why it does not.

    Where the condition may be null, `unknown` says whether the item then goes (`skip`) or stays
    (`fire`).
    """

    id: Id
    when: Condition
    unknown: Unknown | None = None
    reason: ReasonCode


class Collection(Model):
    """Several items of one shape, as pledged deposits; no two have one `key`.

    The host gives them at the start; only folds read them.
    """

    label: Label
    most: Annotated[StrictInt, Field(ge=1, le=1000)]
    key: FactCode
    source: StartSource
    fields: dict[FactCode, ItemField]
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
