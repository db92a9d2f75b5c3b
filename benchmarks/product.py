"""Microseconds a decision by product, beside its flow alone: `python -m benchmarks.product`.

Both decide the recorded applicants of the corpus; the product also judges what is asked, the offer
and its guardrails. Refuses to print a number where an outcome or an offer differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine import Decision, Program, load

from .rounds import in_turns

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
PRODUCT, FLOW = "suixiang", "suixiang.apply"
Facts = Mapping[str, Any]


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 where the answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.product", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the line as JSON")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--times", type=int, default=100, help="each applicant, a round")
    asked = parser.parse_args(arguments)
    product, flow = program(PRODUCT), program(FLOW)
    if any(answer(product.decide(facts)) != answer(flow.decide(facts)) for facts in recorded()):
        print("No numbers: the decisions differ.", file=sys.stderr)
        return 1
    line = measured(product, flow, asked.rounds, asked.times)
    print(json.dumps(line) if asked.json else "  ".join(f"{k} {v}" for k, v in line.items()))
    return 0


def measured(product: Program, flow: Program, rounds: int, times: int) -> dict[str, float]:
    """The median microseconds a decision: by the product, by its flow alone, and the difference."""
    applicants = [dict(facts) for facts in recorded()]
    took = in_turns(
        {"product": product.decide, "flow": flow.decide},
        ([dict(facts) for facts in applicants * times] for _ in range(rounds)),
    )
    more = took["product"] - took["flow"]
    found = {"product_us": took["product"], "flow_us": took["flow"], "more_us": more}
    return {name: round(microseconds, 2) for name, microseconds in found.items()}


def program(name: str) -> Program:
    """The program of a release of the corpus."""
    return load(CORPUS / "releases" / f"{name}.json")


def recorded() -> Iterator[Facts]:
    """The facts of the recorded decisions."""
    for line in (CORPUS / "records" / f"{FLOW}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["facts"]


def answer(decision: Decision) -> tuple[object, object]:
    """What both must agree on."""
    return decision.outcome, decision.offer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
