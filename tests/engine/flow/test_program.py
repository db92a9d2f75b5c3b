"""Laws of a compiled flow: pure, blind to key order, steady as facts arrive, thread-safe."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import (
    Decision,
    DecisionFailed,
    DocumentRefused,
    FactsRefused,
    LoanFoundryError,
    Program,
    check,
    freeze,
    load,
)
from engine.document import canonical_bytes
from tests.engine.flow.applicants import applicants
from tests.engine.flow.small import (
    FACTS,
    Document,
    edited,
    facts,
    program,
    small_dictionary,
    small_flow,
    small_program,
)
from tests.engine.flow.test_check import turned

USUAL = st.fixed_dictionaries(
    {"today": st.just("2026-11-02")},
    optional={
        "applicant.birth_date": st.dates(date(1926, 11, 2), date(2008, 11, 3)).map(date.isoformat),
        "applicant.debt": st.sampled_from(["0.00", "100.00", None]),
        "applicant.income": st.sampled_from(["3000.00", "30000.00"]),
        "list.black": st.just(False),
    },
)
"""What most applicants have, so that they come far on the way."""

APPLICANTS = st.builds(lambda given, usual: {**given, **usual}, applicants(small_program()), USUAL)


def decided(by: Program, given: dict[str, Any]) -> bytes | list[tuple[str, str]]:
    """The bytes of a decision, or what was refused."""
    try:
        return by.decide(given).canonical()
    except LoanFoundryError as error:
        return [(issue.code, issue.at) for issue in error.issues]


@given(APPLICANTS)
@settings(max_examples=200)
def test_the_same_facts_give_the_same_bytes(given: dict[str, Any]) -> None:
    assert decided(small_program(), given) == decided(small_program(), dict(given))


@given(APPLICANTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(given: dict[str, Any], random: Any) -> None:
    keys = sorted(given)
    random.shuffle(keys)
    shuffled = {key: given[key] for key in keys}
    assert decided(small_program(), shuffled) == decided(small_program(), given)


def turned_program() -> Program:
    """The small flow with every mapping's keys the other way round."""
    return load(turned(small_flow()), dictionary=turned(small_dictionary()))


TURNED = turned_program()
FROZEN = load(freeze(small_flow(), dictionary=small_dictionary()))


@given(APPLICANTS)
@settings(max_examples=200)
def test_the_order_of_keys_in_the_documents_does_not_matter(given: dict[str, Any]) -> None:
    assert TURNED.name == small_program().name
    assert decided(TURNED, given) == decided(small_program(), given)


@given(APPLICANTS)
@settings(max_examples=200)
def test_a_frozen_flow_decides_as_its_draft_and_under_its_name(given: dict[str, Any]) -> None:
    assert FROZEN.name == small_program().name
    assert decided(FROZEN, given) == decided(small_program(), given)


@given(APPLICANTS, st.data())
@settings(max_examples=200)
def test_more_facts_lead_on_from_the_same_steps(given: dict[str, Any], data: Any) -> None:
    try:
        before = small_program().decide(given)
    except LoanFoundryError:
        assume(False)
        return
    later = data.draw(APPLICANTS)
    more = {name: value for name, value in later.items() if name not in given}
    more.pop("unavailable", None)
    try:
        after = small_program().decide({**given, **more})
    except LoanFoundryError:
        assume(False)
        return
    assert after.path[: len(before.path)] == before.path
    if before.state == "decided":
        assert without_facts(after) == without_facts(before)


def without_facts(decision: Decision) -> dict[str, Any]:
    """The decision without the hash of what was given."""
    return {key: value for key, value in decision.document().items() if key != "facts"}


@given(APPLICANTS)
@settings(max_examples=200)
def test_a_decision_holds_what_its_outcome_calls_for(given: dict[str, Any]) -> None:
    try:
        decision = small_program().decide(given)
    except LoanFoundryError:
        assume(False)
        return
    document = decision.document()
    assert (decision.state == "pending") == (decision.outcome is None) == ("requests" in document)
    assert (decision.outcome == "approve") == ("offer" in document)
    assert (decision.outcome == "refer") == ("to" in document)
    assert document["path"] == [] or document["path"][0]["at"] == "nodes/lists"  # type: ignore[index,call-overload]
    codes = [reason.code for reason in decision.reasons]
    assert len(codes) == len(set(codes))


def test_a_pending_decision_is_finished_step_by_step() -> None:
    given = {name: value for name, value in FACTS.items() if "." not in name or is_start(name)}
    seen: list[list[str]] = []
    while True:
        decision = small_program().decide(given)
        if decision.state == "decided":
            break
        (request,) = decision.requests
        seen.append([request.at, *request.facts])
        given |= {name: FACTS[name] for name in request.facts}
    assert seen == [
        ["nodes/lists", "list.black"],
        ["nodes/bureau", "bureau.card_use", "bureau.queries"],
        ["nodes/quota", "quota.left"],
    ]
    assert decision.outcome == "approve"


def is_start(name: str) -> bool:
    """Whether a fact of the small flow is there from the start."""
    return name.partition(".")[0] in ("applicant", "asked")


# Many rows.


