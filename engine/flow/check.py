"""The checks of a flow, written out; each gives issues with an address and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

from ..dictionary import Entries
from ..issues import Catalogue, Issue
from ..nodes import BY_KIND, AnyNode
from . import literals, subflows
from .draft import Draft
from .schema import Flow, following

TEXTS = Catalogue.beside(__file__)
ARROW = " → "

Rule = Callable[[Draft], Iterable[Issue]]


def check(flow: Flow, entries: Entries) -> tuple[Issue, ...]:
    """Everything found in a flow, faults and notices, in the order of the rules."""
    return inspect(Draft(flow, entries))


def inspect(draft: Draft) -> tuple[Issue, ...]:
    """Everything found in a draft; what depends on a sound shape waits until it is sound."""
    ways = [issue for rule in WAYS for issue in rule(draft)]
    rules = PARTS if has_faults(ways) else (*PARTS, *PATHS)
    return (*ways, *(issue for rule in rules for issue in rule(draft)))


def has_faults(issues: Iterable[Issue]) -> bool:
    """Whether an issue is more than a notice."""
    return any(issue.severity == "fault" for issue in issues)


def references(draft: Draft) -> Iterable[Issue]:
    """The start exists, every outlet is wired to a node, and no other outlet is."""
    for frame in draft.frames.values():
        if frame.flow.start not in frame.flow.nodes:
            yield TEXTS.issue("F121", frame.at("start"), name=frame.flow.start)
        for name, node in frame.flow.nodes.items():
            yield from _wired(node, frame.flow, frame.at(f"nodes/{name}/next"))


def _wired(node: AnyNode, flow: Flow, at: str) -> Iterable[Issue]:
    wired = following(node)
    outlets = BY_KIND[node.kind].outlets(node)
    for outlet in outlets:
        if outlet not in wired:
            yield TEXTS.issue("F122", f"{at}/{outlet}", outlet=outlet)
    for outlet, target in wired.items():
        if outlet not in outlets:
            yield TEXTS.issue("F123", f"{at}/{outlet}", outlet=outlet)
        elif target not in flow.nodes:
            yield TEXTS.issue("F124", f"{at}/{outlet}", outlet=outlet, name=target)


def circles(draft: Draft) -> Iterable[Issue]:
    """No way leads back, neither between nodes nor between derived facts."""
    cycle = draft.graph.cycle
    if cycle:
        yield TEXTS.issue("F131", draft.places[cycle[0]].at, path=ARROW.join(cycle))
    yield from draft.names.circles()


def reached(draft: Draft) -> Iterable[Issue]:
    """Every node can be reached by its own flow's ways, also those that no outcome inside takes."""
    for frame in draft.frames.values():
        order = set(frame.graph.order)
        for name in frame.flow.nodes:
            if name not in order and frame.flow.start in frame.flow.nodes:
                yield TEXTS.issue("F132", frame.at(f"nodes/{name}"))


def ends(draft: Draft) -> Iterable[Issue]:
    """A path ends in a node without outlets and nowhere else."""
    for name in draft.graph.order:
        place = draft.places[name]
        if place.kind.outlets(place.node) and not draft.graph.ways[name]:
            path = draft.graph.path(name, lambda way: True)
            yield TEXTS.issue("F133", place.at, path=ARROW.join(path))


def nodes(draft: Draft) -> Iterable[Issue]:
    """What each node's own checks and its expressions find."""
    for built in (*draft.built.values(), *draft.taken.values()):
        yield from built.issues


def derivations(draft: Draft) -> Iterable[Issue]:
    """The derived facts and the folds that the flow uses, and what keeps items of those."""
    for code in draft.names.derivation_order(draft.used):
        yield from draft.names.derived[code].issues
    for items in draft.collections:
        yield from items.issues


def set_once(draft: Draft) -> Iterable[Issue]:
    """A variable is set at most once on a path."""
    seen: set[tuple[str, str]] = set()
    for name in draft.graph.order:
        at = draft.setter(name).at
        for code in draft.sets(name):
            if code in draft.possible[name] and (at, code) not in seen:
                seen.add((at, code))
                path = _path_setting(draft, name, code)
                yield TEXTS.issue("F142", at, name=code, path=ARROW.join(path))


def _path_setting(draft: Draft, node: str, code: str) -> list[str]:
    """A path to a node that passes another one that sets a name."""
    graph = draft.graph
    setting = [name for name in graph.order if name != node and code in draft.sets(name)]
    onward = (graph.path(node, lambda way: True, name) for name in setting)
    path = next(path for path in onward if path)
    return [*graph.path(path[0], lambda way: True), *path[1:]]


def set_before(draft: Draft) -> Iterable[Issue]:
    """What an expression reads, every path to it has set."""
    for name in draft.graph.order:
        for at, names in draft.built[name].reads:
            for code in sorted(names):
                yield from _read(draft, name, at, code)


def _read(draft: Draft, node: str, at: str, code: str) -> Iterable[Issue]:
    for root in sorted(draft.names.roots(code)):
        if draft.waits(root) and root not in draft.certain[node]:
            path = draft.path_without(node, root)
            number = "F151" if root in draft.types else "F152"
            yield TEXTS.issue(number, at, name=root, path=ARROW.join(path))


def answers(draft: Draft) -> Iterable[Issue]:
    """A fact that is null where an ask was answered "there is none" stands in no other answer."""
    every = {name: set(draft.gives(name)) for name in draft.graph.order}
    given = {name: codes for name, codes in every.items() if codes}
    for other, name in combinations(given, 2):
        shared = sorted(given[name] & given[other])
        may_be_empty = any("empty" in draft.places[ask].outlets for ask in (name, other))
        if shared and may_be_empty and given[name] != given[other]:
            place = draft.places[name]
            code = min(c for c in place.kind.gives(place.node) if place.frame.core(c) in shared)
            yield TEXTS.issue("F155", f"{place.at}/gives/{code}", name=code, node=other)


def linked(draft: Draft) -> Iterable[Issue]:
    """Reasons are taken from a node that has some and that every way here passes."""
    for name, built in draft.built.items():
        frame = draft.places[name].frame
        for at, other in built.builder.links:
            scored = draft.places.get(frame.place(other))
            if scored is None or not scored.kind.linkable:
                yield TEXTS.issue("F161", at, name=other)
            elif draft.graph.avoids(name, scored.name):
                yield TEXTS.issue("F162", at, name=other)


def told(draft: Draft) -> Iterable[Issue]:
    """The reasons that the flow gives can be told."""
    yield from literals.told(draft.entries, draft.reasons)


WAYS: tuple[Rule, ...] = (subflows.places, references, circles)
PARTS: tuple[Rule, ...] = (
    reached, ends, literals.declarations, literals.naming, subflows.dictionaries,
    subflows.parameters, subflows.subjects, nodes, answers, told,
)  # fmt: skip
PATHS: tuple[Rule, ...] = (derivations, set_once, set_before, subflows.outputs, linked)
"""The written-out rules. Those of the paths need ways without faults."""
