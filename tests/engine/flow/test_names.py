"""Derived facts, dates and parameters: what a flow's names mean at its border."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import FactsRefused, Program
from tests.engine.flow.small import facts, needed, program, small_program


def refused(by: Program, given: dict[str, object]) -> list[str]:
    """The English texts of what is refused."""
    with pytest.raises(FactsRefused) as found:
        by.decide(given)
    return [issue.text("en") for issue in found.value.issues]


# Derived facts.

AGE_REFUSED = (
    "applicant.age: A113 computed from applicant.birth_date, today as 17, not between 18 and 100"
)
CHAIN_REFUSED = (
    "bureau.doubled: A113 computed from applicant.birth_date, bureau.queries, today as 1080, "
    "not between 0 and 1000"
)


def test_a_derived_fact_outside_its_domain_names_what_it_came_from() -> None:
    assert refused(small_program(), facts(today="2008-06-14")) == [AGE_REFUSED]


def test_a_derived_fact_on_the_edges_of_its_domain_is_accepted() -> None:
    assert small_program().decide(facts(today="2008-06-15")).values["applicant.age"] == "18"
    assert small_program().decide(facts(today="2091-06-14")).values["applicant.age"] == "100"
    assert refused(small_program(), facts(today="2091-06-15"))


def test_a_derived_fact_that_is_null_and_may_not_be_is_refused() -> None:
    nulled = program(
        {"at": "dictionary:facts/applicant.age/derive", "set": "if applicant.debt > 5 then null "
         "else 20"}
    )  # fmt: skip
    given = needed(nulled, applicant__debt=5)
    assert nulled.decide(given).values["applicant.age"] == "20"
    assert refused(nulled, {**given, "applicant.debt": 6}) == [
        "applicant.age: A114 computed from applicant.debt as null, which this fact cannot be"
    ]


def test_a_derived_text_that_is_none_of_its_values_is_refused() -> None:
    kinds = program(
        {"at": "dictionary:facts/applicant.city", "set": {
            "label": {"zh": "城市"}, "type": "text", "values": ["xinyang", "luoyang"],
            "nullable": False, "sensitivity": "internal",
            "derive": 'if applicant.staff then "nanyang" else "luoyang"'}},
    )  # fmt: skip
    given = facts(applicant__staff=False)
    del given["applicant.city"]
    assert kinds.decide(given).values["applicant.city"] == "luoyang"
    assert refused(kinds, {**given, "applicant.staff": True}) == [
        "applicant.city: A114 computed from applicant.staff as nanyang, which this fact cannot be"
    ]


def test_a_derived_fact_is_not_given() -> None:
    (text,) = refused(small_program(), facts(applicant__age=30))
    assert text.startswith("applicant.age: A11")


def test_a_derived_fact_keeps_its_own_places() -> None:
    fact = "dictionary:facts/bureau.doubled"
    two = program(
        {"at": f"{fact}/scale", "set": 2},
        {"at": f"{fact}/min", "set": "0.00"},
        {"at": f"{fact}/max", "set": "1000.00"},
        {"at": "nodes/score/characteristics/queries/bins/some/in", "set": "(2..10]"},
    )
    decision = two.decide(facts(bureau__queries=5))
    assert decision.values["bureau.doubled"] == "10.00"
    assert decision.path[3].fired == ("queries/some", "card/low", "bands/B")


def test_what_is_derived_from_asked_facts_comes_with_them() -> None:
    waiting = facts()
    del waiting["bureau.queries"]
    assert "bureau.doubled" not in small_program().decide(waiting).values
    assert small_program().decide(facts()).values["bureau.doubled"] == "2"


def test_what_is_derived_from_an_empty_answer_is_not_there() -> None:
    empty = facts(bureau__queries=None, bureau__card_use=None)
    decision = small_program().decide(empty)
    assert [step.to for step in decision.path][2] == "empty"
    assert "bureau.doubled" not in decision.values


def test_what_is_derived_from_an_asked_fact_has_a_domain_too() -> None:
    tight = program({"at": "dictionary:facts/bureau.doubled/max", "set": "4"})
    assert refused(tight, facts(bureau__queries=3)) == [
        "bureau.doubled: A113 computed from bureau.queries as 6, not between 0 and 4"
    ]


def test_a_fact_derived_of_a_derived_one_names_the_given_ones() -> None:
    chained = program(
        {"at": "dictionary:facts/bureau.doubled/derive", "set": "applicant.age * bureau.queries"}
    )
    assert refused(chained, facts(bureau__queries=30)) == [CHAIN_REFUSED]


FINE = "dictionary:facts/applicant.fine"
FINE_FACT = {
    "label": {"zh": "细账"}, "type": "number", "scale": 0, "min": "0", "max": "30", "unit": "count",
    "nullable": False, "sensitivity": "internal", "derive": "bureau.queries + 1",
}  # fmt: skip
FINE_REFUSED = "applicant.fine: A113 computed from bureau.queries as 41, not between 0 and 30"


def test_all_derived_facts_outside_their_domains_are_told_at_once() -> None:
    by = program(
        {"at": FINE, "set": FINE_FACT},
        {"at": "nodes/score/characteristics/card/of", "set": "applicant.fine / 100"},
        {"at": "nodes/score/characteristics/card/missing", "remove": True},
    )
    given = needed(by, today="2008-06-14", bureau__queries=40)
    assert sorted(refused(by, given)) == [AGE_REFUSED, FINE_REFUSED]
    assert refused(by, {**given, "bureau.queries": 29}) == [AGE_REFUSED]


def test_what_comes_from_a_derived_fact_outside_its_domain_is_no_second_fault() -> None:
    chained = program(
        {"at": "dictionary:facts/applicant.age/derive", "set": "if applicant.debt > 5 then null "
         "else 20"},
        {"at": "dictionary:facts/bureau.doubled/derive", "set": "applicant.age * bureau.queries"},
    )  # fmt: skip
    assert refused(chained, needed(chained, applicant__debt=6, bureau__queries=500)) == [
        "applicant.age: A114 computed from applicant.debt as null, which this fact cannot be"
    ]


# Dates.


def full_years(born: date, today: date) -> int:
    """Years that are full on a day, counted by birthdays; 29 February is full on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


