"""The threshold that may be dragged, and the policy that it gives."""

from __future__ import annotations

import pytest

from engine.document import Set, parse_address
from engine.errors import EditsRefused
from examples.credit_data.columns import DICTIONARY
from examples.credit_data.flow import FLOW
from studio.desk.policy import Threshold, edited, moved, read_policy, threshold
from studio.desk.population import run
from tests.studio.small import person, small_policy, small_run


def found(*levels: int) -> Threshold:
    """The threshold of the small flow over people of these levels."""
    at = threshold(small_run(*(person(level) for level in levels)))
    assert at is not None
    return at


def test_the_threshold_starts_the_lowest_band_that_lends() -> None:
    at = found(9, 4, 1)
    assert (at.band, at.value, at.address) == ("B", 40, "nodes/score/bands/B/from")


def test_it_moves_between_the_starts_of_its_neighbours() -> None:
    at = found(9, 4, 1)
    assert (at.lowest, at.highest) == (0, 79)
    assert [at.bounded(value) for value in (-5, 50, 200)] == [0, 50, 79]


def test_where_only_the_best_band_lends_it_may_rise_to_the_highest_score() -> None:
    at = found(9, 1)
    assert (at.band, at.lowest, at.highest) == ("A", 41, 100)


def test_where_nobody_gets_a_loan_there_is_no_threshold() -> None:
    assert threshold(small_run(person(1), person(9, 17))) is None


def test_moving_it_changes_who_is_approved_and_nothing_else_in_the_document() -> None:
    people = [person(9), person(4), person(1)]
    policy = small_policy()
    stricter = moved(policy, found(9, 4, 1), 60)
    outcomes = [passage.outcome for passage in run(stricter.program, people).passages]
    assert outcomes == ["approve", "decline", "decline"]
    back = edited(stricter, [Set(parse_address("nodes/score/bands/B/from"), "40")])
    assert back.flow == policy.flow


def test_a_value_beyond_the_bounds_is_taken_at_the_bound() -> None:
    policy = small_policy()
    assert moved(policy, found(9, 4, 1), 500).flow == moved(policy, found(9, 4, 1), 79).flow


def test_the_shipped_value_is_the_policy_itself() -> None:
    policy = small_policy()
    assert moved(policy, found(9, 4, 1), 40) is policy


@pytest.mark.parametrize("value", [0, 1, 39, 41, 78, 79])
def test_every_allowed_value_gives_a_policy_without_faults(value: int) -> None:
    assert moved(small_policy(), found(9, 4, 1), value).program.flow.id == "small"


def test_both_ends_of_the_shipped_threshold_give_a_policy_without_faults() -> None:
    policy = read_policy(FLOW, DICTIONARY)
    at = Threshold("score", "C", 530, 511, 579)
    for value in (at.lowest, at.highest):
        assert moved(policy, at, value).program.flow.id == "example.credit"


def test_an_edit_of_what_is_not_there_is_refused() -> None:
    with pytest.raises(EditsRefused):
        edited(small_policy(), [Set(parse_address("nodes/nowhere/bands/B/from"), "40")])
