"""The node type `formula`."""

from ...node import NodeType
from .check import check
from .lower import lower, summary
from .spec import Formula

TYPE = NodeType(
    "formula",
    Formula,
    outlets=lambda spec: ("done",),
    check=check,
    lower=lower,
    sets=lambda spec: tuple(step.sets for step in spec.steps),
    summary=summary,
)
