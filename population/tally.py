"""What a program decides of many people: ends, reasons, and the outlets that they take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine import Program
from engine.nodes.rules.spec import Rules

from .applicants import Facts

Outlet = tuple[str, str]
"""The address of a node, and the outlet by which somebody leaves it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people came to each end, got each reason, and left by each outlet."""

    people: int
    ends: Counter[str]
    reasons: Counter[str]
    outlets: Counter[Outlet]
    untaken: tuple[Outlet, ...]
    """The outlets that somebody might take, and nobody did."""

    @property
    def approved(self) -> float:
        """The share of those decided who are approved."""
        decided = self.people - self.ends["pending"]
        return self.ends["approve"] / decided if decided else 0.0


def tally(program: Program, people: Iterable[Facts]) -> Tally:
    """Decides each. Raises FactsRefused for facts that the program does not take."""
    ends: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    taken: Counter[Outlet] = Counter()
    for facts in people:
        decision = program.decide(facts)
        ends[decision.outcome or decision.state] += 1
        reasons.update(reason.code for reason in decision.reasons)
        taken.update((step.at, step.to) for step in decision.path if isinstance(step.to, str))
    untaken = tuple(outlet for outlet in outlets(program) if outlet not in taken)
    return Tally(ends.total(), ends, reasons, taken, untaken)


def outlets(program: Program) -> Iterator[Outlet]:
    """The outlets that somebody might take: rules that only decline never refer."""
    draft = program.draft
    reached = {draft.graph.start}
    for name in draft.graph.order:
        if name not in reached:
            continue
        node = draft.places[name].node
        for way in draft.graph.ways[name]:
            is_idle = isinstance(node, Rules) and way.outlet not in (
                "pass", *(rule.then for rule in node.rules),
            )  # fmt: skip
            if not is_idle:
                reached.add(way.end)
                yield draft.places[name].at, way.outlet
