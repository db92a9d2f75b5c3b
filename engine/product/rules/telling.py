"""What is told of a decline: each path to one gives a reason, through the flows used on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...flow.draft import Draft as FlowDraft
from ...flow.draft import Place
from ...flow.graph import Way
from ...issues import Issue
from ...nodes.outcome.spec import AsProductSays, GivenReason, Outcome, ToNobody
from ...nodes.rules.spec import Rules
from ...nodes.subflow.spec import Subflow
from ..draft import Draft
from ..texts import TEXTS


def told(draft: Draft) -> Iterable[Issue]:
    """Each path to a decline gives a reason that is always told.

    Where a subflow declines on such a path it is told at the node, with the path inside. A subflow
    that is not at hand is not judged.
    """
    for flow in draft.flows.values():
        for at, path in _silent(draft, flow):
            yield TEXTS.issue("P198", at, path=" → ".join(path))


def _silent(draft: Draft, flow: FlowDraft) -> Iterator[tuple[str, list[str]]]:
    """Where a reason is missing, each with a shortest path to a decline on which none is told."""
    reached = [flow.places[name] for name in flow.graph.order]
    ends = [place for place in reached if _is_decline(draft, place) and _is_silent(place)]

    def is_silent(way: Way) -> bool:
        return _is_silent(flow.places[way.start], way.outlet)

    def goes_on(way: Way) -> bool:
        return is_silent(way) and flow.places[way.start].leaves != "decline"

    for end in ends:
        path = flow.graph.path(end.name, goes_on)
        if path:
            yield f"{end.at}/reasons", path
    for place in (each for each in reached if each.leaves == "decline"):
        before = flow.graph.path(place.name, goes_on)
        behind = (flow.graph.path(end.name, is_silent, place.name) for end in ends)
        after = next(filter(None, behind), None)
        if before and after:
            yield flow.calling(place.frame.slots).at, [*before, *after[1:]]


def _is_silent(place: Place, outlet: str | None = None) -> bool:
    """Whether a place that is left by an outlet, or ends all, need not give a reason there."""
    match place.node:
        case Rules() | Subflow():
            return outlet != "decline"
        case Outcome(reasons=reasons):
            return not any(isinstance(each, GivenReason) and each.when is None for each in reasons)
        case _:
            return True


def _is_decline(draft: Draft, place: Place) -> bool:
    """Whether a place ends all in a decline: by its name, or by referring to nobody."""
    node = place.node
    if place.frame.slots or not isinstance(node, Outcome):
        return False
    to = draft.product.sale.referral if isinstance(node.to, AsProductSays) else node.to
    return node.ends == "decline" or (node.ends == "refer" and isinstance(to, ToNobody))
