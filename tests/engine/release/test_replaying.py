"""Recorded decisions are made again, and every difference is told by its path."""

from __future__ import annotations

import json
from typing import Any

from engine import replay
from engine.document import canonical_bytes
from engine.release.replaying import record, record_line
from tests.engine.release.town import facts, town, town_program

RELEASES = {town_program().name: town().freeze()}


def recorded(**changes: Any) -> dict[str, Any]:
    """The record of a decision of the town."""
    return record(town_program().decide(facts(**changes)))


def test_a_record_holds_what_decides_it_again() -> None:
    of = recorded()
    assert [*of] == ["format", "release", "stage", "facts", "decision"]
    assert (of["release"], of["stage"]) == (town_program().name, "apply")
    assert town_program().decide(of["facts"]).document() == of["decision"]


def test_a_record_is_one_line_of_canonical_bytes() -> None:
    line = record_line(town_program().decide(facts()))
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert line.encode() == canonical_bytes(recorded()) + b"\n"


def test_decisions_of_every_state_and_stage_come_out_the_same() -> None:
    pending = {code: value for code, value in facts().items() if code != "list.black"}
    draw = town_program().at("drawdown")
    given = {code: facts()[code] for code in draw.needs["required"]}
    decisions = [
        town_program().decide(facts()),
        town_program().decide(facts(list__black=True)),
        town_program().decide({**pending, "unavailable": ["black"]}),
        town_program().decide(pending),
        draw.decide(given),
    ]
    found = replay(map(record_line, decisions), RELEASES)
    assert (found.records, found.differences, found.issues) == (5, (), ())
    assert found.is_same


def test_a_difference_is_told_by_its_path() -> None:
    of = recorded()
    of["decision"]["offer"]["line"] = "60000.01"
    of["decision"]["path"] = of["decision"]["path"][:-1]
    del of["decision"]["outputs"]["rate"]
    found = replay([recorded(), of], RELEASES)
    assert not found.is_same
    assert [each.as_json() for each in found.differences] == [
        {"record": 2, "at": "offer/line", "recorded": "60000.01", "decided": "60000.00"},
        {"record": 2, "at": "outputs/rate", "recorded": "—", "decided": "0.050000"},
        {
            "record": 2,
            "at": "path/5",
            "recorded": "—",
            "decided": {"at": "apply:nodes/approved"},
        },
    ]


def test_facts_that_were_altered_show_in_their_hash() -> None:
    of = recorded()
    of["facts"]["applicant.need"] = "60500.00"
    found = replay([of], RELEASES)
    assert "facts" in {each.at for each in found.differences}


def test_a_true_where_a_one_was_is_a_difference() -> None:
    of = recorded()
    of["decision"]["semantics"] = True
    assert [each.at for each in replay([of], RELEASES).differences] == ["semantics"]


def test_what_cannot_be_decided_again_is_told_and_the_rest_is_decided() -> None:
    elsewhere = {**recorded(), "release": "town.credit@sha256:" + "0" * 64}
    refused = recorded()
    refused["facts"]["asked.amount"] = "1.00"
    lines: list[Any] = [
        "{",
        json.dumps({"format": "other"}),
        elsewhere,
        {**recorded(), "stage": "flow"},
    ]
    found = replay([*lines, refused, recorded()], RELEASES)
    assert found.records == 6
    assert found.differences == ()
    told = [(issue.at.partition("/")[0], issue.code) for issue in found.issues]
    assert {("1", "R121"), ("2", "R121"), ("3", "R122"), ("4", "F199"), ("5", "A301")} <= {*told}
    assert {number for number, _ in told} == {"1", "2", "3", "4", "5"}


def test_a_release_of_other_bytes_than_its_name_says_decides_nothing() -> None:
    (release,) = RELEASES.values()
    found = replay([recorded()], {town_program().name: {**release, "number": 2}})
    assert [issue.code for issue in found.issues] == ["R103"]
