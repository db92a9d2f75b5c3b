"""Scores in bars and bands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.desk.histogram import Bar, band_of, histogram, leads
from studio.desk.population import scorecard
from tests.studio.small import person, small_policy, small_run

FOUND = scorecard(small_policy().program)
assert FOUND is not None
BANDS = FOUND[1].bands


def test_a_bar_holds_the_scores_from_its_start_below_the_next_cut_into_bands() -> None:
    found = histogram([30, 39, 40, 41, 55, 80], BANDS, 20)
    assert found.bars == (
        Bar(20, {"C": 2}),
        Bar(40, {"B": 3}),
        Bar(60, {}),
        Bar(80, {"A": 1}),
    )
    assert (found.lowest, found.highest, found.tallest) == (20, 100, 3)


def test_a_band_that_starts_inside_a_bar_divides_it() -> None:
    (bar,) = histogram([75, 79, 80, 85], BANDS, 50).bars
    assert bar == Bar(50, {"A": 2, "B": 2})


def test_a_score_stands_between_the_ends() -> None:
    found = histogram([0, 99], BANDS, 20)
    assert [found.place(score) for score in (0, 50, 100)] == [0.0, 0.5, 1.0]


def test_a_band_reaches_down_to_its_start() -> None:
    assert [band_of(score, BANDS) for score in (100, 80, 79, 40, 39, -5)] == list("AABBCC")


@given(st.lists(st.integers(-200, 200), min_size=1), st.integers(1, 60))
def test_every_score_is_in_one_bar(scores: list[int], width: int) -> None:
    found = histogram(scores, BANDS, width)
    assert sum(bar.height for bar in found.bars) == len(scores)
    assert found.lowest <= min(scores) < found.lowest + width
    assert found.highest - width <= max(scores) < found.highest


def test_a_band_leads_where_most_of_its_people_end() -> None:
    found = leads(small_run(person(9), person(9), person(9, 17), person(1)))
    assert found == {"A": "approve", "C": "decline"}
