"""The two engines on the same five-node credit flow, and what each answers on an applicant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import zen

import engine

from .applicants import Applicant

FLOWS = Path(__file__).parent / "flows"
CASE = "credit"
TERMS = {
    "line": "line",
    "amount": "amount",
    "term_months": "term_months",
    "method": "method",
    "annual_rate": "rate",
}
"""The terms of an offer, and their names in zen's result."""
TRACED: zen.DecisionEvaluateOptions = {"trace": True}


@dataclass(frozen=True, slots=True)
class Answer:
    """All that must be equal: the end, its offer, the rules, score, band and row on the way."""

    outcome: str | None
    offer: Mapping[str, Decimal | int | str] | None
    rules: tuple[str, ...]
    score: Decimal | None
    band: str | None
    row: str | None


class Ours:
    """This engine: facts in, a decision out, with strict checks and exact money."""

    def __init__(self, flow: Path = FLOWS / f"{CASE}.json") -> None:
        self.program = engine.load(flow, dictionary=FLOWS / "dictionary.json")

    def no_trace(self, applicant: Applicant) -> object:
        """A decision (it keeps what fired), its outcome and offer read."""
        decision = self.program.decide(applicant.facts)
        return decision.outcome, decision.offer

    def trace(self, applicant: Applicant) -> object:
        """The same: what fired is always kept, so a trace costs nothing until it is read."""
        return self.no_trace(applicant)

    def trace_read(self, applicant: Applicant) -> object:
        """The same, with the path, the fired ids and the reasons read at once."""
        decision = self.program.decide(applicant.facts)
        return decision.outcome, decision.offer, decision.path, decision.reasons

    def answer(self, applicant: Applicant) -> Answer:
        """The whole answer."""
        decision = self.program.decide(applicant.facts)
        fired = {step.node: step.fired or () for step in decision.path}
        outputs: Mapping[str, Any] = decision.outputs
        rows = fired.get("price", ())
        return Answer(
            decision.outcome,
            decision.offer,
            fired["admission"],
            outputs.get("score"),
            outputs.get("band"),
            rows[0] if rows else None,
        )


class Zen:
    """zen-engine its fastest way: the static loader compiles once, the context is a dict."""

    def __init__(self) -> None:
        content = json.loads((FLOWS / f"{CASE}.zen.json").read_text("utf-8"))
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": {CASE: content}}})

    def no_trace(self, applicant: Applicant) -> object:
        """The result alone."""
        return self.engine.evaluate(CASE, applicant.context)["result"]

    def trace(self, applicant: Applicant) -> object:
        """The result and the trace."""
        return self.engine.evaluate(CASE, applicant.context, TRACED)

    def trace_read(self, applicant: Applicant) -> object:
        """The result and the trace."""
        return self.trace(applicant)

    def answer(self, applicant: Applicant) -> Answer:
        """The whole answer, from the result and the trace."""
        response = self.engine.evaluate(CASE, applicant.context, TRACED)
        result: dict[str, Any] = response["result"]
        nodes: dict[str, Any] = response["trace"]
        score = nodes["score"]["output"] if "score" in nodes else {}
        return Answer(
            result["outcome"],
            {name: _exact(result[key]) for name, key in TERMS.items() if key in result} or None,
            tuple(hit["rule"] for hit in nodes["admission"]["output"]["fired"]),
            _exact(score["score"]) if score else None,
            score.get("band"),
            nodes["price"]["traceData"]["rule"]["_id"] if "price" in nodes else None,
        )


def _exact(value: Any) -> Any:
    """A number as the decimal that its repr shows: zen computes in decimals and gives floats."""
    return Decimal(repr(value)) if isinstance(value, int | float) else value


def first_difference(ours: Ours, other: Zen, among: list[Applicant]) -> str | None:
    """The first applicant whose answers differ, in words; None where there is none."""
    for applicant in among:
        left, right = ours.answer(applicant), other.answer(applicant)
        if left != right:
            return f"{dict(applicant.facts)}\nours {left}\nzen  {right}"
    return None
