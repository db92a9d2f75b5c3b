"""`derive`, `clone`, `refine` and `check`: a county's products, written whole or refused whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.document import content_name, print_json
from tests.engine.cli.county import Document, batch, child, lay, read
from tests.engine.cli.policy import answer, run

LOWER = {"at": "line/amount/max", "set": "50000.00", "why": {"zh": "本行上限", "en": "Our cap"}}
OLDER = {"at": "customers/age/min", "set": "22"}
XY = ("--tenant", "xinyang", "--id", "xinyang.credit")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The template in its province."""
    return lay(tmp_path)


def findings(*arguments: str | Path) -> set[tuple[str, str]]:
    """What the command refused, address and code; every finding names its file."""
    result = run(*arguments, "--json")
    assert result.exit_code == 2, result.output
    issues = json.loads(result.stdout)["issues"]
    assert all(issue["values"]["file"] and issue["zh"] and issue["en"] for issue in issues)
    return {(issue["at"], issue["code"]) for issue in issues}


def refused(*arguments: str | Path) -> dict[str, str]:
    """The code of each place that the command refused."""
    return dict(findings(*arguments))


def test_a_child_without_edits_is_its_parent(first: Path, tmp_path: Path) -> None:
    out = tmp_path / "product_defs/county/xinyang/xinyang.credit/v1.json"
    out.parent.mkdir(parents=True)
    told = answer("derive", first, *XY, "-o", out)
    assert out.read_text("utf-8") == print_json(read(out))
    assert read(out) == {
        "format": "loanfoundry.product/1", "id": "xinyang.credit", "role": "product",
        "tenant": "xinyang", "parent": content_name(read(first)), "edits": [],
    }  # fmt: skip
    assert told == {"name": content_name(read(out)), "out": str(out), "issues": []}
    whole = answer("effective", out)["product"]
    head = {"id", "role"}
    assert {key: whole[key] for key in read(first) if key not in head} == {
        key: part for key, part in read(first).items() if key not in head
    }


def test_a_child_keeps_its_edits_in_normal_form_with_their_reasons(
    first: Path, tmp_path: Path
) -> None:
    needless = {"at": "title/zh", "set": "小城信用贷"}
    edits = batch(tmp_path, [LOWER, needless, OLDER], base=content_name(read(first)))
    told = answer("derive", first, *XY, "--edits", edits, "-o", tmp_path / "out.json")
    assert read(tmp_path / "out.json")["edits"] == [OLDER, LOWER]
    assert [(issue["at"], issue["code"]) for issue in told["issues"]] == [("title/zh", "P212")]


BAD: Mapping[str, tuple[list[dict[str, Any]], dict[str, str]]] = {
    "overlapping edits, gone parts and two edits of one": (
        [
            {"at": "line/amount", "set": {}},
            LOWER,
            {"at": "draw/methods/weekly/months_max", "set": "3"},
            {"at": "apply:nodes/size/rows/some/then/limit", "set": "1.00"},
            {"at": "title/zh", "set": "甲"},
            {"at": "title/zh", "remove": True},
        ],
        {
            "line/amount/max": "P208",
            "draw/methods/weekly/months_max": "P210",
            "apply:nodes/size/rows/some/then/limit": "P210",
            "title/zh": "P209",
        },
    ),
    "values outside permits, a permit that opens more, a locked part": (
        [
            {"at": "line/amount/max", "set": "150000.00"},
            {"at": "customers/age/min", "set": "30"},
            {"at": "permits/P1/max", "set": "120000.00"},
            {"at": "interest/cap/plus", "set": "0.300000"},
            {"at": "draw/methods/bullet/months_max", "set": "0"},
            {"at": "apply:nodes/size/rows/few/then/limit", "set": "1.00"},
        ],
        {
            "line/amount/max": "P223",
            "customers/age/min": "P223",
            "permits/P1/max": "P251",
            "interest/cap/plus": "P221",
            "draw/methods/bullet/months_max": "P113",
            "apply:nodes/size/rows/few/then/limit": "P221",
        },
    ),
    "a day that does not exist": ([{"at": "sale/to", "set": "2027-02-30"}], {"sale/to": "P115"}),
    "a number misspelt, a name that is none": (
        [{"at": "customers/age/min", "set": "22.0"}, {"at": "line/colour", "set": "red"}],
        {"customers/age/min": "P102", "line/colour": "F102"},
    ),
    "its own head": (
        [{"at": "id", "set": "town.other"}, {"at": "edits", "set": []}],
        {"id": "P206", "edits": "P206"},
    ),
}


