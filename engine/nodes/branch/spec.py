"""Branch: one of several ways, by conditions or by a salted split."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...node import NodeFields
from ...values import Condition, Expression, Id, Label, Model, Number, TextLine, Unknown


class Arm(Model):
    """A way, taken on a condition, or by a share of a split."""

    id: Id
    title: Label | None = None
    when: Condition | None = None
    unknown: Unknown | None = None
    share: Number | None = None


class Split(Model):
    """Shares applicants by a salted hash of a text: the same text always goes the same way."""

    by: Expression
    salt: TextLine


class Branch(NodeFields):
    """The first arm that holds, else `else`; with a split the arms share all applicants."""

    kind: Literal["branch"]
    split: Split | None = None
    arms: Annotated[tuple[Arm, ...], Field(min_length=1)]
