"""The flow drawn for a page."""

from __future__ import annotations

import re

import pytest

from engine import load
from engine.cli.drawing import rendered
from engine.document import Json
from engine.issues import Language
from examples.credit_data.columns import DICTIONARY as EXAMPLE_DICTIONARY
from examples.credit_data.flow import FLOW as EXAMPLE_FLOW
from studio.desk.picture import longest_way, people_picture, way_picture
from studio.desk.population import Count
from studio.desk.texts import texts_in
from tests.studio.small import DICTIONARY, FLOW, label, person, small_policy, small_run

ZH, EN = texts_in("zh"), texts_in("en")
DRAFT = small_policy().program.draft
EXAMPLE = load(EXAMPLE_FLOW, dictionary=EXAMPLE_DICTIONARY).draft
RUN = small_run(person(9), person(9, bad=True), person(1), person(9, 17))


def statement(dot: str, start: str) -> str:
    """The one line of a picture that begins so."""
    (found,) = [line for line in dot.splitlines() if line.strip().startswith(f"{start} [label")]
    return found


def texts_of(line: str) -> list[str]:
    """The lines of a label."""
    return re.findall(r">([^<>]+)<", line.partition("label=")[2])


def thickness(line: str) -> float:
    """How thick a line is."""
    (found,) = re.findall(r"penwidth=([0-9.]+)", line)
    return float(found)


def test_a_way_shows_its_people_the_share_approved_and_the_bad_rate() -> None:
    line = statement(people_picture(DRAFT, RUN.ways, ZH), '"score" -> "admission"')
    assert texts_of(line) == ["继续 4", "获批 50%", "坏账 25.0%"]


def test_before_an_outcome_its_box_says_whether_all_are_approved() -> None:
    line = statement(people_picture(DRAFT, RUN.ways, EN), '"by_band" -> "approved"')
    assert texts_of(line) == ["Lend 2", "bad 50.0%"]


def test_a_way_that_nobody_takes_is_thin_and_greyed() -> None:
    line = statement(people_picture(DRAFT, RUN.ways, ZH), '"admission" -> "referred"')
    assert texts_of(line) == ["转介 0"]
    assert 'class="grey"' in line
    assert thickness(line) == 1.0


def test_a_line_is_as_thick_as_its_share_of_the_people() -> None:
    dot = people_picture(DRAFT, RUN.ways, ZH)
    everybody, half, one = (
        thickness(statement(dot, way))
        for way in ('"line" -> "bureau"', '"by_band" -> "approved"', '"admission" -> "declined"')
    )
    assert (everybody, half, one) == (7.0, 4.0, 2.5)


def test_a_run_of_nobody_is_drawn_thin() -> None:
    dot = people_picture(DRAFT, dict.fromkeys(RUN.ways, Count()), ZH)
    assert thickness(statement(dot, '"line" -> "bureau"')) == 1.0


def test_the_way_of_one_person_is_lit_and_all_else_greyed() -> None:
    dot = way_picture(DRAFT, RUN.passages[3], ZH)
    passed = ['"line"', '"bureau"', '"score"', '"admission"', '"declined"']
    for name in DRAFT.flow.nodes:
        line = statement(dot, f'"{name}"')
        assert ('class="grey"' in line) == (f'"{name}"' not in passed)
        assert (thickness(line) > 1) == (f'"{name}"' in passed)
    assert 'class="grey"' not in statement(dot, '"score" -> "admission"')
    assert 'class="grey"' in statement(dot, '"admission" -> "by_band"')


def test_the_last_way_of_one_person_has_the_look_of_the_outcome() -> None:
    declined = way_picture(DRAFT, RUN.passages[3], ZH)
    assert 'class="decline"' in statement(declined, '"admission" -> "declined"')
    approved = way_picture(DRAFT, RUN.passages[0], ZH)
    assert 'class="approve"' in statement(approved, '"by_band" -> "approved"')


def test_without_a_person_nothing_is_greyed() -> None:
    assert "grey" not in way_picture(DRAFT, None, ZH)


def test_a_long_flow_is_folded_into_rows_that_begin_below_one_another() -> None:
    way = longest_way(EXAMPLE)
    assert way[0] == "ratios"
    assert way[-1] == "approved"
    assert len(way) == 10
    assert '{ rank=same; "ratios"; "shares" }' in people_picture(EXAMPLE, {}, ZH)


def test_a_short_flow_is_not_folded() -> None:
    flow: dict[str, Json] = {
        **FLOW,
        "start": "only",
        "nodes": {
            "only": {"kind": "outcome", "title": label("拒", "No"), "is": "decline", "reasons": []}
        },
        "outputs": {},
    }
    dot = people_picture(load(flow, dictionary=DICTIONARY).draft, {}, ZH)
    assert "rank=same" not in dot


def test_no_line_of_a_label_is_wider_than_its_box_may_be() -> None:
    for texts in (ZH, EN):
        dot = people_picture(EXAMPLE, {}, texts)
        nodes = [line for line in dot.splitlines() if "fillcolor" in line]
        widths = [int(width) for line in nodes for width in re.findall(r'WIDTH="(\d+)"', line)]
        assert len(nodes) == len(EXAMPLE.flow.nodes)
        assert max(widths) <= 124


HOSTILE = 'A & B <"x"> \\ · {y}'


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_picture_renders_whatever_a_title_holds(language: Language) -> None:
    nodes = FLOW["nodes"]
    assert isinstance(nodes, dict)
    line = nodes["line"]
    assert isinstance(line, dict)
    hostile: dict[str, Json] = {**line, "title": label(HOSTILE, HOSTILE)}
    flow: dict[str, Json] = {**FLOW, "nodes": {**nodes, "line": hostile}}
    draft = load(flow, dictionary=DICTIONARY).draft
    assert "A &amp; B &lt;" in rendered(people_picture(draft, {}, texts_in(language)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_shipped_flow_renders_with_every_node_and_way(language: Language) -> None:
    svg = rendered(people_picture(EXAMPLE, {}, texts_in(language)))
    ways = sum(len(group) for group in EXAMPLE.graph.ways.values())
    assert svg.count('class="node"') == len(EXAMPLE.flow.nodes)
    assert svg.count('class="edge') == ways
