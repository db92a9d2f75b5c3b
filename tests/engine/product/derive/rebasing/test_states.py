"""What becomes of a county's edit when the province moves: a story for each state."""

from __future__ import annotations

import pytest

from engine.document import Add, Edit, Json, Move, Remove, parse_address
from engine.errors import DocumentRefused
from engine.product.derive import Rebase, rebase
from engine.product.derive.bundle import part_at
from engine.product.derive.shapes import item_ids
from tests.engine.product.derive.small import (
    TENANTS,
    Changes,
    because,
    edits,
    item,
    rebased,
    row,
    shelf,
    states,
    template,
)

AT = parse_address
MAX = "line/amount/max"
SPREADS = "apply:nodes/price/rows"
SPREAD = f"{SPREADS}/p21/then/spread"
BINS = "apply:nodes/score/characteristics/aum/bins"
POINTS = f"{BINS}/b2/points"
MULTIPLES = "apply:nodes/multiple/rows"
MULTIPLE = f"{MULTIPLES}/r20/then/multiple"
RULES = "apply:nodes/admission/rules"
RULE: dict[str, Json] = {"when": "xinyang.months < 12", "then": "decline", "reason": "XY01"}
OWN_RULE = Add(AT(f"{RULES}/XY01"), RULE, "A02")


def test_what_the_province_alone_changes_comes_clean() -> None:
    theirs = [
        *edits({"penalty/overdue_uplift": "0.4000"}),
        Remove(AT("draw/months/options/24")),
        row(f"{SPREADS}/p31", {"band": '"C"'}, {"spread": "0.0400"}, "p22"),
        Move(AT(f"{SPREADS}/p11"), "p31"),
    ]
    came = rebased({}, theirs)
    assert states(came) == {}
    assert [each.as_json() for each in came.items] == [
        {
            "at": f"{SPREADS}/p11",
            "state": "clean",
            "move": True,
            "after": "p31",
            "base": {"if": {"band": '"A"'}, "then": {"spread": "0.0185"}},
            "theirs": {"if": {"band": '"A"'}, "then": {"spread": "0.0185"}},
        },
        {
            "at": f"{SPREADS}/p31",
            "state": "clean",
            "base": None,
            "theirs": {"if": {"band": '"C"'}, "then": {"spread": "0.0400"}},
        },
        {"at": "draw/months/options/24", "state": "clean", "base": True, "theirs": None},
        {
            "at": "penalty/overdue_uplift",
            "state": "clean",
            "base": "0.5000",
            "theirs": "0.4000",
        },
    ]


def test_what_the_county_alone_changes_is_kept() -> None:
    ours = [OWN_RULE, *edits({SPREAD: "0.0300", "title/zh": "信阳随贷", "reasons/XY01": {}})]
    kept = rebased(ours, {f"{SPREADS}/p11/then/spread": "0.0190"})
    assert set(states(kept).values()) == {"kept"}
    assert item(kept, SPREAD).as_json() == {"at": SPREAD, "state": "kept"}


def test_what_both_change_alike_is_the_same() -> None:
    ours = [*edits({MAX: "150000.00"}), Remove(AT("draw/months/options/24"))]
    same = rebased(ours, ours)
    assert [each.state for each in same.items] == ["same", "same"]


def test_a_lowered_cap_leaves_a_county_that_is_lower_still() -> None:
    kept = rebased({MAX: "100000.00"}, {MAX: "150000.00"})
    assert item(kept, MAX).as_json() == {
        "at": MAX,
        "state": "kept",
        "note": "still_stricter",
        "base": "200000.00",
        "theirs": "150000.00",
        "ours": "100000.00",
    }


def test_a_raised_minimum_leaves_a_county_that_is_higher_still() -> None:
    at = "customers/age/min"
    assert states(rebased({at: "22"}, {at: "20"})) == {at: "kept still_stricter"}
    assert states(rebased({at: "19"}, {at: "20"})) == {at: "conflict"}


def test_a_lowered_cap_below_the_countys_is_a_question() -> None:
    asked = rebased({MAX: "180000.00"}, {MAX: "150000.00"})
    assert states(asked) == {MAX: "conflict"}
    assert item(asked, MAX).why == ("both",)


def test_where_no_way_is_stricter_two_changes_of_one_value_are_a_question() -> None:
    assert states(rebased({SPREAD: "0.0250"}, {SPREAD: "0.0275"})) == {SPREAD: "conflict"}


