"""The gates that all products share: sound, worked cases, and their policies read plainly."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from engine import check, load
from engine.document import print_json
from tests.flows.gates import cases, decided, people
from tests.flows.shipped import DICTIONARY, GATES, SHARED, document, program, shared, subflows
from tests.policies import gate_p
from tests.policies.agreement import as_expected, tally
from tests.policies.plain import read

SAMPLE = 5000


@pytest.mark.parametrize("identity", GATES)
def test_a_gate_is_sound(identity: str) -> None:
    assert check(shared(identity), dictionary=DICTIONARY, documents=subflows()) == ()


@pytest.mark.parametrize("identity", GATES)
def test_a_gate_and_its_cases_are_printed_as_the_house_prints(identity: str) -> None:
    for name in ("v1.json", "cases.json"):
        path = SHARED / identity / name
        assert path.read_text("utf-8") == print_json(document(path))


EVERY = [
    pytest.param(identity, case, id=f"{identity}-{case['id']}")
    for identity in GATES
    for case in cases(identity)
]


@pytest.mark.parametrize(("identity", "case"), EVERY)
def test_a_worked_case_is_decided_as_written(identity: str, case: Any) -> None:
    decision = program(identity).decide(case["facts"])
    assert as_expected(decision, case["expect"]) == case["expect"]
    assert case["title"].keys() == {"zh", "en"}


@pytest.mark.parametrize("identity", GATES)
def test_the_policy_agrees_on_the_worked_cases_which_give_every_reason(identity: str) -> None:
    facts = [case["facts"] for case in cases(identity)]
    ends = tally(program(identity), decided(identity), facts)
    assert ends.keys() - {"approve", "decline", "refer", "pending"} == reasons_of(identity)


@pytest.mark.parametrize("identity", GATES)
def test_the_policy_agrees_on_applicants_on_and_beside_every_edge(identity: str) -> None:
    sample = list(people(identity).sample(16, SAMPLE))
    ends = tally(program(identity), decided(identity), sample)
    assert people(identity).unmet(sample) == []
    assert ends.keys() == {"approve", "decline", "refer", "pending"} | reasons_of(identity)
    assert ends["approve"] > SAMPLE / 10


def test_a_related_party_passes_the_gate_for_a_pledge() -> None:
    """The law (商业银行法第四十条) bans unsecured loans alone."""
    flow = deepcopy(shared("gate_p"))
    flow["parameters"]["product.series"]["value"] = "pledge"
    for_pledge = load(flow, dictionary=DICTIONARY, documents=subflows())
    related = {**cases("gate_p")[0]["facts"], "applicant.related_party": True}
    assert for_pledge.decide(related).outcome == "approve"
    assert gate_p.gate(read(related), series="pledge") is None
    assert program("gate_p").decide(related).outcome == "decline"


def nodes_of(identity: str) -> list[Any]:
    """The nodes of a gate and of those that it uses."""
    own = list(shared(identity)["nodes"].values())
    used = [node["use"].partition("@")[0] for node in own if node["kind"] == "subflow"]
    return own + [node for each in used for node in nodes_of(each)]


def reasons_of(identity: str) -> set[str]:
    """The reasons that a gate can give."""
    return {
        item["reason"]
        for node in nodes_of(identity)
        for item in (*node.get("rules", ()), *node.get("reasons", ()))
    }
