"""What a person may choose for an item: edits, or a refusal that says why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ....document import Add, Address, Edit, Json, Move, Remove, Set, apply
from ..breach import Breach
from ..bundle import Path, edits_outside, inner, part_at, parts_at
from ..quantity import quantity, spelled
from ..shapes import is_leaf, item_ids
from .lists import items_around
from .report import Choice
from .sides import Sides, meet


@dataclass(frozen=True)
class Choices:
    """The choices for the edits of a child that is being rebased.

    `kept` is the new parent with the edits that stay: choices are edits of it.
    """

    sides: Sides
    kept: Json
    faults: Callable[[Json], tuple[Breach, ...]]
    until: str | None

    def conflict(self, path: Path) -> tuple[Choice, ...]:
        """Our change made to their value; theirs; ours.

        Where neither of ours is allowed, also the nearest to ours that is.
        """
        shifted, ours = self._shifted(path), self._ours(path)
        shifts = [*self._chosen("ours_delta", [] if shifted == ours else shifted)]
        breach, nearest = self._breach(ours), list[Edit]()
        if breach is not None and all(choice.is_refused for choice in shifts):
            nearest = [*self._nearest(path, breach)]
        return (
            *shifts,
            *self._chosen("nearest", nearest),
            Choice("theirs"),
            *_judged("ours", ours, breach),
        )

    def orphan(self, path: Path) -> tuple[Choice, ...]:
        """Nothing; our change made to the part that took over."""
        return (Choice("drop"), *self._chosen("move", self._inherited(path)))

    def violation(self, path: Path, breach: Breach) -> tuple[Choice, ...]:
        """The nearest that is allowed; theirs; ours, by an exception with an end."""
        return (
            *self._chosen("nearest", list(self._nearest(path, breach))),
            Choice("theirs"),
            *self._waiver(path, breach.permit),
        )

    def _nearest(self, path: Path, breach: Breach) -> Iterator[Edit]:
        """What the breach says instead of our edit, as edits of the new parent."""
        why = self.sides.ours[path].why
        for edit in breach.instead:
            at = inner(edit.at)
            if meet(at, path):
                placed = replace(edit, at=Address((), at), why=why)
                yield replace(placed, after=self._behind(at)) if isinstance(placed, Add) else placed

    def _waiver(self, path: Path, permit: str | None) -> Iterator[Choice]:
        if permit is not None and self.until is not None:
            edits = edits_outside(self._ours(path))
            yield Choice("waiver", edits, permit=permit, until=self.until)

    def _chosen(self, identity: str, edits: Sequence[Edit]) -> Iterator[Choice]:
        """A choice of edits, refused where the new parent faults one; nothing without any."""
        return _judged(identity, edits, self._breach(edits))

    def _breach(self, edits: Sequence[Edit]) -> Breach | None:
        """What the new parent does not allow of some edits; None where it allows all."""
        paths = [edit.at.path for edit in edits]
        found = self.faults(apply(self.kept, edits)) if edits else ()
        touching = (
            breach
            for breach in found
            if any(meet(inner(edit.at), path) for edit in breach.edits for path in paths)
        )
        return next(touching, None)

    def _ours(self, path: Path) -> list[Edit]:
        """Our edit as one of the new parent; nothing where it would do nothing there."""
        edit, is_there = self.sides.ours[path], bool(parts_at(self.kept, path))
        match edit:
            case Set(value=dict(value)) | Add(item=value) if is_there:
                return [Set(edit.at, value, edit.why)]
            case Set() if isinstance(part_at(self.kept, path[:-1]), dict):
                return [edit]
            case Set(value=dict(value)) | Add(item=value):
                return [Add(edit.at, value, self._behind(path), edit.why)]
            case Remove() if is_there:
                return [edit]
            case Move(after=after) if is_there:
                known = after is None or parts_at(self.kept, (*path[:-1], after))
                return [edit] if known else []
            case _:
                return []

    def _behind(self, path: Path) -> str | None:
        """The last item of the list of an item that is not there."""
        ids = item_ids(part_at(self.kept, path[:-1]))
        return ids[-1] if ids else None

    def _shifted(self, path: Path) -> list[Edit]:
        """Our change of a number made to theirs, here and in what was split off."""
        if self._change(path) is None:
            return []
        return [*self._carried(path, path), *self._inherited(path)]

    def _inherited(self, path: Path) -> list[Edit]:
        """Our change made to the items that took over from the one around it."""
        items = items_around(self.sides.base, path)
        return [
            edit
            for heir in self.sides.heirs_of(path)
            for edit in self._carried(path, (*heir, *path[len(items[0]) :]))
        ]

    def _carried(self, path: Path, target: Path) -> list[Edit]:
        """Our edit of one value made at another: the change of a number, else the value."""
        edit, found = self.sides.ours[path], parts_at(self.kept, target)
        if not isinstance(edit, Set) or not found or not is_leaf(found[0]):
            return []
        change, number = self._change(path), quantity(found[0])
        if change is None:
            return [replace(edit, at=Address((), target))]
        if number is None:
            return []
        return [Set(Address((), target), spelled(number + change, found[0]), edit.why)]

    def _change(self, path: Path) -> Fraction | None:
        """By how much our edit changes a number; None where it changes none."""
        before, ours = (quantity(part_at(each, path)) for each in (self.sides.base, self.sides.own))
        return None if before is None or ours is None else ours - before


def _judged(identity: str, edits: Sequence[Edit], breach: Breach | None) -> Iterator[Choice]:
    """A choice of edits, refused for a breach; nothing without any."""
    if breach is not None:
        yield Choice(identity, is_refused=True, permit=breach.permit)
    elif edits:
        yield Choice(identity, edits_outside(edits))
