"""The node type `ask`."""

from ...node import NodeType
from .check import check
from .lower import lower, outlets, summary, way
from .spec import Ask

TYPE = NodeType(
    "ask",
    Ask,
    outlets=outlets,
    check=check,
    lower=lower,
    gives=lambda spec: tuple(spec.gives),
    way=way,
    summary=summary,
)
