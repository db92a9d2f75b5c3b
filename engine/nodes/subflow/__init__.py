"""The node type `subflow`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import OUTLETS, lower, named, summary
from .spec import Subflow

TYPE = NodeType(
    "subflow",
    Subflow,
    outlets=lambda spec: OUTLETS,
    check=check,
    lower=lower,
    texts=TEXTS,
    sets=lambda spec: tuple(spec.sets.values()),
    lists=True,
    summary=summary,
    named=named,
)
