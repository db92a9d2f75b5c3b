"""A child's own permits: they let its children do no more than it may do itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...document import Address, Edit, Json, Remove, Set, equal
from ...issues import Issue
from .allowance import Allowance
from .breach import Breach, said
from .bundle import outer
from .comparison import Comparison
from .permits import Permit, Permits
from .shapes import Place, places_under
from .strictness import nearest_term, refines
from .texts import TEXTS

WORDS = frozenset(("why", "owner"))
"""What a permit says beside what it permits."""


def permit_breaches(comparison: Comparison, edits: Sequence[Edit]) -> Iterator[Breach]:
    """The faults of a child's edits below `permits`: each permit that opens more than it may."""
    by_id: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if not WORDS & {*edit.at.path[2:3]}:
            by_id[edit.at.path[1]].append(edit)
    if by_id:
        yield from _Narrowing(comparison, by_id).breaches()


class _Narrowing:
    """The permits of a child beside those of its parent, seen from every part of the child."""

    def __init__(self, comparison: Comparison, edits: Mapping[str, list[Edit]]) -> None:
        self.comparison, self.edits = comparison, edits
        self.before = comparison.permits
        self.after = Permits(comparison.child, self.before.today)

    def breaches(self) -> Iterator[Breach]:
        """Every fault of the changed permits."""
        opened, used = self._opened()
        for identity, place in opened.items():
            yield from self._of(identity, place)
        for identity in sorted(self.edits.keys() - opened.keys() - used):
            permit = self.after.by_id.get(identity)
            if permit is not None and permit.allow != "locked" and self._covers_anew(permit):
                yield self._whole(identity, TEXTS.issue("P253", _at(identity)))

    def _covers_anew(self, permit: Permit) -> bool:
        before = self.before.by_id.get(permit.id)
        return before is None or before.on != permit.on

    def _opened(self) -> tuple[dict[str, Place], set[str]]:
        """The first place that each changed permit opens too far; the permits that cover any."""
        opened: dict[str, Place] = {}
        used: set[str] = set()
        changed = [
            each.by_id[name]
            for each in (self.after, self.before)
            for name in sorted(self.edits.keys() & each.by_id.keys())
        ]
        for place in places_under(self.comparison.child, {each.start for each in changed}):
            path, is_member = place.path, self._is_member(place)
            if any(each.covers(path, is_member=is_member) for each in changed):
                own = self.after.covering(path, is_member=is_member)
                parents = self.before.covering(path, is_member=is_member)
                used |= {permit.id for permit in own}
                if not self._agree(own, parents, place):
                    guilty = [each.id for each in (*own, *parents) if each.id in self.edits]
                    opened |= {name: place for name in guilty[:1] if name not in opened}
        return opened, used

    def _agree(self, own: tuple[Permit, ...], parents: tuple[Permit, ...], place: Place) -> bool:
        """Whether the child's permit of a place lets do no more than the parent's does."""
        if not own:
            return True
        return len(own) == 1 and self._refines(own[0], parents[0] if parents else None, place)

    def _refines(self, own: Permit, parent: Permit | None, place: Place) -> bool:
        here = self._allowance(own, place)
        return refines(here, replace(here, permit=parent))

    def _allowance(self, permit: Permit, place: Place) -> Allowance:
        """What a permit allows at a place; of a member, what it allows of them all."""
        path, part = place.path, place.part
        if isinstance(place.around, dict) and self._is_member(place):
            path, part = path[:-1], place.around
        return Allowance(permit, part, self.after.directions.of(path))

    def _is_member(self, place: Place) -> bool:
        return self.after.directions.has_members(place.around, place.path[:-1])

    def _of(self, identity: str, place: Place) -> Iterator[Breach]:
        """The faults of one permit: of each field that opens it, or of the whole."""
        before, after = (of.by_id.get(identity) for of in (self.before, self.after))
        at, example = _at(identity), str(outer(place.path))
        tied = self.after.covering(place.path, is_member=self._is_member(place))
        if len(tied) > 1:
            names = ", ".join(sorted(permit.id for permit in tied))
            yield self._whole(identity, TEXTS.issue("P228", at, permits=names))
            return
        if after is None:
            yield self._whole(identity, TEXTS.issue("P254", at, example=example))
            return
        guilty = [] if before is None else self._guilty(before, after, place)
        if before is None or not guilty:
            yield self._whole(identity, TEXTS.issue("P252", at, example=example))
            return
        for term in guilty:
            yield self._term(before, after, term, place)

    def _guilty(self, before: Permit, after: Permit, place: Place) -> list[str]:
        """The terms of a permit that alone would open it."""
        if (before.on, before.allow) != (after.on, after.allow):
            return []
        changed = {edit.at.path[2] for edit in self.edits[before.id]}
        return [
            term
            for term in sorted(changed)
            if not self._refines(replace(before, terms=_with(before, after, term)), before, place)
        ]

    def _term(self, before: Permit, after: Permit, term: str, place: Place) -> Breach:
        path = ("permits", before.id, term)
        own, found = before.terms.get(term), after.terms.get(term)
        edits = [edit for edit in self.edits[before.id] if edit.at.path[2] == term]
        nearest = nearest_term(self._allowance(before, place), term, found)
        is_kept = equal(nearest, own) or isinstance(nearest, dict)
        return self.comparison.breach(
            TEXTS.issue("P251", str(outer(path)), found=said(found), nearest=said(nearest)),
            edits,
            at=path,
            permit=before,
            allowed={"narrower": own},
            found=found,
            nearest=nearest,
            instead=[edit for edit in edits if len(edit.at.path) > 3 and isinstance(edit, Remove)]
            if is_kept
            else [Set(Address((), path), nearest)],
        )

    def _whole(self, identity: str, issue: Issue) -> Breach:
        return self.comparison.breach(issue, self.edits[identity], at=("permits", identity))


def _with(before: Permit, after: Permit, term: str) -> Mapping[str, Json]:
    """The terms of one permit, with one term as in the other."""
    others = {name: value for name, value in before.terms.items() if name != term}
    return others | {name: value for name, value in after.terms.items() if name == term}


def _at(identity: str) -> str:
    return str(outer(("permits", identity)))
