"""A column of a CSV file that holds the items of a collection, written in JSON."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from engine import freeze
from tests.engine.cli.policy import answer, put, run
from tests.engine.flow.pledge import FIVE, asset, facts, pledge_dictionary, pledge_flow

COLUMNS = ("applicant.number", "asked.amount", "pledge.assets", "pledge.floor", "today")


def table(*cells: str) -> str:
    """A table of applicants whose deposits are written in a cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(["C001", "80000.00", cell, "1000.00", "2026-11-02"] for cell in cells)
    return text.getvalue()


def release(folder: Path) -> str:
    """The pledge flow as a file that needs nothing else."""
    frozen = dict(freeze(pledge_flow(), dictionary=pledge_dictionary()))
    return str(put(folder, "pledge.json", frozen))


def decided(folder: Path, *cells: str) -> list[dict[str, str]]:
    """The rows that come out."""
    rows = folder / "rows.csv"
    rows.write_text(table(*cells), "utf-8")
    result = run("decide", release(folder), rows)
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def refused(folder: Path, *cells: str) -> list[str]:
    """What is said of a refused table, a line each."""
    rows = folder / "rows.csv"
    rows.write_text(table(*cells), "utf-8")
    result = run("decide", release(folder), rows)
    assert result.exit_code == 2
    return result.stderr.splitlines()


def test_a_cell_holds_the_items_in_json(tmp_path: Path) -> None:
    given = json.dumps(FIVE, ensure_ascii=False)
    some, none = decided(tmp_path, given, "[]")
    assert (some["outcome"], some["limit.line"]) == ("approve", "72000.00")
    assert (none["outcome"], none["reasons"]) == ("decline", "L02")
    assert some["pledge.assets"] == given


def test_a_number_in_a_cell_is_the_decimal_that_it_spells(tmp_path: Path) -> None:
    (row,) = decided(tmp_path, json.dumps([asset("D1", 0)]).replace(": 0", ": 10000.10"))
    assert row["limit.line"] == "9500.00"
    (said,) = refused(tmp_path, json.dumps([asset("D1", 0)]).replace(": 0", ": 10000.005"))
    assert "row 2 pledge.assets/D1/principal: A105" in said


@pytest.mark.parametrize("cell", ["D1", "[{]", "null x", "{}", '[{"a": 1, "a": 2}]', "[NaN]", "5"])
def test_a_cell_that_holds_no_list_is_refused_with_its_row(cell: str, tmp_path: Path) -> None:
    (said,) = refused(tmp_path, "[]", cell)
    assert "row 3 pledge.assets: A119" in said


def test_an_empty_cell_is_a_collection_that_is_absent(tmp_path: Path) -> None:
    (said,) = refused(tmp_path, "")
    assert "row 2 pledge.assets: A101" in said


def test_faults_of_items_in_all_rows_are_told_at_once(tmp_path: Path) -> None:
    wrong = [asset("D1", frozen="no"), {**asset("D2"), "colour": 1}]
    said = refused(tmp_path, json.dumps(wrong), json.dumps([asset("D3", -1)]))
    places = ("row 2 pledge.assets/D1/frozen: A103", "row 2 pledge.assets/D2/colour: A111",
              "row 3 pledge.assets/D3/principal: A106")  # fmt: skip
    assert [place in line for place, line in zip(places, said, strict=True)] == [True] * 3


def test_one_applicant_comes_with_items_in_json(tmp_path: Path) -> None:
    given = put(tmp_path, "facts.json", facts(*FIVE))
    assert answer("decide", release(tmp_path), given)["outputs"] == {"limit.line": "72000.00"}


def test_an_explanation_shows_which_items_stay_and_why_others_do_not(tmp_path: Path) -> None:
    given = put(tmp_path, "facts.json", facts(*FIVE[:4]))
    said = run("explain", release(tmp_path), given).stdout.splitlines()
    start = said.index("拟质押资产 | Assets offered")
    assert said[start + 1 : start + 8] == [
        "├── D1 计入 | counted",
        "├── D2 计入 | counted",
        "├── D3 不计入 | left out",
        "│   Y02 质物已冻结或质押 | Frozen or pledged",
        "└── D4 不计入 | left out",
        "    Y01 存单已到期 | Matured",
        "    Y02 质物已冻结或质押 | Frozen or pledged",
    ]
