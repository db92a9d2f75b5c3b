"""Decision table: rows of conditions that set values (DMN hit policies)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...node import NodeFields
from ...values import Cell, Expression, FactCode, Id, Model, Present, TextLine

HitPolicy = Literal["U", "A", "P", "F", "R", "O", "C", "C+", "C<", "C>", "C#"]
LISTS = ("R", "O", "C")
FOLDS = ("C+", "C<", "C>", "C#")
ORDERED = ("P", "O")
SINGLE = ("U", "A")


class Column(Model):
    """What a column of conditions is about."""

    id: Id
    of: Expression
    missing: Literal["skip"] | None = None


class Output(Model):
    """A variable that the table sets; `priority` lists its literals, best first."""

    id: Id
    sets: FactCode
    priority: tuple[TextLine, ...] | None = None
    stricter: Literal["lower", "higher", "fewer", "more", "none"] | None = None


class Row(Model):
    """Hits where every cell of `conditions` is met; an absent cell is any."""

    id: Id
    conditions: Annotated[dict[Id, Cell], Field(alias="if")]
    then: dict[Id, Expression]
    split_from: Id | None = None
    joined_from: dict[Id, Present] | None = None


class Table(NodeFields):
    """Columns, outputs and rows under a hit policy."""

    kind: Literal["table"]
    hit: HitPolicy
    columns: Annotated[tuple[Column, ...], Field(alias="in")]
    out: Annotated[tuple[Output, ...], Field(min_length=1)]
    rows: tuple[Row, ...]
    otherwise: Annotated[dict[Id, Expression] | None, Field(alias="else")] = None
