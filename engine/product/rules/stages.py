"""A product beside the flows of its stages: names, consents, people, and reasons told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...document import content_name
from ...flow.graph import Way
from ...flow.schema import is_gate
from ...issues import Issue
from ...nodes.ask.spec import Ask, FromPerson
from ...nodes.outcome.spec import AsProductSays, GivenReason, Outcome, ToNobody, ToPerson
from ...nodes.rules.spec import Rules
from ...nodes.subflow.spec import Subflow
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


def told(draft: Draft) -> Iterable[Issue]:
    """Each path to a decline gives a reason that is always told."""
    for slot, stage in draft.stages.items():
        for name, path in _silent(draft, stage):
            shown = " → ".join(path)
            yield TEXTS.issue("P198", f"{slot}:nodes/{name}/reasons", path=shown)


def _silent(draft: Draft, stage: Stage) -> Iterator[tuple[str, list[str]]]:
    """Each decline that a path reaches on which no reason is told, with a shortest such path.

    A subflow's own declines are judged where it stands alone.
    """

    def is_silent(way: Way) -> bool:
        tells = isinstance(stage.flow.nodes[way.start], Rules | Subflow)
        return way.outlet != "decline" or not tells

    for name in stage.graph.order:
        node = stage.flow.nodes[name]
        if isinstance(node, Outcome) and _declines(draft, node) and not _always_says(node):
            path = stage.graph.path(name, is_silent)
            if path:
                yield name, path


def _declines(draft: Draft, node: Outcome) -> bool:
    """Whether an outcome is a decline: by its name, or by referring to nobody."""
    to = draft.product.sale.referral if isinstance(node.to, AsProductSays) else node.to
    return node.ends == "decline" or (node.ends == "refer" and isinstance(to, ToNobody))


def _always_says(node: Outcome) -> bool:
    """Whether an outcome gives a reason of its own on no condition."""
    return any(isinstance(reason, GivenReason) and reason.when is None for reason in node.reasons)
