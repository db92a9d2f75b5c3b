"""The ways of a flow as a graph: walk order, cycles, and paths as witnesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from ..nodes import BY_KIND
from .schema import Flow, following


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a node by an outlet to another node."""

    start: str
    outlet: str
    end: str


@dataclass(frozen=True)
class Graph:
    """The ways between nodes that exist, in the order of each kind's outlets."""

    start: str
    ways: Mapping[str, tuple[Way, ...]]

    @classmethod
    def of(cls, flow: Flow) -> Graph:
        """The graph of a flow; ways to nodes that are not there are left out."""
        ways = {}
        for name, node in flow.nodes.items():
            wired = following(node)
            outlets = BY_KIND[node.kind].outlets(node)
            ways[name] = tuple(
                Way(name, outlet, wired[outlet])
                for outlet in outlets
                if wired.get(outlet) in flow.nodes
            )
        return cls(flow.start, ways)

    @cached_property
    def cycle(self) -> tuple[str, ...]:
        """The nodes of a cycle in order, the first again at the end; empty where there is none."""
        before = {name: [way.end for way in self.ways[name]] for name in sorted(self.ways)}
        try:
            TopologicalSorter(before).prepare()
        except CycleError as found:
            nodes: list[str] = found.args[1]
            return tuple(reversed(nodes))
        return ()

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The nodes that can be reached, each before all it leads to, outlets depth first."""
        seen: set[str] = set()
        done: list[str] = []
        stack: list[tuple[str, Iterable[Way]]] = []

        def enter(name: str) -> None:
            seen.add(name)
            stack.append((name, iter(reversed(self.ways[name]))))

        if self.start in self.ways:
            enter(self.start)
        while stack:
            name, ways = stack[-1]
            onward = next((way.end for way in ways if way.end not in seen), None)
            if onward is None:
                done.append(name)
                stack.pop()
            else:
                enter(onward)
        return tuple(reversed(done))

    @cached_property
    def into(self) -> Mapping[str, tuple[Way, ...]]:
        """The ways that lead into each node, from nodes that can be reached."""
        into: dict[str, list[Way]] = {name: [] for name in self.ways}
        for name in self.order:
            for way in self.ways[name]:
                into[way.end].append(way)
        return {name: tuple(ways) for name, ways in into.items()}

    def path(self, end: str, allowed: Callable[[Way], bool], start: str | None = None) -> list[str]:
        """The nodes of a shortest path of allowed ways, as a witness; empty where there is none."""
        import networkx

        graph: networkx.DiGraph[str] = networkx.DiGraph()
        graph.add_nodes_from(self.ways)
        graph.add_edges_from(
            (way.start, way.end) for ways in self.ways.values() for way in ways if allowed(way)
        )
        try:
            found: list[str] = networkx.shortest_path(graph, start or self.start, end)
        except networkx.NetworkXNoPath:
            return []
        return found

    def avoids(self, end: str, node: str) -> bool:
        """Whether a path from the start reaches `end` without passing `node`."""
        reached, waiting = {node}, [] if self.start == node else [self.start]
        while waiting:
            name = waiting.pop()
            if name == end:
                return True
            reached.add(name)
            waiting.extend(way.end for way in self.ways[name] if way.end not in reached)
        return False
