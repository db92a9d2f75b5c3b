"""What a person may choose where a county's edit became a question."""

from __future__ import annotations

import pytest

from engine.document import (
    Add,
    Edit,
    Json,
    Move,
    Remove,
    Set,
    content_name,
    edits_as_json,
    parse_address,
    parse_edits,
)
from engine.product.derive import Choice, Item, Rebase, collapse, rebase, settle
from tests.engine.product.derive.small import (
    TENANTS,
    Changes,
    changed,
    edits,
    rebased,
    shelf,
    states,
    values,
    version,
)

AT = parse_address
MAX = "line/amount/max"
SPREADS = "apply:nodes/price/rows"
SPREAD = f"{SPREADS}/p21/then/spread"
BINS = "apply:nodes/score/characteristics/aum/bins"
POINTS = f"{BINS}/b2/points"
RULES = "apply:nodes/admission/rules"
RULE: dict[str, Json] = {"when": "xinyang.months < 12", "then": "decline", "reason": "XY01"}
WHY = {"zh": "本行要求"}


def only_open(of: Rebase) -> Item:
    """The one item that needs a choice."""
    (item,) = of.open
    return item


def chosen(of: Rebase) -> dict[str, Json]:
    """What each choice sets, by its id; the permit where it is refused."""
    return {
        each.id: each.permit if each.is_refused else dict(values(each.edits))
        for each in only_open(of).choices
    }


def choice(of: Rebase, identity: str) -> Choice:
    """A choice of the one open item."""
    return next(each for each in only_open(of).choices if each.id == identity)


def proposed(of: Rebase) -> str | None:
    """The proposed choice of the one open item."""
    return only_open(of).proposed


def test_two_changes_of_a_number_may_be_added_up() -> None:
    asked = rebased({SPREAD: "0.0295"}, {SPREAD: "0.0300"})
    assert chosen(asked) == {
        "ours_delta": {SPREAD: "0.0310"},
        "theirs": {},
        "ours": {SPREAD: "0.0295"},
    }
    assert proposed(asked) == "ours_delta"


def test_our_change_is_made_to_what_was_split_off_too() -> None:
    theirs = [
        *edits({f"{BINS}/b2/in": "[10000..20000)", POINTS: "14"}),
        Add(AT(f"{BINS}/b2a"), {"in": "[5000..10000)", "points": "8", "split_from": "b2"}, "b1"),
    ]
    asked = rebased({POINTS: "8"}, theirs)
    assert chosen(asked) == {
        "ours_delta": {POINTS: "10", f"{BINS}/b2a/points": "4"},
        "theirs": {},
        "ours": "P08",
    }


def test_where_only_the_meaning_moved_our_change_is_our_value() -> None:
    asked = rebased({POINTS: "8"}, {f"{BINS}/b2/in": "[5000..30000)"})
    assert chosen(asked) == {"theirs": {}, "ours": {POINTS: "8"}}
    assert proposed(asked) == "theirs"


def test_a_sum_that_the_permit_does_not_allow_is_refused_and_theirs_proposed() -> None:
    asked = rebased({MAX: "190000.00"}, {MAX: "10000.00"})
    assert chosen(asked) == {"ours_delta": "P01", "theirs": {}, "ours": "P01"}
    assert proposed(asked) == "theirs"
    assert choice(asked, "ours").as_json() == {"id": "ours", "refused": "P01"}


def test_where_neither_our_value_nor_our_change_is_allowed_the_nearest_is_offered() -> None:
    asked = rebased({MAX: "20000.00"}, {MAX: "150000.00", "permits/P01/to": "30000.00"})
    assert chosen(asked) == {
        "ours_delta": "P01",
        "nearest": {MAX: "30000.00"},
        "theirs": {},
        "ours": "P01",
    }
    assert proposed(asked) == "nearest"
    assert [each.id for each in only_open(asked).choices] == [*chosen(asked)]


def test_the_nearest_carries_our_reason() -> None:
    theirs = {MAX: "150000.00", "permits/P01/to": "30000.00"}
    asked = rebased([Set(AT(MAX), "20000.00", WHY)], theirs)
    assert edits_as_json(choice(asked, "nearest").edits) == edits_as_json(
        [Set(AT(MAX), "30000.00", WHY)]
    )


def test_where_only_the_meaning_moved_and_ours_is_not_allowed_the_nearest_is_offered() -> None:
    theirs = {f"{BINS}/b2/in": "[5000..30000)", "permits/P08/by": "2"}
    asked = rebased({POINTS: "8"}, theirs)
    assert chosen(asked) == {"nearest": {POINTS: "10"}, "theirs": {}, "ours": "P08"}


def test_where_our_change_fits_their_value_no_nearest_is_offered() -> None:
    asked = rebased({SPREAD: "0.0480"}, {SPREAD: "0.0240", "permits/P07/max": "0.0450"})
    assert chosen(asked) == {"ours_delta": {SPREAD: "0.0435"}, "theirs": {}, "ours": "P07"}


