"""The measured process decides. No test here judges how long it took."""

from __future__ import annotations

from benchmarks import load


def test_a_process_that_decides_takes_longer_than_a_bare_one() -> None:
    bare, whole = load.measured(rounds=1)
    assert whole > bare > 0