@given(st.dates(date(1930, 1, 1), date(2030, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_the_age_is_the_number_of_full_years(born: date, today: date) -> None:
    given = facts(applicant__birth_date=born, today=today.isoformat())
    years = full_years(born, today)
    if 18 <= years <= 100:
        assert small_program().decide(given).values["applicant.age"] == str(years)
    else:
        assert refused(small_program(), given)


@pytest.mark.parametrize("today", ["2000-01-01", "2199-12-31"])
def test_today_lies_in_two_centuries(today: str) -> None:
    open_ended = program({"at": "dictionary:facts/applicant.age/derive", "set": "20"})
    assert open_ended.decide(needed(open_ended, today=today)).state == "decided"
    beyond = {"2000-01-01": "1999-12-31", "2199-12-31": "2200-01-01"}[today]
    assert refused(open_ended, needed(open_ended, today=beyond))[0].startswith("today: A106")


def test_dates_come_back_as_they_were_written() -> None:
    given = facts(applicant__birth_date=date(1990, 6, 15))
    assert small_program().decide(given).facts["applicant.birth_date"] == "1990-06-15"
    assert small_program().decide(given).canonical() == small_program().decide(facts()).canonical()


# Parameters.


def by_parameter(name: str, value: Any) -> Program:
    """The small flow with another value of a parameter."""
    return program({"at": f"parameters/{name}/value", "set": value})


def test_a_number_parameter_is_read_at_its_value() -> None:
    line = {"asked.amount": "60000.00"}
    assert small_program().decide({**facts(), **line}).outputs["limit.line"] == 60_000
    assert by_parameter("product.line.max", "45000.00").decide(facts()).outputs["limit.line"] == (
        45_000
    )


def test_a_date_parameter_is_read_at_its_value() -> None:
    closed = by_parameter("product.sale.from", "2026-11-03")
    assert closed.decide(facts()).path[1].fired == ("early",)
    assert closed.decide(facts(today="2026-11-03")).path[1].fired == ()


def test_a_set_parameter_is_read_by_membership_and_may_be_empty() -> None:
    shut = {"at": "parameters/product.open/value", "set": False}
    luoyang = facts(applicant__city="luoyang")
    for value, fired in (({"luoyang": True}, ("city",)), ({"xinyang": True}, ()), ({}, ())):
        cities = {"at": "parameters/product.cities/value", "set": value}
        assert program(shut, cities).decide(luoyang).path[1].fired == fired
        assert program(cities).decide(luoyang).path[1].fired == ()


def test_a_text_parameter_is_read_at_its_value() -> None:
    method = {"at": "nodes/approved/offer/method", "set": "product.method"}
    bullet = program(method)
    offer = bullet.decide(needed(bullet)).offer
    assert offer is not None
    assert offer["method"] == "bullet"


def test_a_text_parameter_that_the_place_cannot_hold_is_refused() -> None:
    odd = {"at": "nodes/approved/offer/method", "set": "product.channel"}
    with pytest.raises(Exception, match="E214"):
        program(odd)
