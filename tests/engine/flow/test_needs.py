"""The schema of a program's facts: it lets in what the engine takes, with a sample that works."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from engine import FactsRefused
from tests.engine.flow.small import facts, program, small_program
from tests.engine.flow.test_program import APPLICANTS

NEEDS: Any = small_program().needs
VALIDATOR = Draft202012Validator(NEEDS)


def test_the_needs_are_a_schema() -> None:
    Draft202012Validator.check_schema(NEEDS)


def test_start_facts_are_required_and_asked_ones_are_not() -> None:
    assert NEEDS["required"] == [
        "applicant.birth_date", "applicant.city", "applicant.debt", "applicant.income",
        "applicant.number", "asked.amount", "asked.method", "asked.term_months", "today",
    ]  # fmt: skip
    optional = {"bureau.card_use", "bureau.queries", "list.black", "quota.left", "survey.income"}
    assert NEEDS["properties"].keys() == {*NEEDS["required"], *optional, "unavailable"}


def test_the_sample_is_complete_and_decided() -> None:
    (sample,) = NEEDS["examples"]
    assert sample.keys() == NEEDS["properties"].keys() - {"unavailable"}
    assert VALIDATOR.is_valid(sample)
    assert small_program().decide(sample).state == "decided"


@given(APPLICANTS)
@settings(max_examples=100)
def test_facts_that_the_engine_takes_pass_the_schema(given: dict[str, Any]) -> None:
    try:
        small_program().decide(given)
    except FactsRefused:
        return
    assert list(VALIDATOR.iter_errors(given)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": 1},
        {"asked.term_months": 0},
        {"asked.term_months": "x"},
        {"asked.amount": True},
        {"asked.method": "weekly"},
        {"applicant.number": "x" * 19},
        {"applicant.city": None},
        {"list.black": None},
        {"unavailable": ["moon"]},
        {"unavailable": "village"},
    ],
)
def test_what_the_schema_can_see_to_be_wrong_it_refuses(wrong: dict[str, object]) -> None:
    given = {**facts(), **wrong}
    assert not VALIDATOR.is_valid(given)
    with pytest.raises(FactsRefused):
        small_program().decide(given)


def test_null_passes_where_an_answer_may_be_that_there_is_none() -> None:
    empty = facts(bureau__queries=None, bureau__card_use=None, survey__income=None)
    assert VALIDATOR.is_valid(empty)
    assert small_program().decide(empty).path[-1].node == "thin"


def test_a_fact_brings_its_label_unit_source_and_sensitivity() -> None:
    assert NEEDS["properties"]["bureau.card_use"] == {
        "type": ["string", "number", "null"],
        "pattern": r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$",
        "x-type": "number", "x-scale": 4, "x-min": "0.0000", "x-max": "9.9999",
        "x-label": {"zh": "卡使用率", "en": "Card use"},
        "x-source": {"source": "credit_bureau"},
        "x-sensitivity": "sensitive",
        "x-unit": "ratio",
    }  # fmt: skip


def test_a_sample_fits_a_short_text() -> None:
    short = program({"at": "dictionary:facts/applicant.number/max_length", "set": 2})
    samples: Any = short.needs["examples"]
    assert [sample["applicant.number"] for sample in samples] == ["te"]


def test_a_sample_is_found_where_a_derived_fact_leaves_little_room() -> None:
    narrow = program(
        {"at": "dictionary:facts/applicant.age/min", "set": "18"},
        {"at": "dictionary:facts/applicant.age/max", "set": "25"},
    )
    (sample,) = narrow.needs["examples"]
    assert 18 <= int(str(narrow.decide(sample).values["applicant.age"])) <= 25
