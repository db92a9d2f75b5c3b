"""Extension points: what a county draws inside a subflow of the template."""

from __future__ import annotations

import pytest

from engine.document import Json, Remove, parse_address
from tests.engine.product.derive.small import Changes, breaches, changed, found, only, values

INSIDE = "apply:county"
FACTOR = f"{INSIDE}:variables/factor"
HALF: dict[str, Json] = {
    "label": {"zh": "折扣"},
    "type": "number",
    "scale": 2,
    "min": "0.50",
    "max": "1.00",
    "unit": "ratio",
    "nullable": False,
}


def ask(origin: Json) -> Json:
    """A node that asks."""
    return {"kind": "ask", "title": {"zh": "查询"}, "from": origin, "gives": {}, "next": {}}


DRAWN: dict[str, Changes] = {
    "another formula": {
        f"{INSIDE}:nodes/whole/steps/s1/value": "if score > 600 then 1.00 else 0.80"
    },
    "a table with expressions in its cells": {
        f"{INSIDE}:nodes/table": {
            "kind": "table",
            "hit": "F",
            "rows": [{"id": "r1", "if": {}, "then": {"factor": "score / 1000"}}],
        }
    },
    "variables of its own": {f"{INSIDE}:variables/share": HALF},
    "a shorter range of the factor": {FACTOR: HALF},
    "a source that the template asks": {f"{INSIDE}:nodes/again": ask({"source": "credit_bureau"})},
    "another name": {f"{INSIDE}:id": "xinyang.county", f"{INSIDE}:title/zh": "信阳"},
}


@pytest.mark.parametrize("changes", DRAWN.values(), ids=DRAWN.keys())
def test_a_county_draws_freely(changes: Changes) -> None:
    assert found(changes) == {}


def test_even_a_cell_of_a_table_of_the_templates_may_hold_an_expression_there() -> None:
    table: Json = {"kind": "table", "rows": [{"id": "r1", "if": {}, "then": {"factor": "1.00"}}]}
    parent = changed({f"{INSIDE}:nodes/table": table})
    assert found({f"{INSIDE}:nodes/table/rows/r1/then/factor": "score"}, parent=parent) == {}


LOCKED: dict[str, Changes] = {
    "the ways out": {"apply:nodes/county/next/refer": "approved"},
    "what the node sets": {"apply:nodes/county/sets": {}},
    "whom it is about": {"apply:nodes/county/with/applicant": "controller"},
    "the template's variable": {"apply:variables/county.factor/max": "2.00"},
    "the whole node": {"apply:nodes/county/kind": "formula"},
}


@pytest.mark.parametrize("changes", LOCKED.values(), ids=LOCKED.keys())
def test_around_the_extension_point_everything_stays(changes: Changes) -> None:
    assert set(found(changes).values()) == {"P221"}


def test_the_output_that_the_template_takes_is_given() -> None:
    gone = [Remove(parse_address(f"{INSIDE}:outputs/factor"))]
    breach = only(breaches(gone))
    assert (str(breach.at), breach.issue.code, breach.instead) == (FACTOR, "P247", ())
    parent = changed(gone)
    assert found({f"{INSIDE}:title/zh": "x"}, parent=parent) == {}, "the template lacks it itself"


@pytest.mark.parametrize(
    "wider",
    [
        {"max": "1.50"},
        {"min": "-0.10"},
        {"scale": 3},
        {"nullable": True},
        {"type": "text", "max_length": 9},
    ],
)
def test_the_factor_stays_inside_the_templates_variable(wider: dict[str, Json]) -> None:
    breach = only(breaches({FACTOR: {**HALF, **wider}}))
    assert (str(breach.at), breach.issue.code) == (FACTOR, "P248")
    assert found(values(breach.instead)) == {}


def test_one_bound_that_is_too_wide_is_put_back_alone() -> None:
    breach = only(breaches({f"{FACTOR}/max": "1.50"}))
    assert [str(edit.at) for edit in breach.edits] == [f"{FACTOR}/max"]
    assert breach.instead == ()


def test_words_are_some_of_the_templates_words() -> None:
    words: dict[str, Json] = {"label": {"zh": "x"}, "type": "text", "nullable": False}
    parent = changed(
        {
            "apply:variables/county.factor": {**words, "values": ["A", "B"]},
            FACTOR: {**words, "values": ["A"]},
        }
    )
    assert found({f"{FACTOR}/values": ["B", "A"]}, parent=parent) == {}
    assert found({f"{FACTOR}/values": ["A", "C"]}, parent=parent) == {FACTOR: "P248"}


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"max_length": 10}, True),
        ({"max_length": 11}, False),
        ({"values": ["A" * 10]}, True),
        ({"values": ["A" * 11]}, False),
    ],
)
def test_a_text_is_no_longer_than_the_templates(said: dict[str, Json], fits: bool) -> None:
    words: dict[str, Json] = {"label": {"zh": "x"}, "type": "text", "nullable": False}
    long: dict[str, Json] = {**words, "max_length": 10}
    parent = changed({"apply:variables/county.factor": long, FACTOR: {**words, "max_length": 5}})
    assert (found({FACTOR: {**words, **said}}, parent=parent) == {}) is fits


def test_what_stands_in_a_subflow_inside_is_the_countys_too() -> None:
    part: Json = {"kind": "formula", "steps": [{"id": "s1", "sets": "x", "value": "1.00"}]}
    inner: Json = {"id": "inner", "nodes": {"one": part, "asks": ask({"source": "credit_bureau"})}}
    node: Json = {"kind": "subflow", "use": inner}
    parent = changed({f"{INSIDE}:nodes/inner": node})
    deeper = f"{INSIDE}:inner:nodes"
    assert found({f"{deeper}/one/steps/s1/value": "0.50"}, parent=parent) == {}
    foreign: Json = {"source": "tax_bureau"}
    assert found({f"{deeper}/asks/from": foreign}, parent=parent) == {f"{deeper}/asks/from": "P249"}


@pytest.mark.parametrize(
    ("origin", "known"),
    [
        ({"source": "tax_bureau"}, "credit_bureau"),
        ({"person": "surveyor", "form": []}, "—"),
        ({"lists": {"grey": True}}, "—"),
        ({"counter": "quota"}, "—"),
    ],
)
def test_an_ask_names_nobody_whom_the_template_does_not_ask(origin: Json, known: str) -> None:
    breach = only(breaches({f"{INSIDE}:nodes/asks": ask(origin)}))
    assert (str(breach.at), breach.issue.code) == (f"{INSIDE}:nodes/asks/from", "P249")
    assert breach.issue.values["known"] == known
