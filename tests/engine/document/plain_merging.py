"""The laws of merging read plainly: every edit beside every other, round after round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from engine.document import Add, Address, Edit, Json, Move, Remove, Set, apply, diff, equal

Path = tuple[str, ...]
Pair = tuple[list[Edit], list[Edit]]


@dataclass(frozen=True)
class Withheld:
    """An edit of side 0 or 1, the place of its conflict, and the number of the law's clause."""

    clause: str
    place: Path
    side: int
    edit: Edit


@dataclass
class PlainMerge:
    """A merge as the laws say it, found slowly."""

    edits: tuple[Edit, ...] = ()
    conflicts: dict[Path, Pair] = field(default_factory=dict)
    notes: set[tuple[Path, str | None, tuple[str, ...]]] = field(default_factory=set)
    clauses: set[str] = field(default_factory=set)


def plainly_merged(base: Json, ours: Json, theirs: Json) -> PlainMerge:
    sides = list(diff(base, ours)), list(diff(base, theirs))
    withheld: list[Withheld] = []
    while True:
        left = left_of(sides, withheld)
        new = [*contents(left)] or [*places(left)] or [*circles(left)]
        if not new:
            break
        withheld += new
    kept = unique([*left[0], *left[1]])
    return PlainMerge(
        diff(base, apply(base, kept)),
        joined(withheld),
        set(notes(kept)),
        {found.clause for found in withheld},
    )


def left_of(sides: Pair, withheld: list[Withheld]) -> Pair:
    """What is not withheld, behind the nearest anchor of its own side that is not withheld."""

    def left(number: int) -> list[Edit]:
        gone = {found.edit.at for found in withheld if found.side == number}
        adds = {edit.at: edit.after for edit in sides[number] if isinstance(edit, Add)}

        def anchored(edit: Edit) -> Edit:
            while isinstance(edit, Add | Move) and edit.after is not None:
                anchor = Address((), (*edit.at.path[:-1], edit.after))
                if anchor not in adds or anchor not in gone:
                    break
                edit = replace(edit, after=adds[anchor])
            return edit

        return [anchored(edit) for edit in sides[number] if edit.at not in gone]

    return left(0), left(1)


def contents(left: Pair) -> Iterator[Withheld]:
    for one, other in product(*left):
        low, high = one.at.path, other.at.path
        place = min(low, high, key=len)
        if low[: len(place)] != high[: len(place)] or same_but_for_place(one, other):
            continue
        if not isinstance(one, Move) and not isinstance(other, Move):
            yield from both("i", place, one, other)
        elif any(isinstance(edit, Set | Remove) and edit.at.path == place for edit in (one, other)):
            yield from both("iii", place, one, other)


def places(left: Pair) -> Iterator[Withheld]:
    for one, other in product(*left):
        match one, other:
            case Add(at=at, after=after), Add(at=same, after=another):
                clause = "i"
            case Move(at=at, after=after), Move(at=same, after=another):
                clause = "ii"
            case _:
                continue
        if at == same and after != another:
            yield from both(clause, at.path, one, other)


def circles(left: Pair) -> Iterator[Withheld]:
    anchors = {
        edit.at.path: edit.after for edit in [*left[0], *left[1]] if isinstance(edit, Add | Move)
    }
    for side, edits in enumerate(left):
        for edit in edits:
            if isinstance(edit, Move) and edit not in left[1 - side]:
                place = edit.at.path[:-1]
                path = edit.at.path
                for _ in anchors:
                    after = anchors.get(path)
                    path = (*place, after) if after is not None else place
                    if path == edit.at.path:
                        yield Withheld("iv", place, side, edit)
                        break


def both(clause: str, place: Path, one: Edit, other: Edit) -> Iterator[Withheld]:
    yield Withheld(clause, place, 0, one)
    yield Withheld(clause, place, 1, other)


def same_but_for_place(one: Edit, other: Edit) -> bool:
    if type(one) is not type(other) or one.at != other.at:
        return False
    if isinstance(one, Set) and isinstance(other, Set):
        return equal(one.value, other.value)
    if isinstance(one, Add) and isinstance(other, Add):
        return equal(one.item, other.item)
    return True


def joined(withheld: list[Withheld]) -> dict[Path, Pair]:
    """Each edit once, at the outermost place above its own where a conflict is."""
    all_places = {found.place for found in withheld}
    conflicts: dict[Path, Pair] = {}
    for found in withheld:
        above = [place for place in all_places if found.place[: len(place)] == place]
        edits = conflicts.setdefault(min(above, key=len), ([], []))[found.side]
        edits[:] = unique([*edits, found.edit])
    return conflicts


def notes(kept: list[Edit]) -> Iterator[tuple[Path, str | None, tuple[str, ...]]]:
    for one, other in combinations(kept, 2):
        if isinstance(one, Add | Move) and isinstance(other, Add | Move):
            (*place, first), (*beside, second) = one.at.path, other.at.path
            if (place, one.after) == (beside, other.after):
                yield tuple(place), one.after, (min(first, second), max(first, second))


def unique(edits: list[Edit]) -> list[Edit]:
    """Each edit once, sorted by the text of its address."""
    by_text = {str(edit.at): edit for edit in edits}
    return [by_text[text] for text in sorted(by_text)]
