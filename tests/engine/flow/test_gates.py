"""A gate: a flow that only passes, declines or refers stands in others and decides alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from engine import Program, check, freeze, load
from engine.document import apply, parse_edits
from engine.flow.explain import explain
from engine.nodes.outcome.lower import LEAVES
from tests.engine.flow.applicants import applicants
from tests.engine.flow.nested import FACTS, nested
from tests.engine.flow.small import Document

OFFER = {
    "line": "1", "amount": "1", "term_months": "1", "method": "\"bullet\"", "annual_rate": "0.05",
}  # fmt: skip


def gate(*edits: Mapping[str, Any]) -> Document:
    """The gate of the small flow of flows, alone, after edits."""
    of = nested()
    flow = of.subflows[of.flow["nodes"]["own"]["use"]]
    changed = apply(flow, parse_edits([dict(edit) for edit in edits]))
    assert isinstance(changed, dict)
    return changed


@cache
def alone() -> Program:
    """The program of the gate."""
    return load(gate(), dictionary=nested().dictionary)


def facts(**changes: object) -> dict[str, object]:
    """The approved facts that the gate reads, with changes; `__` stands for the point."""
    needed = {name: value for name, value in FACTS.items() if name in alone().needs["properties"]}
    return {**needed, **{name.replace("__", "."): value for name, value in changes.items()}}


def test_a_gate_is_sound_alone() -> None:
    assert check(gate(), dictionary=nested().dictionary) == ()


def test_who_passes_a_gate_is_approved_and_offered_nothing() -> None:
    decision = alone().decide(facts())
    assert (decision.outcome, decision.offer) == ("approve", None)
    assert "offer" not in decision.document()
    assert "offer" not in explain(decision)


def test_a_gate_does_not_say_to_whom_it_refers() -> None:
    decision = alone().decide(facts(applicant__birth_date="1950-01-01"))
    assert (decision.outcome, decision.to) == ("refer", None)
    assert [reason.code for reason in decision.reasons] == ["A02"]


def test_a_gate_is_released_alone() -> None:
    release = load(freeze(gate(), dictionary=nested().dictionary))
    assert release.name == alone().name
    assert release.decide(facts()).canonical() == alone().decide(facts()).canonical()


OFFERS = {"at": "nodes/good/offer", "set": OFFER}
MIXED: Mapping[str, tuple[list[Mapping[str, Any]], set[str]]] = {
    "one offers": ([OFFERS], {"N242 nodes/doubtful/to", "N242 nodes/outage/to"}),
    "one approval offers and another does not": (
        [OFFERS, {"at": "nodes/doubtful/is", "set": "approve"}],
        {"N241 nodes/doubtful/offer", "N242 nodes/outage/to"},
    ),
    "one says to whom it refers": (
        [{"at": "nodes/doubtful/to", "set": {"to": "none"}}],
        {"N241 nodes/good/offer", "N242 nodes/outage/to"},
    ),
    "none approves": (
        [{"at": "nodes/good/is", "set": "decline"}],
        {"N242 nodes/doubtful/to", "N242 nodes/outage/to"},
    ),
}


@pytest.mark.parametrize(("edits", "issues"), MIXED.values(), ids=MIXED)
def test_a_flow_is_a_gate_in_all_its_outcomes_or_in_none(
    edits: list[Mapping[str, Any]], issues: set[str]
) -> None:
    found = check(gate(*edits), dictionary=nested().dictionary)
    assert {f"{issue.code} {issue.at}" for issue in found} == issues


@cache
def around() -> Program:
    """The flow of flows, with the gate's own age."""
    return nested({"at": "parameters/product.age.min", "remove": True}).load()


@given(applicants(around()).map(lambda given: {**given, "today": FACTS["today"]}))
@settings(max_examples=100)
def test_a_gate_decides_alone_what_it_decides_inside(given: dict[str, Any]) -> None:
    inside = [step for step in around().decide(given).path if step.at.startswith("own:")]
    own = {name: value for name, value in given.items() if name in alone().needs["properties"]}
    decision = alone().decide(own)
    assert [step.at for step in inside] == [f"own:{step.at}" for step in decision.path]
    assert [step.fired for step in inside] == [step.fired for step in decision.path]
    if decision.outcome is not None:
        assert inside[-1].to == LEAVES[decision.outcome]
