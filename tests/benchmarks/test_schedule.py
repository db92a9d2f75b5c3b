"""The benchmark of schedules measures only what answers alike. No test here looks at a clock."""

from __future__ import annotations

import json

import pytest

from benchmarks.schedule import loans, main, ours, textbook


def test_the_line_names_both_sides_and_the_mark(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "--rounds", "2", "--loans", "3"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["instalments"], line["most_ms"]) == (36, 1.0)
    assert {"schedule_ms", "with_annual_rate_ms", "textbook_ms"} <= line.keys()


def test_the_engine_agrees_with_the_textbook_to_the_fen() -> None:
    for terms in loans(50, seed=1):
        assert ours(terms) == textbook(terms)
