"""Scorecard: points by characteristic, summed to a score and cut into bands."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from ...node import NodeFields
from ...values import Cell, Expression, FactCode, Id, Model, Number, Present, ReasonCode


class Bin(Model):
    """A range of a characteristic and its points."""

    id: Id
    test: Annotated[Cell, Field(alias="in")]
    points: Number
    split_from: Id | None = None
    joined_from: dict[Id, Present] | None = None


class Characteristic(Model):
    """What is scored; `missing` are the points where it is null."""

    id: Id
    of: Expression
    reason: ReasonCode
    missing: Number | None = None
    bins: Annotated[tuple[Bin, ...], Field(min_length=1)]


class Band(Model):
    """Scores from here on, up to the band before; the last one has no `from`."""

    id: Id
    start: Annotated[Number | None, Field(alias="from")]


class Most(Model):
    """How many reasons are told."""

    most: Annotated[StrictInt, Field(ge=0, le=10)]


class Sets(Model):
    """The variables that the scorecard sets."""

    score: FactCode
    band: FactCode


class Scorecard(NodeFields):
    """base + points of each characteristic = score; the first band that it reaches."""

    kind: Literal["scorecard"]
    base: Number
    sets: Sets
    characteristics: Annotated[tuple[Characteristic, ...], Field(min_length=1)]
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    reasons: Most
