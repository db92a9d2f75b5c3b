"""Patterns: addresses in which a step may be `*` (one step) or the last `**` (one or more).

Slots are part of the address, and never open: `apply:nodes/**` does not reach what stands behind
`apply:gate:`, a flow of another document, which a permit would open without naming it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from ..document import Address, parse_address
from ..errors import DocumentRefused
from .schema.parts import Part

ONE, MORE = "*", "**"
OPEN = (ONE, MORE)
Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a permit stands on: the slots of a flow, and steps of which some are open."""

    slots: tuple[str, ...]
    steps: Steps

    @property
    def start(self) -> Steps:
        """The steps before the first open one."""
        return tuple(takewhile(lambda step: step not in OPEN, self.steps))

    @property
    def literal_start(self) -> int:
        """How many slots and steps stand before the first open one; the longest start wins."""
        return len(self.slots) + len(self.start)

    def meets(self, address: Address) -> bool:
        """Whether an address is one of those that it stands for."""
        return self.slots == address.slots and _agree(self.steps, address.path)

    def overlaps(self, other: Pattern) -> bool:
        """Whether some address is met by both."""
        return self.slots == other.slots and _agree(self.steps, other.steps)


def parse_pattern(text: str) -> Pattern | None:
    """The pattern that a text spells; None if it spells none.

    >>> parse_pattern("apply:nodes/price/rows/*/then/spread")
    Pattern(slots=('apply',), steps=('nodes', 'price', 'rows', '*', 'then', 'spread'))
    """
    path = text.rpartition(":")[2]
    steps = path.split("/") if path else []
    closed = "/".join("x" if step in OPEN else step for step in steps)
    try:
        address = parse_address(text.removesuffix(path) + closed)
    except DocumentRefused:
        return None
    if MORE in steps[:-1]:
        return None
    both = zip(steps, address.path, strict=True)
    return Pattern(address.slots, tuple(raw if raw in OPEN else step for raw, step in both))


def _agree(steps: Steps, others: Steps) -> bool:
    """Whether two rows of steps can be the same one; either may be open."""
    if not steps or not others:
        return not steps and not others
    first, other = steps[0], others[0]
    if MORE in (first, other):
        return True
    return (first == other or ONE in (first, other)) and _agree(steps[1:], others[1:])


def met(part: Part, steps: Steps) -> Iterator[Part]:
    """The parts below one that steps lead to; by literal steps also to one that is not there."""
    match steps:
        case []:
            yield part
        case [first, *rest] if first in OPEN:
            for below in part.parts():
                yield from met(below, tuple(rest))
                if first == MORE:
                    yield from met(below, steps)
        case [first, *rest]:
            if (inner := part.below(first)) is not None:
                yield from met(inner, tuple(rest))


def may_meet(part: Part, steps: Steps) -> bool:
    """Whether steps could lead to a part below one, in some product of its kind."""
    if not steps:
        return True
    names = [*part.schema.get("properties", ()), "x"] if steps[0] in OPEN else steps[:1]
    below = (part.below(name) for name in names)
    return any(may_meet(inner, steps[1:]) for inner in below if inner is not None)
