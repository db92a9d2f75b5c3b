"""Permits: what a product lets a child change. What none names is locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, cast, get_args

from ...document import Json, parse_address
from ...errors import DocumentRefused
from .bundle import Path, below_slots, part_at
from .direction import Directions, Stricter

Allow = Literal["locked", "within", "tighten", "append", "free"]
ALLOWED = get_args(Allow)
ONE, MORE = "*", "**"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Paths of the one document: `*` is any one step, and a last `**` one step or more."""

    steps: Path

    @property
    def start(self) -> Path:
        """The steps before the first open one; the longest such start wins."""
        is_open = (place for place, step in enumerate(self.steps) if step in (ONE, MORE))
        return self.steps[: next(is_open, len(self.steps))]

    def matches(self, path: Path) -> bool:
        """Whether a path is one of these."""
        steps = self.steps
        if steps[-1:] == (MORE,):
            return len(path) >= len(steps) and _agree(steps[:-1], path)
        return len(path) == len(steps) and _agree(steps, path)


def _agree(steps: Path, path: Path) -> bool:
    return all(step in (ONE, own) for step, own in zip(steps, path, strict=False))


@cache
def parse_pattern(text: str) -> Pattern:
    """The pattern that a text spells. Raises DocumentRefused where it spells none.

    >>> parse_pattern("apply:nodes/price/rows/*/then").steps
    ('flows', 'apply', 'nodes', 'price', 'rows', '*', 'then')
    """
    *slots, path = text.split(":")
    steps = path.split("/") if path else []
    return Pattern(below_slots(tuple(map(_step, slots)), tuple(map(_step, steps))))


def _step(text: str) -> str:
    return text if text in (ONE, MORE) else parse_address(text).path[0]


@dataclass(frozen=True, slots=True)
class Permit:
    """What may be done with the parts that a pattern names; `terms` are the permit's own."""

    id: str
    on: Pattern
    allow: Allow
    terms: Mapping[str, Json]

    def covers(self, path: Path, *, is_member: bool) -> bool:
        """Whether it speaks of a path, itself or as a member of what it names."""
        return self.on.matches(path) or (is_member and self.on.matches(path[:-1]))

    def members(self, term: str) -> Mapping[str, Json]:
        """The members of a set among the terms; none where it is not there."""
        found = self.terms.get(term)
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Permits:
    """The permits of a whole product; what is over on the day `today` is locked."""

    product: Json
    stricter: Stricter
    today: str | None = None

    @cached_property
    def directions(self) -> Directions:
        """Which way is stricter in the product."""
        return Directions(self.product, self.stricter)

    @cached_property
    def by_id(self) -> Mapping[str, Permit]:
        """Every permit by its id; what the format does not take as one is none."""
        written = part_at(self.product, ("permits",))
        read = (
            self._read(*each) for each in (written.items() if isinstance(written, dict) else ())
        )
        return {permit.id: permit for permit in read if permit is not None}

    def _read(self, identity: str, terms: Json) -> Permit | None:
        if not isinstance(terms, dict) or terms.get("allow") not in ALLOWED:
            return None
        try:
            on = parse_pattern(str(terms.get("on")))
        except DocumentRefused:
            return None
        until = terms.get("until")
        is_over = isinstance(until, str) and self.today is not None and until < self.today
        allow = "locked" if is_over else cast("Allow", terms["allow"])
        return Permit(identity, on, allow, terms)

    def of(self, path: Path) -> tuple[Permit, ...]:
        """The permit that covers an edit at a path; nothing where it is locked.

        Several, where none says more than the others: such permits contradict one another.
        """
        above = path[:-1]
        is_member = self.directions.has_members(part_at(self.product, above), above)
        return self.covering(path, is_member=is_member)

    def covering(self, path: Path, *, is_member: bool) -> tuple[Permit, ...]:
        """The same, where it is known whether a member of something stands there."""
        covering = [
            permit for permit in self.by_id.values() if permit.covers(path, is_member=is_member)
        ]
        if len(covering) < 2:
            return tuple(covering)
        longest = max(len(permit.on.start) for permit in covering)
        return tuple(permit for permit in covering if len(permit.on.start) == longest)
