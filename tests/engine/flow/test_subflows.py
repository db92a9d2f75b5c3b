"""A flow inside a flow: whose facts it reads, what it hands over, how deep it may stand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from engine import FlowRefused, Program, check, freeze, load
from engine.document import canonical_bytes, content_name
from engine.errors import DecisionFailed
from engine.flow.explain import explain
from tests.engine.flow.applicants import applicants
from tests.engine.flow.nested import FACTS, Nested, facts, nested, nested_program
from tests.engine.flow.small import Document
from tests.engine.flow.test_check import turned


def test_a_flow_of_flows_has_no_issue() -> None:
    assert nested().check() == ()


def test_one_gate_in_two_places_reads_two_persons() -> None:
    young = {"birth_date": "2010-01-01"}
    own = nested_program().decide(facts(applicant__birth_date=young["birth_date"]))
    controller = nested_program().decide(facts(controller__birth_date=young["birth_date"]))
    assert [reason.at for reason in own.reasons] == ["own:nodes/person/rules/young"]
    assert [reason.at for reason in controller.reasons] == ["company:head:nodes/person/rules/young"]
    assert own.outcome == controller.outcome == "decline"


def test_a_flow_reads_a_fact_by_the_bounds_and_places_of_whom_it_means() -> None:
    outputs = nested_program().decide(facts(controller__debt="2000")).outputs
    assert (outputs["limit.own"], outputs["limit.controller"]) == (1, Decimal("0.50"))
    assert nested_program().needs["properties"]["controller.debt"]["x-scale"] == 0
    assert nested_program().needs["properties"]["applicant.debt"]["x-scale"] == 2


def test_the_needs_are_those_of_all_flows_after_with() -> None:
    needs = nested_program().needs
    assert needs["properties"].keys() == {*FACTS, "unavailable"}
    assert set(FACTS) - set(needs["required"]) == {"list.black", "controller_list.black"}


def test_the_path_names_no_subflow_and_every_outcome_inside() -> None:
    path = nested_program().decide(facts()).document()["path"]
    assert isinstance(path, list)
    assert path[-5:] == [
        {"at": "company:head:nodes/rate", "to": "done"},
        {"at": "company:head:nodes/good", "to": "pass"},
        {"at": "company:nodes/yes", "to": "pass"},
        {"at": "nodes/limit", "to": "done"},
        {"at": "nodes/approved"},
    ]


def test_a_variable_stays_inside_unless_it_is_taken() -> None:
    decision = nested_program().decide(facts())
    assert decision.outputs.keys() == {"limit.own", "limit.controller", "limit.line"}
    inside = {name: value for name, value in decision.values.items() if ":" in name}
    assert inside == {
        "own:factor": "1.00", "company:head:factor": "1.00", "company:head_factor": "1.00",
    }  # fmt: skip
    assert decision.values["limit.own"] == "1.0000", "taken at the variable's own places"


def test_an_output_is_set_behind_pass_alone() -> None:
    declined = nested_program().decide(facts(list__black=True))
    assert declined.outputs == {}


def test_what_an_outcome_inside_offers_and_refers_to_is_not_used() -> None:
    offer = {"line": "asked.term_days", "amount": "1", "method": "nothing", "annual_rate": "0.05"}
    alone = nested(
        {"at": "nested.gate:nodes/good/offer", "set": offer},
        {"at": "nested.gate:nodes/doubtful/to", "set": {"to": "product", "product": "other"}},
    )
    assert alone.check() == ()
    assert alone.load().needs["properties"] == nested_program().needs["properties"]
    doubtful = alone.load().decide(facts(applicant__birth_date="1950-01-01"))
    assert doubtful.to == {"to": "person", "role": "manager"}


def test_an_output_that_several_approvals_lack_is_one_issue() -> None:
    approves = [{"at": f"nested.company:nodes/{name}/is", "set": "approve"}
                for name in ("maybe", "no")]  # fmt: skip
    assert [issue.code for issue in nested(*approves).check()] == ["F198"]


SHARED = {"at": "nodes/limit/steps/s1/value",
          "set": "if list.black or controller_list.black then 0 else 1000"}  # fmt: skip


def test_a_fact_that_every_way_through_a_subflow_has_asked_for_may_be_read_behind_it() -> None:
    assert nested(SHARED).load().decide(facts()).outputs["limit.line"] == 1000


def test_a_fact_that_the_caller_asked_for_may_be_read_inside() -> None:
    ask = {
        "kind": "ask", "title": {"zh": "调查"}, "gives": {"survey.income": True},
        "from": {"person": "surveyor", "form": [{"id": "i1", "fact": "survey.income"}]},
        "next": {"found": "own", "empty": "referred", "unavailable": "referred"},
    }  # fmt: skip
    asked: list[dict[str, Any]] = [
        {"at": "nodes/survey", "set": ask},
        {"at": "start", "set": "survey"},
    ]
    reads = {"at": "nested.gate:nodes/person/rules/old/when", "set": "survey.income < 1"}
    assert nested(*asked, reads).check() == ()
    assert {issue.code for issue in nested(reads).check()} == {"F152"}


def test_a_person_is_asked_for_the_facts_of_whom_the_flow_means() -> None:
    ask: dict[str, Any] = {
        "kind": "ask", "title": {"zh": "调查"}, "gives": {"visit.income": True},
        "from": {"person": "surveyor", "form": [{"id": "i1", "fact": "visit.income"}]},
        "next": {"found": "good", "empty": "doubtful", "unavailable": "doubtful"},
    }  # fmt: skip
    program = nested(
        {"at": "nested.gate:nodes/rate/next/done", "set": "visit"},
        {"at": "nested.gate:nodes/visit", "set": ask},
        {"at": "nodes/own/with/visit", "set": "survey"},
        {"at": "nodes/company/with/visit", "set": "survey"},
    ).load()
    (request,) = program.decide(facts()).requests
    assert (request.at, request.node, request.facts) == (
        "own:nodes/visit", "own:visit", ("survey.income",),
    )  # fmt: skip
    assert request.origin["form"] == [{"id": "i1", "fact": "survey.income"}]


def test_rows_that_clash_inside_a_subflow_are_named_where_they_stand() -> None:
    table = {
        "kind": "table", "title": {"zh": "系数"}, "hit": "U",
        "in": [{"id": "debt", "of": "applicant.debt"}],
        "out": [{"id": "factor", "sets": "factor"}],
        "rows": [{"id": "r1", "if": {"debt": "< 500"}, "then": {"factor": "1"}},
                 {"id": "r2", "if": {"debt": "< 900"}, "then": {"factor": "0.5"}}],
        "else": {"factor": "0"}, "next": {"done": "good"},
    }  # fmt: skip
    program = nested({"at": "nested.gate:nodes/rate", "set": table}).load()
    with pytest.raises(DecisionFailed) as failed:
        program.decide(facts(applicant__debt="600", controller__debt="100"))
    (issue,) = failed.value.issues
    assert (issue.code, issue.at) == ("A201", "company:head:nodes/rate")


SCORED: list[dict[str, Any]] = [
    {"at": "nested.gate:variables/points", "set": {
        "label": {"zh": "评分"}, "type": "number", "scale": 0, "min": "0", "max": "9",
        "unit": "point", "nullable": False}},
    {"at": "nested.gate:variables/band", "set": {
        "label": {"zh": "等级"}, "type": "text", "values": ["A"], "nullable": False}},
    {"at": "nested.gate:nodes/lists/next/found", "set": "score"},
    {"at": "nested.gate:nodes/score", "set": {
        "kind": "scorecard", "title": {"zh": "评分"}, "base": "0", "reasons": {"most": 1},
        "sets": {"score": "points", "band": "band"}, "bands": [{"id": "A", "from": None}],
        "characteristics": [{"id": "debt", "of": "applicant.debt", "reason": "L01", "bins": [
            {"id": "b1", "in": "< 1000", "points": "9"},
            {"id": "b2", "in": ">= 1000", "points": "1"}]}],
        "next": {"done": "person"}}},
    {"at": "nested.gate:nodes/bad/reasons", "set": [{"id": "o1", "from": "score"}]},
]  # fmt: skip


def test_an_outcome_inside_takes_reasons_from_the_scorecard_beside_it() -> None:
    decision = nested(*SCORED).load().decide(facts(controller__debt="1000",
                                                   controller_list__black=True))  # fmt: skip
    assert [(reason.code, reason.at) for reason in decision.reasons] == [
        ("F01", "company:head:nodes/person/rules/black"),
        ("L01", "company:head:nodes/score/characteristics/debt"),
    ]


LISTED: list[dict[str, Any]] = [
    {"at": "nested.gate:variables/marks", "set": {
        "label": {"zh": "标记"}, "type": "text", "values": ["old", "debt"], "nullable": False,
        "list": True}},
    {"at": "nested.gate:outputs/marks", "set": True},
    {"at": "nested.gate:nodes/rate/next/done", "set": "mark"},
    {"at": "nested.gate:nodes/mark", "set": {
        "kind": "table", "title": {"zh": "标记"}, "hit": "C",
        "in": [{"id": "age", "of": "applicant.age"}, {"id": "debt", "of": "applicant.debt"}],
        "out": [{"id": "mark", "sets": "marks"}],
        "rows": [{"id": "r1", "if": {"age": "> 30"}, "then": {"mark": "\"old\""}},
                 {"id": "r2", "if": {"debt": "> 50"}, "then": {"mark": "\"debt\""}}],
        "next": {"done": "good"}}},
    {"at": "variables/marks", "set": {
        "label": {"zh": "标记"}, "type": "text", "values": ["old", "debt"], "nullable": False,
        "list": True}},
    {"at": "outputs/marks", "set": True},
    {"at": "nodes/own/sets/marks", "set": "marks"},
]  # fmt: skip


def test_a_list_is_taken_as_it_is() -> None:
    assert nested(*LISTED).load().decide(facts()).outputs["marks"] == ["old", "debt"]


# Parameters are shared.


def test_a_parameter_has_the_value_of_the_flow_around() -> None:
    at_19 = facts(applicant__birth_date="2007-06-01")
    assert nested_program().decide(at_19).outcome == "decline", "the caller says 20"
    alone = {"at": "parameters/product.age.min", "remove": True}
    assert nested(alone).load().decide(at_19).outcome == "approve", "the gate says 18"


def test_an_explanation_shows_the_value_that_counts_and_whom_it_is_about() -> None:
    decision = nested_program().decide(facts(controller__birth_date="2010-01-01"))
    step: Any = next(s for s in explain(decision)["path"] if s["fired"])  # type: ignore[union-attr,call-overload,index]
    assert step["fired"][0]["zh"] == "如果 实控人年龄 < 20，则拒绝：年龄不符"
    assert [title["zh"] for title in step["within"]] == ["企业准入", "负责人"]


# Releases.


LABELS = [
    {"at": "nested.gate:nodes/person/rules/young/when", "set": "年龄<product.age.min"},
    {"at": "nested.gate:nodes/rate/steps/s1/value", "set": "if 月还款>1000 then 0.5 else 1"},
    {"at": "nested.company:nodes/age/rules/B01/when", "set": "经营月数 < product.months.min"},
]
"""Expressions of subflows as people may type them."""


def frozen(of: Nested) -> dict[str, Any]:
    """The release."""
    return freeze(of.flow, dictionary=of.dictionary, documents=of.subflows)


def test_a_release_holds_its_subflows_by_name_and_the_facts_that_are_meant() -> None:
    release = frozen(nested())
    assert {content_name(each): each for each in release["subflows"].values()} == (
        release["subflows"]
    )
    assert release["subflows"] == nested().subflows
    assert "survey.income" not in release["dictionary"]["facts"]
    assert {"controller.age", "controller.birth_date"} <= release["dictionary"]["facts"].keys()


def test_a_release_of_subflows_loads_alone_and_decides_the_same() -> None:
    release = load(frozen(nested()))
    assert release.name == nested_program().name
    assert release.decide(facts()).canonical() == nested_program().decide(facts()).canonical()


def test_a_release_needs_only_the_facts_that_are_meant() -> None:
    alone = [{"at": "nodes/own/with", "set": {"applicant": "controller"}},
             {"at": "nodes/own/sets", "set": {"factor": "limit.own"}}]  # fmt: skip
    release = frozen(nested(*alone))
    assert not [code for code in release["dictionary"]["facts"] if code.startswith("applicant.")]
    assert load(release).name == nested(*alone).load().name


def test_subflows_with_labels_and_their_twins_with_codes_are_one_release() -> None:
    assert nested(*LABELS).subflows != nested().subflows
    assert canonical_bytes(frozen(nested(*LABELS))) == canonical_bytes(frozen(nested()))
    assert nested(*LABELS).load().name == nested_program().name


def test_the_layout_of_a_subflow_reaches_neither_its_name_nor_the_release() -> None:
    drawn = nested({"at": "nested.gate:canvas", "set": {"nodes": {}}})
    assert drawn.subflows.keys() == nested().subflows.keys()
    assert frozen(drawn) == frozen(nested())


def test_a_subflow_that_was_changed_inside_a_release_is_refused() -> None:
    release = frozen(nested())
    name = nested().flow["nodes"]["own"]["use"]
    release["subflows"][name]["nodes"]["person"]["rules"].pop()
    with pytest.raises(FlowRefused) as refused:
        load(release)
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [
        ("F182", "nodes/own/use"),
        ("F182", "company:nodes/head/use"),
    ]


def test_a_release_that_lacks_a_subflow_is_refused_at_the_node_that_uses_it() -> None:
    release = frozen(nested())
    del release["subflows"][nested().flow["nodes"]["company"]["use"]]
    assert [(issue.code, issue.at) for issue in check(release)] == [
        ("F181", "nodes/company/use"),
    ]  # fmt: skip


NEVER: list[dict[str, Any]] = [
    {"at": "nested.gate:nodes/person/rules/old", "remove": True},
    {"at": "nested.gate:nodes/person/next/refer", "set": "bad"},
    {"at": "nested.gate:nodes/lists/next/unavailable", "set": "bad"},
    {"at": "nested.gate:nodes/doubtful", "remove": True},
    {"at": "nested.gate:nodes/outage", "remove": True},
    {"at": "dictionary:facts/visit.income", "set": {
        "label": {"zh": "走访收入"}, "type": "number", "scale": 0, "min": "0", "max": "9",
        "unit": "CNY", "nullable": False, "source": {"person": "surveyor"},
        "sensitivity": "internal"}},
    {"at": "nodes/own/next/refer", "set": "visit"},
    {"at": "nodes/visit", "set": {
        "kind": "ask", "title": {"zh": "走访"}, "gives": {"visit.income": True},
        "from": {"person": "surveyor", "form": [{"id": "i1", "fact": "visit.income"}]},
        "next": {"found": "declined", "empty": "declined", "unavailable": "declined"}}},
]  # fmt: skip
"""A gate that never refers, though its caller says what then: as an extension point may."""


def test_an_outlet_that_no_outcome_takes_is_wired_all_the_same_and_needs_nothing() -> None:
    program = nested(*NEVER).load()
    assert nested(*NEVER).check() == ()
    assert "visit.income" not in program.needs["properties"]
    assert load(frozen(nested(*NEVER))).name == program.name


# How deep, how many.


def chain(length: int) -> tuple[Document, dict[str, Document]]:
    """Flows one inside the other, and the outermost one."""
    end = {"kind": "outcome", "title": {"zh": "完"}, "is": "decline", "reasons": []}
    here: Document = {
        "format": "loanfoundry.flow/1", "id": "chain.c0", "title": {"zh": "链"},
        "dictionary": "nested", "start": "end", "parameters": {}, "variables": {},
        "outputs": {}, "nodes": {"end": end},
    }  # fmt: skip
    shelf: dict[str, Document] = {}
    for number in range(1, length + 1):
        shelf[content_name(here)] = here
        here = using(here, f"chain.c{number}", 1)
    return here, shelf


def using(flow: Document, identity: str, times: int) -> Document:
    """A flow that uses another one some times, one after the other."""
    nodes = {
        f"n{index}": {
            "kind": "subflow", "title": {"zh": "子"}, "use": content_name(flow), "with": {},
            "sets": {}, "next": {"pass": f"n{index + 1}", "decline": f"n{index + 1}",
                                 "refer": f"n{index + 1}"},
        }
        for index in range(times)
    }  # fmt: skip
    end = {"kind": "outcome", "title": {"zh": "完"}, "is": "decline", "reasons": []}
    return {**flow, "id": identity, "start": "n0", "nodes": {**nodes, f"n{times}": end}}


def found(flow: Document, subflows: Mapping[str, Document]) -> list[tuple[str, str]]:
    """The issues of a chain."""
    dictionary = nested().dictionary
    issues = check(flow, dictionary=dictionary, documents=subflows)
    return [(issue.code, issue.at) for issue in issues]


def test_subflows_stand_eight_deep_and_no_deeper() -> None:
    assert found(*chain(8)) == []
    assert found(*chain(9)) == [("F184", f"{'n0:' * 8}nodes/n0/use")]


def test_a_flow_holds_a_hundred_subflows_and_no_more() -> None:
    inner, shelf = chain(0)
    shelf[content_name(inner)] = inner
    assert found(using(inner, "many", 100), shelf) == []
    assert found(using(inner, "many", 101), shelf) == [("F185", "nodes/n99/use")]


def test_flows_that_use_each_other_manifold_are_refused_by_counting() -> None:
    here, shelf = chain(0)
    for number in range(1, 9):
        shelf[content_name(here)] = here
        here = using(here, f"chain.c{number}", 50)
    assert [code for code, _ in found(here, shelf)] == ["F185"]


# Laws.


TURNED: Program = load(
    turned(nested().flow), dictionary=turned(nested().dictionary),
    documents=turned(dict(nested().subflows)),
)  # fmt: skip


TODAY = applicants(nested_program()).map(lambda given: {**given, "today": FACTS["today"]})


@given(TODAY)
@settings(max_examples=50)
def test_the_order_of_keys_does_not_matter_to_flows_of_flows(given: dict[str, Any]) -> None:
    assert TURNED.decide(given).canonical() == nested_program().decide(given).canonical()


@given(TODAY)
@settings(max_examples=50)
def test_more_facts_go_on_where_a_pending_decision_stopped(given: dict[str, Any]) -> None:
    answers = {"list.black": False, "controller_list.black": False}
    first, second = (nested_program().decide(each) for each in (given, {**answers, **given}))
    assert second.state == "decided"
    assert first.state == "decided" or second.path[: len(first.path)] == first.path


def test_the_sample_of_the_needs_is_decided() -> None:
    (sample,) = nested_program().needs["examples"]
    assert nested_program().decide(sample).state == "decided"