def test_words_have_no_sum() -> None:
    asked = rebased({"title/zh": "信阳"}, {"title/zh": "新"})
    assert chosen(asked) == {"theirs": {}, "ours": {"title/zh": "信阳"}}


def joined(value: str, *, keep_row: bool = False) -> Changes:
    """The province joins two rows into one with a value."""
    cells: dict[str, Json] = {"if": {"band": '"B"'}, "then": {"spread": value}}
    marks: dict[str, Json] = {"joined_from": {"p21": True, "p22": True}}
    gone: list[Edit] = [Remove(AT(f"{SPREADS}/p21")), Remove(AT(f"{SPREADS}/p22"))]
    if keep_row:
        mark: dict[str, Json] = {f"{SPREADS}/p22/joined_from": {"p21": True}}
        return [gone[0], *edits({**mark, f"{SPREADS}/p22/then/spread": value})]
    return [Add(AT(f"{SPREADS}/p20"), {**cells, **marks}, "p11"), *gone]


def test_an_orphan_moves_to_the_row_that_took_over() -> None:
    lost = rebased({SPREAD: "0.0295"}, joined("0.0300"))
    assert chosen(lost) == {"drop": {}, "move": {f"{SPREADS}/p20/then/spread": "0.0310"}}
    assert proposed(lost) == "drop"


def test_an_orphan_moves_to_a_row_that_was_there_before() -> None:
    lost = rebased({SPREAD: "0.0295"}, joined("0.0300", keep_row=True))
    assert chosen(lost)["move"] == {f"{SPREADS}/p22/then/spread": "0.0310"}


def test_a_move_out_of_the_permit_is_refused() -> None:
    lost = rebased({SPREAD: "0.0295"}, joined("0.0495"))
    assert chosen(lost) == {"drop": {}, "move": "P07"}


def test_an_orphan_of_a_row_split_in_two_moves_to_both() -> None:
    halves = [
        Add(
            AT(f"{BINS}/{name}"),
            {"in": "[5000..20000)", "points": points, "split_from": "b2"},
            after,
        )
        for name, points, after in (("c1", "10", "b1"), ("c2", "14", "c1"))
    ]
    lost = rebased({POINTS: "8"}, [Remove(AT(f"{BINS}/b2")), *halves])
    assert chosen(lost)["move"] == {f"{BINS}/c1/points": "6", f"{BINS}/c2/points": "10"}


def test_an_orphan_with_no_heir_can_only_be_dropped() -> None:
    assert chosen(rebased({SPREAD: "0.0295"}, [Remove(AT(f"{SPREADS}/p21"))])) == {"drop": {}}


def test_a_violation_goes_to_the_nearest_value_or_asks_for_a_dated_waiver() -> None:
    wrong = rebased({SPREAD: "0.0480"}, {"permits/P07/max": "0.0450"})
    assert chosen(wrong) == {
        "nearest": {SPREAD: "0.0450"},
        "theirs": {},
        "waiver": {SPREAD: "0.0480"},
    }
    assert proposed(wrong) == "nearest"
    assert choice(wrong, "waiver").as_json() == {
        "id": "waiver",
        "permit": "P07",
        "until": "2027-03-31",
        "edits": [{"at": SPREAD, "set": "0.0480"}],
    }


@pytest.mark.parametrize(
    ("first", "until"),
    [
        ("2026-10-01", "2027-03-31"),
        ("2026-08-31", "2027-02-27"),
        ("2024-08-31", "2025-02-27"),
        ("2026-06-30", "2026-12-29"),
        ("2026-12-15", "2027-06-14"),
    ],
)
def test_a_waiver_ends_half_a_year_after_the_new_version_is_first_sold(
    first: str, until: str
) -> None:
    theirs = {"permits/P07/max": "0.0450", "sale/from": first}
    wrong = rebased({SPREAD: "0.0480"}, theirs)
    assert choice(wrong, "waiver").until == until
    asked = rebased({SPREAD: "0.0480"}, theirs, until="2030-01-31")
    assert choice(asked, "waiver").until == "2030-01-31"


@pytest.mark.parametrize(
    ("today", "until"),
    [("2026-09-01", "2027-03-31"), ("2027-05-01", "2027-10-31"), ("2026-10-01", "2027-03-31")],
)
def test_a_waiver_of_a_version_that_is_sold_already_ends_half_a_year_from_today(
    today: str, until: str
) -> None:
    theirs = {"permits/P07/max": "0.0450", "sale/from": "2026-10-01"}
    wrong = rebased({SPREAD: "0.0480"}, theirs, today=today)
    assert choice(wrong, "waiver").until == until


def test_a_waived_edit_stays_a_question_on_the_next_version() -> None:
    theirs = {"permits/P07/max": "0.0450"}
    first = rebased({SPREAD: "0.0480"}, theirs)
    settled = settle(first, {SPREAD: "waiver"})
    assert [str(edit.at) for edit in parse_edits(settled["edits"])] == [SPREAD]
    kept, flows = collapse(changed(theirs))
    onto, more = version({"title/zh": "随贷二"}, changed(theirs))
    documents = {**shelf(), **flows, **more, content_name(kept): kept}
    again = rebase(settled, onto, documents, tenants=TENANTS)
    assert states(again) == {SPREAD: "violation"}


