"""A flow with the dictionary entries beside it, and what its checks and its compilation share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from .. import ir
from ..dictionary import ASKED_SOURCES, Entries
from ..issues import Issue
from ..node import AnyNodeType, Builder, Lowered
from ..nodes import BY_KIND, AnyNode
from ..values import Label
from .folds import Collected
from .frames import ALONE, Frame, Framed, Slots, Used, framed
from .graph import Graph, Way
from .names import Names
from .renaming import Renaming
from .schema import Flow, is_gate


@dataclass(frozen=True)
class Place:
    """A node where it stands: the flow around it, and its id there."""

    frame: Frame
    id: str

    @cached_property
    def name(self) -> str:
        """What it is called in the whole: its id, behind the subflow nodes that lead to it."""
        return self.frame.place(self.id)

    @cached_property
    def at(self) -> str:
        """Its address."""
        return self.frame.at(f"nodes/{self.id}")

    @property
    def node(self) -> AnyNode:
        """Its fields."""
        return self.frame.flow.nodes[self.id]

    @property
    def kind(self) -> AnyNodeType:
        """Its type."""
        return BY_KIND[self.node.kind]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that it leaves by; none where it ends the whole."""
        return self.kind.outlets(self.node) or ((self.leaves,) if self.leaves else ())

    @property
    def leaves(self) -> str | None:
        """The caller's outlet that an end inside a subflow leaves by; None for any other node."""
        ends = self.frame.slots and not self.kind.outlets(self.node)
        return self.kind.way(self.node, None) if ends else None


