"""What a county may change under each permit, and what it is told where it may not."""

from __future__ import annotations

import pytest

from engine.document import Add, Edit, Json, Move, Remove, edits_as_json, parse_address
from engine.product.derive import Prefixes, lineage, refine, refine_line
from tests.engine.product.derive.small import (
    TENANTS,
    XINYANG,
    Changes,
    breaches,
    changed,
    child_of,
    edits,
    found,
    only,
    shelf,
    template,
    values,
    whole,
)

AT = parse_address
MAX = "line/amount/max"
SPREAD = "apply:nodes/price/rows/p21/then/spread"
POINTS = "apply:nodes/score/characteristics/aum/bins/b2/points"
MULTIPLE = "apply:nodes/multiple/rows/r20/then/multiple"
RULES = "apply:nodes/admission/rules"


def removed(*addresses: str) -> list[Edit]:
    """Edits that take parts out."""
    return [Remove(AT(at)) for at in addresses]


def rule(identity: str, after: str | None, at: str = RULES, **fields: str) -> Edit:
    """An own rule of Xinyang's."""
    item: dict[str, Json] = {"when": "xinyang.months < 12", "then": "decline", "reason": "XY01"}
    return Add(AT(f"{at}/{identity}"), {**item, **fields}, after)


INSIDE: dict[str, Changes] = {
    "a lower cap, on its steps": {MAX: "150000.00"},
    "the end of its range": {MAX: "10000.00"},
    "a higher age from": {"customers/age/min": "21"},
    "a bound where there was none": {"customers/unsecured_lenders_max": "3"},
    "fewer terms": removed("draw/months/options/3", "draw/months/options/24"),
    "a method less": removed("draw/methods/interest_only"),
    "a purpose more that is forbidden": {"funds/forbidden/repay_loan": True},
    "another channel of those named": {"sale/channels/branch": True},
    "another method of those named": {"draw/default_method": "interest_only"},
    "a spread on its steps": {SPREAD: "0.0495"},
    "points five lower": {POINTS: "7"},
    "points five higher": {POINTS: "17"},
    "a lower multiple": {MULTIPLE: "0"},
    "a band that begins higher": {"apply:nodes/score/bands/B/from": "620"},
    "a name": {"title/zh": "信阳随贷"},
    "own rules behind the parent's": [rule("XY01", "A02"), rule("XY02", "XY01", then="refer")],
    "own facts and reasons": {"facts/xinyang.months": {"type": "number"}, "reasons/XY01": {}},
}


@pytest.mark.parametrize("changes", INSIDE.values(), ids=INSIDE.keys())
def test_a_county_may(changes: Changes) -> None:
    assert found(changes) == {}


VALUES: list[tuple[str, Json, str, Json]] = [
    (MAX, "200000.50", "P223", "200000.00"),
    (MAX, "9000.00", "P223", "10000.00"),
    (MAX, "99500.00", "P223", "99000.00"),
    (MAX, None, "P223", "200000.00"),
    ("customers/age/min", "17", "P225", "18"),
    ("customers/debt_to_income_max", "0.5501", "P224", "0.5500"),
    ("customers/debt_to_income_max", None, "P224", "0.5500"),
    ("customers/debt_to_income_max", "much", "P226", "0.5500"),
    (SPREAD, "0.0095", "P223", "0.0100"),
    (SPREAD, "0.0501", "P223", "0.0500"),
    (SPREAD, "0.0287", "P223", "0.0285"),
    (SPREAD, "0.0288", "P223", "0.0290"),
    (SPREAD, "0.0280 + 0.0005", "P226", "0.0285"),
    (POINTS, "6", "P223", "7"),
    (POINTS, "18", "P223", "17"),
    (MULTIPLE, "13", "P223", "12"),
    ("apply:nodes/score/bands/B/from", "599", "P225", "600"),
    ("draw/default_method", "bullet", "P227", "equal_instalment"),
    ("line/amount/min", "2000.00", "P221", "1000.00"),
    ("line/revolving", False, "P221", True),
    ("customers/age/max", "55", "P222", "60"),
]


@pytest.mark.parametrize(("at", "value", "code", "nearest"), VALUES)
def test_a_value_that_is_not_allowed_has_a_nearest_one_that_mends_it(
    at: str, value: Json, code: str, nearest: Json
) -> None:
    breach = only(breaches({at: value}))
    assert (breach.issue.code, breach.nearest) == (code, nearest)
    assert set(values(breach.instead)) <= {at}
    assert set(values(breach.instead).values()) <= {str(nearest)}
    assert found(breach.instead) == {}


