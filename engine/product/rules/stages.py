"""A product beside the flows of its stages: names, consents, and people."""

from __future__ import annotations

from collections.abc import Iterable

from ...document import content_name
from ...flow.schema import is_gate
from ...issues import Issue
from ...nodes.ask.spec import Ask, FromPerson
from ...nodes.outcome.spec import Outcome, ToPerson
from ..draft import Draft, Stage
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
    """A wholly online product has no person on a way to an approval, and refers to none."""
    for slot, stage in draft.stages.items() if draft.product.sale.mode == "online" else ():
        nodes = {name: stage.flow.nodes[name] for name in stage.graph.order}
        approving = _before(stage, [name for name in nodes if _ends(nodes[name], "approve")])
        for name, node in nodes.items():
            if isinstance(node, Ask) and isinstance(node.origin, FromPerson) and name in approving:
                yield TEXTS.issue("P197", f"{slot}:nodes/{name}/from/person")
            if isinstance(node, Outcome) and isinstance(node.to, ToPerson):
                yield TEXTS.issue("P133", f"{slot}:nodes/{name}/to")


def _ends(node: object, how: str) -> bool:
    return isinstance(node, Outcome) and node.ends == how


def _before(stage: Stage, ends: list[str]) -> set[str]:
    """The nodes from which a way leads to one of some ends."""
    seen: set[str] = set()
    while ends:
        name = ends.pop()
        if name not in seen:
            seen.add(name)
            ends.extend(way.start for way in stage.graph.into[name])
    return seen
