"""A product beside the flows of its stages: names, consents, and people."""

from __future__ import annotations

from collections.abc import Iterable

from ...document import content_name
from ...flow.graph import Graph
from ...flow.schema import is_gate
from ...issues import Issue
from ...nodes.ask.spec import Ask, FromPerson
from ...nodes.outcome.spec import Outcome, ToPerson
from ..draft import Draft
from ..texts import TEXTS


def named(draft: Draft) -> Iterable[Issue]:
    """A stage's flow is the one that the product names."""
    for slot, stage in draft.stages.items():
        name = dict(draft.product.flows).get(slot)
        right = content_name(dict(stage.document))
        if name is None:
            yield TEXTS.issue("P183", f"flows/{slot}", found=slot)
        elif name != right:
            yield TEXTS.issue("P184", f"flows/{slot}", found=name, right=right)


def offering(draft: Draft) -> Iterable[Issue]:
    """A stage's flow decides about a loan: it is no gate, which only lets through."""
    for slot, stage in draft.stages.items():
        if is_gate(stage.flow):
            yield TEXTS.issue("P190", f"{slot}:nodes")


def consents(draft: Draft) -> Iterable[Issue]:
    """What an ask needs the customer's consent for, the product asks consent for."""
    for slot, stage in draft.stages.items():
        for name, node in stage.flow.nodes.items():
            consent = node.consent if isinstance(node, Ask) else None
            if consent is not None and consent not in draft.product.consents:
                at = f"{slot}:nodes/{name}/consent"
                yield TEXTS.issue("P189", at, found=consent)


def people(draft: Draft) -> Iterable[Issue]:
    """A wholly online product has no person on a way to an approval, and refers to none.

    Nor has a flow that is used on that way, as one that a county draws.
    """
    for flow in draft.flows.values() if draft.product.sale.mode == "online" else ():
        reached = [flow.places[name] for name in flow.graph.order]
        ends = {place.name: place.node for place in reached if not place.frame.slots}
        approving = _before(flow.graph, [name for name in ends if _approves(ends[name])])
        for place in reached:
            node = place.node
            is_person = isinstance(node, Ask) and isinstance(node.origin, FromPerson)
            if is_person and place.name in approving:
                yield TEXTS.issue("P197", f"{place.at}/from/person")
            if place.name in ends and isinstance(node, Outcome) and isinstance(node.to, ToPerson):
                yield TEXTS.issue("P133", f"{place.at}/to")


def _approves(node: object) -> bool:
    return isinstance(node, Outcome) and node.ends == "approve"


def _before(graph: Graph, ends: list[str]) -> set[str]:
    """The nodes from which a way leads to one of some ends."""
    seen: set[str] = set()
    while ends:
        name = ends.pop()
        if name not in seen:
            seen.add(name)
            ends.extend(way.start for way in graph.into[name])
    return seen
