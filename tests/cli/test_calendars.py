"""`loanfoundry calendars` brings work calendars up to date and leaves the rest alone."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.calendars import SHIPPED, renewed
from cli.main import commands
from engine.document import print_json
from tests.engine.product.reference.town import Document, put

CHECKED = date(2026, 12, 1)
NATIONAL_DAY = "calendars/2026/holidays/national_day"


def shipped() -> Document:
    """The work calendars that ship, free to be changed."""
    document: Document = json.loads(SHIPPED.read_text("utf-8"))
    return document


def run(*arguments: str | Path) -> Result:
    """What the command did."""
    return CliRunner().invoke(commands(), ["calendars", *map(str, arguments)])


def test_what_ships_is_what_the_package_publishes() -> None:
    assert renewed(shipped(), CHECKED) == shipped()


@pytest.mark.parametrize("part", ["to", "worked"])
def test_a_year_with_other_days_is_renewed(part: str) -> None:
    changed = put(shipped(), f"{NATIONAL_DAY}/{part}", {"to": "2026-10-08", "worked": {}}[part])
    after = renewed(changed, CHECKED)
    assert after == put(shipped(), "calendars/2026/checked", "2026-12-01")


def test_a_missing_year_is_added_in_its_place() -> None:
    years = shipped()["calendars"]
    known = {**shipped(), "calendars": {"2025": years["2025"], "2031": years["2026"]}}
    after: Document = renewed(known, CHECKED)
    assert [*after["calendars"]] == ["2025", "2026", "2031"]


def test_a_year_keeps_its_source_where_the_days_are_the_same() -> None:
    own = put(shipped(), "calendars/2026/source", {"zh": "国办发明电〔2025〕7号"})
    assert renewed(own, CHECKED) == own


def test_a_year_that_the_package_does_not_know_yet_stays() -> None:
    own = put(shipped(), "calendars/2031", deepcopy(shipped()["calendars"]["2026"]))
    assert renewed(own, CHECKED) == own


def test_the_command_writes_the_file_and_says_what_it_did(tmp_path: Path) -> None:
    file = tmp_path / "calendar.json"
    document = put(shipped(), f"{NATIONAL_DAY}/to", "2026-10-08")
    file.write_text(print_json(document), "utf-8")
    ran = run(file, "--language", "en")
    assert (ran.exit_code, ran.stdout) == (
        0,
        "2025: unchanged, 248 working days\n2026: renewed, 248 working days\n",
    )
    after = json.loads(file.read_text("utf-8"))
    assert after["calendars"]["2026"]["holidays"] == shipped()["calendars"]["2026"]["holidays"]
    assert json.loads(run(file, "--json").stdout) == {"renewed": [], "years": ["2025", "2026"]}


def test_nothing_is_written_where_nothing_changes(tmp_path: Path) -> None:
    file = tmp_path / "calendar.json"
    file.write_text(json.dumps(shipped()), "utf-8")
    before = file.read_bytes()
    assert run(file).exit_code == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        ("calendars/2026/basis", "laws", "F103"),
        ("calendars/26", {}, "F101"),
        ("calendars/26", shipped()["calendars"]["2026"], "P309"),
    ],
)
def test_a_faulty_document_is_refused_and_stays(
    tmp_path: Path, at: str, value: object, code: str
) -> None:
    file = tmp_path / "calendar.json"
    file.write_text(print_json(put(shipped(), at, value)), "utf-8")
    before = file.read_bytes()
    ran = run(file)
    assert (ran.exit_code, file.read_bytes()) == (2, before)
    assert f"{file}: {at}" in ran.stderr
    assert code in ran.stderr