def clashing() -> Program:
    """The small flow with two rows that hit together for Xinyang and no debt."""
    return program({"at": "nodes/multiple/rows/r20/if", "set": {"debt": "< 50"}})


def test_many_rows_are_decided_in_their_order() -> None:
    cities = [facts(applicant__city=city) for city in ("xinyang", "luoyang", "xinyang")]
    found = small_program().decide_many(iter(cities))
    assert [decision.outputs["limit.multiple"] for decision in found] == [12, 8, 12]


def test_no_rows_are_decided_too() -> None:
    assert small_program().decide_many([]) == []


def test_what_is_no_list_of_rows_is_refused() -> None:
    for rows in (None, 3):
        with pytest.raises(FactsRefused) as refused:
            small_program().decide_many(cast("Any", rows))
        assert [(issue.code, issue.at) for issue in refused.value.issues] == [("A115", "")]


def test_all_wrong_rows_are_named_in_one_error() -> None:
    rows: list[Any] = [
        facts(), facts(asked__term_months=0), facts(), None,
        facts(applicant__city="x", colour=1), facts(today="1990-06-16"),
        facts(today="2005-06-16"),
    ]  # fmt: skip
    with pytest.raises(FactsRefused) as refused:
        small_program().decide_many(rows)
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [
        ("A106", "1/asked.term_months"),
        ("A100", "3/"),
        ("A111", "4/colour"),
        ("A109", "4/applicant.city"),
        ("A106", "5/today"),
        ("A113", "6/applicant.age"),
    ]


def test_a_row_that_the_flow_leaves_open_is_named_with_its_number() -> None:
    with pytest.raises(DecisionFailed) as failed:
        clashing().decide_many([facts(), facts(applicant__debt="49.99"), facts(applicant__debt=0)])
    assert [(issue.code, issue.at) for issue in failed.value.issues] == [
        ("A201", "1/nodes/multiple"),
        ("A201", "2/nodes/multiple"),
    ]


def test_wrong_facts_are_told_before_open_decisions() -> None:
    with pytest.raises(FactsRefused) as refused:
        clashing().decide_many([facts(applicant__debt=0), facts(today=1)])
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [("A103", "1/today")]


# Threads.


def many() -> list[dict[str, object]]:
    """Facts that end in every way."""
    changes: list[dict[str, object]] = [
        {}, {"applicant.city": "luoyang"}, {"applicant.debt": None}, {"list.black": True},
        {"bureau.queries": 9}, {"bureau.queries": None, "bureau.card_use": None},
        {"quota.left": "0.00"}, {"unavailable": ["village"]}, {"asked.amount": "90000.00"},
        {"applicant.birth_date": "2007-01-01"}, {"applicant.number": "张三"},
    ]  # fmt: skip
    incomes = [{"applicant.income": f"{income}.00"} for income in range(100, 2000, 100)]
    return [{**FACTS, **change, **income} for change in changes for income in incomes]


def test_many_threads_on_one_program_give_the_bytes_of_one() -> None:
    rows = many()
    by_one, shared = program(), program()
    alone = [decided(by_one, row) for row in rows]
    together = threading.Barrier(8)

    def work(start: int) -> list[bytes | list[tuple[str, str]]]:
        together.wait()
        turned_rows = rows[start:] + rows[:start]
        found = [decided(shared, row) for row in turned_rows]
        return found[len(rows) - start :] + found[: len(rows) - start]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(0, 8 * 7, 7)))
    assert all(result == alone for result in results)
    outcomes = {small_program().decide(row).outcome for row in rows}
    assert outcomes == {"approve", "decline", "refer"}


# Equal documents.


def test_the_layout_is_no_part_of_the_name() -> None:
    flow = small_flow()
    flow["canvas"] = {"nodes": {"gate": {"x": 5, "y": 7}}}
    assert load(flow, dictionary=small_dictionary()).name == small_program().name


def test_a_new_fact_in_the_dictionary_changes_no_name() -> None:
    assert program(new_fact()).name == small_program().name
    assert program(changed_fact()).name != small_program().name


def new_fact() -> Document:
    """A fact that the flow does not use."""
    fact = {**small_dictionary()["facts"]["applicant.staff"], "label": {"zh": "新"}}
    return {"at": "dictionary:facts/applicant.new", "set": fact}


def changed_fact() -> Document:
    """Another bound of a fact that the flow uses."""
    return {"at": "dictionary:facts/applicant.income/max", "set": "900000.00"}


def test_a_checked_draft_is_left_as_it_was() -> None:
    flow, dictionary = edited([])
    before = canonical_bytes(flow), canonical_bytes(dictionary)
    check(flow, dictionary=dictionary)
    load(flow, dictionary=dictionary).decide(facts()).canonical()
    assert (canonical_bytes(flow), canonical_bytes(dictionary)) == before


def test_facts_are_left_as_they_were() -> None:
    given = facts(unavailable=["village"])
    before = dict(given)
    small_program().decide(given).canonical()
    assert given == before


def test_a_flow_alone_is_one_stage() -> None:
    program = small_program()
    assert (program.stage, program.stages) == ("flow", ("flow",))
    assert program.at("flow") is program
    with pytest.raises(DocumentRefused, match="F199"):
        program.at("apply")
