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


def move(identity: str, after: str | None) -> Json:
    return {"at": f"rows/{identity}", "move": True, "after": after}


def add(identity: str, after: str | None) -> Json:
    return {"at": f"rows/{identity}", "add": {"then": "new"}, "after": after}


def remove(identity: str) -> Json:
    return {"at": f"rows/{identity}", "remove": True}


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        ({"a": 1}, [{"at": "a", "set": 2}], {"a": 2}),
        ({"a": 1}, [{"at": "b", "set": None}], {"a": 1, "b": None}),
        ({"a": 1, "b": 2}, [{"at": "a", "remove": True}], {"b": 2}),
        ({"a/b": {"月:~": 1}}, [{"at": "a~1b/月~2~0", "set": 2}], {"a/b": {"月:~": 2}}),
        (
            {"l": [{"id": "a", "x": 1}]},
            [{"at": "l/a", "set": {"y": 2}}],
            {"l": [{"id": "a", "y": 2}]},
        ),
        (
            {"l": [{"id": "a", "k": [{"id": "b", "x": 1}]}]},
            [{"at": "l/a/k/b/x", "set": 2}],
            {"l": [{"id": "a", "k": [{"id": "b", "x": 2}]}]},
        ),
        ({"l": []}, [{"at": "l/a", "add": {"x": 1}, "after": None}], {"l": [{"id": "a", "x": 1}]}),
        ({"l": [{"id": "a"}]}, [{"at": "l/a", "remove": True}], {"l": []}),
        ({"l": [1, 2]}, [{"at": "l", "set": []}], {"l": []}),
        ({"a": 1}, [{"at": "", "set": [3]}], [3]),
        ([{"id": "a"}], [{"at": "b", "add": {}, "after": "a"}], [{"id": "a"}, {"id": "b"}]),
        ({"id": "x"}, [{"at": "id", "set": "y"}], {"id": "y"}),
        ({"a": {"id": "x"}}, [{"at": "a/id", "remove": True}], {"a": {}}),
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
        ([move("a", "d"), {"at": "rows/a/then", "set": "1"}], "bcda"),
        ([remove("a"), remove("b"), remove("c"), remove("d")], ""),
    ],
)
def test_items_come_to_stand_behind_their_anchors(edits: list[Json], expected: str) -> None:
    for batch in permutations(edits):
        assert ids(apply(table("a", "b", "c", "d"), parse_edits(list(batch)))) == expected


def test_an_added_item_holds_its_id_first() -> None:
    after = apply(table(), parse_edits([add("x", None)]))
    assert isinstance(after, dict)
    assert str(after["rows"]) == "[{'id': 'x', 'then': 'new'}]"


def test_a_moved_item_can_change_inside() -> None:
    after = apply(table("a", "b"), parse_edits([move("a", "b"), {"at": "rows/a/then", "set": "1"}]))
    assert after == {"rows": [{"id": "b", "then": "B"}, {"id": "a", "then": "1"}]}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([{"at": "apply:rows/a", "remove": True}], [("D301", "apply:rows/a")]),
        ([remove("a"), {"at": "rows/a/then", "set": "1"}], [("D302", "rows/a/then")]),
        ([{"at": "rows", "set": []}, remove("a")], [("D302", "rows/a")]),
        ([{"at": "rows", "set": []}, add("x", None)], [("D302", "rows/x")]),
        ([{"at": "rows", "remove": True}, move("a", "b")], [("D302", "rows/a")]),
        ([{"at": "", "set": {}}, {"at": "rows", "set": []}], [("D302", "rows")]),
        ([add("x", None), {"at": "rows/x/then", "set": 1}], [("D302", "rows/x/then")]),
        ([{"at": "n", "set": 1}, {"at": "n", "set": 2}], [("D303", "n")]),
        ([remove("a"), remove("a")], [("D303", "rows/a")]),
        ([remove("a"), {"at": "rows/a", "set": {}}], [("D303", "rows/a")]),
        ([add("x", None), add("x", "a")], [("D303", "rows/x")]),
        ([remove("a"), move("a", "b")], [("D303", "rows/a")]),
        ([{"at": "rows/a", "set": {}}, move("a", "b")], [("D303", "rows/a")]),
        ([move("a", "b"), move("a", "c")], [("D303", "rows/a")]),
        ([{"at": "", "remove": True}], [("D304", "")]),
        ([{"at": "", "add": {}, "after": None}], [("D304", "")]),
        ([{"at": "", "move": True, "after": None}], [("D304", "")]),
        ([{"at": "rows/a/then/x", "set": 1}], [("D305", "rows/a/then/x")]),
        ([{"at": "list/x", "add": {}, "after": None}], [("D305", "list/x")]),
        ([{"at": "n", "add": {}, "after": None}], [("D306", "n")]),
        ([{"at": "list", "move": True, "after": None}], [("D306", "list")]),
        ([{"at": "n", "remove": True}], [("D307", "n")]),
        ([{"at": "n/m", "set": 1}], [("D307", "n/m")]),
        ([{"at": "rows/x", "set": {}}], [("D307", "rows/x")]),
        ([{"at": "rows/x/then", "set": 1}], [("D307", "rows/x/then")]),
        ([remove("x")], [("D307", "rows/x")]),
        ([move("x", "a")], [("D307", "rows/x")]),
        ([{"at": "rows/a", "set": {"id": "a"}}], [("D308", "rows/a")]),
        ([{"at": "rows/a", "set": "x"}], [("D308", "rows/a")]),
        ([{"at": "rows/x", "add": {"id": "x"}, "after": None}], [("D308", "rows/x")]),
        ([add("a", None)], [("D309", "rows/a")]),
        ([{"at": "rows/a/id", "set": "z"}], [("D310", "rows/a/id")]),
        ([{"at": "rows/a/id", "remove": True}], [("D310", "rows/a/id")]),
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
    edits = [add("x", "q"), remove("z"), add("a", None), {"at": "n/m", "set": 1}]
    assert faults(table("a"), edits) == [
        ("D307", "n/m"),
        ("D309", "rows/a"),
        ("D311", "rows/x"),
        ("D307", "rows/z"),
    ]


def test_an_address_deeper_than_any_document_is_a_fault_and_no_crash() -> None:
    deep = "/".join(["x"] * 100_000)
    assert [code for code, _ in faults({"x": {}}, [{"at": deep, "set": 1}])] == ["D307"]