def test_a_part_that_is_gone_is_no_value() -> None:
    assert found(removed("customers/age/min")) == {"customers/age/min": "P222"}


def test_the_nearest_value_that_is_the_parents_own_needs_no_edit() -> None:
    assert only(breaches({MULTIPLE: "13"})).instead == ()
    assert values(only(breaches({MULTIPLE: "-1"})).instead) == {MULTIPLE: "0"}


def test_a_fault_says_what_is_allowed_in_both_languages() -> None:
    breach = only(breaches({SPREAD: "0.0520"}))
    assert breach.allowed == {"min": "0.0100", "max": "0.0500", "step": "0.0005"}
    assert breach.permit == "P07"
    assert breach.issue.message("zh") == (
        "0.0520 不在放权项 P07 的范围内：0.0100 至 0.0500，步长 0.0005；最近的可用值是 0.0500"
    )
    assert breach.issue.message("en") == (
        "0.0520 is not what permit P07 allows: 0.0100 to 0.0500 in steps of 0.0005; "
        "the nearest is 0.0500"
    )
    machine = breach.as_json()
    assert machine["at"] == SPREAD
    assert machine["instead"] == [{"at": SPREAD, "set": "0.0500"}]


@pytest.mark.parametrize(
    ("at", "value", "allowed"),
    [
        (POINTS, "99", {"min": "7", "max": "17"}),
        (MAX, "999999.00", {"min": "10000.00", "max": "200000.00", "step": "1000.00"}),
        ("customers/age/min", "1", {"min": "18"}),
        ("customers/debt_to_income_max", "1.0000", {"max": "0.5500"}),
        ("draw/default_method", "x", {"of": {"equal_instalment": True, "interest_only": True}}),
        (
            "draw/methods/bullet",
            {},
            {"of": {"equal_instalment": True, "interest_only": True}, "keep": 1},
        ),
        ("line/revolving", False, {"only": True}),
    ],
)
def test_what_is_allowed_is_seen_from_the_parents_value(
    at: str, value: Json, allowed: Json
) -> None:
    assert only(breaches({at: value})).allowed == allowed


def test_the_stricter_end_of_what_may_be_tightened_holds_both_ways() -> None:
    end: Json = {
        "on": "customers/age/min",
        "allow": "tighten",
        "to": "25",
        "why": {"zh": "x"},
        "owner": "risk",
    }
    parent = changed({"permits/P98": end})
    assert found({"customers/age/min": "25"}, parent=parent) == {}
    assert only(breaches({"customers/age/min": "26"}, parent=parent)).nearest == "25"


def test_steps_count_from_the_end_of_what_may_be_tightened() -> None:
    parent = changed({MAX: "199500.00"})
    assert found({MAX: "150000.00"}, parent=parent) == {}
    assert only(breaches({MAX: "150500.00"}, parent=parent)).nearest == "150000.00"
    endless = changed([*edits({MAX: "199500.00"}), *removed("permits/P01/to")])
    assert found({MAX: "150500.00"}, parent=endless) == {}
    assert only(breaches({MAX: "150000.00"}, parent=endless)).nearest == "149500.00"


MEMBERS: dict[str, tuple[Changes, dict[str, str]]] = {
    "a term more": ({"draw/months/options/36": True}, {"draw/months/options/36": "P232"}),
    "a method more": ({"draw/methods/bullet": {}}, {"draw/methods/bullet": "P232"}),
    "a channel that is not named": ({"sale/channels/shop": True}, {"sale/channels/shop": "P232"}),
    "a purpose less that is forbidden": (
        removed("funds/forbidden/house"),
        {"funds/forbidden/house": "P231"},
    ),
    "too few terms": (
        removed("draw/months/options/3", "draw/months/options/6", "draw/months/options/12"),
        {"draw/months/options": "P233"},
    ),
    "no channel": (removed("sale/channels/app", "sale/channels/link"), {"sale/channels": "P233"}),
    "what stands in a method": (
        {"draw/methods/interest_only/months_max": "6"},
        {"draw/methods/interest_only/months_max": "P221"},
    ),
    "a method made another": (
        {"draw/methods/interest_only": "x"},
        {"draw/methods/interest_only": "P222"},
    ),
}