def test_a_bound_where_the_province_takes_its_own_away_is_still_stricter() -> None:
    at = "customers/debt_to_income_max"
    assert states(rebased({at: "0.5000"}, {at: None})) == {at: "kept still_stricter"}


def test_a_name_that_both_give_is_a_question() -> None:
    assert states(rebased({"title/zh": "信阳"}, {"title/zh": "新随贷"})) == {"title/zh": "conflict"}


SPLIT: Changes = [
    *edits({f"{BINS}/b2/in": "[10000..20000)"}),
    Add(AT(f"{BINS}/b2a"), {"in": "[5000..10000)", "points": "8", "split_from": "b2"}, "b1"),
]


def test_points_of_a_bin_that_was_split_mean_something_else() -> None:
    asked = rebased({POINTS: "8"}, SPLIT)
    assert item(asked, POINTS).why == ("meaning",)
    assert because(asked, POINTS) == [f"{BINS}/b2/in", f"{BINS}/b2a"]
    assert {str(each.at) for each in asked.items if each.state == "clean"} == {
        f"{BINS}/b2/in",
        f"{BINS}/b2a",
    }


@pytest.mark.parametrize(
    ("theirs", "reason"),
    [
        ({f"{SPREADS}/p21/if/term": "<= 24"}, f"{SPREADS}/p21/if/term"),
        ([Remove(AT(f"{SPREADS}/p21/if/term"))], f"{SPREADS}/p21/if/term"),
    ],
)
def test_a_value_of_a_row_whose_condition_changed_is_a_question(
    theirs: Changes, reason: str
) -> None:
    asked = rebased({SPREAD: "0.0300"}, theirs)
    assert states(asked) == {SPREAD: "conflict"}
    assert item(asked, SPREAD).why == ("meaning",)
    assert because(asked, SPREAD) == [reason]


def test_points_of_a_characteristic_that_scores_something_else_are_a_question() -> None:
    of = "apply:nodes/score/characteristics/aum/of"
    assert because(rebased({POINTS: "8"}, {of: "applicant.income"}), POINTS) == [of]


def test_both_a_value_and_its_condition_are_two_reasons_for_one_question() -> None:
    asked = rebased({POINTS: "8"}, [*SPLIT, *edits({POINTS: "11"})])
    assert item(asked, POINTS).why == ("both", "meaning")


def test_what_was_split_off_in_an_earlier_version_is_no_news() -> None:
    theirs = {"penalty/overdue_uplift": "0.4000"}
    assert states(rebased({POINTS: "8"}, theirs, parent=SPLIT)) == {POINTS: "kept"}


def test_a_new_title_of_a_row_changes_no_meaning() -> None:
    assert states(rebased({SPREAD: "0.0300"}, {f"{SPREADS}/p21/title": {"zh": "B"}})) == {
        SPREAD: "kept"
    }


ABOVE: dict[str, Changes] = {
    "put above": [row(f"{MULTIPLES}/r15", {"band": '"B"'}, {"multiple": "14"}, "r10")],
    "taken away above": [Remove(AT(f"{MULTIPLES}/r10"))],
    "moved above": [Move(AT(f"{MULTIPLES}/r30"), None)],
    "moved below": [Move(AT(f"{MULTIPLES}/r10"), "r30")],
    "changed above": {f"{MULTIPLES}/r10/if/band": '"A", "B"'},
}


@pytest.mark.parametrize("theirs", ABOVE.values(), ids=ABOVE.keys())
def test_by_first_hit_a_row_above_moves_what_reaches_the_countys(theirs: Changes) -> None:
    kept = rebased({MULTIPLE: "10"}, theirs)
    assert states(kept) == {MULTIPLE: "kept reach"}
    (reason,) = because(kept, MULTIPLE)
    assert reason in ("/".join(str(each.at).split("/")[:4]) for each in edits(theirs))


BELOW: dict[str, Changes] = {
    "put below": [row(f"{MULTIPLES}/r25", {"band": '"B"'}, {"multiple": "14"}, "r20")],
    "taken away below": [Remove(AT(f"{MULTIPLES}/r30"))],
    "another value above": {f"{MULTIPLES}/r10/then/multiple": "16"},
}


@pytest.mark.parametrize("theirs", BELOW.values(), ids=BELOW.keys())
def test_a_row_below_or_another_value_moves_nothing(theirs: Changes) -> None:
    assert states(rebased({MULTIPLE: "10"}, theirs)) == {MULTIPLE: "kept"}


