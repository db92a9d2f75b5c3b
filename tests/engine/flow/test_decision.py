"""What is read from a decision: plain values, a document of plain JSON, and its own hash."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from engine.document import canonical_bytes, content_hash
from engine.flow.explain import explain
from tests.engine.flow.small import facts, program, small_program


def test_an_approval_gives_plain_values() -> None:
    decision = small_program().decide(facts())
    assert (decision.state, decision.outcome, decision.to, decision.requests) == (
        "decided", "approve", None, (),
    )  # fmt: skip
    assert decision.offer == {
        "line": Decimal("60000.00"), "amount": Decimal("50000.00"), "term_months": 12,
        "method": "bullet", "annual_rate": Decimal("0.060000"),
    }  # fmt: skip
    assert decision.outputs == {
        "score": Decimal(550), "band": "A", "limit.income": Decimal("5000.00"),
        "limit.multiple": Decimal(12), "limit.line": Decimal("60000.00"), "marks": [],
        "price.rate": Decimal("0.060000"),
    }  # fmt: skip
    assert [str(value) for value in decision.offer.values()] == [
        "60000.00", "50000.00", "12", "bullet", "0.060000",
    ]  # fmt: skip


def test_a_pending_decision_gives_what_it_waits_for_and_nothing_else() -> None:
    given = facts()
    del given["quota.left"]
    decision = small_program().decide(given)
    assert (decision.state, decision.outcome, decision.offer, decision.reasons) == (
        "pending", None, None, (),
    )  # fmt: skip
    (request,) = decision.requests
    assert (request.at, request.origin, request.consent, request.facts) == (
        "nodes/quota", {"counter": "village"}, None, ("quota.left",),
    )  # fmt: skip
    assert decision.path[-1].node == "own_income"
    assert decision.document().keys() == {
        "format", "semantics", "state", "release", "stage", "facts", "requests", "path",
    }  # fmt: skip


def test_the_document_is_plain_json_as_its_bytes_say() -> None:
    for change in ({}, {"bureau.queries": None, "bureau.card_use": None}, {"list.black": True}):
        given = {**facts(), **change}
        given.pop("survey.income")
        document = small_program().decide(given).document()
        assert json.loads(canonical_bytes(document)) == document


def test_the_hash_of_facts_is_taken_over_values_at_their_places() -> None:
    spelled = [
        facts(), facts(applicant__income=5000, asked__term_months="12", quota__left="9e4"),
        facts(applicant__income=Decimal("5000.0"), bureau__card_use=0.2),
    ]  # fmt: skip
    hashes = {small_program().decide(given).document()["facts"] for given in spelled}
    normal: Any = {**facts(), "asked.term_months": "12", "bureau.queries": "1"}
    assert hashes == {content_hash(normal)}
    assert small_program().decide(facts(applicant__income="5000.01")).document()["facts"] not in (
        hashes
    )


def test_the_facts_of_a_decision_are_those_given() -> None:
    given = facts(unavailable=["village"])
    del given["survey.income"]
    found = small_program().decide(given).facts
    assert found.keys() == given.keys()
    assert found["unavailable"] == ["village"]
    assert found["asked.term_months"] == "12"


class City(str, Enum):  # noqa: UP042  (a mixed enumeration prints otherwise than its value)
    """A text of a host's own class."""

    XINYANG = "xinyang"


def test_a_host_s_own_classes_give_the_same_bytes() -> None:
    own = small_program().decide(facts(applicant__city=City.XINYANG))
    assert own.canonical() == small_program().decide(facts()).canonical()


def test_a_variable_that_was_not_set_is_no_output() -> None:
    decision = small_program().decide(facts(list__black=True))
    assert decision.outputs == {}
    assert decision.document()["outputs"] == {}


def test_an_output_set_to_null_is_there() -> None:
    usual: Any = small_program().decide(facts()).document()["outputs"]
    nullable = program(
        {"at": "variables/limit.multiple/nullable", "set": True},
        {"at": "nodes/multiple/rows/r10/then/multiple", "set": "null"},
        {"at": "nodes/terms/steps/s1/value", "set": "1000"},
    )
    assert nullable.decide(facts()).document()["outputs"] == {
        **usual,
        "limit.multiple": None, "limit.line": "1000.00",
    }  # fmt: skip


def test_the_values_of_a_decision_are_all_that_was_seen() -> None:
    values = small_program().decide(facts()).values
    assert values["applicant.age"] == "36"
    assert values["bureau.doubled"] == "2"
    assert values["limit.line"] == "60000.00"
    assert values["marks"] == []


def test_a_decision_says_itself_shortly() -> None:
    assert repr(small_program().decide(facts())) == "<Decision approve by small.apply>"
    waiting = facts()
    del waiting["list.black"]
    assert repr(small_program().decide(waiting)) == "<Decision pending by small.apply>"


def test_a_decision_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        small_program().decide(facts()).state = "pending"  # type: ignore[misc]


def test_an_explanation_shows_what_each_step_saw_in_both_languages() -> None:
    told: Any = explain(small_program().decide(facts(applicant__debt=None)))
    gate = told["path"][1]
    assert gate["way"] == {"zh": "拒绝", "en": "decline"}
    assert [(part["id"], part["at"]) for part in gate["fired"]] == [
        ("debt/unknown", "nodes/gate/rules/debt")
    ]
    assert {"name": "applicant.debt", "label": {"zh": "月还款", "en": "Debt service"},
            "value": None} in gate["saw"]  # fmt: skip
    assert told["reasons"][0]["customer"] == {"zh": "负债过高。", "en": "Debt."}


DECLINES: list[dict[str, Any]] = [
    {"at": "nodes/gate/next/refer", "set": "declined"},
    {"at": "nodes/referred", "remove": True},
    {"at": "nodes/declined/reasons/o1", "add": {"reason": "A01"}, "after": None},
]
"""Whom the rules refer is declined, with a reason of the outcome's own."""


def test_a_reason_that_the_outcome_gives_too_is_told() -> None:
    young = facts(applicant__birth_date="2007-01-01")
    by_rule = program(*DECLINES[:2]).decide(young).reasons
    assert [(r.code, r.at, r.told) for r in by_rule] == [("A01", "nodes/gate/rules/young", None)]
    by_both = program(*DECLINES).decide(young).reasons
    assert [(r.code, r.at, r.told) for r in by_both] == [("A01", "nodes/gate/rules/young", "A01")]


def test_a_reason_of_a_scorecard_is_told_though_a_rule_refers_with_it() -> None:
    by = program(
        {"at": "nodes/gate/rules/young/reason", "set": "S01"},
        {"at": "nodes/gate/next/refer", "set": "bureau"},
        {"at": "nodes/referred", "remove": True},
    )
    young = facts(applicant__birth_date="2007-01-01", bureau__queries=9, bureau__card_use="0.9")
    found = {r.code: (r.at, r.told) for r in by.decide(young).reasons}
    assert found["S01"] == ("nodes/gate/rules/young", "S01")
    found = {r.code: (r.at, r.told) for r in by.decide({**young, "list.black": True}).reasons}
    assert found["S01"] == ("nodes/gate/rules/young", None)


def test_a_reason_that_is_not_told_has_no_words_for_the_customer() -> None:
    young = facts(applicant__birth_date="2008-01-01", list__black=True)
    told: Any = explain(small_program().decide(young))
    assert [(r["code"], r["told"], r["customer"] is None) for r in told["reasons"]] == [
        ("F01", "R01", False),
        ("A01", None, True),
    ]
