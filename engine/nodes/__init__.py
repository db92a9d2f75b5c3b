"""The node types, written out. Adding one adds a line to `NODES` and to `AnyNode`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..node import AnyNodeType
from . import ask, branch, formula, outcome, rules, scorecard, subflow, table
from .ask.spec import Ask
from .branch.spec import Branch
from .formula.spec import Formula
from .outcome.spec import Outcome
from .rules.spec import Rules
from .scorecard.spec import Scorecard
from .subflow.spec import Subflow
from .table.spec import Table

NODES: tuple[AnyNodeType, ...] = (
    rules.TYPE,
    table.TYPE,
    scorecard.TYPE,
    formula.TYPE,
    branch.TYPE,
    ask.TYPE,
    subflow.TYPE,
    outcome.TYPE,
)

AnyNode = Annotated[
    Rules | Table | Scorecard | Formula | Branch | Ask | Subflow | Outcome,
    Field(discriminator="kind"),
]

BY_KIND = {node.kind: node for node in NODES}
