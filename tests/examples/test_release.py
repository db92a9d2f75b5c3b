"""The release that the README loads is the shipped flow, frozen."""

from __future__ import annotations

from pathlib import Path

from engine import freeze, load
from engine.document import print_json

ROOT = Path(__file__).parents[2]
RELEASE = ROOT / "examples" / "credit.release.json"


def test_the_shipped_release_is_the_shipped_flow_frozen() -> None:
    frozen = freeze(
        ROOT / "flows" / "example" / "credit" / "v1.json",
        dictionary=ROOT / "product_defs" / "dictionary" / "example.json",
    )
    assert RELEASE.read_text("utf-8") == print_json(frozen)


def test_the_release_alone_decides_its_own_sample() -> None:
    program = load(RELEASE)
    (sample,) = program.needs["examples"]
    assert program.decide(sample).outcome in ("approve", "decline", "refer")
