"""People worth a look."""

from __future__ import annotations

from studio.desk.picks import following, named_examples
from tests.studio.small import person, small_run

RUN = small_run(
    person(9),
    person(1),
    person(9, bad=True),
    person(1, bad=True),
    person(9, 17),
)


def test_the_next_of_an_outcome_comes_after_the_one_shown_and_around_the_end() -> None:
    assert following(RUN, 0, "decline") == 1
    assert following(RUN, 1, "decline") == 3
    assert following(RUN, 4, "decline") == 1
    assert following(RUN, 2, "approve") == 0


def test_the_only_one_of_an_outcome_follows_itself_and_nobody_follows_where_there_is_none() -> None:
    assert following(small_run(person(9)), 0, "approve") == 0
    assert following(RUN, 0, "refer") is None


def test_examples_are_the_first_that_fit_their_name_and_the_others_are_left_out() -> None:
    assert named_examples(RUN) == {
        "approved repaid": 0,
        "approved bad": 2,
        "declined repaid": 1,
        "most reasons": 1,
    }
