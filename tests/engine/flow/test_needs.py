"""The schema of a program's facts: it lets in what the engine takes, with a sample that works."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from engine import FactsRefused
from tests.engine.flow import pledge
from tests.engine.flow.applicants import applicants
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


# Collections.

PLEDGE: Any = pledge.plain_pledge().needs
PLEDGES = Draft202012Validator(PLEDGE)


def test_a_collection_is_a_list_of_objects_with_all_their_fields() -> None:
    schema = PLEDGE["properties"]["pledge.assets"]
    assert (schema["type"], schema["maxItems"], schema["x-key"]) == ("array", 5, "number")
    assert schema["x-label"] == {"zh": "拟质押资产", "en": "Assets offered"}
    assert schema["x-source"] == {"host": "core"}
    item = schema["items"]
    assert item["required"] == [*pledge.asset("D1")]
    assert item["additionalProperties"] is False
    assert item["properties"]["frozen"] == {
        "type": ["boolean", "null"], "x-type": "boolean",
        "x-label": {"zh": "冻结或已质押", "en": "Frozen or pledged"}, "x-sensitivity": "sensitive",
    }  # fmt: skip


def test_a_sample_has_items_that_all_stay() -> None:
    (sample,) = PLEDGE["examples"]
    assert PLEDGES.is_valid(sample)
    items = pledge.plain_pledge().decide(sample).collections["pledge.assets"]
    assert [item.left_out for item in items] == [(), ()]


def test_a_sample_is_found_where_no_item_can_stay() -> None:
    never = {
        "at": "dictionary:collections/pledge.assets/keep/k1/when",
        "set": "item.matures = null",
    }
    (sample,) = pledge.pledge_program(never).needs["examples"]
    assert len(sample["pledge.assets"]) == 2


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ({"type": "text", "values": ["only"]}, 1),
        ({"type": "text", "max_length": 1}, 2),
        ({"type": "boolean"}, 2),
        ({"type": "date"}, 2),
        ({"type": "number", "scale": 0, "min": "0", "max": "99", "unit": "count"}, 2),
        ({"type": "number", "scale": 0, "min": "7", "max": "7", "unit": "count"}, 1),
    ],
)
def test_a_sample_s_items_are_told_apart(field: dict[str, Any], count: int) -> None:
    words = {"label": {"zh": "编号"}, "nullable": False, "sensitivity": "internal"}
    at = "dictionary:collections/pledge.assets/fields/number"
    (sample,) = pledge.pledge_program({"at": at, "set": {**words, **field}}).needs["examples"]
    assert len({str(item["number"]) for item in sample["pledge.assets"]}) == count


@given(applicants(pledge.plain_pledge()))
@settings(max_examples=100)
def test_collections_that_the_engine_takes_pass_the_schema(given: dict[str, Any]) -> None:
    try:
        pledge.plain_pledge().decide(given)
    except FactsRefused:
        return
    assert list(PLEDGES.iter_errors(given)) == []


@pytest.mark.parametrize(
    "items",
    [
        None, {}, "[]", [1], [{}],
        [pledge.asset(f"D{number}") for number in range(6)],
        [pledge.asset("D1", colour=1)],
        [pledge.asset("D1", kind="gold")],
    ],
)  # fmt: skip
def test_what_the_schema_can_see_to_be_wrong_in_items_it_refuses(items: object) -> None:
    given = {**pledge.facts(), "pledge.assets": items}
    assert not PLEDGES.is_valid(given)
    with pytest.raises(FactsRefused):
        pledge.plain_pledge().decide(given)
