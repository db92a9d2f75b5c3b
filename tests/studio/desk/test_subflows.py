"""What the desk computes holds for a flow of flows: counts, pictures, stories."""

from __future__ import annotations

import pytest

from engine.cli.drawing import rendered
from studio.desk.picture import longest_way, people_picture, way_picture
from studio.desk.population import Count, Person, run, scorecard
from studio.desk.story import story
from studio.desk.texts import texts_in
from tests.engine.flow.nested import facts, nested_program

ZH = texts_in("zh")
PROGRAM = nested_program()
YOUNG = facts(controller__birth_date="2010-01-01")
WAITING = {name: value for name, value in facts().items() if name != "controller_list.black"}
RUN = run(PROGRAM, [Person(each, bad=False) for each in (facts(), YOUNG, WAITING)])


def test_people_are_counted_on_the_ways_through_a_subflow() -> None:
    assert RUN.ways["own:good", "pass"] == Count(3, 1, 0)
    assert RUN.ways["company:head:bad", "decline"] == Count(1, 0, 0)
    assert RUN.arrivals["company:head:lists"] == Count(3, 1, 0)
    assert RUN.ends["decline"] == Count(1, 0, 0)


def test_who_waits_inside_a_subflow_stops_at_its_ask() -> None:
    assert RUN.passages[2].end == "company:head:lists"


def test_a_picture_runs_through_the_subflows() -> None:
    pictures = [people_picture(PROGRAM.draft, RUN.ways, ZH)]
    pictures += [way_picture(PROGRAM.draft, passage, ZH) for passage in (*RUN.passages, None)]
    for dot in pictures:
        assert dot.count(" [label=") == len(PROGRAM.draft.places) + len(RUN.ways)
        assert "subgraph" not in dot
        assert rendered(dot).count('class="node') == len(PROGRAM.draft.places)


def test_the_longest_way_ends_in_the_approval_of_the_whole() -> None:
    assert longest_way(PROGRAM.draft)[-1] == "approved"


def test_before_an_outcome_inside_a_subflow_the_share_approved_is_shown() -> None:
    dot = people_picture(PROGRAM.draft, RUN.ways, ZH)
    (line,) = (each for each in dot.splitlines() if '"own:rate" -> "own:good"' in each)
    assert "获批 33%" in line


@pytest.mark.parametrize(
    ("index", "title"), [(1, "本人准入 › 个人规则"), (6, "企业准入 › 负责人 › 个人规则")]
)
def test_a_step_inside_a_subflow_says_in_which(index: int, title: str) -> None:
    assert story(PROGRAM.decide(facts()), ZH).chapters[index].title == title


def test_an_offer_is_said_with_the_unit_of_its_line() -> None:
    assert story(PROGRAM.decide(facts()), ZH).offer[0].value == "20万"


def test_a_scorecard_inside_a_subflow_is_not_the_flow_s_own() -> None:
    assert scorecard(PROGRAM) is None
