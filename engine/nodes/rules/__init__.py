"""The node type `rules`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import OUTLETS, fired, lower, named, part, reasons, sentence, summary, way
from .spec import Rules

TYPE = NodeType(
    "rules",
    Rules,
    outlets=lambda spec: OUTLETS,
    check=check,
    lower=lower,
    texts=TEXTS,
    way=way,
    fired=fired,
    reasons=reasons,
    part=part,
    sentence=sentence,
    summary=summary,
    named=named,
)
