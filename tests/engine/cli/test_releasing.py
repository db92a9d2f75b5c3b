"""`freeze` writes a closed release."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine import freeze, load
from engine.document import print_json
from tests.engine.cli.policy import DICTIONARY, FACTS, FLOW, answer, house, put, run


def test_a_frozen_flow_loads_and_decides_alone(tmp_path: Path) -> None:
    out = tmp_path / "release.json"
    result = run("freeze", house(tmp_path), "--out", out)
    assert result.exit_code == 0
    draft, release = load(FLOW, dictionary=DICTIONARY), load(out)
    assert result.stdout == f"{release.name}\n"
    assert release.decide(FACTS).canonical() == draft.decide(FACTS).canonical()


def test_the_file_has_the_projects_layout_and_the_number_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "release.json"
    name = answer("freeze", house(tmp_path), "--out", out, "--number", "7")["name"]
    assert out.read_text("utf-8") == print_json(freeze(FLOW, dictionary=DICTIONARY, number=7))
    assert name == load(out).name
    assert json.loads(out.read_text("utf-8"))["number"] == 7


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
def test_a_number_counts_from_one(number: str, tmp_path: Path) -> None:
    out = tmp_path / "release.json"
    assert run("freeze", house(tmp_path), "--out", out, "--number", number).exit_code == 2
    assert not out.exists()


def test_a_release_is_frozen_already(tmp_path: Path) -> None:
    release = put(tmp_path, "release.json", dict(freeze(FLOW, dictionary=DICTIONARY)))
    result = run("freeze", release, "--out", tmp_path / "again.json")
    assert result.exit_code == 2
    assert "R102" in result.stderr
