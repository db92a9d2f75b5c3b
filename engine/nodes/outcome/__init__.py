"""The node type `outcome`."""

from ...node import NodeType
from .check import TEXTS, check
from .lower import LEAVES, lower, named, reasons, summary
from .spec import Outcome

TYPE = NodeType(
    "outcome",
    Outcome,
    outlets=lambda spec: (),
    check=check,
    lower=lower,
    texts=TEXTS,
    way=lambda spec, trace: LEAVES[spec.ends],
    reasons=reasons,
    summary=summary,
    named=named,
)
