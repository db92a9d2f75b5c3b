"""Where the engine and a plain reading of a policy part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine import Program
from engine.flow.decision import Decision
from tests.policies.plain import Answer, Facts, read

Policy = Callable[[Facts], Answer]


def tally(program: Program, policy: Policy, people: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """How many came to each outcome and reason; the first on whom the two part fails.

    Of outputs and offer they agree on what the policy speaks of.
    """
    ends: Counter[str] = Counter()
    for given in people:
        decision, answer = program.decide(given), policy(read(given))
        found = found_in(decision, answer)
        assert found == wanted_of(answer), given
        ends[found["outcome"]] += 1
        ends.update(found["reasons"])
    return ends


def as_expected(decision: Decision, expected: Mapping[str, Any]) -> dict[str, Any]:
    """A decision as a worked case writes what it expects: the parts that it names."""
    document: Any = decision.document()
    outputs = document.get("outputs", {})
    found = {
        **document,
        "reasons": [reason["code"] for reason in document.get("reasons", ())],
        "requests": [request["at"] for request in document.get("requests", ())],
        "outputs": {name: outputs.get(name) for name in expected.get("outputs", ())},
    }
    return {name: found.get(name) for name in expected}


def wanted_of(answer: Answer) -> dict[str, Any]:
    """What a policy says, to be compared with `found_in`."""
    return {
        "outcome": answer.outcome,
        "reasons": answer.reasons,
        "waits_for": answer.waits_for,
        "outputs": dict(answer.outputs),
        "offer": answer.offer,
    }


def found_in(decision: Decision, answer: Answer) -> dict[str, Any]:
    """What a decision says of all that an answer speaks of."""
    outputs = decision.outputs
    return {
        "outcome": decision.outcome or decision.state,
        "reasons": tuple(reason.code for reason in decision.reasons),
        "waits_for": tuple(name for request in decision.requests for name in request.facts),
        "outputs": {name: outputs.get(name) for name in answer.outputs},
        "offer": None if answer.offer is None else decision.offer,
    }
