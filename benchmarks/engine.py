"""Microseconds a decision beside zen-engine: `python -m benchmarks.engine [--json]`.

Refuses to print a number where the two sides answer differently on any of the first applicants.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TypedDict

from .applicants import SEED, Applicant, applicants
from .rounds import in_turns
from .sides import CASE, Ours, Zen, first_difference

MODES = ("no_trace", "trace", "trace_read")
COMPARED = 3000


class Line(TypedDict):
    """One measured case."""

    case: str
    mode: str
    ours_us: float
    zen_us: float
    ratio: float
    zen_version: str


class AnswersDiffer(Exception):
    """The two sides do not decide alike: their times say nothing."""


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 where the answers differ."""
    asked = _parser().parse_args(arguments)
    try:
        lines = measured(Ours(), Zen(), asked.compared, asked.rounds, asked.applicants)
    except AnswersDiffer as differ:
        print(f"No numbers: the answers differ.\n{differ}", file=sys.stderr)
        return 1
    if asked.json:
        print(json.dumps(lines, indent=2))
        return 0
    print(f"equal answers on {asked.compared} applicants; zen-engine {lines[0]['zen_version']}")
    for line in lines:
        print(
            f"{line['case']:10} {line['mode']:10} ours {line['ours_us']:7.2f} us"
            f"   zen {line['zen_us']:7.2f} us   {line['ratio']:5.2f} times"
        )
    return 0


def measured(ours: Ours, other: Zen, compared: int, rounds: int, count: int) -> list[Line]:
    """A line a mode, over rounds of `count` applicants. Raises AnswersDiffer before any timing."""
    difference = first_difference(ours, other, applicants(compared))
    if difference is not None:
        raise AnswersDiffer(difference)
    return [_line(mode, ours, other, rounds, count) for mode in MODES]


def _line(mode: str, ours: Ours, other: Zen, rounds: int, count: int) -> Line:
    ways = {"ours": getattr(ours, mode), "zen": getattr(other, mode)}
    took = in_turns(ways, _fresh(rounds, count))
    return {
        "case": CASE,
        "mode": mode,
        "ours_us": round(took["ours"], 3),
        "zen_us": round(took["zen"], 3),
        "ratio": round(took["zen"] / took["ours"], 2),
        "zen_version": version("zen-engine"),
    }


def _fresh(rounds: int, count: int) -> Iterator[list[Applicant]]:
    """Applicants of each round, drawn for it alone, as a host's facts come."""
    return (applicants(count, SEED + 1 + number) for number in range(rounds))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the lines as JSON")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--applicants", type=int, default=3000, help="a round")
    parser.add_argument("--compared", type=int, default=COMPARED, help="answers compared first")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
