"""A child and two versions of its parent: what each side changed, and what bears on what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ....document import Add, Edit, Json, Move, Remove, Set, diff, edit_as_json, equal
from ....document.merging import Conflict, merge
from ..bundle import Path, part_at, parts_at
from ..direction import Directions
from ..narrowing import WORDS as PERMIT_WORDS
from ..quantity import quantity
from ..shapes import item_ids
from .lists import CONDITIONS, WORDS, heirs, items_around, order_decides


@dataclass(frozen=True)
class Sides:
    """The bodies of the parent before and now (`base`, `onto`) and of the child (`own`).

    `ours` are the child's edits of the one and `theirs` the parent's, by the path of their part.
    """

    base: Json
    onto: Json
    own: Json
    ours: Mapping[Path, Edit]
    _known_heirs: dict[Path, Mapping[str, list[Path]]] = field(default_factory=dict)

    @cached_property
    def theirs(self) -> Mapping[Path, Edit]:
        """What the parent changed."""
        return {edit.at.path: edit for edit in diff(self.base, self.onto)}

    @cached_property
    def conflicts(self) -> Mapping[Path, Conflict]:
        """The conflict of each of our edits that clashes with theirs."""
        found = merge(self.base, self.own, self.onto).conflicts
        return {edit.at.path: conflict for conflict in found for edit in conflict.ours}

    def is_shared(self, path: Path) -> bool:
        """Whether both sides made one edit."""
        theirs = self.theirs.get(path)
        return theirs is not None and _are_one(self.ours[path], theirs)

    def is_gone(self, path: Path) -> bool:
        """Whether the new parent has not the part that our edit is about."""
        return not parts_at(self.onto, path)

    def clashing(self, path: Path) -> list[Path]:
        """The parts, by path, that their side changed against our edit."""
        conflict = self.conflicts.get(path)
        theirs = () if conflict is None else conflict.theirs
        return [edit.at.path for edit in theirs if _bear(self.ours[path], edit)]

    def is_stricter(self, path: Path) -> bool:
        """Whether both sides set one value, and ours binds at least as much.

        A permit of ours does where the new parent faults it not, which is for later to find out.
        """
        ours, theirs = self.ours[path], self.theirs.get(path)
        if not isinstance(ours, Set) or not isinstance(theirs, Set):
            return False
        if path[0] == "permits":
            return not PERMIT_WORDS & {*path[2:3]}
        own, new = quantity(ours.value), quantity(theirs.value)
        match Directions(self.onto).of(path):
            case "lower" if own is not None:
                return theirs.value is None or (new is not None and own <= new)
            case "higher" if own is not None:
                return theirs.value is None or (new is not None and own >= new)
            case _:
                return False

    def reworded(self, path: Path) -> list[Path]:
        """The parts, by path, with which their side gave our edit another meaning.

        Conditions of the row, bin or rule whose value we changed, and what was split off from it
        or joined with it; or its values, where we changed the condition.
        """
        items = [item for item in items_around(self.base, path) if len(item) < len(path)]
        if not items or path[len(items[0])] in WORDS:
            return []
        item, *outside = items
        if path[len(item)] in CONDITIONS:
            fields = self._changed_fields(item)
            return [at for name, at in fields if name not in CONDITIONS | WORDS]
        found = [at for name, at in self._changed_fields(item) if name in CONDITIONS]
        found += [at for each in outside for name, at in self._changed_fields(each) if name == "of"]
        return found + self.heirs_of(path)

    def heirs_of(self, path: Path) -> list[Path]:
        """The items, by path, that took over from the item around a part."""
        items = items_around(self.base, path)
        return self._heirs(items[0][:-1]).get(items[0][-1], []) if items else []

    def _heirs(self, place: Path) -> Mapping[str, list[Path]]:
        if place not in self._known_heirs:
            self._known_heirs[place] = heirs(self.base, self.onto, place)
        return self._known_heirs[place]

    def _changed_fields(self, item: Path) -> Iterator[tuple[str, Path]]:
        """The fields of an item at or below which their side has an edit, with its path."""
        for path in self.theirs:
            if len(path) > len(item) and path[: len(item)] == item:
                yield path[len(item)], path

    def reaching(self, path: Path, kept: Json) -> list[Path]:
        """The items above ours, by path, whose coming, going or change moves what reaches ours."""
        items = items_around(kept, path)
        if not items or (len(items[0]) < len(path) and path[len(items[0])] in WORDS):
            return []
        place, identity = items[0][:-1], items[0][-1]
        if not order_decides(self.onto, place):
            return []
        before, now = (item_ids(part_at(each, place)) for each in (self.base, kept))
        by_rank = part_at(self.onto, (*place[:-1], "hit")) == "P"
        above_before, above = (_above(ids, identity, every=by_rank) for ids in (before, now))
        theirs = [path[: len(place) + 1] for path in self.theirs if path[: len(place)] == place]
        return [
            at
            for at in dict.fromkeys(theirs)
            if len(at) > len(place) and self._moves(at, above_before, above)
        ]

    def _moves(self, item: Path, before: Collection[str], now: Collection[str]) -> bool:
        """Whether what their side did to an item changes what passes it by."""
        identity, edit = item[-1], self.theirs.get(item)
        if isinstance(edit, Remove):
            return identity in before
        if isinstance(edit, Move) and (identity in before) is not (identity in now):
            return True
        is_new = isinstance(edit, Add | Set)
        is_reworded = any(name in CONDITIONS for name, _ in self._changed_fields(item))
        return identity in now and (is_new or is_reworded)


def _above(ids: list[str], identity: str, *, every: bool) -> list[str]:
    """The items before one in their order; all others where order is not what ranks them."""
    if every or identity not in ids:
        return [each for each in ids if each != identity]
    return ids[: ids.index(identity)]


def _are_one(ours: Edit, theirs: Edit) -> bool:
    """Whether two edits of one part do the same to it; where an added item stands is no matter."""
    if isinstance(ours, Add) and isinstance(theirs, Add):
        return equal(ours.item, theirs.item)
    one, other = (edit_as_json(replace(edit, why=None)) for edit in (ours, theirs))
    return equal(one, other)


def _bear(ours: Edit, theirs: Edit) -> bool:
    """Whether two edits can clash: one part in the other, or two places in one list."""
    one, other = ours.at.path, theirs.at.path
    in_one_list = isinstance(ours, Move) and isinstance(theirs, Move) and one[:-1] == other[:-1]
    return in_one_list or meet(one, other)


def meet(one: Path, other: Path) -> bool:
    """Whether one part is the other, or stands in it."""
    return one[: len(other)] == other[: len(one)]


def without(edits: Iterable[Edit], paths: Collection[Path]) -> list[Edit]:
    """Some edits of a difference less those at `paths`; what stood behind one moves up."""
    every = {edit.at.path: edit for edit in edits}
    return [_moved_up(edit, every, paths) for path, edit in every.items() if path not in paths]


def _moved_up(edit: Edit, every: Mapping[Path, Edit], paths: Collection[Path]) -> Edit:
    if not isinstance(edit, Add | Move):
        return edit
    after = edit.after
    while after is not None and (at := (*edit.at.path[:-1], after)) in paths:
        anchor = every.get(at)
        if not isinstance(anchor, Add):
            break  # the parent has it: only its own edit is left out
        after = anchor.after
    return replace(edit, after=after)
