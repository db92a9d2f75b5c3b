"""Permits: what a product lets a child change. What none names is locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast, get_args

from ...document import Json
from ..pattern import MORE, Pattern, parse_pattern
from .bundle import Path, below_slots, outer, part_at
from .direction import Directions

Allow = Literal["locked", "within", "tighten", "append", "free"]
ALLOWED = get_args(Allow)


@dataclass(frozen=True, slots=True)
class Permit:
    """What may be done with the parts that a pattern names; `terms` are the permit's own."""

    id: str
    on: Pattern
    allow: Allow
    terms: Mapping[str, Json]

    @property
    def start(self) -> Path:
        """The path that all parts that it names begin with; the longest such start wins."""
        return below_slots(self.on.slots, self.on.start)

    @property
    def opens_subflow(self) -> bool:
        """Whether it is an extension point: a subflow inside which everything is free."""
        return self.allow == "free" and len(self.on.slots) > 1 and self.on.steps == (MORE,)

    def covers(self, path: Path, *, is_member: bool) -> bool:
        """Whether it speaks of a path, itself or as a member of what it names."""
        return self._names(path) or (is_member and self._names(path[:-1]))

    def _names(self, path: Path) -> bool:
        if self.opens_subflow:
            # What a county may draw anew, it may change as well: the subflows in it too.
            return len(path) > len(self.start) and path[: len(self.start)] == self.start
        return self.on.meets(outer(path))

    def members(self, term: str) -> Mapping[str, Json]:
        """The members of a set among the terms; none where it is not there."""
        found = self.terms.get(term)
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Permits:
    """The permits of a whole product; what is over on the day `today` is locked."""

    product: Json
    today: str | None = None

    @cached_property
    def directions(self) -> Directions:
        """Which way is stricter in the product."""
        return Directions(self.product)

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
        on = parse_pattern(str(terms.get("on")))
        if on is None:
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
        longest = max(permit.on.literal_start for permit in covering)
        return tuple(permit for permit in covering if permit.on.literal_start == longest)
