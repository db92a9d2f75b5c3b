"""Where the checker knows that a name is not null (semantics, rule 13), case by case."""

from __future__ import annotations

import pytest

from tests.engine.feel.evaluation import type_of

KNOWN_IN_THEN = (
    "score != null",
    "null != score",
    "score != null and local",
    "local and score != null",
    "married and (local and score != null)",
    "score < 5",
    "5 <= score",
    "score > debt",
    "score >= 5 and local",
    "score between 1 and 5",
    "3 between score and 5",
    "score in [1..5)",
    "score in < 5",
    "score = 5",
    "5 = score",
    "score = income",
    "score = (if local then 1 else 2)",
    "debt != null and score = debt",
)
UNKNOWN_IN_THEN = (
    "score = null",
    "score != 3",
    "score = debt",
    "score = 1 / 3",
    "score = (if local then 1 else null)",
    "score != null or local",
    "not(score = null)",
    "score + 1 > 3",
    "score in (1, 2)",
    "score in (null, [1..5])",
    "is defined(score)",
    "local",
)


@pytest.mark.parametrize("condition", KNOWN_IN_THEN)
def test_then_knows_that_the_name_is_there(condition: str) -> None:
    assert not type_of(f"if {condition} then score else 0").nullable
    assert type_of(f"if {condition} then 0 else score").nullable


@pytest.mark.parametrize("condition", UNKNOWN_IN_THEN)
def test_then_does_not_know_whether_the_name_is_there(condition: str) -> None:
    assert type_of(f"if {condition} then score else 0").nullable


def test_else_knows_it_after_a_test_for_null_alone() -> None:
    assert not type_of("if score = null then 0 else score").nullable
    assert not type_of("if null = score then 0 else score").nullable
    assert type_of("if score = null and local then 0 else score").nullable
    assert type_of("if score = null or local then 0 else score").nullable
    assert type_of("if score < 3 then 0 else score").nullable


def test_the_right_side_of_and_knows_what_the_left_says_against_null() -> None:
    assert not type_of("score != null and score > 3").nullable
    assert not type_of("local and score != null and score > 3").nullable
    assert not type_of("(local and score != null) and (score > 3 and score < 5)").nullable
    assert type_of("score > 3 and score != null").nullable
    assert type_of("(score != null or local) and score > 3").nullable
    assert type_of("score = null and score > 3").nullable


def test_the_right_side_of_or_knows_what_the_left_says_of_null() -> None:
    assert not type_of("score = null or score > 3").nullable
    assert not type_of("local or score = null or score > 3").nullable
    assert type_of("score != null or score > 3").nullable
    assert type_of("(score = null and local) or score > 3").nullable
    assert type_of("score > 3 or score = null").nullable


def test_comparisons_do_not_narrow_inside_and_or() -> None:
    assert type_of("score > 3 and score < 5").nullable
    assert type_of("score between 1 and 5 and score > 3").nullable
    assert type_of("not(score > 3) or score < 5").nullable


def test_what_is_known_ends_with_its_place() -> None:
    assert type_of("(if score != null then 1 else 2) + score").nullable
    assert type_of("(score != null and score > 1) or score > 3").nullable
    assert not type_of("if score > 1 then (if debt > 1 then score + debt else 0) else 0").nullable
    assert type_of("if score > 1 then debt else 0").nullable
