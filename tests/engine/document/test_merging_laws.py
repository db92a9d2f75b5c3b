"""The laws of merging, over documents that two sides changed in the same places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import event, given

from engine.document import (
    Add,
    Address,
    Edit,
    Json,
    Merge,
    Move,
    Remove,
    Set,
    Shape,
    apply,
    canonical_bytes,
    diff,
    edit_as_json,
    equal,
    merge,
    shape,
)
from tests.engine.document.contested import Versions, versions
from tests.engine.document.generated import IDS, NEW, Path, pairs, part_at, sound
from tests.engine.document.plain_merging import plainly_merged


def spelled(edits: Sequence[Edit]) -> bytes:
    return canonical_bytes([edit_as_json(edit) for edit in edits])


def contents(edits: Iterable[Edit]) -> list[bytes]:
    """What a batch sets, adds and removes, wherever added items come to stand."""
    return [
        spelled([replace(edit, after=None) if isinstance(edit, Add) else edit])
        for edit in edits
        if not isinstance(edit, Move)
    ]


def conflicts(merged: Merge) -> dict[str, tuple[bytes, bytes]]:
    return {
        str(conflict.at): (spelled(conflict.ours), spelled(conflict.theirs))
        for conflict in merged.conflicts
    }


@given(pairs())
def test_one_side_alone_and_twice_the_same_are_its_difference(pair: tuple[Json, Json]) -> None:
    base, changed = pair
    for merged in (
        merge(base, changed, base),
        merge(base, base, changed),
        merge(base, changed, changed),
    ):
        assert spelled(merged.edits) == spelled(diff(base, changed))
        assert not merged.conflicts
        assert not merged.notes


@given(versions())
def test_the_sides_can_be_exchanged(both: Versions) -> None:
    base, ours, theirs = both
    merged, mirrored = merge(base, ours, theirs), merge(base, theirs, ours)
    assert spelled(merged.edits) == spelled(mirrored.edits)
    assert merged.notes == mirrored.notes
    assert conflicts(merged) == {at: (b, a) for at, (a, b) in conflicts(mirrored).items()}


@given(versions())
def test_merged_edits_apply_and_are_in_normal_form(both: Versions) -> None:
    base, ours, theirs = both
    edits = merge(base, ours, theirs).edits
    assert spelled(diff(base, apply(base, edits))) == spelled(edits)


@given(versions())
def test_without_conflicts_every_set_and_add_stands_and_no_removed_part(both: Versions) -> None:
    base, ours, theirs = both
    merged = merge(base, ours, theirs)
    if merged.conflicts:
        return
    document = apply(base, merged.edits)
    for edit in (*diff(base, ours), *diff(base, theirs)):
        match edit:
            case Set(at=at, value=value):
                assert equal(part_at(document, at.path), [value])
            case Add(at=at, item=item):
                assert equal(part_at(document, at.path), [{**item, "id": at.path[-1]}])
            case Remove(at=at):
                assert part_at(document, at.path) == []
            case Move(at=at):
                assert part_at(document, at.path) != []


@given(versions())
def test_batches_that_leave_each_others_order_alone_commute(both: Versions) -> None:
    base, ours, theirs = both
    one = diff(base, ours)
    theirs = apply(base, sound(base, (e for e in diff(base, theirs) if apart(base, one, [e]))))
    other = diff(base, theirs)
    merged = merge(base, ours, theirs)
    if merged.conflicts or not apart(base, one, other):
        return
    event("commute" if one and other else "one side is silent")
    together = canonical_bytes(apply(base, [*one, *other]))
    assert canonical_bytes(apply(base, merged.edits)) == together
    assert canonical_bytes(apply(ours, other)) == together
    assert canonical_bytes(apply(theirs, one)) == together


def apart(base: Json, one: Iterable[Edit], other: Iterable[Edit]) -> bool:
    """Whether no edit is on both sides, and no list placed by one loses or places by the other."""
    same = {edit.at for edit in one} & {edit.at for edit in other}
    return not same and not (
        placed(one) & (placed(other) | shortened(base, other))
        or placed(other) & shortened(base, one)
    )


def placed(edits: Iterable[Edit]) -> set[Path]:
    return {edit.at.path[:-1] for edit in edits if isinstance(edit, Add | Move)}


def shortened(base: Json, edits: Iterable[Edit]) -> set[Path]:
    removed = [edit.at.path[:-1] for edit in edits if isinstance(edit, Remove)]
    return {path for path in removed if isinstance(part_at(base, path)[0], list)}


@given(versions())
def test_where_no_note_is_made_the_order_of_ids_plays_no_part(both: Versions) -> None:
    merged = merge(*both)
    if merged.notes:
        return
    renamed = [with_ids_reversed(document) for document in both]
    again = apply(renamed[0], merge(*renamed).edits)
    assert equal(again, with_ids_reversed(apply(both[0], merged.edits)))


def with_ids_reversed(part: Json) -> Json:
    """A document whose items have other ids, the smallest instead of the greatest and so on."""
    if isinstance(part, dict):
        return {key: with_ids_reversed(value) for key, value in part.items()}
    if isinstance(part, list) and shape(part) is Shape.KEYED_LIST:
        items = [item for item in map(with_ids_reversed, part) if isinstance(item, dict)]
        return [{**item, "id": OTHER_IDS[str(item["id"])]} for item in items]
    return part


OTHER_IDS = dict(zip(sorted((*IDS, *NEW)), sorted((*IDS, *NEW), reverse=True), strict=True))


@given(versions())
def test_every_edit_stands_in_the_merge_or_in_one_conflict(both: Versions) -> None:
    base, ours, theirs = both
    merged = merge(base, ours, theirs)
    disputed = [contents(conflict.ours) for conflict in merged.conflicts]
    kept = contents(merged.edits)
    for edit in contents(diff(base, ours)):
        assert (edit in kept) + sum(edit in found for found in disputed) == 1


@given(versions())
def test_a_conflict_has_edits_of_both_sides_at_or_below_one_place(both: Versions) -> None:
    merged = merge(*both)
    places = [conflict.at.path for conflict in merged.conflicts]
    assert not any(
        place != other and place == other[: len(place)] for place in places for other in places
    )
    assert [str(conflict.at) for conflict in merged.conflicts] == sorted(conflicts(merged))
    for conflict in merged.conflicts:
        assert conflict.ours
        assert conflict.theirs
        assert spelled(conflict.ours) != spelled(conflict.theirs)
        for edit in (*conflict.ours, *conflict.theirs):
            assert edit.at.path[: len(conflict.at.path)] == conflict.at.path


@given(versions())
def test_a_merge_is_what_the_laws_say_when_read_plainly(both: Versions) -> None:
    merged, plain = merge(*both), plainly_merged(*both)
    for clause in plain.clauses:
        event(f"a conflict by clause {clause}")
    event(f"conflicts: {bool(plain.conflicts)}")
    event(f"notes: {bool(plain.notes)}")
    assert spelled(merged.edits) == spelled(plain.edits)
    assert conflicts(merged) == {
        str(Address((), place)): (spelled(ours), spelled(theirs))
        for place, (ours, theirs) in plain.conflicts.items()
    }
    assert {(note.at.path, note.after, note.items) for note in merged.notes} == plain.notes
