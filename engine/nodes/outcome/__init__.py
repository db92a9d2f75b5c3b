"""The node type `outcome`."""

from ...node import NodeType
from .check import check
from .lower import lower, reasons, summary
from .spec import Outcome

TYPE = NodeType(
    "outcome",
    Outcome,
    outlets=lambda spec: (),
    check=check,
    lower=lower,
    reasons=reasons,
    summary=summary,
)
