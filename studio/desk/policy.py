"""A policy on the desk: the flow's document, what it compiles to, and the threshold to drag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from engine import Program, load
from engine.document import Json, Set, apply, parse_address
from engine.document.edits import Edit
from engine.nodes.scorecard.spec import Band, Scorecard
from engine.release import Source, read_document
from engine.values import NumberVariable

from .population import Run, scorecard

Document = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Policy:
    """A flow with its dictionary, and the program that they make."""

    flow: Document
    dictionary: Document
    program: Program


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a band begins, and how far that may be moved with the bands still descending."""

    node: str
    band: str
    value: int
    lowest: int
    highest: int

    @property
    def address(self) -> str:
        """Where the number stands in the flow."""
        return f"nodes/{self.node}/bands/{self.band}/from"

    def bounded(self, value: int) -> int:
        """The allowed value that is nearest."""
        return max(self.lowest, min(self.highest, value))


def read_policy(flow: Source, dictionary: Source) -> Policy:
    """A policy from its documents. Raises DocumentRefused, or FlowRefused with every fault."""
    return _policy(read_document(flow), read_document(dictionary))


def edited(policy: Policy, edits: Iterable[Edit]) -> Policy:
    """The policy after edits. Raises EditsRefused, or FlowRefused where it has faults then."""
    changed = apply(dict(policy.flow), edits)
    return _policy(cast("Document", changed), policy.dictionary)


def moved(policy: Policy, threshold: Threshold, value: int) -> Policy:
    """The policy with the threshold at a value; one that is not allowed is bounded."""
    bounded = threshold.bounded(value)
    if bounded == threshold.value:
        return policy
    return edited(policy, [Set(parse_address(threshold.address), str(bounded))])


def _policy(flow: Document, dictionary: Document) -> Policy:
    return Policy(flow, dictionary, load(flow, dictionary=dictionary))


def threshold(run: Run) -> Threshold | None:
    """The start of the lowest band in which somebody still gets a loan.

    None where the flow has no scorecard, or where that band has no start of its own.
    """
    found = scorecard(run.program)
    if found is None:
        return None
    name, card = found
    lending = {p.band for p in run.passages if p.outcome == "approve"}
    bands = [(index, band) for index, band in enumerate(card.bands) if band.id in lending]
    if not bands or bands[-1][1].start is None:
        return None
    index, band = bands[-1]
    lowest, highest = _room(run.program, card, index)
    return Threshold(name, band.id, _start(band) or 0, lowest, highest)


def _room(program: Program, card: Scorecard, index: int) -> tuple[int, int]:
    """Between the starts of the bands beside, or the score's own bounds at the ends."""
    score = program.flow.variables[card.sets.score]
    assert isinstance(score, NumberVariable)
    below = _start(card.bands[index + 1])
    above = _start(card.bands[index - 1]) if index else None
    lowest = int(score.min) if below is None else below + 1
    return lowest, int(score.max) if above is None else above - 1


def _start(band: Band) -> int | None:
    return None if band.start is None else int(band.start)
