"""Each path to a decline gives a reason that is told, also where a flow used on it declines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from engine import Issue
from engine.document import content_name
from engine.product.check import check
from tests.engine.product.products import product
from tests.engine.product.rules.test_stages import flow, found
from tests.engine.release.town import Town, changed, documents, town

SILENT = {"at": "town.apply:nodes/declined/reasons/o1", "remove": True}
"""The product's own decline gives no reason."""
QUIET = {"at": "town.gate:nodes/lists/next/unavailable", "set": "declined"}
"""The gate declines before its rules."""
LATE = {"at": "town.apply:nodes/on_sale/next/late", "set": "declined"}
FREE: dict[str, Any] = {
    "on": "apply:gate:**", "allow": "free", "why": {"zh": "扩展点", "en": "Free"}, "owner": "risk",
}  # fmt: skip
TO_NOBODY = {"at": "sale/referral", "set": {"to": "none"}}


def untold(of: Town) -> list[tuple[str, str]]:
    """Where the faults of a product are that nothing is told of, with the path of each."""
    faults = [each for each in of.check() if each.severity == "fault"]
    assert [each.code for each in faults] == ["P198"] * len(faults)
    return [(each.at, _path(each)) for each in faults]


def _path(issue: Issue) -> str:
    assert not set("{}") & set(issue.text("zh") + issue.text("en"))
    return str(issue.values["path"])


def test_each_path_to_a_decline_gives_a_reason_that_is_told() -> None:
    beside = flow({"at": "nodes/size/next/done", "set": "declined"})
    assert found(beside) == ["P198 apply:nodes/declined/reasons"]
    document = {**product(), "flows": {"apply": content_name(beside)}}
    (issue,) = check(document, flows={"apply": beside})
    assert issue.values["path"] == "gate → bureau → size → declined"
    silent = flow({"at": "nodes/down/reasons/o1/when", "set": "applicant.staff"})
    assert found(silent) == ["P198 apply:nodes/down/reasons"]


def test_a_referral_to_nobody_is_a_decline() -> None:
    nobody = {**product()["sale"], "referral": {"to": "none"}}
    assert found(flow(), sale=nobody) == ["P198 apply:nodes/referred/reasons"]


def test_the_rules_of_a_subflow_tell_of_its_decline() -> None:
    assert untold(town(SILENT)) == []


INSIDE = [("apply:nodes/gate", "gate:lists → gate:declined → declined")]
ALWAYS = [{"id": "o1", "reason": "A01"}]
SOMETIMES = [{"id": "o1", "when": "applicant.age < 20", "reason": "A01"}]
UNTOLD: dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]]]] = {
    "a decline inside that nobody tells of": ([SILENT, QUIET], INSIDE),
    "one of which the product tells": ([QUIET], []),
    "one that tells itself": (
        [SILENT, QUIET, {"at": "town.gate:nodes/declined/reasons", "set": ALWAYS}], []
    ),
    "one that tells on a condition": (
        [SILENT, QUIET, {"at": "town.gate:nodes/declined/reasons", "set": SOMETIMES}],
        INSIDE,
    ),
    "a decline behind the pass of a subflow": (
        [SILENT, LATE],
        [("apply:nodes/declined/reasons",
          "gate:lists → gate:rules → gate:passed → on_sale → declined")],
    ),
    "both": (
        [SILENT, QUIET, LATE],
        [("apply:nodes/declined/reasons",
          "gate:lists → gate:rules → gate:passed → on_sale → declined"), *INSIDE],
    ),
    "a referral inside that tells, declined outside": (
        [SILENT, {"at": "town.apply:nodes/gate/next/refer", "set": "declined"}], []
    ),
    "a referral inside that does not, declined outside": (
        [SILENT, {"at": "town.apply:nodes/gate/next/refer", "set": "declined"},
         {"at": "town.gate:nodes/referred/reasons", "set": []}],
        [("apply:nodes/declined/reasons", "gate:lists → gate:referred → declined")],
    ),
    "a decline inside, referred to nobody": (
        [QUIET, TO_NOBODY, LATE, {"at": "town.apply:nodes/referred/reasons", "set": []},
         {"at": "town.apply:nodes/gate/next/decline", "set": "referred"}],
        [("apply:nodes/gate", "gate:lists → gate:declined → referred")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), UNTOLD.values(), ids=UNTOLD.keys())
def test_a_decline_is_told_through_the_flows_that_are_used(
    edits: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    assert untold(town(*edits)) == expected


def test_a_decline_two_flows_deep_is_told_at_the_node_that_uses_that_flow() -> None:
    gate = documents()["flows"]["town.gate"]
    quiet = {"at": "nodes/lists/next/unavailable", "set": "declined"}
    inner = changed({**gate, "id": "town.inner"}, [quiet])
    ways = {"pass": "passed", "decline": "declined", "refer": "referred"}
    node = {
        "kind": "subflow", "title": {"zh": "名单"}, "use": content_name(inner), "with": {},
        "sets": {}, "next": ways,
    }  # fmt: skip
    whole = town(
        SILENT,
        {"at": "town.gate:nodes/lists", "set": node},
        {"at": "town.gate:nodes/rules", "remove": True},
    )
    shelf = {**whole.shelf, content_name(inner): inner}
    path = "gate:lists:lists → gate:lists:declined → gate:declined → declined"
    issues = replace(whole, shelf=shelf).check()
    silent = [(each.at, _path(each)) for each in issues if each.code == "P198"]
    assert silent == [("apply:gate:nodes/lists", path)]


def test_a_county_s_drawing_tells_of_its_declines() -> None:
    parent = town(SILENT, {"at": "permits/P8", "set": FREE})
    before = {"at": "apply:gate:nodes/lists/next/found", "set": "small"}
    arms = [{"id": "small", "when": "asked.amount < 2000"}]
    ways = {"small": "ours", "else": "rules"}
    branch = {"kind": "branch", "title": {"zh": "小额"}, "arms": arms, "next": ways}
    ours: dict[str, Any] = {"kind": "outcome", "title": {"zh": "不办"}, "is": "decline"}

    def drawn(*reasons: dict[str, Any]) -> Town:
        return parent.child(
            {"at": "apply:gate:nodes/ours", "set": {**ours, "reasons": list(reasons)}},
            {"at": "apply:gate:nodes/small", "set": branch},
            before,
        )

    assert untold(drawn({"id": "o1", "reason": "A01"})) == []
    path = "gate:lists → gate:small → gate:ours → declined"
    assert untold(drawn()) == [("apply:nodes/gate", path)]


def test_what_a_flow_that_is_not_at_hand_tells_is_not_judged() -> None:
    whole = town(SILENT, QUIET)
    apply = whole.shelf[whole.product["flows"]["apply"]]
    codes = [issue.code for issue in check(whole.product, flows={"apply": apply})]
    assert "P198" not in codes
    late = json.loads(json.dumps(apply))
    late["nodes"]["on_sale"]["next"]["late"] = "declined"
    found = check(whole.product, flows={"apply": late})
    assert [issue.values["path"] for issue in found if issue.code == "P198"] == [
        "gate → on_sale → declined"
    ]
