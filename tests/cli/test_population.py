"""`loanfoundry population` makes people, keeps them, and says what becomes of them."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from cli.main import commands
from engine import load
from population import facts_in, tally
from tests.flows.shipped import DICTIONARY
from tests.product_defs.templates import PRODUCTS, flows

PLEDGE = PRODUCTS / "personal" / "pledge" / "cundan" / "v1.json"


def run(*arguments: str | Path) -> Result:
    """What the command did."""
    return CliRunner().invoke(commands(), ["population", *map(str, arguments)])


def test_people_are_made_for_every_stage_and_decided_as_said(tmp_path: Path) -> None:
    out = tmp_path / "people.parquet"
    said = run(PLEDGE, "-o", out, "--count", "300", "--json")
    assert said.exit_code == 0, said.stderr
    figures = json.loads(said.stdout)
    assert figures["people"] == 300
    program = load(PLEDGE, dictionary=DICTIONARY, documents=flows())
    for stage in ("apply", "drawdown"):
        found = tally(program.at(stage), facts_in(out, program.at(stage)))
        told = figures["stages"][stage]
        assert {end: told[end] for end in found.ends} == dict(found.ends)
        assert told["approved"] == f"{found.approved:.4f}"


def test_another_seed_makes_other_people(tmp_path: Path) -> None:
    files = [tmp_path / f"{seed}.parquet" for seed in ("1", "2", "1b")]
    for file, seed in zip(files, ("1", "2", "1"), strict=True):
        assert run(PLEDGE, "-o", file, "--count", "20", "--seed", seed).exit_code == 0
    one, other, again = (file.read_bytes() for file in files)
    assert one == again
    assert one != other


def test_people_see_a_table_and_the_outlets_that_nobody_takes(tmp_path: Path) -> None:
    out = tmp_path / "people.parquet"
    said = run(PLEDGE, "-o", out, "--count", "20", "--language", "en")
    assert "20 people (synthetic data)" in said.stdout
    assert "approval" in said.stdout
    assert "apply: nobody leaves apply:nodes/" in said.stdout


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    lacking = json.loads(PLEDGE.with_name("population.json").read_text("utf-8"))
    del lacking["facts"]["line.drawn"]
    spread = tmp_path / "spread.json"
    spread.write_text(json.dumps(lacking), "utf-8")
    missing = run(PLEDGE, "-o", tmp_path / "p", "--spread", spread, "--json")
    assert [issue["code"] for issue in json.loads(missing.stdout)["issues"]] == ["G112"]
    absent = run(PLEDGE, "-o", tmp_path / "p", "--spread", tmp_path / "none.json", "--json")
    assert [issue["code"] for issue in json.loads(absent.stdout)["issues"]] == ["R101"]
    nowhere = run(PLEDGE, "-o", tmp_path / "no" / "p", "--count", "2", "--json")
    assert [issue["code"] for issue in json.loads(nowhere.stdout)["issues"]] == ["C411"]
