"""A form's fields, read from what a program needs, and what was typed into it."""

from __future__ import annotations

from typing import cast

import pytest

from engine import FactsRefused, load
from engine.document import Json
from examples.credit_data.columns import DICTIONARY
from examples.credit_data.flow import FLOW
from studio.desk.fields import Field, Typed, fields, shown_fact, typed_facts
from tests.studio.small import small_policy

SMALL = small_policy().program
EXAMPLE = load(FLOW, dictionary=DICTIONARY)


def by_name(asked: tuple[Field, ...]) -> dict[str, Field]:
    """The fields by their names."""
    return {field.name: field for field in asked}


def test_every_fact_of_a_program_is_a_field_but_what_the_host_says_is_unavailable() -> None:
    assert list(by_name(fields(SMALL))) == [
        "asked.amount",
        "asked.method",
        "asked.term_months",
        "applicant.age",
        "applicant.level",
        "bureau.queries",
    ]


def test_a_field_has_its_kind_bounds_unit_and_whether_it_may_be_unknown() -> None:
    found = by_name(fields(EXAMPLE))
    age, income, home = (found[f"applicant.{name}"] for name in ("age", "income", "home"))
    assert (age.kind, age.low, age.high, age.unit) == ("number", "0", "120", "year")
    assert (age.nullable, income.nullable) == (False, True)
    assert (home.kind, home.values[:2], home.nullable) == ("choice", ("owner", "rent"), True)
    assert found["applicant.records"].kind == "yes_no"
    assert home.label("zh") == "居住状况"
    assert home.label("en") == "Home"


def test_an_empty_field_is_null_where_it_may_be_and_absent_elsewhere() -> None:
    typed: dict[str, Typed] = {"applicant.age": "", "applicant.level": " ", "asked.amount": "5万"}
    found = typed_facts(fields(SMALL), typed)
    assert found == {"asked.amount": "50000", "applicant.age": None}


def test_an_asked_fact_that_nobody_typed_is_absent_so_that_the_decision_waits() -> None:
    typed: dict[str, Typed] = {
        "asked.amount": "1000",
        "asked.method": "bullet",
        "asked.term_months": "12",
        "applicant.level": "5",
        "applicant.age": "",
        "bureau.queries": "",
    }
    assert SMALL.decide(typed_facts(fields(SMALL), typed)).state == "pending"


def test_the_sample_of_a_program_goes_through_its_form_unchanged() -> None:
    asked = fields(EXAMPLE)
    sample = cast("list[dict[str, Json]]", EXAMPLE.needs["examples"])[0]
    typed = {field.name: shown_fact(field, sample[field.name]) for field in asked}
    assert typed_facts(asked, typed) == sample


def test_what_is_wrong_is_told_by_the_name_of_its_field() -> None:
    typed: dict[str, Typed] = {"applicant.level": "130", "asked.amount": "many"}
    with pytest.raises(FactsRefused) as refused:
        SMALL.decide(typed_facts(fields(SMALL), typed))
    found = {issue.at: issue.code for issue in refused.value.issues}
    assert found == {
        "applicant.level": "A106",
        "asked.amount": "A104",
        "asked.method": "A101",
        "asked.term_months": "A101",
    }
