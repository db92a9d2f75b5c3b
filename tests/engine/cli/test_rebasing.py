"""`rebase`: the report that people read, the one for machines, and the settled child."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.document import content_name, print_json
from tests.engine.cli.county import TENANTS, child, lay, read
from tests.engine.cli.policy import answer, put, run
from tests.house.tree import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
CAP = {"at": "line/amount/max", "set": "80000.00"}
OURS = {"at": "line/amount/max", "set": "90000.00", "why": {"zh": "本行上限", "en": "Our cap"}}
NAME = {"at": "title/zh", "set": "信阳信用贷"}
SPREAD = {"at": "interest/spread/max", "set": "0.0550"}
THEIR_CAP = {"at": "permits/P1/max", "set": "80000.00"}
THEIR_SPREAD = {"at": "permits/P6/by", "set": "0.0010"}


def laid(root: Path) -> tuple[Path, Path]:
    """Xinyang's child, and the next version of its parent."""
    first = lay(root, second=[CAP, THEIR_CAP, THEIR_SPREAD])
    return child(root, [SPREAD, OURS, NAME]), first.with_name("v2.json")


def test_the_report_is_read_state_by_state_with_its_choices(tmp_path: Path) -> None:
    own, onto = laid(tmp_path)
    told = run("rebase", own, "--onto", onto, "--language", "zh").stdout
    assert "上级的改动，自动采用：2 项" in told
    assert "本机构的改动，保留：1 项\n  title/zh\n" in told
    assert "授信额度上限由 100,000.00 元 改为 90,000.00 元〔收紧〕（理由：本行上限）" in told
    assert "可选 ours_delta：在上级的新值上作同样幅度的调整（70,000.00 元）（建议）" in told
    assert "可选 ours：保留本机构的值，但放权项「授信额度上限：可下调」不允许，不能选" in told
    assert "超出新版本的放权项「最高加点：上下一百基点」：最低 490 基点，最高 510 基点" in told
    assert told.endswith(
        "待选择 2 项；用 --answers 文件逐项作答，或用 --accept-proposed 全部采用建议，"
        "并用 --out 写出换底后的子产品\n"
    )


def test_with_every_answer_the_child_is_written_and_sound(tmp_path: Path) -> None:
    own, onto = laid(tmp_path)
    out = own.with_name("v2.json")
    told = answer("rebase", own, "--onto", onto, "--accept-proposed", "-o", out)
    assert told == {"name": content_name(read(out)), "waivers": []}
    assert read(out)["parent"] == content_name(read(onto))
    assert out.read_text("utf-8") == print_json(read(out))
    assert run("check", out).exit_code == 0
    ours = tmp_path / "answers.json"
    ours.write_text(
        json.dumps({"interest/spread/max": "theirs", "line/amount/max": "theirs"}), "utf-8"
    )
    answer("rebase", own, "--onto", onto, "--accept-proposed", "--answers", ours, "-o", out)
    assert [edit["at"] for edit in read(out)["edits"]] == ["title/zh"]


def test_an_exception_is_written_and_said_until_when(tmp_path: Path) -> None:
    own, onto = laid(tmp_path)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"interest/spread/max": "waiver"}), "utf-8")
    out = own.with_name("v2.json")
    asked = ("rebase", own, "--onto", onto, "--accept-proposed", "--answers", answers, "-o", out)
    said = run(*asked, "--language", "en")
    assert said.exit_code == 1
    assert "interest/spread/max: needs an exception from the parent (P6, until 2027-03-31)" in (
        said.stderr
    )
    assert SPREAD in read(out)["edits"]
    assert run("refine", out).exit_code == 1
    (waiver,) = json.loads(run(*asked, "--json").stdout)["waivers"]
    assert (waiver["permit"], waiver["until"]) == ("P6", "2027-03-31")


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({}, {"interest/spread/max": "P272", "line/amount/max": "P272"}),
        (
            {"interest/spread/max": "ours", "line/amount/max": "ours", "title/zh": "theirs"},
            {"interest/spread/max": "P274", "line/amount/max": "P275", "title/zh": "P273"},
        ),
        ({"line/amount/max": 1}, {"line/amount/max": "C109"}),
    ],
)
def test_wrong_answers_are_said_all_at_once_and_nothing_is_written(
    answers: dict[str, object], codes: dict[str, str], tmp_path: Path
) -> None:
    own, onto = laid(tmp_path)
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), "utf-8")
    out = tmp_path / "out.json"
    said = run("rebase", own, "--onto", onto, "--answers", file, "-o", out, "--json")
    issues = json.loads(said.stdout)["issues"]
    assert {issue["at"]: issue["code"] for issue in issues} == codes
    assert {issue["values"]["file"] for issue in issues} == {str(file)}
    assert (said.exit_code, out.exists()) == (2, False)


def test_only_a_child_is_rebased(tmp_path: Path) -> None:
    first = lay(tmp_path)
    said = run("rebase", first, "--onto", first, "--language", "en")
    assert (said.exit_code, "P271 only a child is rebased" in said.stderr) == (2, True)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}")
def test_the_worked_rebase_comes_out_exactly(tmp_path: Path) -> None:
    for name in ("suixiang", "suixiang.apply", "suixiang.v2", "suixiang.v2.apply"):
        put(tmp_path, f"{name}.json", (SAMPLES / f"{name}.json").read_bytes())
    own = put(tmp_path, "own.json", (SAMPLES / "xinyang.suixiang.json").read_bytes())
    dictionary = (SAMPLES / "dictionary.json").read_bytes()
    put(tmp_path, "product_defs/dictionary/province.json", dictionary)
    put(tmp_path, "product_defs/tenants.json", TENANTS)
    found = answer("rebase", own, "--onto", tmp_path / "suixiang.v2.json")
    assert found == read(SAMPLES / "rebase.json")
    told = run("rebase", own, "--onto", tmp_path / "suixiang.v2.json", "--language", "zh").stdout
    for line in (
        '上级：收入倍数表：新增「信用等级 = "B"，近12月代发工资月数 >= 12 → 收入倍数 = 14」一行',
        "可选 ours：保留本机构的值，但放权项「分值可上下调5分」不允许，不能选",
        '可选 move：改到接替它的部分（加点表：「信用等级 = "B"」一行的加点 0.0310）',
        "可选 nearest：取允许范围内最近的（0.0450）（建议）",
        "可选 waiver：请上级批准例外，至 2027-03-31（0.0480）",
    ):
        assert f"      {line}\n" in told
    settled = tmp_path / "settled.json"
    answer(
        "rebase", own, "--onto", tmp_path / "suixiang.v2.json", "--accept-proposed", "-o", settled
    )
    assert run("check", settled).exit_code == 0