def test_of_a_unique_table_no_row_shadows_another() -> None:
    above = row(f"{SPREADS}/p20", {"band": '"D"'}, {"spread": "0.0300"}, "p11")
    assert states(rebased({SPREAD: "0.0300"}, [above])) == {SPREAD: "kept"}


@pytest.mark.parametrize(("hit", "state"), [("R", "kept reach"), ("O", "kept"), ("C", "kept")])
def test_only_where_order_decides_a_row_above_is_shown(hit: str, state: str) -> None:
    above = row(f"{MULTIPLES}/r15", {"band": '"B"'}, {"multiple": "14"}, "r10")
    parent = {"apply:nodes/multiple/hit": hit}
    assert states(rebased({MULTIPLE: "10"}, [above], parent=parent)) == {MULTIPLE: state}


@pytest.mark.parametrize(("hit", "state"), [("P", "kept reach"), ("R", "kept"), ("C+", "kept")])
def test_by_priority_any_row_may_come_before_the_countys(hit: str, state: str) -> None:
    below = row(f"{MULTIPLES}/r25", {"band": '"B"'}, {"multiple": "14"}, "r20")
    parent = {"apply:nodes/multiple/hit": hit}
    assert states(rebased({MULTIPLE: "10"}, [below], parent=parent)) == {MULTIPLE: state}


def test_the_values_of_a_change_that_is_reached_otherwise_are_shown() -> None:
    theirs = [
        row(f"{MULTIPLES}/r15", {"band": '"B"'}, {"multiple": "14"}, "r10"),
        *edits({MULTIPLE: "11"}),
    ]
    assert item(rebased({MULTIPLE: "10"}, theirs), MULTIPLE).as_json() == {
        "at": MULTIPLE,
        "state": "kept",
        "note": "reach",
        "base": "12",
        "theirs": "11",
        "ours": "10",
        "because": [f"{MULTIPLES}/r15"],
    }


JOINED: Changes = [
    row(
        f"{SPREADS}/p20",
        {"band": '"B"'},
        {"spread": "0.0300"},
        "p11",
        joined_from={"p21": True, "p22": True},
    ),
    Remove(AT(f"{SPREADS}/p21")),
    Remove(AT(f"{SPREADS}/p22")),
]


def test_a_value_of_a_row_that_was_joined_into_another_is_an_orphan() -> None:
    lost = rebased({SPREAD: "0.0295"}, JOINED)
    assert states(lost) == {SPREAD: "orphan"}
    assert because(lost, SPREAD) == [f"{SPREADS}/p20", f"{SPREADS}/p21"]
    clean = [str(each.at) for each in lost.items if each.state == "clean"]
    assert clean == [f"{SPREADS}/p20", f"{SPREADS}/p22"], "p21 is the question"


def test_a_value_of_a_node_that_is_gone_is_an_orphan() -> None:
    lost = rebased({SPREAD: "0.0295"}, [Remove(AT("apply:nodes/price"))])
    assert states(lost) == {SPREAD: "orphan"}
    assert because(lost, SPREAD) == ["apply:nodes/price"]


def test_an_own_rule_of_a_node_that_is_gone_is_an_orphan() -> None:
    lost = rebased([OWN_RULE], [Remove(AT("apply:nodes/admission"))])
    assert states(lost) == {f"{RULES}/XY01": "orphan"}


def test_what_both_take_away_together_with_more_is_gone_alike() -> None:
    gone = rebased([Remove(AT("draw/months/options/24"))], [Remove(AT("draw/months"))])
    assert states(gone) == {"draw/months/options/24": "same"}
    assert because(gone, "draw/months/options/24") == ["draw/months"]
    assert [str(each.at) for each in gone.items if each.state == "clean"] == ["draw/months"]


def test_a_value_outside_the_new_permit_is_a_violation() -> None:
    wrong = rebased({SPREAD: "0.0480"}, {"permits/P07/max": "0.0450"})
    assert states(wrong) == {SPREAD: "violation"}
    found = item(wrong, SPREAD)
    assert (found.permit, found.allowed) == (
        "P07",
        {"min": "0.0100", "max": "0.0450", "step": "0.0005"},
    )


