"""Each node kind decides its cases: the behaviour that every back end must share, kept as data."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from engine import DecisionFailed, FactsRefused, Program, load
from engine.document import equal
from engine.flow.decision import Decision
from engine.flow.explain import explain
from engine.nodes import NODES
from engine.nodes.table.spec import Table
from tests.house.tree import ROOT

KINDS = [node.kind for node in NODES]


@cache
def cases_of(kind: str) -> dict[str, Any]:
    """The case file of a kind."""
    path = ROOT / "engine" / "nodes" / kind / "cases.json"
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


@cache
def program_of(kind: str, flow: str) -> Program:
    """A flow of the case file, compiled."""
    content = cases_of(kind)
    subflows = content.get("subflows", {})
    return load(content["flows"][flow], dictionary=content["dictionary"], documents=subflows)


EVERY = [
    pytest.param(kind, case, id=f"{kind}-{case['id']}")
    for kind in KINDS
    for case in cases_of(kind)["cases"]
]
every_case = pytest.mark.parametrize(("kind", "case"), EVERY)


def seen(decision: Decision) -> dict[str, Any]:
    """What a case may expect of a decision."""
    document = decision.document()
    reasons: Any = document.get("reasons", [])
    return {
        "state": document["state"],
        "outcome": document.get("outcome"),
        "offer": document.get("offer"),
        "to": document.get("to"),
        "requests": document.get("requests"),
        "reasons": [reason["code"] for reason in reasons],
        "told": [reason["told"] for reason in reasons],
        "at": [reason["at"] for reason in reasons],
        "outputs": document.get("outputs", {}),
        "ways": {step.node: step.to for step in decision.path},
        "fired": {step.node: list(step.fired or ()) for step in decision.path},
    }


@every_case
def test_a_case_is_decided_as_it_says(kind: str, case: dict[str, Any]) -> None:
    expected = case["expect"]
    program = program_of(kind, case["flow"])
    if "fails" in expected:
        with pytest.raises((DecisionFailed, FactsRefused)) as failed:
            program.decide(case["facts"])
        issue = failed.value.issues[0]
        wanted = expected["fails"]
        assert (issue.code, issue.at) == (wanted["code"], wanted["at"])
        assert wanted.get("values", issue.values) == issue.values
        return
    found = seen(program.decide(case["facts"]))
    for name, value in expected.items():
        part = found[name]
        if name in ("outputs", "ways", "fired"):
            part = {key: part.get(key) for key in value}
        assert equal(part, value), f"{name}: {part}, not {value}"


@every_case
def test_a_case_is_explained_at_addresses_that_are_there(kind: str, case: dict[str, Any]) -> None:
    if "fails" in case["expect"]:
        return
    content = cases_of(kind)
    document = content["flows"][case["flow"]]
    decision = program_of(kind, case["flow"]).decide(case["facts"])
    told: Any = explain(decision)
    places = [fired["at"] for step in told["path"] for fired in step["fired"]]
    places += [step["at"] for step in told["path"]] + [r["at"] for r in told["reasons"]]
    subflows = content.get("subflows", {})
    assert [at for at in places if not stands(document, subflows, at)] == []
    assert all(fired["zh"] and fired["en"] for step in told["path"] for fired in step["fired"])


def stands(document: Any, subflows: dict[str, Any], at: str) -> bool:
    """Whether an address names a part of the document, or of a subflow in it."""
    *slots, path = at.split(":")
    here = document
    for slot in slots:
        here = subflows[here["nodes"][slot]["use"]]
    for step in path.split("/"):
        if isinstance(here, list):
            here = next((item for item in here if item["id"] == step), None)
        else:
            here = here.get(step) if isinstance(here, dict) else None
        if here is None:
            return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_file_names_its_kind_and_each_case_once(kind: str) -> None:
    content = cases_of(kind)
    assert (content["format"], content["of"]) == ("loanfoundry.cases/1", kind)
    ids = [case["id"] for case in content["cases"]]
    assert len(ids) == len(set(ids))
    assert content["flows"].keys() == {case["flow"] for case in content["cases"]}
    assert all(case["title"].keys() == {"zh", "en"} for case in content["cases"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_outlet_of_a_kind_is_taken_by_a_case(kind: str) -> None:
    content = cases_of(kind)
    wired, taken = set(), set()
    for case in content["cases"]:
        nodes = content["flows"][case["flow"]]["nodes"]
        own = {name for name, node in nodes.items() if node["kind"] == kind}
        wired |= {outlet for name in own for outlet in nodes[name].get("next", {})}
        if "fails" not in case["expect"]:
            program = program_of(kind, case["flow"])
            path = program.decide(case["facts"]).path
            taken |= {step.to for step in path if left(program, step.node) in own}
    assert wired - taken <= {"none"}, "only an arm without a share is never taken"


def left(program: Program, name: str) -> str:
    """The node that a step leaves: for an outcome inside a subflow, the node of that."""
    place = program.draft.places[name]
    return place.frame.slots[-1] if place.leaves else name


def test_every_hit_policy_has_cases() -> None:
    flows = cases_of("table")["flows"].values()
    tables = [node for flow in flows for node in flow["nodes"].values() if node["kind"] == "table"]
    policies = Table.model_fields["hit"].annotation
    assert {table["hit"] for table in tables} == set(getattr(policies, "__args__", ()))
