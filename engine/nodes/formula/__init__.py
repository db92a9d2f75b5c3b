"""The node type `formula`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import lower, named, summary
from .spec import Formula

TYPE = NodeType(
    "formula",
    Formula,
    outlets=lambda spec: ("done",),
    check=check,
    lower=lower,
    texts=TEXTS,
    sets=lambda spec: tuple(step.sets for step in spec.steps),
    summary=summary,
    named=named,
)
