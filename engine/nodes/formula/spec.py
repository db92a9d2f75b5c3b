"""Formula: steps that set variables one after the other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...node import NodeFields
from ...values import Expression, FactCode, Id, Model


class Step(Model):
    """Sets one variable; a later step may read it."""

    id: Id
    sets: FactCode
    value: Expression


class Formula(NodeFields):
    """Steps in order."""

    kind: Literal["formula"]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
