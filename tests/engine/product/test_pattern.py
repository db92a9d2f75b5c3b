"""Patterns of addresses: what spells one, what it meets, and which is more specific."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document import Address, parse_address
from engine.product.pattern import Pattern, may_meet, met, parse_pattern
from engine.product.schema.parts import Part, whole_part
from tests.engine.product.products import product


def pattern(text: str) -> Pattern:
    """The pattern that a text spells."""
    found = parse_pattern(text)
    assert found is not None, text
    return found


def root(name: str = "personal credit") -> Part:
    """A whole product."""
    found = whole_part(product(name))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "slots", "steps"),
    [
        ("line/amount/max", (), ("line", "amount", "max")),
        ("customers/**", (), ("customers", "**")),
        ("apply:nodes/*/rows", ("apply",), ("nodes", "*", "rows")),
        ("apply:gate:nodes/a~1b", ("apply", "gate"), ("nodes", "a/b")),
        ("", (), ()),
    ],
)
def test_a_text_spells_a_pattern(text: str, slots: tuple[str, ...], steps: tuple[str, ...]) -> None:
    assert pattern(text) == Pattern(slots, steps)


@pytest.mark.parametrize("text", ["a/**/b", "a//b", "~3", "a/b:c/d:e", "/a", ":a", "*:a"])
def test_a_text_that_spells_none_gives_none(text: str) -> None:
    assert parse_pattern(text) is None


@pytest.mark.parametrize(
    ("text", "at", "meets"),
    [
        ("title/*", "title/zh", True),
        ("title/*", "title", False),
        ("title/*", "title/zh/x", False),
        ("customers/**", "customers/age/min", True),
        ("customers/**", "customers", False),
        ("line", "line", True),
        ("line", "line/amount", False),
        ("apply:**", "apply:nodes/gate", True),
        ("apply:**", "nodes/gate", False),
        ("**", "apply:nodes", False),
    ],
)
def test_a_pattern_meets_addresses(text: str, at: str, meets: bool) -> None:
    assert pattern(text).meets(parse_address(at)) is meets


def test_the_literal_start_counts_slots_and_steps_before_the_first_open_one() -> None:
    starts = ["**", "a/**", "a/*/c", "s:a/b/*", "a/b/c"]
    assert [pattern(text).literal_start for text in starts] == [0, 1, 1, 3, 3]


STEPS = st.lists(st.sampled_from(["a", "b", "*"]), min_size=1, max_size=4)
PATTERNS = st.builds(
    lambda steps, more: "/".join([*steps, *(["**"] if more else [])]), STEPS, st.booleans()
)


@given(PATTERNS, PATTERNS, st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=5))
def test_two_patterns_overlap_if_one_address_is_met_by_both(
    one: str, other: str, path: list[str]
) -> None:
    at = Address((), tuple(path))
    first, second = pattern(one), pattern(other)
    assert first.overlaps(second) is second.overlaps(first)
    if first.meets(at) and second.meets(at):
        assert first.overlaps(second)


@given(PATTERNS, PATTERNS)
def test_two_patterns_that_overlap_have_an_address_in_common(one: str, other: str) -> None:
    first, second = pattern(one), pattern(other)
    shared = any(first.meets(at) and second.meets(at) for at in ADDRESSES)
    assert first.overlaps(second) is shared


def addresses(longest: int) -> list[tuple[str, ...]]:
    """Every row of steps up to a length."""
    rows: list[tuple[str, ...]] = [()]
    for _ in range(longest):
        rows += [(*row, step) for row in rows if len(row) == len(rows[-1]) for step in "ab"]
    return rows[1:]


ADDRESSES = [Address((), row) for row in addresses(6)]


def found(text: str, name: str = "personal credit") -> list[str]:
    """The addresses of the parts that a pattern meets in a product."""
    return [part.at for part in met(root(name), pattern(text).steps)]


def test_the_parts_that_a_pattern_meets_are_found() -> None:
    assert found("title/*") == ["title/zh", "title/en"]
    assert found("customers/age/**") == ["customers/age/min", "customers/age/max"]
    assert found("draw/methods/*/months_max")[:2] == [
        "draw/methods/equal_instalment/months_max",
        "draw/methods/equal_principal/months_max",
    ]
    fees = ["prepayment/fee/early/rate", "prepayment/fee/later/rate"]
    assert found("prepayment/fee/*/rate") == fees
    assert "customers/age" in found("customers/**")


def test_a_literal_step_finds_the_place_of_a_part_that_is_not_there() -> None:
    (part,) = met(root(), ("draw", "methods", "interest_only", "months_max"))
    assert not part.there
    assert found("draw/methods/weekly/months_max") == []


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("fees/*/amount", True),
        ("draw/methods/*/settle", True),
        ("draw/methods/*/colour", False),
        ("terms/**", True),
        ("customers/age/min/*", False),
        ("documents/*/keep_years", True),
    ],
)
def test_whether_a_pattern_could_meet_a_part_of_such_a_product(text: str, may: bool) -> None:
    assert may_meet(root(), pattern(text).steps) is may