@pytest.mark.parametrize(("changes", "codes"), MEMBERS.values(), ids=MEMBERS.keys())
def test_a_county_may_not_have(changes: Changes, codes: dict[str, str]) -> None:
    assert found(changes) == codes


def test_of_too_many_members_that_go_the_first_ones_may() -> None:
    options = [f"draw/months/options/{months}" for months in ("12", "24", "6")]
    breach = only(breaches(removed(*options)))
    assert edits_as_json(breach.instead) == edits_as_json(removed(*options[:2]))
    assert breach.found == {"3": True}
    assert breach.nearest == {"3": True, "6": True}
    assert breach.allowed == {"of": dict.fromkeys(["3", "6", "12", "24"], True), "keep": 2}


def test_a_set_that_one_member_comes_to_may_lose_another() -> None:
    both = removed("sale/channels/app", "sale/channels/link")
    assert found([*both, *edits({"sale/channels/branch": True})]) == {}


APPENDED: dict[str, tuple[Changes, dict[str, str]]] = {
    "before one of the parent's": ([rule("XY01", "A01")], {f"{RULES}/XY01": "P242"}),
    "before all of the parent's": ([rule("XY01", None)], {f"{RULES}/XY01": "P242"}),
    "of another kind": ([rule("XY01", "A02", then="approve")], {f"{RULES}/XY01": "P243"}),
    "for a reason of the province's": (
        [rule("XY01", "A02", reason="A01")],
        {f"{RULES}/XY01": "P245"},
    ),
    "more than there may be": (
        [rule("XY01", "A02"), rule("XY02", "XY01"), rule("XY03", "XY02")],
        {f"{RULES}/XY03": "P244"},
    ),
    "where the first that fires decides": (
        [rule("XY01", "E2", at="apply:nodes/early/rules")],
        {"apply:nodes/early/rules/XY01": "P241"},
    ),
    "where no permit is": (
        [Add(AT("apply:nodes/multiple/rows/r40"), {"if": {}, "then": {"multiple": "1"}}, "r30")],
        {"apply:nodes/multiple/rows/r40": "P221"},
    ),
}


@pytest.mark.parametrize(("changes", "codes"), APPENDED.values(), ids=APPENDED.keys())
def test_a_county_may_not_add_a_rule(changes: Changes, codes: dict[str, str]) -> None:
    assert found(changes) == codes


PARENTS_OWN: dict[str, tuple[Changes, str]] = {
    "its condition": ({f"{RULES}/A01/when": "false"}, "P221"),
    "what it does": ({f"{RULES}/A01/then": "refer"}, "P221"),
    "all of it": ({f"{RULES}/A01": {"when": "false", "then": "refer", "reason": "A01"}}, "P221"),
    "its place": ([Move(AT(f"{RULES}/A02"), None)], "P222"),
    "itself": (removed(f"{RULES}/A01"), "P222"),
}


@pytest.mark.parametrize(("changes", "code"), PARENTS_OWN.values(), ids=PARENTS_OWN.keys())
def test_a_county_may_not_change_a_rule_of_its_parents(changes: Changes, code: str) -> None:
    assert set(found(changes).values()) == {code}


def test_a_rule_with_three_faults_is_mended_by_one_edit() -> None:
    wrong = rule("XY01", "A01", then="approve", reason="A01")
    faults = breaches([wrong])
    assert [breach.issue.code for breach in faults] == ["P242", "P243", "P245"]
    right = edits_as_json([rule("XY01", "A02", then="decline", reason="XYA01")])
    assert [edits_as_json(breach.instead) for breach in faults] == [right] * 3
    assert found(list(faults[0].instead)) == {}


ENTRIES: list[tuple[str, str]] = [
    ("facts/months", "facts/xinyang.months"),
    ("facts/luoyang.months", "facts/xinyang.months"),
    ("facts/xinyang.", "facts/xinyang."),
    ("reasons/LY01", "reasons/XYLY01"),
]


@pytest.mark.parametrize(("at", "right"), ENTRIES)
def test_own_facts_and_reasons_bear_the_tenants_prefix(at: str, right: str) -> None:
    breach = only(breaches({at: {"label": {}}}))
    assert breach.issue.code == "P246"
    assert values(breach.instead) == {right: {"label": {}}}


def test_a_fact_of_the_parents_is_locked() -> None:
    parent = changed({"facts/card.use": {"type": "number"}})
    assert found({"facts/card.use/type": "text"}, parent=parent) == {"facts/card.use/type": "P221"}
    assert found(removed("facts/card.use"), parent=parent) == {"facts/card.use": "P221"}


