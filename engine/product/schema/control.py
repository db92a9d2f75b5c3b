"""What a child may change, what must hold at every end, and where each number comes from."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StrictInt, StrictStr, Tag
from typing_extensions import TypeAliasType

from ...values import Condition, Id, Label, Model, Number, Present, Set
from .kinds import DISTINCT, BasisKind, Day, Named, choice, words

AddressText = Annotated[StrictStr, Field(max_length=4000, json_schema_extra={"x-kind": "address"})]


class Permitted(Model):
    """Which parts, why, and whose decision it is; after `until` the permit is `locked`."""

    on: AddressText
    why: Label
    owner: Named
    until: Day | None = None


class Locked(Permitted):
    """Nothing may change; what a permit does not name is locked too."""

    allow: Annotated[Literal["locked"], choice("allow")]


class WithinRange(Permitted):
    """A number from `min` to `max`, at whole steps from `min`."""

    allow: Annotated[Literal["within"], choice("allow")]
    min: Number
    max: Number
    step: Number


class WithinSet(Permitted):
    """One of some words, or a set or variants made of them."""

    allow: Annotated[Literal["within"], choice("allow")]
    of: Annotated[Set, Field(min_length=1)]


class WithinDistance(Permitted):
    """A number that lies at most `by` from the parent's."""

    allow: Annotated[Literal["within"], choice("allow")]
    by: Number


def _within_shape(value: Any) -> str:
    names = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    return next((f"within {name}" for name in ("of", "by") if name in names), "within range")


Within = Annotated[
    Annotated[WithinRange, Tag("within range")]
    | Annotated[WithinSet, Tag("within of")]
    | Annotated[WithinDistance, Tag("within by")],
    Discriminator(_within_shape),
]


class Tighten(Permitted):
    """The field's stricter way only: up to `to`, at whole steps; a set keeps at least `keep`."""

    allow: Annotated[Literal["tighten"], choice("allow")]
    to: Number | None = None
    step: Number | None = None
    keep: Annotated[StrictInt, Field(ge=1, le=1000)] | None = None


class Append(Permitted):
    """Rules of the child's own, behind all of the parent's."""

    allow: Annotated[Literal["append"], choice("allow")]
    then: Annotated[
        dict[Literal["decline", "refer"], Present], Field(min_length=1), words("rule_then")
    ]
    max: Annotated[StrictInt, Field(ge=1, le=1000)]


class Free(Permitted):
    """Anything that the format takes."""

    allow: Annotated[Literal["free"], choice("allow")]


Permit = Annotated[Locked | Within | Tighten | Append | Free, Field(discriminator="allow")]
Permits = TypeAliasType("Permits", dict[Id, Permit])


class Guardrail(Model):
    """A condition on every decided end; unknown counts as broken."""

    title: Label
    always: Condition


Guardrails = TypeAliasType("Guardrails", dict[Id, Guardrail])


class Basis(Model):
    """Where the numbers at some addresses and below come from; the longest address wins."""

    basis: Annotated[BasisKind, choice("basis")]
    text: Label
    of: Annotated[
        tuple[AddressText, ...],
        Field(min_length=1, json_schema_extra={"x-kind": "addresses"}),
        DISTINCT,
    ]


Sources = TypeAliasType("Sources", dict[Id, Basis])
