"""A decision flow as a document (`loanfoundry.flow/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from ..node import NodeFields
from ..nodes import AnyNode
from ..nodes.outcome.spec import Outcome
from ..nodes.subflow.spec import Subflow
from ..values import FactCode, Id, Label, Model, Parameter, Set, Variable


class Flow(Model):
    """Nodes and their ways; variables and parameters by name; `canvas` is layout, not meaning."""

    format: Literal["loanfoundry.flow/1"]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=80)]
    title: Label
    dictionary: Id
    start: Id
    parameters: dict[FactCode, Parameter]
    variables: dict[FactCode, Variable]
    outputs: Set
    nodes: Annotated[dict[Id, AnyNode], Field(min_length=1)]
    canvas: dict[str, Any] | None = None


def using(flow: Flow) -> dict[str, Subflow]:
    """The nodes of a flow that use other flows."""
    return {name: node for name, node in flow.nodes.items() if isinstance(node, Subflow)}


def is_gate(flow: Flow) -> bool:
    """Whether it only lets through: it approves, and no outcome offers or refers to anybody."""
    ends = [node for node in flow.nodes.values() if isinstance(node, Outcome)]
    approves = any(end.ends == "approve" for end in ends)
    return approves and all(end.offer is None and end.to is None for end in ends)


def following(node: AnyNode) -> Mapping[str, str]:
    """The nodes that a node's outlets lead to; one that ends the flow has none."""
    return node.next if isinstance(node, NodeFields) else {}