TIGHTER: dict[str, tuple[Changes, Changes, dict[str, str]]] = {
    "a permit that is dropped": (
        {MAX: "100000.00"},
        [Remove(AT("permits/P01"))],
        {MAX: "violation"},
    ),
    "a kind of rule that is no longer allowed": (
        [OWN_RULE],
        [Remove(AT("permits/P05/then/decline"))],
        {f"{RULES}/XY01": "violation"},
    ),
    "a rule too many": (
        [OWN_RULE, Add(AT(f"{RULES}/XY02"), RULE, "XY01")],
        {"permits/P05/max": 1},
        {f"{RULES}/XY01": "kept", f"{RULES}/XY02": "violation"},
    ),
    "a term that has to stay": (
        [Remove(AT("draw/months/options/3")), Remove(AT("draw/months/options/6"))],
        {"permits/P02/keep": 3},
        {"draw/months/options/3": "kept", "draw/months/options/6": "violation"},
    ),
    "terms that the province took too": (
        [Remove(AT("draw/months/options/3")), Remove(AT("draw/months/options/6"))],
        [Remove(AT("draw/months/options/24"))],
        {"draw/months/options/3": "kept", "draw/months/options/6": "violation"},
    ),
    "a kind of rule, of which the second is of another": (
        [OWN_RULE, Add(AT(f"{RULES}/XY02"), {**RULE, "then": "refer"}, "XY01")],
        [Remove(AT("permits/P05/then/decline"))],
        {f"{RULES}/XY01": "violation", f"{RULES}/XY02": "kept"},
    ),
    "a permit of the county's beyond the new one": (
        {"permits/P07/max": "0.0480"},
        {"permits/P07/max": "0.0450"},
        {"permits/P07/max": "conflict"},
    ),
    "a permit of the county's inside the new one": (
        {"permits/P07/max": "0.0400"},
        {"permits/P07/max": "0.0450"},
        {"permits/P07/max": "kept still_stricter"},
    ),
    "points around a value that moved": (
        {POINTS: "7"},
        {"permits/P08/by": "2"},
        {POINTS: "violation"},
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), TIGHTER.values(), ids=TIGHTER.keys())
def test_the_province_narrows(ours: Changes, theirs: Changes, expected: dict[str, str]) -> None:
    assert states(rebased(ours, theirs)) == expected


def test_the_countys_rules_stay_behind_new_ones_of_the_provinces() -> None:
    new = Add(AT(f"{RULES}/Z99"), {"when": "y", "then": "decline", "reason": "A01"}, "A02")
    gone = Remove(AT(f"{RULES}/A02"))
    several: list[list[Edit]] = [[new], [gone], [new, gone]]
    for theirs in several:
        kept = rebased([OWN_RULE, Add(AT(f"{RULES}/AA"), RULE, "XY01")], theirs)
        assert set(states(kept).values()) == {"kept"}
        own = [each for each in order(kept) if each in ("XY01", "AA")]
        assert order(kept)[-2:] == own == ["XY01", "AA"]


def order(of: Rebase) -> list[str]:
    """The rules of the admission in the order of the rebased product."""
    return item_ids(part_at(of.kept, ("flows", "apply", "nodes", "admission", "rules")))


EXTENSION = "apply:county:nodes/rows"


def test_the_report_lists_states_in_order_and_counts_them() -> None:
    ours = {MAX: "100000.00", SPREAD: "0.0480", "title/zh": "信阳", MULTIPLE: "10"}
    theirs = [
        *edits({MAX: "150000.00", "permits/P07/max": "0.0450", "title/en": "New"}),
        row(f"{MULTIPLES}/r15", {"band": '"B"'}, {"multiple": "14"}, "r10"),
    ]
    report = rebased(ours, theirs).as_json()
    assert report["counts"] == {
        "clean": 3,
        "kept": 3,
        "same": 0,
        "conflict": 0,
        "orphan": 0,
        "violation": 1,
    }
    listed = [each.at for each in rebased(ours, theirs).items]
    assert [str(at) for at in listed] == [
        f"{MULTIPLES}/r15",
        "permits/P07/max",
        "title/en",
        "title/zh",
        MAX,
        MULTIPLE,
        SPREAD,
    ]


def test_only_a_child_is_rebased() -> None:
    with pytest.raises(DocumentRefused) as stopped:
        rebase(template(), template(), shelf(), tenants=TENANTS)
    assert [issue.code for issue in stopped.value.issues] == ["P271"]


def test_a_parent_that_was_never_changed_keeps_every_edit() -> None:
    ours = {MAX: "100000.00", SPREAD: "0.0300"}
    kept = rebased(ours, {})
    assert states(kept) == dict.fromkeys(sorted(ours), "kept")
