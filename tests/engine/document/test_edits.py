"""Edits as JSON: one spelling, and a fault that says what an edit lacks."""

from __future__ import annotations

import pytest

from engine.document import (
    Add,
    Edit,
    Json,
    Move,
    Remove,
    Set,
    edit_as_json,
    edits_as_json,
    parse_address,
    parse_edits,
)
from engine.errors import DocumentRefused

AT = parse_address("apply:rows/r1")
WHY = {"zh": "压降", "en": "Smaller"}


@pytest.mark.parametrize(
    ("edit", "spelled"),
    [
        (Set(AT, None), {"at": "apply:rows/r1", "set": None}),
        (Set(AT, "x", WHY), {"at": "apply:rows/r1", "set": "x", "why": WHY}),
        (Add(AT, {"if": {}}, None), {"at": "apply:rows/r1", "add": {"if": {}}, "after": None}),
        (Remove(AT, WHY), {"at": "apply:rows/r1", "remove": True, "why": WHY}),
        (Move(AT, "r0"), {"at": "apply:rows/r1", "move": True, "after": "r0"}),
    ],
)
def test_an_edit_has_one_spelling(edit: Edit, spelled: dict[str, Json]) -> None:
    assert edit_as_json(edit) == spelled
    assert list(edit_as_json(edit)) == list(spelled)
    assert parse_edits([spelled]) == (edit,)


def test_a_batch_is_stored_by_the_code_points_of_its_addresses() -> None:
    texts = ["月", "a/b", "a.b", "a", "𠮷", "ﬀ", "B", "~2", "a~0"]
    stored = edits_as_json([Remove(parse_address(text)) for text in texts])
    assert [edit["at"] for edit in stored if isinstance(edit, dict)] == [
        "B", "a", "a.b", "a/b", "a~0", "~2", "月", "ﬀ", "𠮷",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spelled", "code", "at"),
    [
        ("x", "D212", ""),
        ({"set": 1}, "D212", ""),
        ({"at": 1, "set": 1}, "D212", ""),
        ({"at": "a"}, "D213", "a"),
        ({"at": "a", "set": 1, "remove": True}, "D213", "a"),
        ({"at": "a", "set": 1, "after": None}, "D214", "a"),
        ({"at": "a", "set": 1, "note": ""}, "D214", "a"),
        ({"at": "a", "remove": False}, "D215", "a"),
        ({"at": "a", "remove": 1}, "D215", "a"),
        ({"at": "a", "move": None, "after": None}, "D215", "a"),
        ({"at": "a", "add": [], "after": None}, "D216", "a"),
        ({"at": "a", "add": {}}, "D217", "a"),
        ({"at": "a", "move": True, "after": 3}, "D217", "a"),
        ({"at": "a", "set": 1, "why": "because"}, "D218", "a"),
        ({"at": "a", "set": 1, "why": {"zh": 1}}, "D218", "a"),
        ({"at": "a", "set": 1, "why": None}, "D218", "a"),
        ({"at": "a//b", "set": 1}, "D204", "a//b"),
        ({"at": "a/*", "set": 1}, "D203", "a/*"),
    ],
)
def test_a_mapping_that_spells_no_edit_is_refused(spelled: Json, code: str, at: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        parse_edits([spelled])
    assert [(issue.code, issue.at) for issue in refusal.value.issues] == [(code, at)]
    assert refusal.value.issues[0].text("zh")


def test_every_fault_of_a_batch_is_told_at_once() -> None:
    batch: Json = [{"at": "a"}, {"at": "b", "add": 1}, {"at": "c", "set": 1}, 5]
    with pytest.raises(DocumentRefused) as refusal:
        parse_edits(batch)
    assert [issue.code for issue in refusal.value.issues] == ["D213", "D216", "D217", "D212"]
    assert refusal.value.issues[-1].values == {"number": 4}


def test_a_batch_is_a_list() -> None:
    with pytest.raises(DocumentRefused) as refusal:
        parse_edits({})
    assert [issue.code for issue in refusal.value.issues] == ["D211"]
