"""Differences by worked examples: the edits that a person would name."""

from __future__ import annotations

import pytest

from engine.document import Json, apply, diff, edits_as_json, equal, invert, parse_edits


def rows(*ids: str) -> Json:
    return [{"id": identity} for identity in ids]


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": True}, [{"at": "a", "set": True}]),
        ({"a": 1, "b": 2}, {"b": None, "c": 3},
         [{"at": "a", "remove": True}, {"at": "b", "set": None}, {"at": "c", "set": 3}]),
        ({"a": {"b": {"c": 1, "d": 2}}}, {"a": {"b": {"c": 9, "d": 2}}},
         [{"at": "a/b/c", "set": 9}]),
        ({"a": [1, 2]}, {"a": [1, 3]}, [{"at": "a", "set": [1, 3]}]),
        ({"a": [1]}, {"a": []}, [{"at": "a", "set": []}]),
        ({"a": {}}, {"a": []}, [{"at": "a", "set": []}]),
        ({"a": rows("x")}, {"a": ["x"]}, [{"at": "a", "set": ["x"]}]),
        ({"a": rows("x", "x")}, {"a": rows("x")}, [{"at": "a", "set": rows("x")}]),
        ({"a": rows("x", "y")}, {"a": []},
         [{"at": "a/x", "remove": True}, {"at": "a/y", "remove": True}]),
        ({"a": []}, {"a": rows("x", "y")},
         [{"at": "a/x", "add": {}, "after": None}, {"at": "a/y", "add": {}, "after": "x"}]),
        ([{"id": "r", "t": 1}], [{"id": "r", "t": 2}], [{"at": "r/t", "set": 2}]),
        (1, 2, [{"at": "", "set": 2}]),
        ({}, [], [{"at": "", "set": []}]),
        (1, True, [{"at": "", "set": True}]),
    ],
)  # fmt: skip
def test_a_difference_names_the_smallest_parts(
    before: Json, after: Json, edits: list[Json]
) -> None:
    assert equal(edits_as_json(diff(before, after)), edits)


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        ("abcd", "dabc", [("d", None)]),
        ("abcd", "bcda", [("a", "d")]),
        ("ab", "ba", [("b", None)]),
        ("abc", "cba", [("b", "c"), ("c", None)]),
        ("abcd", "badc", [("b", None), ("d", "a")]),
        ("abcde", "cdeab", [("a", "e"), ("b", "a")]),
    ],
)
def test_as_few_items_move_as_can_and_the_first_of_the_base_stay(
    before: str, after: str, moves: list[tuple[str, str | None]]
) -> None:
    edits = edits_as_json(diff(rows(*before), rows(*after)))
    assert edits == [{"at": item, "move": True, "after": anchor} for item, anchor in moves]


def test_an_item_that_moved_and_changed_has_both_edits() -> None:
    before: Json = {"l": [{"id": "a", "x": 1}, {"id": "b"}, {"id": "c"}]}
    after: Json = {"l": [{"id": "b"}, {"id": "c"}, {"id": "a", "x": 2}]}
    assert edits_as_json(diff(before, after)) == [
        {"at": "l/a", "move": True, "after": "c"},
        {"at": "l/a/x", "set": 2},
    ]


def test_undo_brings_positions_back() -> None:
    document: Json = {"l": [{"id": "a"}, {"id": "b", "x": 1}, {"id": "c"}]}
    edits = parse_edits([{"at": "l/b", "remove": True}, {"at": "l/a", "move": True, "after": "c"}])
    undo = invert(document, edits)
    assert edits_as_json(undo) == [
        {"at": "l/a", "move": True, "after": None},
        {"at": "l/b", "add": {"x": 1}, "after": "a"},
    ]
    assert equal(apply(apply(document, edits), undo), document)
