"""Canonical bytes and the names made of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.document import Json, canonical_bytes, content_hash, content_name
from engine.errors import DocumentRefused


def test_keys_are_sorted_by_utf_16_units_and_nothing_is_escaped_needlessly() -> None:
    document: Json = {"ﬀ": 1, "𠮷": 2, "b": [True, None, '月\n"'], "a": {}}
    expected = '{"a":{},"b":[true,null,"月\\n\\""],"𠮷":2,"ﬀ":1}'
    assert canonical_bytes(document) == expected.encode()


def test_layout_is_outside_the_hash_and_everything_else_inside() -> None:
    document: Json = {"id": "x", "nodes": {"canvas": {"x": 1}}}
    assert content_hash({"id": "x", "nodes": {"canvas": {"x": 1}}, "canvas": {"n": 1}}) == (
        content_hash(document)
    )
    assert content_hash({"id": "x", "nodes": {"canvas": {"x": 2}}}) != content_hash(document)


def test_the_hash_is_sha_256_over_the_canonical_bytes() -> None:
    assert content_hash({}) == (
        "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )


def test_a_name_is_the_id_and_the_hash() -> None:
    document: Json = {"id": "cundan", "canvas": {}}
    assert content_name(document) == f"cundan@{content_hash(document)}"


@pytest.mark.parametrize("document", [{}, {"id": 1}, [], None])
def test_what_has_no_id_has_no_name(document: Json) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        content_name(document)
    assert [issue.code for issue in refusal.value.issues] == ["D402"]


@pytest.mark.parametrize("value", [Decimal("1.5"), 2**53, "\ud800", {"\ud800": 1}, [{"a": 2**60}]])
def test_what_has_no_canonical_bytes_is_refused(value: Json) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        canonical_bytes(value)
    assert [issue.code for issue in refusal.value.issues] == ["D401"]
    assert refusal.value.issues[0].text("zh").encode()


def test_a_value_nested_without_end_is_refused() -> None:
    value: Json = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(DocumentRefused) as refusal:
        canonical_bytes(value)
    assert [issue.code for issue in refusal.value.issues] == ["D403"]
