"""Batches of edits by worked examples: what they do, and what they are refused for."""

from __future__ import annotations

import copy
from itertools import permutations

import pytest

from engine.document import Json, apply, canonical_bytes, parse_edits
from engine.errors import EditsRefused


def table(*ids: str) -> Json:
    return {"rows": [{"id": identity, "then": identity.upper()} for identity in ids]}


def ids(document: Json) -> str:
    assert isinstance(document, dict)
    rows = document["rows"]
    assert isinstance(rows, list)
    return "".join(str(row["id"]) for row in rows if isinstance(row, dict))


def faults(document: Json, edits: list[Json]) -> list[tuple[str, str]]:
    before = copy.deepcopy(document)
    with pytest.raises(EditsRefused) as refusal:
        apply(document, parse_edits(edits))
    assert canonical_bytes(document) == canonical_bytes(before)
    assert all(issue.text("zh") and issue.text("en") for issue in refusal.value.issues)
    return [(issue.code, issue.at) for issue in refusal.value.issues]


def edit(at: str, **fields: Json) -> Json:
    return {"at": at, **fields}


def move(identity: str, after: str | None) -> Json:
    return edit(f"rows/{identity}", move=True, after=after)


def add(identity: str, after: str | None) -> Json:
    return edit(f"rows/{identity}", add={"then": "new"}, after=after)


def remove(identity: str) -> Json:
    return edit(f"rows/{identity}", remove=True)


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        ({"a": 1}, [edit("a", set=2)], {"a": 2}),
        ({"a": 1}, [edit("b", set=None)], {"a": 1, "b": None}),
        ({"a": 1, "b": 2}, [edit("a", remove=True)], {"b": 2}),
        ({"a/b": {"月:~": 1}}, [edit("a~1b/月~2~0", set=2)], {"a/b": {"月:~": 2}}),
        (
            {"l": [{"id": "a", "x": 1}]},
            [edit("l/a", set={"y": 2})],
            {"l": [{"id": "a", "y": 2}]},
        ),
        (
            {"l": [{"id": "a", "k": [{"id": "b", "x": 1}]}]},
            [edit("l/a/k/b/x", set=2)],
            {"l": [{"id": "a", "k": [{"id": "b", "x": 2}]}]},
        ),
        ({"l": []}, [edit("l/a", add={"x": 1}, after=None)], {"l": [{"id": "a", "x": 1}]}),
        ({"l": [{"id": "a"}]}, [edit("l/a", remove=True)], {"l": []}),
        ({"l": [1, 2]}, [edit("l", set=[])], {"l": []}),
        ({"a": 1}, [edit("", set=[3])], [3]),
        ([{"id": "a"}], [edit("b", add={}, after="a")], [{"id": "a"}, {"id": "b"}]),
        ({"id": "x"}, [edit("id", set="y")], {"id": "y"}),
        ({"a": {"id": "x"}}, [edit("a/id", remove=True)], {"a": {}}),
        ({"a": 1}, [], {"a": 1}),
    ],
)
def test_an_edit_changes_its_part_alone(before: Json, edits: list[Json], after: Json) -> None:
    kept = copy.deepcopy(before)
    assert canonical_bytes(apply(before, parse_edits(edits))) == canonical_bytes(after)
    assert canonical_bytes(before) == canonical_bytes(kept)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([move("d", None)], "dabc"),
        ([move("a", "c")], "bcad"),
        ([add("x", "b")], "abxcd"),
        ([add("y", "b"), add("x", "b")], "abxycd"),
        ([add("x", None), move("d", None)], "dxabc"),
        ([add("x", "b"), add("y", "x"), add("z", "b")], "abxyzcd"),
        ([add("x", "y"), add("y", None)], "yxabcd"),
        ([remove("b"), add("x", "b")], "axcd"),
        ([remove("b"), move("a", "b")], "acd"),
        ([move("b", "d"), add("x", "b")], "acdbx"),
        ([move("b", "c"), move("c", None)], "cbad"),
        ([remove("a"), remove("b"), add("x", "b"), add("y", "a")], "yxcd"),
        ([move("a", "d"), edit("rows/a/then", set="1")], "bcda"),
        ([remove("a"), remove("b"), remove("c"), remove("d")], ""),
    ],
)
def test_items_come_to_stand_behind_their_anchors(edits: list[Json], expected: str) -> None:
    for batch in permutations(edits):
        assert ids(apply(table("a", "b", "c", "d"), parse_edits(list(batch)))) == expected


def test_new_keys_come_in_one_order_whatever_the_order_of_the_batch() -> None:
    batch = [edit("b", set=1), edit("c", set=2), edit("a", set=3)]
    printed = {str(apply({"z": 0}, parse_edits(list(edits)))) for edits in permutations(batch)}
    assert printed == {"{'z': 0, 'a': 3, 'b': 1, 'c': 2}"}


