"""Addresses spell places, and every place has one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document import Address, parse_address
from engine.errors import DocumentRefused

STEPS = st.one_of(
    st.text(st.sampled_from("~/:01.*a月"), min_size=1, max_size=5),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=200),
).filter(lambda step: step not in ("*", "**"))
PATHS = st.lists(STEPS, max_size=5).map(tuple)


@given(slots=st.lists(STEPS, max_size=3).map(tuple), path=PATHS)
def test_an_address_is_read_back_from_its_spelling(
    slots: tuple[str, ...], path: tuple[str, ...]
) -> None:
    address = Address(slots, path)
    assert parse_address(str(address)) == address


@given(st.text(st.sampled_from("~/:012ab*"), max_size=12))
def test_a_text_that_is_read_is_the_only_spelling_of_its_address(text: str) -> None:
    try:
        address = parse_address(text)
    except DocumentRefused:
        return
    assert str(address) == text


@pytest.mark.parametrize(
    ("text", "slots", "path"),
    [
        ("", (), ()),
        ("apply:", ("apply",), ()),
        ("title/zh", (), ("title", "zh")),
        ("variables/limit.base/max", (), ("variables", "limit.base", "max")),
        ("apply:nodes/limit/rows/r10", ("apply",), ("nodes", "limit", "rows", "r10")),
        ("apply:gate:nodes/credit", ("apply", "gate"), ("nodes", "credit")),
        ("a~0b/c~1d/e~2f", (), ("a~b", "c/d", "e:f")),
        ("~01", (), ("~1",)),
        ("a~2b:c", ("a:b",), ("c",)),
    ],
)
def test_slots_and_steps_are_told_apart(
    text: str, slots: tuple[str, ...], path: tuple[str, ...]
) -> None:
    assert parse_address(text) == Address(slots, path)
    assert str(Address(slots, path)) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a~b", "D201"),
        ("a~", "D201"),
        ("a~3/b", "D201"),
        ("a/b:c", "D202"),
        ("a/*/b", "D203"),
        ("a/**", "D203"),
        ("/a", "D204"),
        ("a/", "D204"),
        ("a//b", "D204"),
        (":a", "D204"),
        ("x" * 201, "D204"),
        ("a\nb", "D205"),
        ("a\x9fb", "D205"),
        ("a\ud800", "D205"),
    ],
)
def test_a_text_that_spells_no_address_is_refused(text: str, code: str) -> None:
    with pytest.raises(DocumentRefused) as refusal:
        parse_address(text)
    assert [issue.code for issue in refusal.value.issues] == [code]
    assert refusal.value.issues[0].text("zh").encode()


def test_a_step_may_have_200_code_points_before_its_escapes() -> None:
    assert parse_address("~1" * 200).path == ("/" * 200,)
    assert parse_address("𠮷" * 200).path == ("𠮷" * 200,)


def test_an_address_that_could_not_be_spelled_cannot_be_built() -> None:
    with pytest.raises(DocumentRefused):
        Address((), ("rows", "*"))
    with pytest.raises(DocumentRefused):
        Address(("",), ())
