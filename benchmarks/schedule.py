"""Milliseconds a schedule of 36 instalments: `python -m benchmarks.schedule [--json]`.

Beside it a textbook loop in decimals of 34 digits: the same formula and rounding, no checks, no
calendar but the 8th of each month. Refuses to print a number where the two differ by a fen.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from engine.product.cost import annual_rate
from engine.product.schedule import Method, Terms, schedule

from .rounds import in_turns

SEED = 16
MONTHS = 36
MOST_MS = 1.0
START = date(2025, 3, 8)
FEN = Decimal("0.01")
DIGITS = Context(prec=34)
Line = tuple[str, Decimal, Decimal, Decimal]


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 where the answers differ; `most_ms` is the mark, on a core of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.schedule", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the line as JSON")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--loans", type=int, default=200, help="a round")
    asked = parser.parse_args(arguments)
    if any(ours(terms) != textbook(terms) for terms in loans(asked.loans, SEED)):
        print("No numbers: the schedules differ.", file=sys.stderr)
        return 1
    line = measured(asked.rounds, asked.loans)
    print(json.dumps(line) if asked.json else "  ".join(f"{k} {v}" for k, v in line.items()))
    return 0


def measured(rounds: int, count: int) -> dict[str, float]:
    """The median milliseconds: our schedule, with its annual rates too, and the textbook's loop."""
    ways = {"schedule": schedule, "with_annual_rate": with_annual_rate, "textbook": textbook}
    took = in_turns(ways, (loans(count, SEED + 1 + number) for number in range(rounds)))
    times = {f"{name}_ms": round(microseconds / 1000, 3) for name, microseconds in took.items()}
    return {"instalments": MONTHS, **times, "most_ms": MOST_MS}


def loans(count: int, seed: int) -> list[Terms]:
    """Random loans of 等额本息 over 36 months."""
    chance = random.Random(seed)  # noqa: S311
    return [
        Terms(
            principal=Decimal(chance.randint(10, 3000) * 100),
            annual_rate=Decimal(chance.randint(30_000, 240_000)).scaleb(-6),
            start=START,
            terms=MONTHS,
            method=Method.EQUAL_INSTALMENT,
        )
        for _ in range(count)
    ]


def ours(terms: Terms) -> list[Line]:
    """Due day, principal, interest and what remains, by the engine."""
    return [
        (str(each.due), each.principal, each.interest, each.remaining)
        for each in schedule(terms).instalments
    ]


def with_annual_rate(terms: Terms) -> object:
    """The schedule and what it costs in a year."""
    return annual_rate(schedule(terms).flows())


def textbook(terms: Terms) -> list[Line]:
    """The same, as a book writes it down."""
    with localcontext(DIGITS):
        rate, balance = terms.annual_rate / 12, terms.principal
        growth = (1 + rate) ** MONTHS
        payment = (balance * rate * growth / (growth - 1)).quantize(FEN, ROUND_HALF_UP)
        lines = []
        for number in range(1, MONTHS + 1):
            year, month = divmod(START.month - 1 + number, 12)
            interest = (balance * terms.annual_rate / 12).quantize(FEN, ROUND_HALF_UP)
            principal = balance if number == MONTHS else payment - interest
            balance -= principal
            due = date(START.year + year, month + 1, START.day)
            lines.append((str(due), principal, interest, balance))
        return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
