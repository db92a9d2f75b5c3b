"""A flow with the dictionary entries beside it, and what its checks and its compilation share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..dictionary import Entries
from ..issues import Issue
from ..node import Builder, Lowered
from ..nodes import BY_KIND
from .folds import Collected
from .graph import Graph, Way
from .names import Names
from .schema import Flow


@dataclass(frozen=True)
class Built:
    """One node: its block's parts and what its expressions found and read."""

    lowered: Lowered
    builder: Builder
    checked: tuple[Issue, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything found in the node."""
        return (*self.checked, *self.builder.issues)

    @property
    def reads(self) -> frozenset[str]:
        """The names that its expressions use and that it does not set before."""
        return frozenset().union(*(names for _, names in self.builder.reads))


@dataclass(frozen=True)
class Draft:
    """A flow as it stands; each part is computed once, when a check or the compilation asks."""

    flow: Flow
    entries: Entries

    @cached_property
    def names(self) -> Names:
        """What its expressions may name."""
        return Names(self.flow, self.entries)

    @cached_property
    def graph(self) -> Graph:
        """Its ways."""
        return Graph.of(self.flow)

    @cached_property
    def built(self) -> Mapping[str, Built]:
        """Every node, lowered; issues are kept beside."""
        return {name: self._build(name, node) for name, node in self.flow.nodes.items()}

    def _build(self, name: str, node: Any) -> Built:
        builder = Builder(
            f"nodes/{name}",
            self.names.scope,
            self.flow.variables,
            self.names.types,
            self.entries,
        )
        kind = BY_KIND[node.kind]
        checked = tuple(kind.check(node, builder))
        return Built(kind.lower(node, builder), builder, checked)

    def sets(self, name: str) -> tuple[str, ...]:
        """The variables that a node sets."""
        node = self.flow.nodes[name]
        return BY_KIND[node.kind].sets(node)

    def gives(self, name: str) -> tuple[str, ...]:
        """The facts that a node asks for."""
        node = self.flow.nodes[name]
        return BY_KIND[node.kind].gives(node)

    def outlets(self, name: str) -> tuple[str, ...]:
        """The outlets of a node; one that ends the flow has none."""
        node = self.flow.nodes[name]
        return BY_KIND[node.kind].outlets(node)

    def brings(self, way: Way) -> frozenset[str]:
        """What is known behind a way that was not before it."""
        gives = self.gives(way.start) if way.outlet == "found" else ()
        return frozenset((*self.sets(way.start), *gives))

    @cached_property
    def certain(self) -> Mapping[str, frozenset[str]]:
        """The variables and asked facts that every path to a node has set."""
        return self._flowed(lambda sets: frozenset.intersection(*sets))

    @cached_property
    def possible(self) -> Mapping[str, frozenset[str]]:
        """The variables and asked facts that some path to a node has set."""
        return self._flowed(lambda sets: frozenset().union(*sets))

    def _flowed(self, joined: Any) -> Mapping[str, frozenset[str]]:
        known: dict[str, frozenset[str]] = {}
        for name in self.graph.order:
            ways = [way for way in self.graph.into[name] if way.start in known]
            arriving = [known[way.start] | self.brings(way) for way in ways]
            known[name] = joined(arriving) if arriving else frozenset()
        return known

    @cached_property
    def used(self) -> frozenset[str]:
        """Every name that an expression of a reachable node uses, and every asked fact."""
        names: set[str] = set(self.names.given)
        for name in self.graph.order:
            names |= self.built[name].reads
        return frozenset(names)

    def start_facts(self, used: Iterable[str]) -> frozenset[str]:
        """The given facts behind `used` that no ask gives."""
        facts = {root for code in used for root in self.names.roots(code)}
        known = self.entries.facts.keys() | self.entries.collections.keys()
        known |= self.names.scope.names.keys()
        outside = self.flow.variables.keys() | self.flow.parameters.keys() | self.names.given
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
