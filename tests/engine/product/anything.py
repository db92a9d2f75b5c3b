"""Any JSON anywhere in a document."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.engine.product.products import Document

KEYS = st.sampled_from(
    ["a", "id", "min", "max", "P1", "zh", "*", "**", "", "a/b", "~", "x:y", "甲"]
)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 5),
        st.sampled_from(["", "0", "1.00", "-0", "0.00", "*", "a/b", "template", "甲", "1e5"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every mapping or list of a document with each of its keys or positions."""
    keys: list[Any] = []
    if isinstance(value, dict):
        keys = [*value]
    elif isinstance(value, list):
        keys = [*range(len(value))]
    return [(value, key) for key in keys] + [place for key in keys for place in places(value[key])]


def with_anything(document: Document, data: st.DataObject) -> Document:
    """A document with one part replaced, or one key added, by any JSON."""
    holder, key = data.draw(st.sampled_from(places(document)))
    if isinstance(holder, dict) and data.draw(st.booleans()):
        key = data.draw(KEYS)
    holder[key] = data.draw(JSON)
    return document