def test_an_added_item_holds_its_id_first() -> None:
    after = apply(table(), parse_edits([add("x", None)]))
    assert isinstance(after, dict)
    assert str(after["rows"]) == "[{'id': 'x', 'then': 'new'}]"


def test_a_moved_item_can_change_inside() -> None:
    after = apply(table("a", "b"), parse_edits([move("a", "b"), edit("rows/a/then", set="1")]))
    assert after == {"rows": [{"id": "b", "then": "B"}, {"id": "a", "then": "1"}]}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([edit("apply:rows/a", remove=True)], [("D301", "apply:rows/a")]),
        ([remove("a"), edit("rows/a/then", set="1")], [("D302", "rows/a/then")]),
        ([edit("rows", set=[]), remove("a")], [("D302", "rows/a")]),
        ([edit("rows", set=[]), add("x", None)], [("D302", "rows/x")]),
        ([edit("rows", remove=True), move("a", "b")], [("D302", "rows/a")]),
        ([edit("", set={}), edit("rows", set=[])], [("D302", "rows")]),
        ([add("x", None), edit("rows/x/then", set=1)], [("D302", "rows/x/then")]),
        ([edit("n", set=1), edit("n", set=2)], [("D303", "n")]),
        ([remove("a"), remove("a")], [("D303", "rows/a")]),
        ([remove("a"), edit("rows/a", set={})], [("D303", "rows/a")]),
        ([add("x", None), add("x", "a")], [("D303", "rows/x")]),
        ([remove("a"), move("a", "b")], [("D303", "rows/a")]),
        ([edit("rows/a", set={}), move("a", "b")], [("D303", "rows/a")]),
        ([move("a", "b"), move("a", "c")], [("D303", "rows/a")]),
        ([edit("", remove=True)], [("D304", "")]),
        ([edit("", add={}, after=None)], [("D304", "")]),
        ([edit("", move=True, after=None)], [("D304", "")]),
        ([edit("rows/a/then/x", set=1)], [("D305", "rows/a/then/x")]),
        ([edit("list/x", add={}, after=None)], [("D305", "list/x")]),
        ([edit("n", add={}, after=None)], [("D306", "n")]),
        ([edit("list", move=True, after=None)], [("D306", "list")]),
        ([edit("n", remove=True)], [("D307", "n")]),
        ([edit("n/m", set=1)], [("D307", "n/m")]),
        ([edit("rows/x", set={})], [("D307", "rows/x")]),
        ([edit("rows/x/then", set=1)], [("D307", "rows/x/then")]),
        ([remove("x")], [("D307", "rows/x")]),
        ([move("x", "a")], [("D307", "rows/x")]),
        ([edit("rows/a", set={"id": "a"})], [("D308", "rows/a")]),
        ([edit("rows/a", set="x")], [("D308", "rows/a")]),
        ([edit("rows/x", add={"id": "x"}, after=None)], [("D308", "rows/x")]),
        ([add("a", None)], [("D309", "rows/a")]),
        ([edit("rows/a/id", set="z")], [("D310", "rows/a/id")]),
        ([edit("rows/a/id", remove=True)], [("D310", "rows/a/id")]),
        ([move("a", "z")], [("D311", "rows/a")]),
        ([add("x", "z")], [("D311", "rows/x")]),
        ([move("a", "a")], [("D312", "rows")]),
        ([move("a", "b"), move("b", "a")], [("D312", "rows")]),
        ([add("x", "y"), add("y", "a"), move("a", "x")], [("D312", "rows")]),
    ],
)
def test_a_batch_that_does_not_apply_is_refused_whole(
    edits: list[Json], expected: list[tuple[str, str]]
) -> None:
    document: Json = {"rows": [{"id": "a", "then": "A"}, {"id": "b"}, {"id": "c"}], "list": ["x"]}
    for batch in permutations(edits):
        assert faults(document, list(batch)) == expected


def test_every_fault_of_a_batch_is_told_by_address() -> None:
    edits = [add("x", "q"), remove("z"), add("a", None), edit("n/m", set=1)]
    assert faults(table("a"), edits) == [
        ("D307", "n/m"),
        ("D309", "rows/a"),
        ("D311", "rows/x"),
        ("D307", "rows/z"),
    ]


def test_an_address_deeper_than_any_document_is_a_fault_and_no_crash() -> None:
    deep = "/".join(["x"] * 100_000)
    assert [code for code, _ in faults({"x": {}}, [edit(deep, set=1)])] == ["D307"]