@dataclass(frozen=True)
class Built:
    """One node: its block's parts and what its expressions found and read.

    `lowered` and `reads` speak in the names of the whole, the builder in those of its flow.
    """

    lowered: Lowered
    builder: Builder
    checked: tuple[Issue, ...]
    reads: tuple[tuple[str, frozenset[str]], ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found in the node."""
        return (*self.checked, *self.builder.issues)

    @property
    def names(self) -> frozenset[str]:
        """The names that its expressions use and that it does not set before."""
        return frozenset().union(*(names for _, names in self.reads))


@dataclass(frozen=True)
class Draft:
    """A flow as it stands; each part is computed once, when a check or the compilation asks.

    Subflows stand in the place of their nodes, so that it is one flow of many places. A subflow
    that is not at hand is a place itself. `beside` are the facts that are read beside the flow, by
    what judges its ends.
    """

    flow: Flow
    entries: Entries
    subflows: Mapping[str, Used] = field(default_factory=dict)
    stage: str = ALONE
    beside: frozenset[str] = frozenset()

    @cached_property
    def framed(self) -> Framed:
        """The flow and its subflows where they stand."""
        return framed(self.flow, self.entries, self.subflows, self.stage)

    @property
    def frames(self) -> Mapping[Slots, Frame]:
        """The flow and its subflows by the nodes that lead to them, callers first."""
        return self.framed.frames

    @property
    def inner(self) -> Mapping[Slots, Frame]:
        """The subflows alone."""
        return {slots: frame for slots, frame in self.frames.items() if slots}

    @property
    def names(self) -> Names:
        """What the flow's own expressions may name, and where facts come from."""
        return self.frames[()].names

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every node that stands for itself, by its name in the whole."""
        places = (
            Place(frame, name)
            for slots, frame in self.frames.items()
            for name in frame.flow.nodes
            if (*slots, name) not in self.frames
        )
        return {place.name: place for place in places}

    @cached_property
    def graph(self) -> Graph:
        """Its ways, through the subflows."""
        root = self.frames[()]
        if len(self.frames) == 1:
            return root.graph
        ways = {name: tuple(self._ways(place)) for name, place in self.places.items()}
        return Graph(self._entry(root, self.flow.start), ways)

    def _ways(self, place: Place) -> Iterable[Way]:
        of = place if place.leaves is None else self.calling(place.frame.slots)
        for way in of.frame.graph.ways[of.id]:
            end = self._entry(of.frame, way.end)
            if way.outlet in place.outlets and end in self.places:
                yield Way(place.name, way.outlet, end)

    def _entry(self, frame: Frame, node: str) -> str:
        """The place where a way to a node arrives: a subflow's is its start."""
        inner = self.frames.get((*frame.slots, node))
        return frame.place(node) if inner is None else self._entry(inner, inner.flow.start)

    @cached_property
    def built(self) -> Mapping[str, Built]:
        """Every place, lowered; issues are kept beside."""
        return {name: self._built(place) for name, place in self.places.items()}

    @cached_property
    def taken(self) -> Mapping[Slots, Built]:
        """What each subflow hands over, lowered in its caller."""
        return {
            slots: _build(self.calling(slots), frame.outputs(slots[-1]))
            for slots, frame in self.inner.items()
        }

    def _built(self, place: Place) -> Built:
        built = _build(place)
        if place.leaves != "pass":
            return built
        taken = self.taken[place.frame.slots].lowered.statements
        both = (*built.lowered.statements, *taken)
        return replace(built, lowered=replace(built.lowered, statements=both))

    @cached_property
    def types(self) -> Mapping[str, ir.Scalar]:
        """The types of all variables, of a list's items where it is one."""
        return {
            frame.core(code): of
            for frame in self.frames.values()
            for code, of in frame.names.types.items()
        }

    @cached_property
    def given(self) -> frozenset[str]:
        """The facts that asks give, of those that can be reached."""
        return frozenset(code for name in self.graph.order for code in self.gives(name))

    def setter(self, name: str) -> Place:
        """The node that says what a place sets: where a place leaves a subflow by `pass`, that."""
        place = self.places[name]
        return self.calling(place.frame.slots) if place.leaves == "pass" else place

    def calling(self, slots: Slots) -> Place:
        """The node in whose place a subflow stands."""
        return Place(self.frames[slots[:-1]], slots[-1])

    def titles(self, frame: Frame) -> Iterable[Label]:
        """The titles of the subflow nodes that lead to a flow, outermost first."""
        for depth, slot in enumerate(frame.slots):
            yield self.frames[frame.slots[:depth]].flow.nodes[slot].title

    def sets(self, name: str) -> tuple[str, ...]:
        """The variables that a place sets."""
        return self._sets[name]

    @cached_property
    def _sets(self) -> Mapping[str, tuple[str, ...]]:
        setters = {name: self.setter(name) for name in self.places}
        return {
            name: tuple(map(setter.frame.core, setter.kind.sets(setter.node)))
            for name, setter in setters.items()
        }

    def gives(self, name: str) -> tuple[str, ...]:
        """The facts that a place asks for."""
        place = self.places[name]
        return tuple(map(place.frame.core, place.kind.gives(place.node)))

    def brings(self, way: Way) -> frozenset[str]:
        """What is known behind a way that was not before it."""
        gives = self.gives(way.start) if way.outlet == "found" else ()
        return frozenset((*self.sets(way.start), *gives))

    @cached_property
    def certain(self) -> Mapping[str, frozenset[str]]:
        """The variables and asked facts that every path to a place has set."""
        return self._flowed(lambda sets: frozenset.intersection(*sets))

    @cached_property
    def possible(self) -> Mapping[str, frozenset[str]]:
        """The variables and asked facts that some path to a place has set."""
        return self._flowed(lambda sets: frozenset().union(*sets))

    def _flowed(self, joined: Any) -> Mapping[str, frozenset[str]]:
        known: dict[str, frozenset[str]] = {}
        for name in self.graph.order:
            ways = [way for way in self.graph.into[name] if way.start in known]
            arriving = [known[way.start] | self.brings(way) for way in ways]
            known[name] = joined(arriving) if arriving else frozenset()
        return known

    def path_without(self, name: str, code: str) -> list[str]:
        """A path to a place on which nothing sets a name, as a witness."""
        return self.graph.path(name, lambda way: code not in self.brings(way))

    @cached_property
    def used(self) -> frozenset[str]:
        """Every name that an expression of a reachable place uses, and every asked fact.

        Of what is read beside the flow, all but the facts that only an ask can give which it lacks.
        """
        names = self.given.union(*(self.built[name].names for name in self.graph.order))
        beside = (
            code
            for code in self.beside
            if not any(self.waits(root) and root not in names for root in self.names.roots(code))
        )
        return names.union(beside)

    def waits(self, code: str) -> bool:
        """Whether a name is set on the way: a variable, or a fact that only an ask can give."""
        if code in self.types or code in self.given:
            return True
        fact = self.entries.facts.get(code)
        source = fact.source if fact is not None else None
        return source is not None and any(kind in ASKED_SOURCES for kind in source)

    @cached_property
    def named(self) -> frozenset[str]:
        """Every name that stands in it, also in places that no outcome of a subflow leads to."""
        gives = (code for name in self.places for code in self.gives(name))
        return self.beside.union(gives, *(built.names for built in self.built.values()))

    def start_facts(self, used: Iterable[str]) -> frozenset[str]:
        """The given facts behind `used` that no ask gives."""
        facts = {root for code in used for root in self.names.roots(code)}
        known = self.entries.facts.keys() | self.entries.collections.keys()
        known |= self.names.scope.names.keys()
        outside = self.types.keys() | self.flow.parameters.keys() | self.given
        return frozenset(code for code in facts & known if code not in outside)

    @cached_property
    def collections(self) -> tuple[Collected, ...]:
        """The collections that its facts fold."""
        used = self.start_facts(self.used) & self.entries.collections.keys()
        return tuple(self.names.collections[code] for code in sorted(used))

    @cached_property
    def reasons(self) -> frozenset[str]:
        """The reasons that its nodes give, and those for which an item is left out."""
        given = {code for built in self.built.values() for code in built.builder.reasons}
        return frozenset(given.union(*(items.reasons for items in self.collections)))


def _build(place: Place, outputs: Mapping[str, ir.Read] | None = None) -> Built:
    """A node lowered, as far as its issues allow; `outputs` are those of the flow that it uses."""
    frame, node, kind = place.frame, place.node, place.kind
    builder = Builder(
        place.at,
        frame.names.scope,
        frame.flow.variables,
        frame.names.types,
        frame.entries,
        inside=bool(frame.slots),
        gate=is_gate(frame.written),
        outputs=outputs,
    )
    checked = tuple(kind.check(node, builder))
    lowered = kind.lower(node, builder)
    reads = tuple(builder.reads)
    if frame.slots:
        lowered = Renaming(frame.core).lowered(lowered)
        reads = tuple((at, frozenset(map(frame.core, names))) for at, names in reads)
    return Built(lowered, builder, checked, reads)
