"""People on the ways of a flow, counted by hand."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.desk.population import Count, Person, run, scorecard
from tests.studio.small import person, small_policy, small_run, waiting

POLICY = small_policy()


def test_every_way_counts_its_people_those_approved_and_the_bad_loans() -> None:
    found = small_run(person(9), person(4, bad=True), person(1, bad=True), person(9, 17)).ways
    assert found == {
        ("line", "done"): Count(4, 2, 2),
        ("bureau", "found"): Count(4, 2, 2),
        ("bureau", "empty"): Count(),
        ("bureau", "unavailable"): Count(),
        ("score", "done"): Count(4, 2, 2),
        ("admission", "pass"): Count(3, 2, 2),
        ("admission", "decline"): Count(1, 0, 0),
        ("admission", "refer"): Count(),
        ("by_band", "lend"): Count(2, 2, 1),
        ("by_band", "else"): Count(1, 0, 1),
    }


def test_everybody_is_counted_once_by_how_they_end() -> None:
    found = small_run(person(9), person(9, bad=True), person(1, bad=True))
    assert found.ends == {"approve": Count(2, 2, 1), "decline": Count(1, 0, 1), "refer": Count()}
    assert found.everybody == Count(3, 2, 2)
    assert found.ends["approve"].bad_rate == Fraction(1, 2)
    assert found.everybody.approval_rate == Fraction(2, 3)


def test_a_rate_of_nobody_is_none() -> None:
    assert Count().bad_rate is None
    assert Count().approval_rate is None


def test_who_waits_for_facts_stops_at_the_ask_and_has_no_outcome() -> None:
    found = small_run(waiting(9), person(9))
    assert found.passages[0].end == "bureau"
    assert found.passages[0].outcome is None
    assert found.arrivals["bureau"] == Count(2, 1, 0)
    assert found.ways["bureau", "found"] == Count(1, 1, 0)


def test_bands_and_scores_are_those_of_the_scorecard() -> None:
    found = small_run(person(9), person(4), person(1), waiting(9))
    assert [passage.band for passage in found.passages] == ["A", "B", "C", None]
    assert found.scores == [90, 50, 10]
    assert (scorecard(found.program) or ("",))[0] == "score"


PEOPLE = st.lists(
    st.builds(person, st.integers(0, 120), st.none() | st.integers(0, 120), bad=st.booleans())
    | st.builds(waiting, st.integers(0, 120)),
    max_size=30,
)


@settings(max_examples=60)
@given(PEOPLE)
def test_the_ways_of_a_node_sum_to_its_arrivals_and_arrivals_to_the_ways_in(
    people: list[Person],
) -> None:
    found = run(POLICY.program, people)
    graph = found.program.draft.graph
    for name, ways in graph.ways.items():
        ended = sum(passage.end == name for passage in found.passages)
        left = sum(found.ways[name, way.outlet].people for way in ways)
        assert found.arrivals[name].people == left + ended
        came = sum((found.ways[way.start, way.outlet] for way in graph.into[name]), Count())
        assert found.arrivals[name] == (found.everybody if name == graph.start else came)
