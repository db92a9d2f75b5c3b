"""The table that comes out: no two columns of one name, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cli.export import harmless
from tests.engine.cli.policy import DICTIONARY, FACTS, FLOW, Document, changed, house, put, run

HEADER = ",".join(FACTS)
GOOD = "30,李雷,5000.00,true,20000.00,12,0"


def decided(flow: Path, content: str) -> list[dict[str, str]]:
    """The rows of the table that came out."""
    result = run("decide", flow, put(flow.parent, "rows.csv", content))
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8"), newline="")))


@pytest.mark.parametrize("name", ["state", "to", "reasons", "told", "requests"])
def test_a_fact_named_as_a_column_of_results_is_refused(name: str, tmp_path: Path) -> None:
    town = changed(
        lambda of: of["facts"].update({name: of["facts"]["applicant.local"]}), DICTIONARY
    )

    def reading(flow: Document) -> None:
        flow["nodes"]["by_local"]["arms"][0]["when"] = f"not({name})"

    put(tmp_path, "product_defs/dictionary/town.json", town)
    flow = put(tmp_path, "flow.json", changed(reading))
    rows = put(tmp_path, "rows.csv", f"{HEADER},{name}\n{GOOD},true\n")
    result = run("decide", flow, rows)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{rows}: {name}: C210 " in result.stderr
    assert "--format jsonl" in result.stderr
    lines = run("decide", flow, rows, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == ["approve"]


def test_an_output_named_as_a_column_of_results_is_refused(tmp_path: Path) -> None:
    text = json.dumps(FLOW).replace('"greeting"', '"told"')
    house(tmp_path)
    flow, rows = put(tmp_path, "flow.json", text), put(tmp_path, "rows.csv", f"{HEADER}\n{GOOD}\n")
    assert "told: C210 " in run("decide", flow, rows).stderr


def test_a_pending_row_says_what_it_waits_for(tmp_path: Path) -> None:
    rows = f"{HEADER}\n{GOOD}\n{GOOD[:-1]}\n"
    done, pending = decided(house(tmp_path), rows)
    assert (done["state"], done["requests"]) == ("decided", "")
    assert (pending["state"], pending["requests"]) == ("pending", "source bureau: bureau.overdue")


def test_a_request_names_its_facts_the_form_and_the_consent_it_needs(tmp_path: Path) -> None:
    def person(flow: Document) -> None:
        flow["nodes"]["bureau"].update({
            "from": {"person": "officer", "form": [{"id": "f1", "fact": "bureau.overdue"}]},
            "consent": "credit_query",
        })  # fmt: skip

    town = changed(
        lambda of: of["facts"]["bureau.overdue"].update(source={"person": "officer"}), DICTIONARY
    )
    put(tmp_path, "product_defs/dictionary/town.json", town)
    flow = put(tmp_path, "flow.json", changed(person))
    (pending,) = decided(flow, f"{HEADER}\n{GOOD[:-1]}\n")
    wanted = "person officer, consent credit_query: bureau.overdue"
    assert pending["requests"] == wanted
    facts = {name: value for name, value in FACTS.items() if name != "bureau.overdue"}
    assert wanted in run("explain", flow, put(tmp_path, "facts.json", facts)).stdout


def test_a_referred_row_says_where_to(tmp_path: Path) -> None:
    approved, referred = decided(
        house(tmp_path), f"{HEADER}\n{GOOD}\n{GOOD.replace('true', 'false')}\n"
    )
    assert (approved["outcome"], approved["to"]) == ("approve", "")
    assert (referred["outcome"], referred["to"]) == ("refer", "person officer")


def test_a_flow_that_never_asks_or_refers_has_no_such_columns(tmp_path: Path) -> None:
    fact = DICTIONARY["facts"]["applicant.age"]
    dictionary = {**DICTIONARY, "facts": {"debt": fact}, "collections": {}, "reasons": {}}
    end = {"kind": "outcome", "title": {"zh": "止"}, "is": "decline", "reasons": []}
    node = {"kind": "branch", "title": {"zh": "分"}, "next": {"some": "yes", "else": "no"},
            "arms": [{"id": "some", "when": "debt > 0"}]}  # fmt: skip
    flow = {
        **{key: FLOW[key] for key in ("format", "id", "title", "dictionary")},
        "start": "which", "parameters": {}, "variables": {}, "outputs": {},
        "nodes": {"which": node, "yes": end, "no": end},
    }  # fmt: skip
    put(tmp_path, "product_defs/dictionary/town.json", dictionary)
    (row,) = decided(put(tmp_path, "flow.json", flow), "debt\n1\n")
    assert [*row] == ["debt", "state", "outcome", "reasons", "told"]


SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"]
BEFORE = [
    "", "\n", "\r", "\t", " ", "\u00a0", "\u3000", "\u2003", "\u2028", "\ufeff", "\u200b", "\u2060",
    "\u202e", "\u00ad", "\x00", "\x1b", " \n\ufeff\u00a0",
]  # fmt: skip


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_is_quoted_whatever_stands_before_its_sign(before: str, sign: str) -> None:
    assert harmless(f"{before}{sign}cmd|' /C calc'!A0") == f"'{before}{sign}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["\t", "\r", "\n", "\tx", "\nx", "\r\nx"])
def test_a_cell_that_begins_with_a_line_or_a_tabulator_is_quoted(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "x", " x", "1=1", "-5.00", "-5", "+5", "-1e-9", "李-雷", "\u3000李雷", "a\n=1"]
)
def test_numbers_and_text_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text(st.sampled_from("=+-@＝－ \t\n\ufeff\u200b12.e李")))
def test_what_goes_out_is_a_number_or_begins_with_no_sign(cell: str) -> None:
    out = harmless(cell)
    assert out in (cell, f"'{cell}")
    try:
        float(out)
    except ValueError:
        assert out.lstrip(" \t\n\ufeff\u200b")[:1] not in {*"=+-@＝－"}
