"""Many people through one policy: who went which way, how they ended, how their loans went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from engine import Decision, Program
from engine.flow.decision import Ending, Step
from engine.nodes.scorecard.spec import Scorecard

WayName = tuple[str, str]
"""A way by the node that it leaves and the outlet."""

ENDINGS: tuple[Ending, ...] = ("approve", "decline", "refer")
Facts = Mapping[str, object]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Person:
    """An application with its facts, and whether the loan went bad."""

    facts: Facts
    bad: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One person's way: the outlets taken, the node at the end, how it ended, and the band."""

    ways: tuple[WayName, ...]
    end: str
    outcome: Ending | None
    band: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """People somewhere: how many, how many of them end approved, how many loans went bad."""

    people: int = 0
    approved: int = 0
    bad: int = 0

    @property
    def bad_rate(self) -> Fraction | None:
        """The share of bad loans; None where nobody is."""
        return Fraction(self.bad, self.people) if self.people else None

    @property
    def approval_rate(self) -> Fraction | None:
        """The share that ends approved; None where nobody is."""
        return Fraction(self.approved, self.people) if self.people else None

    def __add__(self, other: Count) -> Count:
        return Count(
            self.people + other.people, self.approved + other.approved, self.bad + other.bad
        )


@dataclass(frozen=True)
class Run:
    """Everybody decided by one program, in the people's order."""

    program: Program
    people: Sequence[Person]
    decisions: Sequence[Decision]

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """Everybody's way; people of one way share it."""
        card = scorecard(self.program)
        known: dict[Passage, Passage] = {}
        found = (passage(decision, card[0] if card else None) for decision in self.decisions)
        return [known.setdefault(each, each) for each in found]

    @cached_property
    def groups(self) -> Mapping[Passage, Count]:
        """The people who went one way together."""
        pairs = zip(self.people, self.passages, strict=True)
        found = Counter((passage, person.bad) for person, passage in pairs)
        return _summed((of, _count(of, people, bad=bad)) for (of, bad), people in found.items())

    @cached_property
    def ways(self) -> Mapping[WayName, Count]:
        """The people on every way of the flow, those that nobody takes too."""
        ways = self.program.draft.graph.ways.values()
        none = {(way.start, way.outlet): Count() for group in ways for way in group}
        return none | _summed((way, n) for of, n in self.groups.items() for way in of.ways)

    @cached_property
    def arrivals(self) -> Mapping[str, Count]:
        """The people who come to every node."""
        none = {name: Count() for name in self.program.draft.places}
        return none | _summed((name, n) for of, n in self.groups.items() for name in nodes_on(of))

    @cached_property
    def ends(self) -> Mapping[Ending, Count]:
        """The people by how they ended."""
        none: dict[Ending, Count] = {ending: Count() for ending in ENDINGS}
        return none | _summed((of.outcome, n) for of, n in self.groups.items() if of.outcome)

    @cached_property
    def everybody(self) -> Count:
        """All people of the run."""
        return sum(self.groups.values(), Count())

    @cached_property
    def scores(self) -> Sequence[int]:
        """The scores of those that the first scorecard scored."""
        card = scorecard(self.program)
        name = card[1].sets.score if card else None
        found = (decision.values.get(name) for decision in self.decisions) if name else ()
        return [int(str(score)) for score in found if score is not None]


def run(program: Program, people: Sequence[Person]) -> Run:
    """Everybody decided. Raises FactsRefused or DecisionFailed, with the rows' numbers."""
    return Run(program, people, program.decide_many(person.facts for person in people))


def scorecard(program: Program) -> tuple[str, Scorecard] | None:
    """The flow's own first scorecard in walk order with its name; None where it has none."""
    for name in program.draft.graph.order:
        node = program.flow.nodes.get(name)
        if isinstance(node, Scorecard):
            return name, node
    return None


def passage(decision: Decision, card: str | None) -> Passage:
    """The way of one decision, with the band that a scorecard gave."""
    steps = decision.path
    ways = tuple([(step.node, step.to) for step in steps if step.to is not None])
    waits = decision.requests[0].node if decision.requests else None
    return Passage(ways, waits or steps[-1].node, decision.outcome, _band(steps, card))


def _band(steps: Sequence[Step], card: str | None) -> str | None:
    """The band: a scorecard writes it last of what fired in it."""
    for step in steps:
        if step.node == card and step.fired:
            return step.fired[-1].removeprefix("bands/")
    return None


def nodes_on(of: Passage) -> tuple[str, ...]:
    """The nodes of a way, the end included."""
    return (*(name for name, _ in of.ways), of.end)


def _count(of: Passage, people: int, *, bad: bool) -> Count:
    return Count(people, people * (of.outcome == "approve"), people * bad)


def _summed(found: Iterable[tuple[Key, Count]]) -> dict[Key, Count]:
    """The counts of each key together."""
    sums: dict[Key, Count] = {}
    for key, number in found:
        sums[key] = sums.get(key, Count()) + number
    return sums
