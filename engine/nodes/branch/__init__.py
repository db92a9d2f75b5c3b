"""The node type `branch`."""

from ...node import NodeType
from .check import check
from .lower import lower, outlets, summary, way
from .spec import Branch

TYPE = NodeType(
    "branch", Branch, outlets=outlets, check=check, lower=lower, way=way, summary=summary
)
