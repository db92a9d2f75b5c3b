"""Seconds until a new process has decided once: `python -m benchmarks.load`.

Each measured process imports the engine, loads a released flow from its file and decides one
applicant; a bare interpreter runs nothing. Both start in turns and find the bytecode that an
installed package has: it is kept in a folder of its own, warm before the first turn.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import engine
from engine.document import print_json

from .applicants import applicants
from .sides import CASE, FLOWS

ROOT = Path(__file__).parents[1]
MOST_SECONDS = 0.6
BARE = "pass"
DECIDE = (
    "import json, sys; import engine;"
    " print(engine.load(sys.argv[1]).decide(json.loads(sys.argv[2])).outcome)"
)


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 where the process takes more than it may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the line as JSON")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--record", type=Path, help="decides its first line instead, by --release")
    parser.add_argument("--release", type=Path)
    asked = parser.parse_args(arguments)
    bare, whole = recorded(asked) if asked.record else measured(asked.rounds)
    line = {
        "bare_s": round(bare, 3),
        "decided_s": round(whole, 3),
        "more_s": round(whole - bare, 3),
        "most_s": MOST_SECONDS,
    }
    print(json.dumps(line) if asked.json else "  ".join(f"{k} {v}" for k, v in line.items()))
    return int(whole - bare > MOST_SECONDS)


def measured(rounds: int) -> tuple[float, float]:
    """The median seconds of a bare interpreter, and of a process that decides once."""
    with tempfile.TemporaryDirectory() as folder:
        release = Path(folder) / "release.json"
        frozen = engine.freeze(FLOWS / f"{CASE}.json", dictionary=FLOWS / "dictionary.json")
        release.write_text(print_json(frozen), "utf-8")
        return _measured(rounds, release, json.dumps(dict(applicants(1)[0].facts)))


def recorded(asked: argparse.Namespace) -> tuple[float, float]:
    """The same of a release and the facts of a recorded decision: a product's, for one."""
    line = json.loads(asked.record.read_text("utf-8").splitlines()[0])
    return _measured(asked.rounds, asked.release, json.dumps(line["facts"]))


def _measured(rounds: int, release: Path, facts: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        bytecode = Path(folder) / "bytecode"
        decide = (DECIDE, str(release), facts)
        _seconds(bytecode, *decide)
        times = [(_seconds(bytecode, BARE), _seconds(bytecode, *decide)) for _ in range(rounds)]
    bare, whole = zip(*times, strict=True)
    return median(bare), median(whole)


def _seconds(bytecode: Path, source: str, *arguments: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    command = [sys.executable, "-c", source, *arguments]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
