"""The node type `rules`."""

from ...node import NodeType
from .check import check
from .lower import OUTLETS, fired, lower, part, reasons, sentence, summary, way
from .spec import Rules

TYPE = NodeType(
    "rules",
    Rules,
    outlets=lambda spec: OUTLETS,
    check=check,
    lower=lower,
    way=way,
    fired=fired,
    reasons=reasons,
    part=part,
    sentence=sentence,
    summary=summary,
)
