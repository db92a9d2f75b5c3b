"""The shape of a reference document: rows of facts by date and class, and work calendars."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from ...values import FactCode, Id, Label, Model, Number, Present
from ..schema.identity import Purpose, Regulatory
from ..schema.kinds import BasisKind

Day = Annotated[
    StrictStr,
    Field(json_schema_extra={"x-kind": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A day as documents write it, `2026-09-20`; that it exists is for `check` to say."""


class Classes(Model):
    """The classes of products that a row is for; one that is not named is any."""

    regulatory: Regulatory | None = None
    purpose: Purpose | None = None

    def include(self, regulatory: str, purpose: str) -> bool:
        """Whether a product of these classes is meant."""
        return self.regulatory in (None, regulatory) and self.purpose in (None, purpose)

    def overlap(self, other: Classes) -> bool:
        """Whether some product is meant by both."""
        pairs = (self.regulatory, other.regulatory), (self.purpose, other.purpose)
        return all(None in pair or pair[0] == pair[1] for pair in pairs)


EVERY = Classes()


class Row(Model):
    """The value of a fact from a day on; null where from that day on there is none.

    `checked` is the day when somebody last compared the row with its source.
    """

    fact: FactCode
    classes: Annotated[Classes, Field(alias="for", default_factory=Classes)]
    start: Annotated[Day, Field(alias="from")]
    value: Number | None
    basis: BasisKind
    source: Label
    checked: Day | None


class Holiday(Model):
    """Days off in a row, and the days at weekends that are worked for them."""

    title: Label
    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]
    worked: dict[Day, Present]


class WorkYear(Model):
    """The calendar of a year; `working_days`, how many there are in all, guards the list."""

    holidays: dict[Id, Holiday]
    working_days: Annotated[StrictInt, Field(ge=0, le=366)]
    basis: BasisKind
    source: Label
    checked: Day | None


class ReferenceData(Model):
    """Reference data as it is released on its own."""

    format: Literal["loanfoundry.reference/1"]
    id: Id
    title: Label
    rows: Annotated[dict[Id, Row], Field(default_factory=dict)]
    calendars: Annotated[
        dict[StrictStr, WorkYear],
        Field(default_factory=dict, json_schema_extra={"propertyNames": {"pattern": "^[0-9]{4}$"}}),
    ]
