"""The command on products: checked, frozen, decided, explained and decided again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine import load
from engine.cli.replaying import releases_in
from engine.document import content_name
from tests.engine.cli.policy import answer, put, run
from tests.engine.release.county import county
from tests.engine.release.town import TENANTS, Town, facts, law, town


def checkout(folder: Path, of: Town) -> Path:
    """The file of a product in a checkout that has all that stands beside it."""
    put(folder, "product_defs/dictionary/town.json", of.dictionary)
    put(folder, "product_defs/tenants.json", TENANTS)
    put(folder, "product_defs/reference/law.json", law("200000.00", "2026-01-01"))
    for number, document in enumerate(of.shelf.values()):
        put(folder, f"flows/{number}.json", document)
    return put(folder, "product.json", of.product)


def test_a_product_is_checked_with_all_that_stands_beside_it(tmp_path: Path) -> None:
    result = run("check", checkout(tmp_path, town()))
    assert (result.exit_code, result.stdout.splitlines()[-1][:5]) == (0, "0 处错误")


def test_faults_of_a_product_say_in_which_file_they_are(tmp_path: Path) -> None:
    broken = town(
        {"at": "line/amount/default", "set": "1000.00"}, {"at": "town.gate:start", "set": "x"}
    )
    result = run("check", checkout(tmp_path, broken), "--json")
    assert result.exit_code == 2
    faults = [each for each in json.loads(result.stdout)["issues"] if each["severity"] == "fault"]
    named = [(each["code"], each["at"], Path(each["values"]["file"]).name) for each in faults]
    (gate,) = [n for n, each in enumerate(broken.shelf.values()) if each["id"] == "town.gate"]
    assert named == [
        ("P112", "line/amount/default", "product.json"),
        ("F121", "apply:gate:start", f"{gate}.json"),
    ]


def test_a_legal_limit_is_judged_on_the_day_that_is_named(tmp_path: Path) -> None:
    file = checkout(tmp_path, town())
    put(tmp_path, "product_defs/reference/law.json", law("50000.00", "2027-01-01"))
    assert run("check", file).exit_code == 0
    later = run("check", file, "--today", "2027-01-01")
    assert (later.exit_code, "P131" in later.stdout) == (2, True)
    assert "C107" in run("check", file, "--today", "2027-02-30").stderr


@pytest.mark.parametrize("make", [town, county])
def test_a_product_is_frozen_and_decides_alone(make: object, tmp_path: Path) -> None:
    of = make()  # type: ignore[operator]
    out = tmp_path / "out" / "release.json"
    out.parent.mkdir()
    result = run("freeze", checkout(tmp_path, of), "--out", out)
    assert result.stdout == f"{content_name(of.freeze())}\n"
    assert load(out, expect=result.stdout.strip()).stages == ("apply", "drawdown")


def test_a_product_decides_at_each_stage_and_is_decided_again(tmp_path: Path) -> None:
    file, records = checkout(tmp_path, town()), tmp_path / "records.jsonl"
    given = put(tmp_path, "facts.json", facts())
    decided = answer("decide", file, given, "--record", records)
    assert (decided["stage"], decided["outcome"]) == ("apply", "approve")
    draw = town().program().at("drawdown")
    of_draw = put(tmp_path, "draw.json", {code: facts()[code] for code in draw.needs["required"]})
    assert answer("decide", file, of_draw, "--stage", "drawdown")["stage"] == "drawdown"
    assert "F199" in run("decide", file, given, "--stage", "flow").stderr
    explained = answer("explain", file, given)
    assert explained["path"][0]["at"] == "apply:gate:nodes/lists"
    release = tmp_path / "releases" / "town.json"
    release.parent.mkdir()
    run("freeze", file, "--out", release)
    assert answer("replay", records, "--releases", release.parent)["differences"] == []


def test_a_table_of_applicants_leaves_a_record_each(tmp_path: Path) -> None:
    file, records = checkout(tmp_path, town()), tmp_path / "records.jsonl"
    rows = [facts(), facts(list__black=True)]
    head = [*rows[0]]
    cells = [",".join(str(row[code]).lower() for code in head) for row in rows]
    (tmp_path / "all.csv").write_text("\n".join([",".join(head), *cells]) + "\n", "utf-8")
    assert run("decide", file, tmp_path / "all.csv", "--record", records).exit_code == 0
    kept = [json.loads(line) for line in records.read_text("utf-8").splitlines()]
    assert [each["decision"]["outcome"] for each in kept] == ["approve", "decline"]


def test_a_decision_that_comes_out_otherwise_ends_with_a_fault(tmp_path: Path) -> None:
    release = put(tmp_path, "releases/town.json", town().freeze())
    records = tmp_path / "records.jsonl"
    run("decide", release, put(tmp_path, "facts.json", facts()), "--record", records)
    records.write_text(records.read_text("utf-8").replace("60000.00", "60500.00", 1), "utf-8")
    result = run("replay", records, "--releases", release.parent)
    assert result.exit_code == 2
    assert "60500.00" in result.stdout
    elsewhere = run("replay", records, "--releases", tmp_path / "nowhere")
    assert (elsewhere.exit_code, "R122" in elsewhere.stdout) == (2, True)


def test_the_releases_of_a_folder_are_found_by_name(tmp_path: Path) -> None:
    release = town().freeze()
    put(tmp_path, "deep/inside/town.json", release)
    put(tmp_path, "flow.json", next(iter(town().shelf.values())))
    (tmp_path / "broken.json").write_text("{", "utf-8")
    assert [name for name, _ in releases_in(tmp_path)] == [content_name(release)]
