"""The harness measures only what answers alike. No test here looks at a clock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.applicants import applicants
from benchmarks.engine import AnswersDiffer, main, measured
from benchmarks.sides import FLOWS, Ours, Zen, first_difference


def test_the_lines_name_both_modes_and_their_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    few = ["--json", "--compared", "50", "--rounds", "2", "--applicants", "10"]
    assert main(few) == 0
    lines = json.loads(capsys.readouterr().out)
    assert [(line["case"], line["mode"]) for line in lines] == [
        ("credit", "no_trace"),
        ("credit", "trace"),
        ("credit", "trace_read"),
    ]
    for line in lines:
        assert set(line) == {"case", "mode", "ours_us", "zen_us", "ratio", "zen_version"}
        assert line["ratio"] == pytest.approx(line["zen_us"] / line["ours_us"], abs=0.02)
        assert line["zen_version"] == "2.1.3"


def test_both_engines_answer_alike_on_3000_applicants() -> None:
    assert first_difference(Ours(), Zen(), applicants(3000)) is None


def test_the_applicants_reach_every_end_rule_band_and_row() -> None:
    ours = Ours()
    answers = [ours.answer(applicant) for applicant in applicants(3000)]
    assert {answer.outcome for answer in answers} == {"approve", "decline", "refer"}
    assert {rule for answer in answers for rule in answer.rules} == {
        f"A0{number}" for number in range(1, 9)
    }
    assert {answer.band for answer in answers} == {"A", "B", "C", "D", None}
    rows = {"r11", "r12", "r21", "r22", "r31", "r32", "else", None}
    assert {answer.row for answer in answers} == rows


def test_the_same_seed_gives_the_same_applicants() -> None:
    assert applicants(20) == applicants(20)
    assert applicants(20) != applicants(20, seed=16)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('"when": "applicant.age > 60"', '"when": "applicant.age > 61"'),
        ('"in": "< 0.30", "points": "22"', '"in": "< 0.30", "points": "21"'),
        ("round down(min(", "round up(min("),
        ('"spread": "0.0285"', '"spread": "0.0286"'),
    ],
    ids=["a rule", "a bin", "a rounding", "a cell"],
)
def test_no_number_is_given_where_answers_differ(tmp_path: Path, ours: str, theirs: str) -> None:
    text = (FLOWS / "credit.json").read_text("utf-8")
    assert text.count(ours) == 1
    altered = tmp_path / "credit.json"
    altered.write_text(text.replace(ours, theirs), "utf-8")
    with pytest.raises(AnswersDiffer, match="ours Answer"):
        measured(Ours(altered), Zen(), compared=3000, rounds=1, count=1)
