"""The node type `table`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import lower
from .spec import Table
from .trace import fired, named, part, sentence, summary

TYPE = NodeType(
    "table",
    Table,
    outlets=lambda spec: ("done",),
    check=check,
    lower=lower,
    texts=TEXTS,
    sets=lambda spec: tuple(output.sets for output in spec.out),
    lists=True,
    fired=fired,
    part=part,
    sentence=sentence,
    summary=summary,
    named=named,
)
