"""The node type `KIND`."""

from ...node import NodeType
from .check import check
from .lower import lower, summary
from .spec import Kind

TYPE = NodeType(
    "KIND",
    Kind,
    outlets=lambda spec: ("done",),
    check=check,
    lower=lower,
    sets=lambda spec: (spec.sets,),
    summary=summary,
)
