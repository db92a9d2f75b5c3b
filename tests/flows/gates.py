"""The shared gates with their cases and the plain readings of their policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.flows.shipped import SHARED, document, program
from tests.policies import fraud, gate_b, gate_p
from tests.policies.agreement import Policy
from tests.policies.edges import Applicants, Edges, Meeting
from tests.policies.plain import Answer, Gate


@dataclass(frozen=True)
class Reading:
    """A policy as the tests read it: its gate, where it turns, what brings facts together."""

    gate: Gate
    edges: Edges
    meetings: tuple[Meeting, ...] = ()


READINGS: Mapping[str, Reading] = {
    "fraud": Reading(fraud.gate, fraud.EDGES),
    "credit_p": Reading(gate_p.credit, gate_p.CREDIT_EDGES),
    "gate_p": Reading(gate_p.gate, gate_p.EDGES, (gate_p.old_at_the_end,)),
    "gate_b": Reading(gate_b.gate, gate_b.EDGES),
}


def decided(identity: str) -> Policy:
    """The policy with an answer for whoever passes."""
    return lambda facts: READINGS[identity].gate(facts) or Answer("approve")


def cases(identity: str) -> list[Any]:
    """The worked cases of a gate."""
    content = document(SHARED / identity / "cases.json")
    assert (content["format"], content["of"]) == ("loanfoundry.cases/1", identity)
    found: list[Any] = content["cases"]
    return found


def people(identity: str) -> Applicants:
    """Applicants about the first worked case, who passes."""
    reading, usual = READINGS[identity], cases(identity)[0]["facts"]
    return Applicants(program(identity), usual, reading.edges, reading.meetings)
