"""Three-way merge: what two sides made of one document, in one batch, and what they dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from .address import Address
from .applying import apply
from .difference import diff
from .edits import Add, Content, Edit, Move, Placing, Remove, Set
from .order import circles
from .shape import Json, equal

_Path: TypeAlias = tuple[str, ...]
_Edits: TypeAlias = dict[_Path, Edit]
"""Edits by the path of their part: a side has at most one at each."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Edits of both sides that cannot all be made, and the one place that holds them.

    An item behind a withheld one stands here behind the next anchor of its own side.
    """

    at: Address
    ours: tuple[Edit, ...]
    theirs: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Items that both sides put behind the item `after` of the list `at`, in the order of ids.

    Nobody chose this order; where a list's order decides, a person should look at it.
    """

    at: Address
    after: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """The edits of both sides on the base, in normal form, without those in conflict."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    notes: tuple[Note, ...]


def merge(base: Json, ours: Json, theirs: Json) -> Merge:
    """What both sides made of `base`, as one batch that always applies to it.

    An edit that clashes with one of the other side is withheld on both; identical edits are one.
    A conflict is for a person to resolve, by a new batch on the merged document. The sides are
    alike: exchanged, they give the same edits and notes, and the conflicts mirrored.
    """
    dispute = _Dispute(_Side(diff(base, ours)), _Side(diff(base, theirs)))
    dispute.settle()
    edits = dispute.edits()
    return Merge(
        diff(base, apply(base, edits.values())),
        tuple(sorted(dispute.conflicts(), key=lambda conflict: str(conflict.at))),
        tuple(sorted(_notes(edits), key=lambda note: (str(note.at), note.items))),
    )


class _Side:
    """The edits of one side that are not withheld."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self.edits: _Edits = {edit.at.path: edit for edit in edits}
        # In a difference no two items have one anchor, and withholding keeps it so.
        self._behind: dict[tuple[_Path, str | None], Placing] = {
            (path[:-1], edit.after): edit
            for path, edit in self.edits.items()
            if isinstance(edit, Placing)
        }

    def withhold(self, path: _Path) -> _Path | None:
        """Takes an edit out; gives the path of the item that moves up for it, if one does."""
        edit = self.edits.pop(path, None)
        if not isinstance(edit, Placing):
            return None
        place, identity = path[:-1], path[-1]
        del self._behind[place, edit.after]
        if isinstance(edit, Move) or (place, identity) not in self._behind:
            return None  # what follows a moved item stays behind it: the base holds it
        follower = replace(self._behind.pop((place, identity)), after=edit.after)
        self._behind[place, edit.after] = self.edits[follower.at.path] = follower
        return follower.at.path


class _Dispute:
    """Two sides, and what is withheld of them so far."""

    def __init__(self, ours: _Side, theirs: _Side) -> None:
        self._sides = (ours, theirs)
        self._withheld: defaultdict[_Path, tuple[_Edits, _Edits]] = defaultdict(lambda: ({}, {}))
        """What each side lost, by the place of the conflict."""

    def settle(self) -> None:
        """Withholds what clashes, so that the rest applies as one batch.

        Contents go first, so that places are compared without the anchors that fall with them; a
        withheld item moves up the one behind it, which may clash then; circles go last, as
        withheld moves change no anchor.
        """
        ours, theirs = (side.edits for side in self._sides)
        self._withhold(_clashing_contents(ours, theirs) | _clashing_contents(theirs, ours))
        doubtful = ours.keys() & theirs.keys()
        while clashes := {path: path for path in doubtful if _places_differ(ours, theirs, path)}:
            doubtful = self._withhold(clashes)
        self._withhold(_circling_moves(ours, theirs))

    def _withhold(self, clashes: dict[_Path, _Path]) -> set[_Path]:
        """Takes out the edits at each path, for the conflict at its place; what moves up."""
        for path, place in clashes.items():
            for side, lost in zip(self._sides, self._withheld[place], strict=True):
                if path in side.edits:
                    lost[path] = side.edits[path]
        moved_up = {side.withhold(path) for path in clashes for side in self._sides}
        return {path for path in moved_up if path is not None}

    def edits(self) -> _Edits:
        """What is left of both sides; they agree where both have an edit."""
        ours, theirs = self._sides
        return ours.edits | theirs.edits

    def conflicts(self) -> Iterator[Conflict]:
        """A conflict for each outermost place, with all that was withheld there and below."""
        joined: dict[_Path, tuple[_Edits, _Edits]] = {}
        outermost: _Path | None = None
        for place in sorted(self._withheld):  # a place comes directly before those below it
            if outermost is None or place[: len(outermost)] != outermost:
                outermost = place
            ours, theirs = joined.setdefault(outermost, ({}, {}))
            ours |= self._withheld[place][0]
            theirs |= self._withheld[place][1]
        for place, (ours, theirs) in joined.items():
            yield Conflict(Address((), place), _by_text(ours), _by_text(theirs))


def _clashing_contents(ours: _Edits, theirs: _Edits) -> dict[_Path, _Path]:
    """The paths of edits of ours at or below a part that theirs sets, adds or removes.

    With the path of that part, where the conflict stands; the part itself is among them.
    """
    clashes: dict[_Path, _Path] = {}
    for path, edit in ours.items():
        for place in (path[:length] for length in range(len(path) + 1)):
            other = theirs.get(place)
            if isinstance(other, Content) and not _are_one_content(edit, other):
                clashes |= {place: place, path: place}
    return clashes


def _are_one_content(one: Edit, other: Edit) -> bool:
    """Whether two edits leave the same part, wherever in its list that stands."""
    if one.at != other.at:
        return False
    match one, other:
        case Set(), Set():
            return equal(one.value, other.value)
        case Add(), Add():
            return equal(one.item, other.item)
        case _:
            return isinstance(one, Remove) and isinstance(other, Remove)


def _places_differ(ours: _Edits, theirs: _Edits, path: _Path) -> bool:
    match ours.get(path), theirs.get(path):
        case Add() | Move() as one, Add() | Move() as other:
            return one.after != other.after
        case _:
            return False


def _circling_moves(ours: _Edits, theirs: _Edits) -> dict[_Path, _Path]:
    """The moves that close a circle of anchors, with their list; what both made is none of them.

    No side makes a circle alone, and what one adds the other anchors nothing to: so every circle
    holds a move that only ours makes, and one that only theirs makes.
    """
    either = ours.keys() ^ theirs.keys()
    both = ours | theirs
    return {
        path: place
        for place, anchors in _anchors(both).items()
        for circle in circles(anchors)
        for path in ((*place, identity) for identity in circle)
        if path in either and isinstance(both[path], Move)
    }


def _notes(edits: _Edits) -> Iterator[Note]:
    for place, anchors in _anchors(edits).items():
        behind: defaultdict[str | None, list[str]] = defaultdict(list)
        for identity, after in anchors.items():
            behind[after].append(identity)
        for after, items in behind.items():
            if len(items) > 1:
                yield Note(Address((), place), after, tuple(sorted(items)))


def _anchors(edits: _Edits) -> dict[_Path, dict[str, str | None]]:
    """The items that the edits place, with their anchors, by list."""
    lists: defaultdict[_Path, dict[str, str | None]] = defaultdict(dict)
    for path, edit in edits.items():
        if isinstance(edit, Placing):
            lists[path[:-1]][path[-1]] = edit.after
    return lists


def _by_text(edits: _Edits) -> tuple[Edit, ...]:
    return tuple(sorted(edits.values(), key=lambda edit: str(edit.at)))
