"""Releases of counties' products: whole, with what they changed."""

from __future__ import annotations

import json

import pytest

from engine import FactsRefused, load
from engine.document import content_name
from tests.engine.release.county import LOCAL, MONTHS, county, parent
from tests.engine.release.town import Town, facts


def test_a_child_is_released_whole_with_its_parent_and_its_edits() -> None:
    of = county()
    release = of.freeze()
    assert (release["parent"], release["edits"]) == (of.product["parent"], of.product["edits"])
    assert release["product"]["tenant"] == "xinyang"
    assert release["product"]["line"]["amount"]["max"] == "50000.00"
    assert release["dictionary"]["facts"]["xinyang.months"] == MONTHS
    assert release["dictionary"]["reasons"]["XY01"] == LOCAL


def test_a_release_holds_a_child_s_own_entries_whether_or_not_a_flow_reads_them() -> None:
    unread = parent().child(
        {"at": "facts/xinyang.months", "set": MONTHS}, {"at": "reasons/XY01", "set": LOCAL}
    )
    entries = unread.freeze()["dictionary"]
    assert (entries["facts"]["xinyang.months"], entries["reasons"]["XY01"]) == (MONTHS, LOCAL)
    assert "xinyang.months" not in unread.program().needs["properties"]


def test_a_child_s_release_decides_without_its_parent() -> None:
    program = load(json.dumps(county().freeze()))
    short = program.decide({**facts(), "applicant.need": "50000.00", "xinyang.months": 11})
    assert [reason.code for reason in short.reasons] == ["XY01", "R01"]
    long = program.decide({**facts(), "xinyang.months": 12})
    assert str((long.offer or {})["line"]) == "50000.00"
    with pytest.raises(FactsRefused, match=r"50000\.00"):
        program.decide({**facts(), "asked.amount": "60000.00", "xinyang.months": 12})


def test_a_child_without_edits_decides_as_its_parent() -> None:
    mine, theirs = parent().child().program(), parent().program()
    for given in (facts(), facts(list__black=True), facts(applicant__birth_date="1950-01-01")):
        one, other = mine.decide(given).document(), theirs.decide(given).document()
        assert {**one, "release": ""} == {**other, "release": ""}


def test_a_clone_is_released_as_it_stands_and_keeps_what_its_origin_locks() -> None:
    of = parent()
    name = content_name(of.product)
    head = {"id": "xinyang.own", "role": "product", "tenant": "xinyang", "origin": name}
    clone = Town({**of.product, **head}, of.dictionary, {**of.shelf, name: of.product})
    assert clone.found() == []
    assert "parent" not in clone.freeze()
    assert clone.program().decide(facts()).outcome == "approve"
    loose = Town({**clone.product, "guardrails": {}}, clone.dictionary, clone.shelf)
    assert {issue.partition(" ")[2] for issue in loose.found()} == {
        "guardrails/G1", "guardrails/G2", "guardrails/G3",
    }  # fmt: skip