@pytest.mark.parametrize(("edits", "codes"), BAD.values(), ids=BAD.keys())
def test_bad_edits_are_refused_all_at_once_and_nothing_is_written(
    edits: list[dict[str, Any]], codes: dict[str, str], first: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    found = findings("derive", first, *XY, "--edits", batch(tmp_path, edits), "-o", out)
    assert set(codes.items()) - found == set()
    assert not out.exists()


def test_edits_of_another_document_are_refused(first: Path, tmp_path: Path) -> None:
    base = "town.credit@sha256:" + "1" * 64
    edits = batch(tmp_path, [LOWER], base=base)
    assert refused("derive", first, *XY, "--edits", edits, "-o", "-") == {"base": "C108"}


def test_an_unknown_tenant_is_refused(first: Path) -> None:
    for command in ("derive", "clone"):
        said = refused(command, first, "--tenant", "xinyan", "--id", "x.credit", "-o", "-")
        assert said == {"tenant": "P229"}


def test_without_the_tenants_file_nothing_is_derived(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "product_defs" / "tenants.json").unlink()
    assert refused("derive", first, *XY, "-o", "-") == {"tenant": "C106"}


def test_a_parent_that_is_missing_or_altered_is_said_with_its_name(
    first: Path, tmp_path: Path
) -> None:
    own = child(tmp_path, [LOWER])
    before = content_name(read(first))
    first.write_text(first.read_text("utf-8").replace('"30000.00"', '"40000.00"'), "utf-8")
    (first.parent / "v2.json").unlink()
    issue = json.loads(run("check", own, "--json").stdout)["issues"][0]
    assert (issue["at"], issue["code"], issue["values"]["file"]) == ("parent", "P203", str(own))
    assert issue["values"] == {
        "file": str(own), "name": before, "found": content_name(read(first)),
    }  # fmt: skip
    first.unlink()
    assert refused("check", own) == {"parent": "P202"}
    assert refused("effective", own) == {"parent": "P202"}


def test_parents_in_a_circle_are_refused(first: Path, tmp_path: Path) -> None:
    other = "gushi.credit@sha256:" + "1" * 64
    own = child(tmp_path, parent=other)
    child_of_child = {**read(own), "id": "gushi.credit", "tenant": "gushi"}
    child_of_child["parent"] = "xinyang.credit@sha256:" + "2" * 64
    (tmp_path / "product_defs" / "gushi.json").write_text(print_json(child_of_child), "utf-8")
    result = run("check", own, "--json")
    codes = {issue["code"] for issue in json.loads(result.stdout)["issues"]}
    assert (result.exit_code, codes) == (2, {"P203", "P207"})


def test_refine_names_each_breach_with_what_is_allowed_and_the_nearest(
    first: Path, tmp_path: Path
) -> None:
    own = child(tmp_path, [{"at": "line/amount/max", "set": "45000.00"}])
    result = run("refine", own, "--language", "en")
    assert result.exit_code == 1
    assert f"{own}: line/amount/max: P223 45000.00 is not what permit P1 allows" in result.stdout
    assert "allowed: min 20000.00, max 100000.00, step 10000.00; found: 45000.00" in result.stdout
    (breach,) = json.loads(run("refine", own, "--json").stdout)["breaches"]
    assert (breach["permit"], breach["found"], breach["nearest"]) == ("P1", "45000.00", "40000.00")
    assert breach["instead"] == [{"at": "line/amount/max", "set": "40000.00"}]
    assert run("refine", child(tmp_path, [LOWER])).exit_code == 0


def test_a_permit_that_is_over_on_the_day_is_locked(first: Path, tmp_path: Path) -> None:
    own = child(tmp_path, [OLDER])
    assert run("refine", own, "--today", "2027-12-31").exit_code == 0
    assert run("refine", own, "--today", "2028-01-01").exit_code == 1
    said = run("refine", own, "--today", "2028-02-30", "--language", "en")
    assert (said.exit_code, said.stderr[:15]) == (2, "C107 2028-02-30")


def test_check_finds_what_a_child_comes_to(first: Path, tmp_path: Path) -> None:
    sound = run("check", child(tmp_path, [OLDER, LOWER]), "--language", "en")
    assert (sound.exit_code, sound.stdout) == (0, "faults: 0, notices: 0\n")
    needless = child(tmp_path, [OLDER, {"at": "line/amount/max", "set": "100000.00"}])
    (notice,) = answer("check", needless)["issues"]
    assert (notice["at"], notice["code"], notice["severity"]) == (
        "line/amount/max", "P212", "notice",
    )  # fmt: skip
    unsorted = refused("check", child(tmp_path, [LOWER, OLDER]))
    assert unsorted == {"edits": "P104"}
    rule: Document = {"when": "applicant.agee < 21", "then": "decline", "reason": "XY01"}
    edits: list[Document] = [
        {"at": "apply:nodes/gate/rules/XY01", "add": rule, "after": "r1"},
        {
            "at": "reasons/XY01",
            "set": {"label": {"zh": "年轻"}, "told_as": "A01", "class": "admission"},
        },
    ]
    found = refused("check", child(tmp_path, edits))
    assert set(found) == {"apply:nodes/gate/rules/XY01/when"}
    edits[0] = {**edits[0], "add": {**rule, "when": "applicant.age < 21"}}
    assert run("check", child(tmp_path, edits)).exit_code == 0


def test_a_fault_in_a_templates_flow_names_the_flows_file(first: Path, tmp_path: Path) -> None:
    flow = tmp_path / "flows/province/town.credit.apply/v1.json"
    document = read(flow)
    document["nodes"]["gate"]["rules"][0]["when"] = "applicant.agee < 18"
    flow.write_text(print_json(document), "utf-8")
    template = {**read(first), "flows": {"apply": content_name(document)}}
    first.write_text(print_json(template), "utf-8")
    (issue,) = json.loads(run("check", first, "--json").stdout)["issues"]
    assert (issue["at"], issue["values"]["file"]) == ("apply:nodes/gate/rules/r1/when", str(flow))


def test_a_clone_is_whole_and_keeps_what_its_origin_locks(first: Path, tmp_path: Path) -> None:
    out = tmp_path / "own.json"
    answer("clone", first, "--tenant", "gushi", "--id", "gushi.own", "--out", out)
    document = read(out)
    assert document["origin"] == content_name(read(first))
    assert document["permits"] == read(first)["permits"]
    assert run("check", out).exit_code == 0
    document["penalty"]["overdue_uplift"] = "0.5500"
    document["guardrails"]["G1"]["always"] = "true"
    document["line"]["amount"]["max"] = "90000.00"
    out.write_text(print_json(document), "utf-8")
    result = run("refine", out, "--json")
    breaches = json.loads(result.stdout)["breaches"]
    assert (result.exit_code, [breach["at"] for breach in breaches]) == (
        1,
        ["guardrails/G1/always", "penalty/overdue_uplift"],
    )
    assert set(refused("check", out)) == {"guardrails/G1/always", "penalty/overdue_uplift"}


def test_reference_data_is_checked(tmp_path: Path) -> None:
    row: Document = {
        "fact": "lpr.y1", "from": "2026-02-30", "value": "0.030000", "basis": "headquarters",
        "source": {"zh": "公告"}, "checked": None,
    }  # fmt: skip
    document: Document = {
        "format": "loanfoundry.reference/1", "id": "lpr", "title": {"zh": "利率"},
        "rows": {"a": row},
    }  # fmt: skip
    file = tmp_path / "lpr.json"
    file.write_text(print_json(document), "utf-8")
    assert set(refused("check", file)) == {"rows/a/from"}
    file.write_text(print_json({**document, "rows": {"a": {**row, "from": "2026-02-20"}}}), "utf-8")
    assert run("check", file).exit_code == 0


def test_rates_above_a_cap_in_force_are_found_on_the_day(first: Path, tmp_path: Path) -> None:
    row: Document = {
        "fact": "law.amount_cap", "from": "2026-10-15", "value": "80000.00", "basis": "law",
        "source": {"zh": "规定"}, "checked": None,
    }  # fmt: skip
    document: Document = {
        "format": "loanfoundry.reference/1", "id": "law", "title": {"zh": "上限"},
        "rows": {"a": row},
    }  # fmt: skip
    folder = tmp_path / "product_defs" / "reference"
    folder.mkdir()
    (folder / "law.json").write_text(print_json(document), "utf-8")
    assert run("check", first).exit_code == 0
    assert refused("check", first, "--today", "2026-10-15") == {"line/amount/max": "P131"}
    derived = refused("derive", first, *XY, "--today", "2026-10-15", "-o", "-")
    assert derived == {"line/amount/max": "P131"}
