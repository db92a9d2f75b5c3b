"""The node type `branch`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import lower, named, outlets, summary, way
from .spec import Branch

TYPE = NodeType(
    "branch",
    Branch,
    outlets=outlets,
    check=check,
    lower=lower,
    texts=TEXTS,
    way=way,
    summary=summary,
    named=named,
)
