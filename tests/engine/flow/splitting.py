"""A part of a flow moved into a subflow: what inlining must undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from engine.dictionary import Dictionary
from engine.document import content_name
from engine.flow.draft import Draft
from engine.flow.graph import Graph
from engine.flow.reading import read_model
from engine.flow.schema import Flow
from tests.engine.flow.small import Document

Region = frozenset[str]
ENDS = {"pass": "approve", "decline": "decline", "refer": "refer"}
TITLE = {"zh": "子流程", "en": "Part"}
SLOT = "part"


@dataclass(frozen=True)
class Whole:
    """A flow to split, with its dictionary."""

    document: Document
    dictionary: Document

    @cached_property
    def draft(self) -> Draft:
        """The flow as a draft."""
        return Draft(read_model(Flow, self.document), read_model(Dictionary, self.dictionary))

    def behind(self, start: str) -> frozenset[str]:
        """The names that are read from a node on; where a part is left by `pass`, its outputs."""
        graph = self.draft.graph
        reached, waiting = {start}, [start]
        while waiting:
            ends = {way.end for way in graph.ways[waiting.pop()]} - reached
            reached |= ends
            waiting += ends
        handed = self.document["outputs"] if "leave_pass" in reached else ()
        return self.read(reached).union(handed)

    def read(self, nodes: Iterable[str]) -> frozenset[str]:
        """The names that some nodes read."""
        return frozenset().union(*(self.draft.built[name].names for name in nodes))


@dataclass(frozen=True)
class Split:
    """A flow of which a region became a subflow that hands over the variables `taken`."""

    flow: Document
    region: Region
    taken: frozenset[str]
    subflows: Mapping[str, Document]

    def again(self, dictionary: Document) -> Iterator[Split]:
        """The same with a part of the subflow as a subflow of that."""
        use = self.flow["nodes"][SLOT]["use"]
        for inner in splits(Whole(self.subflows[use], dictionary), len(self.region) - 1):
            name = content_name(inner.flow)
            node = {**self.flow["nodes"][SLOT], "use": name}
            flow = {**self.flow, "nodes": {**self.flow["nodes"], SLOT: node}}
            yield replace(self, flow=flow, subflows={name: inner.flow, **inner.subflows})


def joined(decision: Any) -> Any:
    """A decision document of a split flow as the whole flow writes it."""
    if isinstance(decision, list):
        return [joined(each) for each in decision if not leaves(each)]
    if not isinstance(decision, dict):
        return decision
    kept = {key: joined(value) for key, value in decision.items() if key != "release"}
    return {**kept, "at": inside(kept["at"])} if "at" in kept else kept


def inside(at: str) -> str:
    """An address without the slots that lead to it."""
    return at.rpartition(":")[2]


def leaves(part: Any) -> bool:
    """Whether a step is one of the outcomes that a split added."""
    return isinstance(part, dict) and inside(str(part.get("at"))).startswith("nodes/leave_")


def splits(whole: Whole, most: int) -> Iterator[Split]:
    """The flow with each part that can stand alone, of at most so many nodes, as a subflow."""
    for entry, region in regions(whole.draft.graph, most):
        out = outlets(whole, region)
        if out is not None:
            yield _split(whole, entry, region, out)


def regions(graph: Graph, most: int) -> Iterator[tuple[str, Region]]:
    """The connected parts of at most some nodes that are entered at one node, with that node."""
    for entry in graph.order:
        found = {frozenset({entry})}
        waiting = [*found]
        while waiting:
            region = waiting.pop()
            yield entry, region
            for way in (way for name in sorted(region) for way in graph.ways[name]):
                more = region | {way.end}
                closed = all(each.start in region for each in graph.into[way.end])
                if closed and len(more) <= most and more not in found:
                    found.add(more)
                    waiting.append(more)


def outlets(whole: Whole, region: Region) -> dict[str, str] | None:
    """The outlet for each place that a region leaves to; None where it cannot stand alone.

    It cannot where it reads variables of the rest, ends the flow, leaves to more than three places,
    where what it sets is needed behind more than one of them, or reasons cross its border.
    """
    draft = whole.draft
    sets = {code for name in region for code in draft.sets(name)}
    ends = {way.end for name in region for way in draft.graph.ways[name]} - region
    needing = [end for end in ends if whole.behind(end) & sets]
    crossing = any(
        (name in region) != (other in region)
        for name, built in draft.built.items()
        for _, other in built.builder.links
    )
    stops = any(not draft.graph.ways[name] for name in region)
    strange = whole.read(region) & draft.types.keys() - sets
    if crossing or stops or strange or len(needing) > 1 or len(ends) > len(ENDS):
        return None
    others = sorted(ends - set(needing))
    return dict(zip((*needing, *others), ENDS, strict=False))


def _split(whole: Whole, entry: str, region: Region, out: Mapping[str, str]) -> Split:
    document, draft = whole.document, whole.draft
    sets = sorted({code for name in region for code in draft.sets(name)})
    first = next(iter(out))
    taken = {code: code for code in sets if code in whole.behind(first)}
    kept = {code for code in document["variables"] if code not in sets or code in taken}
    wired = {name: f"leave_{outlet}" for name, outlet in out.items()}
    inner = {n: rewired(node, wired) for n, node in document["nodes"].items() if n in region}
    outer = {
        n: rewired(node, {entry: SLOT}) for n, node in document["nodes"].items() if n not in region
    }
    for outlet in out.values():
        end = {"kind": "outcome", "title": TITLE, "is": ENDS[outlet], "reasons": []}
        inner[f"leave_{outlet}"] = end
    used = {
        **document,
        "id": f"{document['id']}.{SLOT}",
        "start": entry,
        "variables": {code: document["variables"][code] for code in sets},
        "outputs": dict.fromkeys(taken, True),
        "nodes": inner,
    }
    ends = {outlet: name for name, outlet in out.items()}
    outer[SLOT] = {
        "kind": "subflow",
        "title": TITLE,
        "use": content_name(used),
        "with": {},
        "sets": taken,
        "next": {outlet: ends.get(outlet, first) for outlet in ENDS},
    }
    flow = {
        **document,
        "start": SLOT if document["start"] == entry else document["start"],
        "variables": {code: document["variables"][code] for code in kept},
        "outputs": dict.fromkeys(sorted(document["outputs"].keys() & kept), True),
        "nodes": outer,
    }
    return Split(flow, region, frozenset(taken), {content_name(used): used})


def rewired(node: Document, ends: Mapping[str, str]) -> Document:
    """A node with some ends of its ways exchanged."""
    if "next" not in node:
        return node
    return {**node, "next": {outlet: ends.get(end, end) for outlet, end in node["next"].items()}}
