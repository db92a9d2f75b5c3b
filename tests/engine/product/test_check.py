"""Each small break of a sound product is found: the code, the place, and what would be right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from engine.document import parse_address
from engine.issues import Issue
from engine.product.check import FLOW_RULES, RULES, check
from engine.product.tenant import Prefixes
from tests.engine.product.products import (
    HERE,
    NAMES,
    REFERENCE,
    Document,
    child,
    clone,
    edited,
    entries,
    product,
)
from tests.house.tree import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
BREAKS: list[dict[str, Any]] = json.loads((HERE / "broken.json").read_text("utf-8"))
BY_NAME = {broken["says"]: broken for broken in BREAKS}
XINYANG = Prefixes("xinyang.", "XY")
every_break = pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken["says"])


def found(broken: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What the check says of a product after the edits of a break."""
    return _found(broken["says"])


@cache
def _found(says: str) -> tuple[Issue, ...]:
    broken = BY_NAME[says]
    reference = broken.get("reference", REFERENCE)
    return check(document(broken), reference=reference, dictionary=entries())


def document(broken: Mapping[str, Any]) -> Document:
    """The product after the edits of a break."""
    return edited(broken["edits"], broken.get("of", "personal credit"))


def said(issue: Issue) -> str:
    """The code, the place, and the right value where there is one."""
    return f"{issue.code} {issue.at} {issue.values.get('right', '')}".strip()


@pytest.mark.parametrize("name", NAMES)
def test_the_products_as_they_stand_have_no_issue(name: str) -> None:
    assert check(product(name), reference=REFERENCE, dictionary=entries()) == ()


def test_a_clone_and_a_child_have_none_either() -> None:
    assert check(clone(), reference=REFERENCE, dictionary=entries(), prefixes=XINYANG) == ()
    assert check(child([{"at": "line/amount/max", "set": "50000.00"}])) == ()


@every_break
def test_a_break_is_found_at_its_place_with_a_remedy(broken: Mapping[str, Any]) -> None:
    issues = [said(issue) for issue in found(broken)]
    told = [issue if issue in broken["issues"] else place(issue) for issue in issues]
    assert sorted(told) == sorted(broken["issues"])


def place(issue: str) -> str:
    """The code and the place alone: a break need not spell the remedy."""
    return " ".join(issue.split(" ")[:2])


@every_break
def test_a_finding_reads_whole_in_both_languages(broken: Mapping[str, Any]) -> None:
    for issue in found(broken):
        for text in (issue.text("zh"), issue.text("en")):
            assert issue.code in text
            assert not set("{}") & set(text)
        parse_address(issue.at)


@every_break
def test_no_finding_hangs_on_the_order_of_keys(broken: Mapping[str, Any]) -> None:
    reference = broken.get("reference", REFERENCE)
    again = check(turned(document(broken)), reference=reference, dictionary=entries())
    assert {said(issue) for issue in again} == {said(issue) for issue in found(broken)}


def turned(value: Any) -> Any:
    """The same document with the keys of every mapping the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def test_only_crossings_and_what_is_not_there_now_are_notices() -> None:
    notices = {
        issue.code for broken in BREAKS for issue in found(broken) if issue.severity == "notice"
    }
    assert notices == {"P144", "P145", "P164", "P173"}


def test_every_rule_is_written_out_once() -> None:
    assert len({*RULES, *FLOW_RULES}) == len((*RULES, *FLOW_RULES))


def test_a_clone_s_own_entries_begin_with_its_tenant_s_prefixes() -> None:
    fact = {
        "label": {"zh": "居住月数", "en": "Months of residence"}, "type": "number", "scale": 0,
        "min": "0", "max": "1200", "unit": "month", "nullable": False,
        "source": {"form": "apply"}, "sensitivity": "personal",
    }  # fmt: skip
    reason = {
        "label": {"zh": "居住不足", "en": "Too short"},
        "told_as": "A01",
        "class": "admission",
    }
    sound = clone(facts={"xinyang.months": fact}, reasons={"XY01": reason})
    assert check(sound, dictionary=entries(), prefixes=XINYANG) == ()
    other = Prefixes("luoyang.", "LY")
    issues = check(sound, dictionary=entries(), prefixes=other)
    assert [(issue.code, issue.at) for issue in issues] == [
        ("P192", "facts/xinyang.months"),
        ("P192", "reasons/XY01"),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"told_as": "A99"}, "P194"),
        ({"told_as": "XY01"}, "P195"),
        ({"told_as": "F01"}, "P196"),
    ],
)
def test_a_clone_s_reason_is_told_as_one_that_can_be(changes: dict[str, Any], code: str) -> None:
    reason = {"label": {"zh": "居住不足"}, "told_as": "A01", "class": "admission", **changes}
    dictionary = entries()
    fraud = dictionary.reasons["F01"].model_copy(update={"customer": {"zh": "甲"}})
    told = dictionary.model_copy(update={"reasons": {**dictionary.reasons, "F01": fraud}})
    issues = check(clone(reasons={"XY01": reason}), dictionary=told)
    assert [(issue.code, issue.at) for issue in issues] == [(code, "reasons/XY01/told_as")]


def test_a_clone_s_fact_is_given_or_derived_and_its_bounds_have_its_places() -> None:
    fact = {
        "label": {"zh": "居住月数"}, "type": "number", "scale": 0, "min": "0.0", "max": "12",
        "unit": "month", "nullable": False, "sensitivity": "personal",
    }  # fmt: skip
    issues = check(clone(facts={"xinyang.months": fact}))
    assert [(issue.code, issue.at) for issue in issues] == [
        ("F111", "facts/xinyang.months/min"),
        ("P193", "facts/xinyang.months"),
    ]


def test_the_sum_of_the_shares_is_told() -> None:
    own = {"at": "terms/own_funding_ratio", "set": "0.8000"}
    (issue,) = check(edited([own], "personal partner"))
    assert issue.values == {"found": "1.1000", "right": "0.2000"}


def test_a_child_s_edits_stand_in_the_order_of_their_addresses() -> None:
    edits = [{"at": "line/amount/max", "set": "1.00"}, {"at": "id", "set": "x"}]
    (issue,) = check(child(edits))
    assert (issue.code, issue.at, issue.values["found"]) == ("P104", "edits", "id")
    (twice,) = check(child([edits[0], edits[0]]))
    assert twice.code == "P104"
    assert check(child(edits[::-1])) == ()


def test_a_child_s_edits_have_addresses() -> None:
    issues = check(child([{"at": "draw/*/max", "remove": True}]))
    assert [issue.code for issue in issues] == ["D203"]


@pytest.mark.parametrize("name", ["suixiang", "suixiang.v2", "xinyang.suixiang"])
def test_the_shared_samples_are_sound(name: str) -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"{SAMPLES} is not there")
    read = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    issues = check(read, reference={"lpr.y1": "0.030000", "law.amount_cap": "200000.00"})
    assert [issue for issue in issues if issue.severity == "fault"] == []


def test_every_code_of_the_room_is_found_by_a_test() -> None:
    texts = json.loads((ROOT / "engine" / "product" / "texts.json").read_text("utf-8"))["issues"]
    tests = "".join(
        path.read_text("utf-8")
        for path in sorted(HERE.rglob("*.*"))
        if path.suffix in (".py", ".json")
    )
    assert {code for code in texts if code not in tests} == set()
