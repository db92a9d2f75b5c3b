"""The node type `ask`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import lower, named, outlets, summary, way
from .spec import Ask

TYPE = NodeType(
    "ask",
    Ask,
    outlets=outlets,
    check=check,
    lower=lower,
    texts=TEXTS,
    gives=lambda spec: tuple(spec.gives),
    way=way,
    summary=summary,
    named=named,
)
