"""Ask: facts from a source, a person, lists or a counter."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StrictInt, Tag

from ...node import NodeFields
from ...values import FactCode, Id, Label, Model, Present, Set, TextLine


class FormField(Model):
    """A fact that a person fills in."""

    id: Id
    fact: FactCode
    help: Label | None = None


class FromSource(Model):
    """A data source, as a credit bureau."""

    source: TextLine


class FromPerson(Model):
    """A person with a role; `count` is how many sign, the facts come once."""

    person: TextLine
    form: Annotated[tuple[FormField, ...], Field(min_length=1)]
    count: Annotated[StrictInt, Field(ge=1, le=9)] | None = None


class FromLists(Model):
    """Membership in lists."""

    lists: Annotated[Set, Field(min_length=1)]


class FromCounter(Model):
    """A counter that changes with each loan."""

    counter: TextLine
    key: TextLine | None = None


def _origin_shape(value: Any) -> str:
    """The field that tells the origins apart; of an origin without one, the first."""
    names = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    shape = next((name for name in ("person", "lists", "counter") if name in names), "source")
    return f"from {shape}"


Origin = Annotated[
    Annotated[FromSource, Tag("from source")]
    | Annotated[FromPerson, Tag("from person")]
    | Annotated[FromLists, Tag("from lists")]
    | Annotated[FromCounter, Tag("from counter")],
    Discriminator(_origin_shape),
]


class Ask(NodeFields):
    """Returns a request until the facts are there."""

    kind: Literal["ask"]
    origin: Annotated[Origin, Field(alias="from")]
    gives: Annotated[dict[FactCode, Present], Field(min_length=1)]
    consent: TextLine | None = None