def test_what_a_permit_lets_free_is_a_value_where_a_table_has_its_cells() -> None:
    free: Json = {
        "on": "apply:nodes/multiple/rows/r10/then/*",
        "allow": "free",
        "why": {"zh": "x"},
        "owner": "risk",
    }
    parent = changed({"permits/P98": free})
    cell = "apply:nodes/multiple/rows/r10/then/multiple"
    assert found({cell: "99"}, parent=parent) == {}
    assert found({cell: "score / 10"}, parent=parent) == {cell: "P226"}


def test_of_permits_that_say_equally_much_none_holds() -> None:
    tie: Json = {"on": "customers/*/min", "allow": "free", "why": {"zh": "x"}, "owner": "risk"}
    parent = changed({"permits/P98": tie})
    breach = only(breaches({"customers/age/min": "20"}, parent=parent))
    assert (breach.issue.code, breach.issue.values["permits"]) == ("P228", "P04, P98")


def test_a_permit_that_is_over_is_locked() -> None:
    parent = changed({"permits/P01/until": "2026-12-31"})
    assert breaches({MAX: "150000.00"}, parent=parent, today="2026-12-31") == []
    late = breaches({MAX: "150000.00"}, parent=parent, today="2027-01-01")
    assert [breach.issue.code for breach in late] == ["P222"]


def test_guardrails_and_sources_are_locked_as_all_that_no_permit_names() -> None:
    assert found({"guardrails/G01/always": "true", "sources/S1/basis": "assumption"}) == {
        "guardrails/G01/always": "P221",
        "sources/S1/basis": "P221",
    }


def test_what_is_refined_is_what_the_child_comes_to_not_how_it_is_written() -> None:
    whole_row: Json = {"if": {"band": '"B"', "term": "<= 12"}, "then": {"spread": "0.0300"}}
    assert found({"apply:nodes/price/rows/p21": whole_row}) == {}
    assert found({"line/amount": {"min": "1000.00", "max": "150000.00"}}) == {}


def test_every_fault_is_listed_sorted_by_address() -> None:
    wrong: dict[str, Json] = {SPREAD: "9", MAX: "1.00", "line/revolving": False}
    assert list(found(wrong)) == sorted(wrong)


BRANCH = Prefixes("shihe.", "SH")


def line_of(ours: Changes, theirs: Changes) -> list[str]:
    """Where a branch's product leaves what the county's and the province's permits allow."""
    county = child_of(template(), ours)
    branch = child_of(county, theirs, identity="shihe.suidai", tenant="shihe")
    documents = {**shelf(), str(branch["parent"]): county}
    line = lineage(branch, documents)
    tenants = {**TENANTS, "shihe": BRANCH}
    return [str(each.at) for each in refine_line(line, tenants=tenants)]


def test_a_grandchild_stays_inside_every_ancestors_permits() -> None:
    assert line_of({POINTS: "8"}, {POINTS: "7"}) == []
    assert line_of({POINTS: "8"}, {POINTS: "3"}) == [POINTS], "more than five from the province's"
    assert line_of({MAX: "50000.00"}, {MAX: "60000.00"}) == [MAX], "more than the county's"
    assert line_of({POINTS: "8"}, {POINTS: "20"}) == [POINTS], "more than both's, said once"


def test_each_tenant_of_a_line_has_its_own_prefix() -> None:
    ours = [rule("XY01", "A02"), *edits({"reasons/XY01": {}})]
    own = [rule("SH01", "XY01", reason="SH01"), *edits({"reasons/SH01": {}, "facts/shihe.x": {}})]
    assert line_of(ours, own) == []
    assert line_of(ours, [rule("SH01", "XY01")]) == [f"{RULES}/SH01"]
    assert line_of(ours, edits({"reasons/XY01/class": "x"})) == ["reasons/XY01/class"]


def test_a_tenant_that_nobody_knows_is_named_with_one_that_is_near() -> None:
    child = child_of(template(), {}, tenant="xinyan")
    (breach,) = refine_line(lineage(child, shelf()), tenants=TENANTS)
    assert (str(breach.at), breach.issue.code) == ("tenant", "P229")
    assert breach.issue.values["near"] == "xinyang"


def test_a_product_refines_itself() -> None:
    assert refine(whole(), whole(), prefixes=[XINYANG]) == ()
