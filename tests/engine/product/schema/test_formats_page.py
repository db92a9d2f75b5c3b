"""The page on formats says what the schemas say."""

from __future__ import annotations

import re

from engine.product.schema.product import COMBINATIONS, FORMS
from tests.engine.product.products import NAMES, product
from tests.engine.product.schema.test_parameters import PLACES
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")


def section(title: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(r"^#", PAGE.split(f"### {title}\n")[1], flags=re.MULTILINE)[0]


def rows(title: str) -> list[list[str]]:
    """The cells of the rows of a section's table."""
    lines = [line for line in section(title).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def codes(text: str) -> list[str]:
    """What stands between back quotes."""
    return re.findall(r"`([^`]+)`", text)


def test_the_page_lists_the_fields_that_may_be_null() -> None:
    listed = {(codes(field)[0], means) for field, means in rows("Null and absent")}
    known = {
        ("/".join(part.pattern), part.schema["x-null"])
        for part in PLACES
        if "x-null" in part.schema
    }
    assert listed == known


def test_the_page_lists_the_kinds_of_numbers() -> None:
    listed = {
        (kind, int(places), codes(unit)[0])
        for kinds, places, unit in rows("Numbers, units, directions")
        for kind in codes(kinds)
    }
    known = {
        (part.kind, part.schema["x-places"], part.schema["x-unit"])
        for part in PLACES
        if "x-places" in part.schema
    }
    assert listed == known


def test_the_page_lists_the_terms_of_every_combination() -> None:
    listed = {
        (segment, series): codes(text)
        for segment, series, text in rows("Terms of the eight combinations")
    }
    assert listed.keys() == set(COMBINATIONS)
    for name in NAMES:
        document = product(name)
        named = listed[document["segment"], document["series"]]
        assert document["terms"].keys() <= set(named)
        assert [field for field in named if field in document["terms"]] == [*document["terms"]]


def test_the_page_lists_every_group_and_form() -> None:
    listed = {code for cells in rows("Groups") for code in codes(cells[0])}
    head = {"format", "id", "role", "segment", "series", "title"}
    assert listed == product().keys() - head
    assert {cells[0] for cells in rows("Four forms")} == {*FORMS, "child"}


def test_the_page_lists_what_may_be_absent() -> None:
    text = section("Null and absent").split("May be absent")[1]
    absent = {
        "/".join((*part.pattern, field))
        for part in PLACES
        if part.kind == "group" and part.path[0] not in ("facts", "reasons")
        for field in part.schema["properties"].keys() - set(part.schema.get("required", ()))
        if field != "en"
    }
    assert absent == {
        "flows/drawdown",
        *(f"permits/*/{name}" for name in ("until", "to", "step", "keep")),
    }
    assert {"flows/drawdown", "until", "to", "step", "keep"} <= set(codes(text))
