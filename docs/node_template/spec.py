"""Kind: say in one line what the node does."""

from __future__ import annotations

from typing import Literal

from ...node import NodeFields
from ...values import Expression, FactCode


class Kind(NodeFields):
    """Sets one variable to a value."""

    kind: Literal["KIND"]
    sets: FactCode
    value: Expression
