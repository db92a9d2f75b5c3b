"""What is no plain JSON is refused, with its place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.document import plain_json, read_json
from engine.document.reading import MOST_BYTES, MOST_LEVELS
from engine.errors import DocumentRefused
from engine.issues import Issue


def refused(source: bytes | str, numbers_as: type[int | Decimal] = int) -> tuple[Issue, ...]:
    with pytest.raises(DocumentRefused) as refusal:
        read_json(source, numbers_as=numbers_as)
    for issue in refusal.value.issues:
        assert issue.text("zh").encode()
        assert issue.text("en").encode()
    return refusal.value.issues


def found(source: bytes | str) -> list[tuple[str, str]]:
    return [(issue.code, issue.at) for issue in refused(source)]


@pytest.mark.parametrize("source", ['{"月": [1, true, null]}', '\ufeff{"月": [1, true, null]}'])
def test_text_and_bytes_are_read_with_and_without_a_byte_order_mark(source: str) -> None:
    assert read_json(source, numbers_as=int) == {"月": [1, True, None]}
    assert read_json(source.encode(), numbers_as=int) == {"月": [1, True, None]}


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ('{"a": 1,\n "b" 2}', 2, 6),
        ('{"a": }', 1, 7),
        ("[1] []", 1, 5),
        ("'a'", 1, 1),
        ('["月"\n,\n  x]', 3, 3),
        ('["\t"]', 1, 3),
        ("\x00", 1, 1),
    ],
)
def test_malformed_json_is_refused_with_line_and_column(
    source: str, line: int, column: int
) -> None:
    (issue,) = refused(source)
    assert (issue.code, issue.values["line"], issue.values["column"]) == ("D101", line, column)


@pytest.mark.parametrize("source", ["", '{"a":', "[1,\n"])
def test_json_that_stops_early_is_refused(source: str) -> None:
    assert found(source) == [("D112", "")]


def test_other_encodings_are_refused_with_line_and_column() -> None:
    (issue,) = refused('["x",\n "月收入"]'.encode("gb18030"))
    assert (issue.code, issue.values["line"], issue.values["column"]) == ("D102", 2, 3)
    assert found('["a"]'.encode("utf-16")) == [("D102", "")]
    assert found('["\ud800"]') == [("D102", "")]


def test_a_repeated_key_is_named_by_its_address() -> None:
    source = '{"rows": [{"id": "r1", "if": {"x": "1", "y": "2", "x": "3"}}], "a/b": 1, "a/b": 2}'
    assert found(source) == [("D106", "a~1b"), ("D106", "rows/r1/if/x")]


def test_a_repeated_key_that_comes_thrice_is_one_fault() -> None:
    assert found('{"a": 1, "a": 2, "a": 3}') == [("D106", "a")]


@pytest.mark.parametrize("spelling", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_are_refused_at_their_address(spelling: str) -> None:
    for numbers_as in (int, Decimal):
        (issue,) = refused(f'{{"a": [{spelling}]}}', numbers_as)
        assert (issue.code, issue.at, issue.values["found"]) == ("D105", "a", spelling)


def test_lone_surrogates_are_refused_and_pairs_are_read() -> None:
    assert found('{"a": "\\ud83d"}') == [("D107", "a")]
    assert found('{"a": {"\\ud83d": 1}}') == [("D110", "a")]
    assert read_json('"\\ud83d\\ude00"', numbers_as=int) == "😀"


def test_a_document_has_integers_alone() -> None:
    assert found('{"a": 1.0, "b": [2e1], "c": -0.5}') == [
        ("D109", "a"),
        ("D109", "b"),
        ("D109", "c"),
    ]
    assert read_json("[9007199254740991, -9007199254740991, -0]", numbers_as=int) == [
        2**53 - 1,
        1 - 2**53,
        0,
    ]
    assert found('{"a": 9007199254740992}') == [("D108", "a")]
    assert found("[-9007199254740992]") == [("D108", "")]
    assert found('{"a": ' + "9" * 100_000 + "}") == [("D108", "a")]


def test_what_a_host_sends_has_decimals() -> None:
    value = read_json("[300000.0, 3e5, 0.005, 12, 9007199254740993]", numbers_as=Decimal)
    assert value == [
        Decimal("300000.0"),
        Decimal("3e5"),
        Decimal("0.005"),
        Decimal(12),
        Decimal(9007199254740993),
    ]
    assert isinstance(value, list)
    assert {type(number) for number in value} == {Decimal}


@pytest.mark.parametrize("number", ["1e65", "1e-65", "1e99999999999999999999", "9" * 65])
def test_a_number_of_a_host_is_limited_by_count(number: str) -> None:
    (issue,) = refused(f'{{"a": {number}}}', Decimal)
    assert (issue.code, issue.at) == ("D111", "a")


def test_nesting_is_limited_by_count() -> None:
    assert read_json("[" * MOST_LEVELS + "]" * MOST_LEVELS, numbers_as=int)
    for source in ("[" * 65 + "]" * 65, "[" * 100_000, '{"a":' * 100_000, '[{"a":' * 50_000):
        (issue,) = refused(source)
        assert (issue.code, issue.values["line"]) == ("D104", 1)


def test_brackets_inside_texts_do_not_nest() -> None:
    text = '\\"' + "[{" * 1000 + "\\\\"
    assert read_json(f'["{text}", "]"]', numbers_as=int) == ['"' + "[{" * 1000 + "\\", "]"]


def test_size_is_limited_by_bytes() -> None:
    fits = '"' + "a" * (MOST_BYTES - 2) + '"'
    assert read_json(fits, numbers_as=int) == fits[1:-1]
    assert found(fits + " ") == [("D103", "")]
    assert found((fits + " ").encode()) == [("D103", "")]
    assert found('"' + "月" * (MOST_BYTES // 2) + '"') == [("D103", "")]


@pytest.mark.parametrize("key", ["", "*", "**", "a\\nb", "x" * 201])
def test_a_key_that_no_address_could_name_is_refused(key: str) -> None:
    assert found(f'{{"a": {{"{key}": 1}}}}') == [("D110", "a")]


def test_every_fault_of_a_document_is_told_at_once() -> None:
    source = '{"n": NaN, "f": 0.5, "s": "\\udfff", "d": {"k": 1, "k": 2}, "e": {"": 1}}'
    assert found(source) == [
        ("D105", "n"),
        ("D109", "f"),
        ("D107", "s"),
        ("D106", "d/k"),
        ("D110", "e"),
    ]


# Documents that a program made.


def odd(document: dict[Any, Any]) -> list[tuple[str, str]]:
    """What is refused of a document that a program made."""
    with pytest.raises(DocumentRefused) as refusal:
        plain_json(document)
    for issue in refusal.value.issues:
        assert issue.text("zh").encode()
    return [(issue.code, issue.at) for issue in refusal.value.issues]


def test_a_document_of_plain_values_is_taken_as_it_is() -> None:
    document: dict[str, Any] = {"月": [1, True, None, {"id": "r1", "x": "\U0001f600"}], "a": {}}
    assert plain_json(document) is document


def test_a_program_s_document_is_refused_as_its_text_would_be() -> None:
    assert odd({"n": float("nan"), "f": 0.5, "s": "\ud83d", "i": 2**53, "e": {"": 1}}) == [
        ("D105", "n"), ("D109", "f"), ("D107", "s"), ("D108", "i"), ("D110", "e"),
    ]  # fmt: skip
    assert odd({"rows": [{"id": "r1", "if": {"\ud83d": "1"}}]}) == [("D110", "rows/r1/if")]
    assert odd({"i": 10**100_000, "d": Decimal("0.5")}) == [("D108", "i"), ("D109", "d")]


def test_what_json_cannot_spell_is_refused_with_its_place() -> None:
    assert odd({"a": {1: 2}, "b": [{3}], "c": (1, 2), "d": b"x"}) == [
        ("D115", "a"), ("D114", "b"), ("D114", "c"), ("D114", "d"),
    ]  # fmt: skip


def test_a_document_that_holds_itself_is_refused_by_counting() -> None:
    mapping: dict[str, Any] = {"s": "\ud83d"}
    mapping["again"] = mapping
    items: list[Any] = []
    items += [items, items]
    assert odd(mapping) == [("D113", "/".join(["again"] * MOST_LEVELS)[:240] + "…")]
    assert odd({"items": items}) == [("D113", "items")]


def test_a_program_s_document_is_as_deep_as_its_text_may_be() -> None:
    deep: list[Any] = []
    for _ in range(MOST_LEVELS - 2):
        deep = [deep]
    assert plain_json({"a": deep}) == {"a": deep}
    assert odd({"a": [deep]}) == [("D113", "a")]
