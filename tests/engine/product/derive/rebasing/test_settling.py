"""A rebase with its answers: the child's document on the new parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from engine.document import Add, Edit, Json, Remove, Set, parse_address
from engine.errors import EditsRefused
from engine.product.derive import Rebase, settle
from tests.engine.product.derive.small import Changes, rebased

AT = parse_address
MAX = "line/amount/max"
SPREADS = "apply:nodes/price/rows"
SPREAD, OTHER = f"{SPREADS}/p21/then/spread", f"{SPREADS}/p22/then/spread"
WHY = {"zh": "本行要求"}


def stored(of: Rebase, answers: Mapping[str, str]) -> Json:
    """The edits of the settled child."""
    return settle(of, answers)["edits"]


def refused(of: Rebase, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Where and why answers are refused."""
    with pytest.raises(EditsRefused) as stopped:
        settle(of, answers)
    return [(issue.at, issue.code) for issue in stopped.value.issues]


def test_a_clean_rebase_needs_no_answer_and_changes_the_parent_alone() -> None:
    clean = rebased([Set(AT(MAX), "100000.00", WHY)], {"penalty/overdue_uplift": "0.4000"})
    child = settle(clean, {})
    assert child == {**clean.child, "parent": clean.parent_name}


def test_an_edit_that_the_new_parent_makes_itself_goes() -> None:
    same = rebased({MAX: "100000.00", "title/zh": "信阳"}, {MAX: "100000.00"})
    assert stored(same, {}) == [{"at": "title/zh", "set": "信阳"}]


@pytest.mark.parametrize(
    ("answer", "left"),
    [("ours_delta", "0.0310"), ("ours", "0.0295"), ("theirs", None)],
)
def test_an_answer_makes_the_edit_that_it_says(answer: str, left: str | None) -> None:
    asked = rebased([Set(AT(SPREAD), "0.0295", WHY)], {SPREAD: "0.0300"})
    made = [] if left is None else [{"at": SPREAD, "set": left, "why": WHY}]
    assert stored(asked, {SPREAD: answer}) == made


def test_the_proposed_answers_settle_everything() -> None:
    ours = {SPREAD: "0.0480", OTHER: "0.0300", "title/zh": "信阳"}
    theirs = {"permits/P07/max": "0.0450", OTHER: "0.0320"}
    asked = rebased(ours, theirs)
    assert asked.proposed == {SPREAD: "nearest", OTHER: "ours_delta"}
    assert stored(asked, asked.proposed) == [
        {"at": SPREAD, "set": "0.0450"},
        {"at": OTHER, "set": "0.0305"},
        {"at": "title/zh", "set": "信阳"},
    ]


def test_answers_that_are_missing_unknown_or_refused_are_named_all_at_once() -> None:
    ours = {MAX: "190000.00", SPREAD: "0.0295", "title/zh": "信阳"}
    theirs = {MAX: "10000.00", SPREAD: "0.0300", "title/zh": "新"}
    answers = {MAX: "ours", SPREAD: "nearest", "title/en": "theirs"}
    assert refused(rebased(ours, theirs), answers) == [
        ("title/en", "P273"),
        (SPREAD, "P274"),
        (MAX, "P275"),
        ("title/zh", "P272"),
    ]


def joined() -> Changes:
    """The province joins two rows into one."""
    marks: dict[str, Json] = {"joined_from": {"p21": True, "p22": True}}
    cells: dict[str, Json] = {"if": {"band": '"B"'}, "then": {"spread": "0.0300"}}
    gone: list[Edit] = [Remove(AT(f"{SPREADS}/p21")), Remove(AT(f"{SPREADS}/p22"))]
    return [Add(AT(f"{SPREADS}/p20"), {**cells, **marks}, "p11"), *gone]


def test_two_orphans_that_move_to_one_place_must_agree() -> None:
    both = rebased({SPREAD: "0.0295", OTHER: "0.0325"}, joined())
    target = f"{SPREADS}/p20/then/spread"
    moved = {SPREAD: "move", OTHER: "move"}
    assert stored(both, moved) == [{"at": target, "set": "0.0310"}], "both are ten points up"
    apart = rebased({SPREAD: "0.0295", OTHER: "0.0335"}, joined())
    assert refused(apart, moved) == [(target, "P209")]
    assert stored(apart, {SPREAD: "move", OTHER: "drop"}) == [{"at": target, "set": "0.0310"}]


def test_a_reason_moves_with_its_edit() -> None:
    lost = rebased([Set(AT(SPREAD), "0.0295", WHY)], joined())
    at = f"{SPREADS}/p20/then/spread"
    assert stored(lost, {SPREAD: "move"}) == [{"at": at, "set": "0.0310", "why": WHY}]


def test_the_layout_of_a_child_stays_its_own() -> None:
    clean = rebased({}, {"title/en": "New"})
    drawn = replace(clean, child={**clean.child, "canvas": {"apply": {}}})
    assert settle(drawn, {})["canvas"] == {"apply": {}}
