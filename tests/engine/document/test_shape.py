"""Three shapes and one equality."""

from __future__ import annotations

import pytest

from engine.document import Json, Shape, equal, shape


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({}, Shape.MAPPING),
        ({"id": "a"}, Shape.MAPPING),
        ([], Shape.KEYED_LIST),
        ([{"id": "a"}, {"id": "b", "x": 1}], Shape.KEYED_LIST),
        ([{"id": "a"}, {"id": "a"}], Shape.LEAF),
        ([{"id": "a"}, {}], Shape.LEAF),
        ([{"id": 1}], Shape.LEAF),
        ([{"id": "*"}], Shape.LEAF),
        ([{"id": ""}], Shape.LEAF),
        ([{"id": "a"}, "b"], Shape.LEAF),
        (["a", "b"], Shape.LEAF),
        ("a", Shape.LEAF),
        (None, Shape.LEAF),
        (True, Shape.LEAF),
    ],
)
def test_every_part_has_one_of_three_shapes(part: Json, expected: Shape) -> None:
    assert shape(part) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (True, 1),
        (False, 0),
        (None, False),
        ("1", 1),
        ([], {}),
        ([1, 2], [2, 1]),
        ({"a": {"b": [1]}}, {"a": {"b": [True]}}),
        ({"a": None}, {}),
    ],
)
def test_values_whose_canonical_bytes_differ_are_not_equal(one: Json, other: Json) -> None:
    assert not equal(one, other)
    assert not equal(other, one)


def test_the_order_of_keys_is_no_difference() -> None:
    assert equal({"a": 1, "b": [True]}, {"b": [True], "a": 1})
