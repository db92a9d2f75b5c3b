"""A subflow means what its nodes mean in its place: a flow split anywhere decides the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import LoanFoundryError, Program, freeze, load
from tests.engine.flow.applicants import applicants
from tests.engine.flow.small import edited
from tests.engine.flow.splitting import Split, Whole, inside, joined, splits
from tests.house.tree import ROOT
from tests.policies.suixiang_applicants import applicant

SAMPLES = ROOT.parent / "shared" / "samples"
ALONE = Whole(*edited([{"at": "nodes/declined_score/reasons/o2", "remove": True}]))
"""The small flow without reasons that an outcome takes from elsewhere."""
WHOLE = load(ALONE.document, dictionary=ALONE.dictionary)
Decided = dict[str, Any] | list[tuple[str, str]]


def decided(by: Program, given: Mapping[str, Any]) -> Decided:
    """The decision document as a whole flow writes it, or what was refused."""
    try:
        document: dict[str, Any] = joined(by.decide(given).document())
    except LoanFoundryError as error:
        return [(issue.code, inside(issue.at)) for issue in error.issues]
    return document


def alike(part: Split, one: Decided, other: Decided) -> bool:
    """Whether two decisions are the same but for variables that the subflow keeps to itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        hidden = one.get("outputs", {}).keys() - part.flow["outputs"].keys()
        kept = {code: v for code, v in one.get("outputs", {}).items() if code not in hidden}
        one = {**one, **({"outputs": kept} if "outputs" in one else {})}
    return one == other


@cache
def parts() -> list[tuple[Split, Program]]:
    """The small flow split everywhere, and split again inside what was split off."""
    once = [*splits(ALONE, 3)]
    twice = [inner for part in once for inner in part.again(ALONE.dictionary)]
    return [
        (part, load(part.flow, dictionary=ALONE.dictionary, documents=part.subflows))
        for part in (*once, *twice)
    ]


def test_the_small_flow_can_be_split_in_many_places() -> None:
    regions = [part.region for part, _ in parts()]
    nodes = ALONE.document["nodes"]
    assert {len(region) for region in regions} == {1, 2, 3}
    assert {len(part.subflows) for part, _ in parts()} == {1, 2}
    assert {bool(part.taken) for part, _ in parts()} == {True, False}
    assert {nodes[name]["kind"] for region in regions for name in region} == {
        "ask", "rules", "scorecard", "branch", "formula", "table",
    }  # fmt: skip


def differs(part: Split, program: Program, whole: Program, given: Mapping[str, Any]) -> str | None:
    """Where a split flow and the whole one part, in words."""
    one, other = decided(whole, given), decided(program, given)
    if alike(part, one, other):
        return None
    return f"whole {one}\n{sorted(part.region)} apart {other}\n{given}"


@given(applicants(WHOLE), st.data())
def test_a_flow_split_anywhere_decides_the_same(facts: dict[str, Any], data: st.DataObject) -> None:
    part, program = data.draw(st.sampled_from(parts()))
    assert differs(part, program, WHOLE, facts) is None


def test_a_flow_split_anywhere_needs_the_same_facts() -> None:
    for part, program in parts():
        assert program.needs["required"] == WHOLE.needs["required"], part.region
        assert program.needs["properties"] == WHOLE.needs["properties"], part.region


def test_a_release_of_a_split_flow_holds_its_subflows_and_decides_alone() -> None:
    for part, program in parts():
        release: Any = freeze(part.flow, dictionary=ALONE.dictionary, documents=part.subflows)
        assert release["subflows"] == part.subflows
        assert load(release).name == program.name


# The sample flow, with its fraud rules and lists as a subflow.


@cache
def gate() -> tuple[Split, Program, Program]:
    """The sample flow whose fraud rules and lists are a subflow, beside the whole one.

    A subflow has one way to refer: an outage of the lists leads where the other referrals do.
    """
    flow, dictionary = (
        json.loads((SAMPLES / name).read_text("utf-8"))
        for name in ("suixiang.apply.json", "dictionary.json")
    )
    flow["nodes"]["lists"]["next"]["unavailable"] = "referred"
    whole = Whole(flow, dictionary)
    apart = {"fraud", "lists", "listed"}
    (part,) = (part for part in splits(whole, len(apart)) if part.region == apart)
    program = load(part.flow, dictionary=whole.dictionary, documents=part.subflows)
    return part, program, load(whole.document, dictionary=whole.dictionary)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}")
def test_the_sample_flow_with_its_fraud_rules_and_lists_apart_decides_the_same() -> None:
    part, program, whole = gate()
    random = Random(20261102)  # noqa: S311  (seeded applicants are no secret)
    cases = json.loads((SAMPLES / "cases.json").read_text("utf-8"))["cases"]
    given = [*(case["facts"] for case in cases), *(applicant(random) for _ in range(400))]
    assert [difference for f in given if (difference := differs(part, program, whole, f))] == []
    ends = Counter(program.decide(facts).outcome for facts in given)
    assert ends.keys() == {"approve", "decline", "refer", None}