def test_what_no_permit_names_any_more_has_no_nearest_and_no_waiver() -> None:
    wrong = rebased({SPREAD: "0.0480"}, [Remove(AT("permits/P07"))])
    assert chosen(wrong) == {"theirs": {}}
    assert only_open(wrong).as_json()["allowed"] == {"only": "0.0285"}


def test_the_nearest_rule_is_the_same_rule_with_what_is_allowed() -> None:
    rule = Add(AT(f"{RULES}/XY01"), RULE, "A02", WHY)
    wrong = rebased([rule], [Remove(AT("permits/P05/then/decline"))])
    assert edits_as_json(choice(wrong, "nearest").edits) == edits_as_json(
        [Add(AT(f"{RULES}/XY01"), {**RULE, "then": "refer"}, "A02", WHY)]
    )
    assert edits_as_json(choice(wrong, "waiver").edits) == edits_as_json([rule])


def test_each_of_two_rules_may_be_chosen_without_the_other() -> None:
    ours = [
        Add(AT(f"{RULES}/{name}"), RULE, after)
        for name, after in (("XY01", "A02"), ("XY02", "XY01"))
    ]
    wrong = rebased(ours, [Remove(AT("permits/P05/then/decline"))])
    nearest = [
        choice.edits for item in wrong.open for choice in item.choices if choice.id == "nearest"
    ]
    assert [edits_as_json(made) for made in nearest] == [
        edits_as_json([Add(AT(f"{RULES}/{name}"), {**RULE, "then": "refer"}, "A02")])
        for name in ("XY01", "XY02")
    ]


def test_the_nearest_is_refused_where_another_rule_took_the_last_place() -> None:
    refers: dict[str, Json] = {**RULE, "then": "refer"}
    ours = [Add(AT(f"{RULES}/XY01"), RULE, "A02"), Add(AT(f"{RULES}/XY02"), refers, "XY01")]
    theirs = [Remove(AT("permits/P05/then/decline")), *edits({"permits/P05/max": 1})]
    wrong = rebased(ours, theirs)
    assert (str(only_open(wrong).at), choice(wrong, "nearest").permit) == (f"{RULES}/XY01", "P05")
    assert choice(wrong, "nearest").is_refused
    assert proposed(wrong) == "theirs"


def test_a_reason_goes_with_every_choice_that_is_ours() -> None:
    asked = rebased([Set(AT(SPREAD), "0.0295", WHY)], {SPREAD: "0.0300"})
    assert {edit.why == WHY for each in only_open(asked).choices for edit in each.edits} == {True}


TABLE: Json = {
    "kind": "table",
    "hit": "F",
    "rows": [{"id": each, "if": {}, "then": {"factor": "1.00"}} for each in "abc"],
}
DRAWN = "apply:county:nodes/drawn"
ROWS = f"{DRAWN}/rows"
ROW: dict[str, Json] = {"if": {"x": "1"}, "then": {"factor": "0.10"}}
OURS: dict[str, tuple[list[Edit], Changes, list[Edit]]] = {
    "a place": (
        [Move(AT(f"{ROWS}/c"), None)],
        [Move(AT(f"{ROWS}/c"), "a")],
        [Move(AT(f"{ROWS}/c"), None)],
    ),
    "that it is gone": (
        [Remove(AT(f"{ROWS}/c"))],
        {f"{ROWS}/c/then/factor": "0.70"},
        [Remove(AT(f"{ROWS}/c"))],
    ),
    "a row of an id that is taken": (
        [Add(AT(f"{ROWS}/z"), ROW, "a")],
        [Add(AT(f"{ROWS}/z"), {**ROW, "if": {}}, "b")],
        [Set(AT(f"{ROWS}/z"), ROW)],
    ),
    "a part that was set whole": (
        [Set(AT(f"{ROWS}/c/then"), "x")],
        {f"{ROWS}/c/then/factor": "0.70"},
        [Set(AT(f"{ROWS}/c/then"), "x")],
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), OURS.values(), ids=OURS.keys())
def test_ours_is_an_edit_of_the_new_parent(
    ours: list[Edit], theirs: Changes, expected: list[Edit]
) -> None:
    asked = rebased(ours, theirs, parent={DRAWN: TABLE})
    assert edits_as_json(choice(asked, "ours").edits) == edits_as_json(expected)


def test_a_place_behind_a_row_that_is_gone_cannot_be_chosen() -> None:
    ours = [Move(AT(f"{ROWS}/c"), "a")]
    theirs: list[Edit] = [Remove(AT(f"{ROWS}/a")), Move(AT(f"{ROWS}/c"), None)]
    asked = rebased(ours, theirs, parent={DRAWN: TABLE})
    assert [each.id for each in only_open(asked).choices] == ["theirs"]
