"""The node type `KIND`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import lower, summary
from .spec import Kind

TYPE = NodeType(
    "KIND",
    Kind,
    outlets=lambda spec: ("done",),
    check=check,
    lower=lower,
    texts=TEXTS,
    sets=lambda spec: (spec.sets,),
    summary=summary,
)
