"""`decide` on one applicant, and on a table of them."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine import freeze, load
from engine.document import print_json
from tests.engine.cli.policy import DICTIONARY, FACTS, FLOW, answer, house, put, run

HEADER = ",".join(FACTS)
GOOD = "30,李雷,5000.00,true,20000.00,12,0"


def table(*rows: str, header: str = HEADER) -> str:
    """A CSV file."""
    return "\n".join((header, *rows)) + "\n"


def decided(folder: Path, content: str | bytes) -> list[dict[str, str]]:
    """The rows of the table that came out."""
    result = run("decide", house(folder), put(folder, "applicants.csv", content))
    assert result.exit_code == 0, result.output
    text = result.stdout_bytes.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def refused(folder: Path, content: str | bytes) -> list[str]:
    """What was said of a table that cannot be decided, a line each."""
    result = run("decide", house(folder), put(folder, "applicants.csv", content))
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()


def test_one_applicant_gets_the_decision_document(tmp_path: Path) -> None:
    facts = put(tmp_path, "facts.json", FACTS)
    wanted = load(FLOW, dictionary=DICTIONARY).decide(FACTS)
    assert wanted.outcome == "approve"
    assert run("decide", house(tmp_path), facts).stdout == print_json(wanted.document())
    assert answer("decide", house(tmp_path), facts) == wanted.document()


def test_facts_come_from_the_standard_input(tmp_path: Path) -> None:
    given = "\ufeff" + json.dumps(FACTS)
    assert answer("decide", house(tmp_path), "-", given=given)["outcome"] == "approve"


def test_a_number_of_the_host_is_the_decimal_that_it_spells(tmp_path: Path) -> None:
    given = json.dumps(FACTS).replace('"20000.00"', "2e4")
    document = answer("decide", house(tmp_path), "-", given=given)
    assert document["offer"]["amount"] == "20000.00"


def test_a_release_needs_no_dictionary(tmp_path: Path) -> None:
    release = put(tmp_path, "release.json", dict(freeze(FLOW, dictionary=DICTIONARY)))
    assert answer("decide", release, "-", given=json.dumps(FACTS))["outcome"] == "approve"


def test_the_document_goes_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "decision.json"
    result = run("decide", house(tmp_path), "-", "--out", out, given=json.dumps(FACTS))
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(out.read_text("utf-8"))["outcome"] == "approve"


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "absent" / "decision.json"
    result = run("decide", house(tmp_path), "-", "--out", out, given=json.dumps(FACTS))
    assert result.exit_code == 2
    assert "C102" in result.stderr


def test_a_table_gets_a_column_for_all_that_was_decided(tmp_path: Path) -> None:
    young = "17,韩梅梅,,false,20000.00,12,9"
    pending = "30,李雷,5000.00,true,20000.00,12,"
    first, second, third = decided(tmp_path, table(GOOD, young, pending))
    assert first == {
        **dict(zip(FACTS, GOOD.split(","), strict=True)),
        "state": "decided", "outcome": "approve", "to": "", "reasons": "", "told": "",
        "requests": "",
        "offer.line": "50000.00", "offer.amount": "20000.00", "offer.term_months": "12",
        "offer.method": "bullet", "offer.annual_rate": "0.060000",
        "score": "540", "greeting": "李雷",
    }  # fmt: skip
    assert (second["outcome"], second["reasons"], second["told"]) == ("decline", "A01;C01", "A01")
    assert second["offer.line"] == second["score"] == ""
    assert (third["state"], third["outcome"]) == ("pending", "")


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    (row,) = decided(tmp_path, "\ufeff" + table(GOOD))
    assert row["outcome"] == "approve"


def test_lines_may_end_as_a_spreadsheet_ends_them(tmp_path: Path) -> None:
    quoted = '30,"李, ""雷""\r\n",5000.00,true,20000.00,12,0'
    (row,) = decided(tmp_path, table(quoted).replace("12,0\n", "12,0\r\n"))
    assert row["greeting"] == '李, "雷"\r\n'


def test_an_empty_cell_is_null_where_the_fact_may_be_null(tmp_path: Path) -> None:
    (row,) = decided(tmp_path, table(GOOD.replace("5000.00", "")))
    assert row["score"] == "480"


def test_an_empty_cell_is_absent_for_any_other_fact(tmp_path: Path) -> None:
    (said,) = refused(tmp_path, table(GOOD, GOOD.replace("30", "")))
    assert "第 3 行 row 3 applicant.age: A101" in said


def test_the_word_null_is_null(tmp_path: Path) -> None:
    no_income, no_record = GOOD.replace("5000.00", "null"), GOOD[:-1] + "null"
    first, second = decided(tmp_path, table(no_income, no_record))
    assert first["score"] == "480"
    assert second["state"] == "decided"
    (said,) = refused(tmp_path, table(GOOD.replace("李雷", "null")))
    assert "row 2 applicant.name: A102" in said


@pytest.mark.parametrize("word", ["true", "TRUE", "True"])
def test_a_spreadsheets_truth_is_understood(word: str, tmp_path: Path) -> None:
    (row,) = decided(tmp_path, table(GOOD.replace("true", word)))
    assert row["outcome"] == "approve"


def test_a_column_of_an_asks_facts_may_be_left_out(tmp_path: Path) -> None:
    header = HEADER.removesuffix(",bureau.overdue")
    (row,) = decided(tmp_path, table(GOOD[:-2], header=header))
    assert row["state"] == "pending"


def test_sources_that_are_down_have_a_column(tmp_path: Path) -> None:
    rows = table(GOOD[:-1] + ",bureau; ", GOOD + ",", header=HEADER + ",unavailable")
    first, second = decided(tmp_path, rows)
    assert (first["outcome"], second["outcome"]) == ("refer", "approve")


def test_columns_stand_in_any_order(tmp_path: Path) -> None:
    back = ",".join(reversed(GOOD.split(",")))
    (row,) = decided(tmp_path, table(back, header=",".join(reversed(FACTS))))
    assert row["outcome"] == "approve"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (table(GOOD[3:], header=HEADER.removeprefix("applicant.age,")),
         "row 1 applicant.age: C207"),
        (table(GOOD + ",1", header=HEADER + ",applicant.agee"),
         "row 1 applicant.agee: C206 多出第 8 列「applicant.agee」：流程不需要它；是否指 "),
        (table(GOOD + ",1", header=HEADER + ",备注"), "row 1 备注: C205 多出第 8 列"),
        (table(GOOD + ",1", header=HEADER + ","), "row 1: C205"),
        (table(GOOD + ",1", header=HEADER + ",applicant.age"), "row 1 applicant.age: C204"),
        (table(GOOD, GOOD + ",1"), "row 3: C208 有 8 个单元格，应为 7 个"),
        (table(GOOD, "", GOOD[:-2]), "row 4: C208 有 6 个单元格，应为 7 个"),
        (table(GOOD) + '30,"李雷', "C202 不是合法的 CSV：见第 3 行"),
        (table(GOOD, "x" * 200_000), "C202 不是合法的 CSV：见第 3 行"),
        (table(GOOD).encode("utf-16"), "C201 不是合法的 UTF-8 文本：见第 1 行第 1 个字符"),
        (table(GOOD).encode("gbk"), "C201 不是合法的 UTF-8 文本：见第 2 行第 4 个字符"),
        (table(GOOD) + "\0", "C201 不是合法的 UTF-8 文本：见第 3 行第 1 个字符"),
        ("", "C203"),
        ("\n\n", "C203"),
    ],
)  # fmt: skip
def test_a_table_of_a_wrong_shape_is_refused_with_row_and_column(
    content: str | bytes, wanted: str, tmp_path: Path
) -> None:
    (said,) = refused(tmp_path, content)
    assert wanted in said
    assert str(tmp_path / "applicants.csv") in said


def test_every_bad_cell_of_every_row_is_told_at_once(tmp_path: Path) -> None:
    rows = table(GOOD, "130,李雷,x,true,20000.00,12,0", GOOD, "30,李雷,5.001,maybe,1,0,0")
    file = str(tmp_path / "applicants.csv: ")
    said = [line.removeprefix(file) for line in refused(tmp_path, rows)]
    assert [line.partition("A")[0] + line.partition("A")[2][:3] for line in said] == [
        "第 3 行 row 3 applicant.age: 106",
        "第 3 行 row 3 applicant.income: 104",
        "第 5 行 row 5 applicant.income: 105",
        "第 5 行 row 5 applicant.local: 103",
        "第 5 行 row 5 asked.term_months: 106",
    ]


def test_nothing_is_written_when_a_row_is_refused(tmp_path: Path) -> None:
    out = put(tmp_path, "out.csv", "before")
    bad = put(tmp_path, "applicants.csv", table(GOOD, "x"))
    assert run("decide", house(tmp_path), bad, "--out", out).exit_code == 2
    assert out.read_text("utf-8") == "before"


def test_a_spreadsheet_runs_nothing_that_comes_out(tmp_path: Path) -> None:
    names = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-", "-12.5", "1=1", "x\r=1"]
    found = decided(tmp_path, table(*(GOOD.replace("李雷", f'"{name}"') for name in names)))
    wanted = [name if name in ("-12.5", "1=1", "x\r=1") else f"'{name}" for name in names]
    assert [row["greeting"] for row in found] == wanted
    assert [row["applicant.name"] for row in found] == wanted


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    (row,) = decided(tmp_path, table(GOOD.replace("5000.00", "-5.00")))
    assert row["applicant.income"] == "-5.00"


def documents(program: Any, rows: int) -> list[Any]:
    """The documents of the same good applicant."""
    return [program.decide({**FACTS, "asked.term_months": Decimal(12)}).document()] * rows


@pytest.mark.parametrize("options", [("--format", "jsonl"), ("--json",)])
def test_a_table_can_come_out_as_a_document_a_line(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    applicants = put(tmp_path, "applicants.csv", table(GOOD, GOOD))
    result = run("decide", house(tmp_path), applicants, *options)
    program = load(FLOW, dictionary=DICTIONARY)
    assert [json.loads(line) for line in result.stdout.splitlines()] == documents(program, 2)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("out.csv", "applicant.age,"),
        ("out.jsonl", "{"),
        ("OUT.JSONL", "{"),
        ("out.txt", "applicant.age,"),
    ],
)
def test_the_ending_of_the_file_says_the_format(name: str, first: str, tmp_path: Path) -> None:
    applicants, out = put(tmp_path, "applicants.csv", table(GOOD)), tmp_path / name
    result = run("decide", house(tmp_path), applicants, "--out", out)
    assert out.read_text("utf-8").startswith(first)
    assert result.stdout.startswith("1 行：通过 1，拒绝 0，转介 0，待补充 0；已写入 ")


def test_the_format_that_is_asked_for_comes_before_the_ending(tmp_path: Path) -> None:
    applicants, out = put(tmp_path, "applicants.csv", table(GOOD)), tmp_path / "out.csv"
    run("decide", house(tmp_path), applicants, "--out", out, "--format", "jsonl")
    assert out.read_text("utf-8").startswith("{")


def test_the_counts_are_there_for_machines(tmp_path: Path) -> None:
    applicants = put(tmp_path, "applicants.csv", table(GOOD, GOOD[:-1] + "7", GOOD[:-1]))
    out = tmp_path / "out.csv"
    assert answer("decide", house(tmp_path), applicants, "--out", out) == {
        "rows": 3, "approve": 1, "decline": 1, "refer": 0, "pending": 1, "out": str(out),
    }  # fmt: skip


def test_a_table_comes_from_the_standard_input_when_one_goes_out(tmp_path: Path) -> None:
    result = run("decide", house(tmp_path), "-", "--format", "csv", given=table(GOOD))
    assert ",approve," in result.stdout


def test_the_table_decides_as_each_applicant_alone(tmp_path: Path) -> None:
    rows = [f"{age},李雷,{income},{local},20000.00,12,{overdue}"
            for age in (17, 18, 59, 60) for income in ("", "2999.99", "3000.00")
            for local in ("true", "false") for overdue in (3, 4)]  # fmt: skip
    program = load(FLOW, dictionary=DICTIONARY)
    for text, row in zip(rows, decided(tmp_path, table(*rows)), strict=True):
        age, name, income, local, amount, term, overdue = text.split(",")
        alone = program.decide({
            "applicant.age": age, "applicant.name": name, "applicant.income": income or None,
            "applicant.local": local == "true", "asked.amount": amount,
            "asked.term_months": term, "bureau.overdue": overdue,
        })  # fmt: skip
        assert row["outcome"] == alone.outcome
        assert row["reasons"].split(";") == ([r.code for r in alone.reasons] or [""])


def test_no_progress_is_shown_where_nobody_watches(tmp_path: Path) -> None:
    applicants = put(tmp_path, "applicants.csv", table(GOOD))
    assert run("decide", house(tmp_path), applicants).stderr == ""


def test_under_a_single_column_an_empty_line_is_an_applicant(tmp_path: Path) -> None:
    debt = {**DICTIONARY["facts"]["applicant.age"], "nullable": True}
    dictionary = {**DICTIONARY, "facts": {"debt.count": debt}, "collections": {}, "reasons": {}}
    node = {"kind": "branch", "title": {"zh": "分"}, "next": {"some": "yes", "else": "no"}}
    arm = {"id": "some", "when": "debt.count > 0", "unknown": "skip"}
    end = {"kind": "outcome", "title": {"zh": "止"}, "is": "decline", "reasons": []}
    flow = {
        **{key: FLOW[key] for key in ("format", "id", "title", "dictionary")},
        "start": "which", "parameters": {}, "variables": {}, "outputs": {},
        "nodes": {"which": {**node, "arms": [arm]}, "yes": end, "no": end},
    }  # fmt: skip
    beside = put(tmp_path, "one.dictionary.json", dictionary)
    rows = put(tmp_path, "one.csv", "debt.count\n1\n\n5\n")
    result = run("decide", put(tmp_path, "one.json", flow), rows, "--dictionary", beside)
    assert result.exit_code == 0, result.output
    assert [line.partition(",")[0] for line in result.stdout.splitlines()[1:]] == ["1", "", "5"]


def test_a_refused_row_is_named_in_the_language_asked_for(tmp_path: Path) -> None:
    rows = put(tmp_path, "applicants.csv", table(GOOD.replace("30", "-1", 1)))
    result = run("decide", house(tmp_path), rows, "--language", "en")
    assert result.exit_code == 2
    assert "row 2" in result.stderr
    assert "行" not in result.stderr


def test_one_applicant_has_no_form_as_a_table(tmp_path: Path) -> None:
    flow, facts, out = house(tmp_path), put(tmp_path, "facts.json", FACTS), tmp_path / "out.csv"
    for options in (("--format", "csv"), ("--out", out), ("--format", "csv", "--json")):
        result = run("decide", flow, facts, *options)
        assert result.exit_code == 2
        assert f"{facts}: C104 " in result.stderr or '"code": "C104"' in result.stdout
    assert not out.exists()


def test_one_applicant_can_come_out_in_one_line(tmp_path: Path) -> None:
    flow, facts, out = house(tmp_path), put(tmp_path, "facts.json", FACTS), tmp_path / "out.jsonl"
    line = run("decide", flow, facts, "--json").stdout
    assert run("decide", flow, facts, "--format", "jsonl").stdout == line
    run("decide", flow, facts, "--out", out)
    assert out.read_text("utf-8") == line
