"""`explain` says how a decision came out."""

from __future__ import annotations

import json
from pathlib import Path

from engine import load
from engine.flow.explain import explain
from tests.engine.cli.policy import (
    DICTIONARY,
    FACTS,
    FLOW,
    Document,
    answer,
    changed,
    house,
    put,
    run,
)


def explained(folder: Path, facts: Document, *options: str) -> str:
    """What the command says of an applicant."""
    result = run("explain", house(folder), put(folder, "facts.json", facts), *options)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_an_approval_is_explained_step_by_step_in_both_languages(tmp_path: Path) -> None:
    lines = explained(tmp_path, FACTS).splitlines()
    assert lines[0] == "通过 | approve"
    steps = [line[4:] for line in lines if line.startswith(("├── ", "└── ")) and "→" in line]
    assert steps == [
        "征信查询 | Bureau → 已取得 | found",
        "客户准入 | Admission → 通过 | pass",
        "评分卡 | Scorecard → 继续 | done",
        "额度表 | Limits → 继续 | done",
        "称呼 | Greeting → 继续 | done",
        "户籍 | By home → 其余 | else",
    ]
    assert '│   ├── 等级 = "A"，年龄 < 60 → 额度 = 50000.00' in lines
    assert '│   │   Band = "A", Age < 60 → Limit = 50000.00' in lines
    assert "├── 授信额度 | the line = 50000.00" in lines


def test_a_decline_says_what_fired_and_what_the_customer_is_told(tmp_path: Path) -> None:
    said = explained(tmp_path, {**FACTS, "applicant.age": 17, "bureau.overdue": 4})
    assert said.startswith("拒绝 | decline\n")
    assert "如果 年龄 < 18，则拒绝：年龄不符" in said
    assert "if Age < 18 then decline: Age" in said
    assert "C01 征信逾期 | Overdue" in said
    assert "告知客户 A01：年龄不符合要求。 | Your age does not qualify." in said


def test_a_referral_behind_a_decline_is_not_told(tmp_path: Path) -> None:
    softer = changed(lambda flow: flow["nodes"]["admission"]["rules"][0].update(then="refer"))
    house(tmp_path)
    facts = put(tmp_path, "facts.json", {**FACTS, "applicant.age": 17, "bureau.overdue": 4})
    said = run("explain", put(tmp_path, "softer.json", softer), facts).stdout
    assert "A01 年龄不符 | Age\n    不告知客户 | not told" in said


def test_one_language_speaks_alone(tmp_path: Path) -> None:
    chinese = explained(tmp_path, FACTS, "--language", "zh")
    english = explained(tmp_path, FACTS, "--language", "en")
    assert "客户准入 → 通过" in chinese
    assert "Admission" not in chinese
    assert "Admission → pass" in english
    assert "客户准入" not in english


def test_a_pending_decision_says_what_is_wanted(tmp_path: Path) -> None:
    facts = {name: value for name, value in FACTS.items() if name != "bureau.overdue"}
    said = explained(tmp_path, facts)
    assert said.startswith("待补充 | pending\n")
    assert "还需取得 | requests\n└── source bureau: bureau.overdue" in said


def test_a_referral_says_where_to(tmp_path: Path) -> None:
    said = explained(tmp_path, {**FACTS, "applicant.local": False})
    assert "转介去向 | referred to\n├── to = person\n└── role = officer" in said


def test_a_long_line_is_never_broken_on_its_way_to_a_file(tmp_path: Path) -> None:
    name = "很长的名字" * 12
    assert f"姓名 = {name}；称呼 = {name}" in explained(tmp_path, {**FACTS, "applicant.name": name})


def test_square_brackets_are_text(tmp_path: Path) -> None:
    said = explained(tmp_path, {**FACTS, "applicant.name": "[bold]x[/bold] [/]"})
    assert "greeting = [bold]x[/bold] [/]" in said


def test_for_machines_it_is_the_whole_explanation(tmp_path: Path) -> None:
    decision = load(FLOW, dictionary=DICTIONARY).decide(FACTS)
    facts = put(tmp_path, "facts.json", FACTS)
    assert answer("explain", house(tmp_path), facts) == json.loads(json.dumps(explain(decision)))
