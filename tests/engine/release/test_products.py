"""Releases of products: what they hold, what they decide, and every fault of what goes in."""

from __future__ import annotations

from typing import Any

import pytest

from engine import DecisionFailed, DocumentRefused, FactsRefused, load
from engine.document import content_name
from engine.flow.frames import ALONE
from tests.engine.release.town import (
    documents,
    facts,
    town,
    town_program,
)

PLEDGED = (
    {"at": "interest/base", "set": "pledge_rate"},
    {"at": "interest/floor", "set": {"base": "pledge_rate", "plus": "0.010000"}},
)
"""The town's price on the rate of the pledged assets."""
ASSETS = [{"number": "1", "rate": "0.020000"}, {"number": "2", "rate": "0.027500"}]


def for_draw(**changes: Any) -> dict[str, Any]:
    """Facts of a draw that is approved."""
    given = facts(**changes)
    return {code: given[code] for code in town_program().at("drawdown").needs["required"]}


# What a release holds.


def test_the_town_has_no_issue() -> None:
    assert town().check() == ()


def test_a_release_holds_the_product_its_flows_and_what_they_use() -> None:
    of = town()
    release = of.freeze()
    assert [*release] == [
        "format", "semantics", "id", "number", "product", "flows", "subflows", "models",
        "dictionary",
    ]  # fmt: skip
    assert release["product"] == of.product
    assert release["flows"].keys() == {"apply", "drawdown"}
    assert [flow["id"] for flow in release["subflows"].values()] == ["town.gate"]
    entries = release["dictionary"]
    assert "applicant.unused" not in entries["facts"]
    assert entries["collections"] == {}
    assert entries["reasons"].keys() == {"R01", "B01", "A01", "T01"}


def test_the_name_of_the_product_inside_is_the_one_that_a_child_cites() -> None:
    of = town()
    release = of.freeze()
    assert content_name(release["product"]) == of.child().product["parent"]


def test_parameters_and_the_referral_are_the_product_s() -> None:
    flow = town().freeze()["flows"]["apply"]
    values = {code: of["value"] for code, of in flow["parameters"].items()}
    assert values == {
        "product.customers.age.min": "20",
        "product.line.amount.max": "100000.00",
        "product.interest.cap": "0.120000",
        "product.draw.methods": {"equal_instalment": True, "equal_principal": True, "bullet": True},
        "product.line.revolving": True,
        "product.sale.from": "2026-10-01",
    }
    assert flow["nodes"]["referred"]["to"] == {"to": "product", "product": "town.quick"}


def test_a_parameter_of_more_places_is_written_with_them() -> None:
    declared = {"type": "number", "scale": 2, "min": "0.00", "max": "120.00", "unit": "year"}
    edits = [
        {"at": f"{flow}:parameters/product.customers.age.min", "set": {**declared, "value": "1.00"}}
        for flow in ("town.gate", "town.apply")
    ]
    flow = town(*edits).freeze()["flows"]["apply"]
    assert flow["parameters"]["product.customers.age.min"]["value"] == "20.00"


def test_a_subflow_stays_as_it_is_and_decides_by_the_product_s_values() -> None:
    release = town().freeze()
    (gate,) = release["subflows"].values()
    assert gate == documents()["flows"]["town.gate"]
    refused = town_program().decide(facts(applicant__birth_date="2007-01-01"))
    assert refused.outcome == "decline", "19 years old, where the gate alone takes those of 18"
    assert refused.reasons[0].at == "apply:gate:nodes/rules/rules/young"


def test_a_bound_that_moves_is_a_derived_fact_and_no_parameter() -> None:
    release = town().freeze()
    assert "product.interest.floor" not in release["flows"]["apply"]["parameters"]
    floor = release["dictionary"]["facts"]["product.interest.floor"]
    assert (floor["derive"], floor["nullable"]) == ("lpr.y1 + 0.010000", False)
    program = load(release)
    cheap = program.decide(facts(price__spread="0.0010"))
    assert str((cheap.offer or {})["annual_rate"]) == "0.040000"
    assert cheap.values["product.interest.floor"] == "0.040000"
    assert "lpr.y1" in program.at("drawdown").needs["required"]


def test_a_bound_below_its_base_is_a_difference() -> None:
    below = {"at": "interest/floor/plus", "set": "-0.001000"}
    floor = town(below).freeze()["dictionary"]["facts"]["product.interest.floor"]
    assert floor["derive"] == "lpr.y1 - 0.001000"


def test_a_bound_that_leaves_the_domain_of_the_flow_is_a_fault_of_facts() -> None:
    narrow = [
        {"at": f"{flow}:parameters/product.interest.floor/max", "set": "0.100000"}
        for flow in ("town.apply", "town.draw")
    ]
    with pytest.raises(FactsRefused, match="A113"):
        town(*narrow).program().decide(facts(lpr__y1="0.095000"))


def test_a_bound_on_pledged_assets_is_null_without_any() -> None:
    program = town(*PLEDGED).program()
    decided = program.decide(facts(pledge__assets=ASSETS, price__spread="0.0000"))
    assert str((decided.offer or {})["annual_rate"]) == "0.037500"
    with pytest.raises(DecisionFailed) as failed:
        program.decide(facts(pledge__assets=[]))
    assert "apply:nodes/approved/offer/annual_rate" in [each.at for each in failed.value.issues]


def test_a_release_loads_alone_and_decides_as_its_draft() -> None:
    of = town()
    draft, release = load(of.product, **of.beside), of.program()
    assert draft.name == release.name == content_name(of.freeze())
    for stage, given in (("apply", facts()), ("drawdown", for_draw())):
        by_draft, by_release = (each.at(stage).decide(given) for each in (draft, release))
        assert by_draft.canonical() == by_release.canonical()


def test_a_flow_typed_with_labels_gives_the_same_release() -> None:
    typed = {
        "at": "town.gate:nodes/rules/rules/young/when",
        "set": "年龄<product.customers.age.min",
    }
    labelled, plain = town(typed).freeze(), town().freeze()
    assert labelled["subflows"] == plain["subflows"]
    assert labelled["flows"] == plain["flows"]


def test_layout_does_not_reach_the_release() -> None:
    assert town({"at": "canvas", "set": {"apply": {}}}).freeze() == town().freeze()


# Stages.


def test_a_program_names_its_stages_and_gives_each() -> None:
    program = town_program()
    assert (program.stage, program.stages) == ("apply", ("apply", "drawdown"))
    draw = program.at("drawdown")
    assert (draw.stage, draw.stages, draw.name) == ("drawdown", program.stages, program.name)
    assert draw.at("apply") is program
    assert program.at("drawdown") is draw
    with pytest.raises(DocumentRefused, match="F199"):
        program.at(ALONE)


def test_a_decision_says_its_stage_in_every_address() -> None:
    document = town_program().decide(facts()).document()
    assert document["stage"] == "apply"
    assert [step["at"] for step in document["path"]] == [  # type: ignore[index, union-attr, call-overload]
        "apply:gate:nodes/lists", "apply:gate:nodes/rules", "apply:gate:nodes/passed",
        "apply:nodes/on_sale", "apply:nodes/terms", "apply:nodes/approved",
    ]  # fmt: skip
    draw = town_program().at("drawdown").decide(for_draw())
    assert draw.path[0].at == "drawdown:nodes/price"
    waiting = town_program().decide({c: v for c, v in facts().items() if c != "list.black"})
    assert [each.at for each in waiting.requests] == ["apply:gate:nodes/lists"]


# What is asked.

ASKED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "as the product allows": ({}, []),
    "the least": ({"asked__amount": "2000.00"}, []),
    "the most": ({"asked__amount": "100000.00"}, []),
    "too little": ({"asked__amount": "1999.99"}, ["A301 asked.amount 2000.00"]),
    "too much": ({"asked__amount": "100000.01"}, ["A301 asked.amount 100000.00"]),
    "between two steps": ({"asked__amount": "2300.00"}, ["A301 asked.amount 2500.00"]),
    "half a step": ({"asked__amount": "2250.00"}, ["A301 asked.amount 2000.00"]),
    "another term": (
        {"asked__term_months": 18, "asked__method": "equal_instalment"},
        ["A301 asked.term_months 12"],
    ),
    "a term that the method does not take": (
        {"asked__term_months": 24}, ["A302 asked.term_months 12"]
    ),
    "another method": ({"asked__method": "interest_only"}, ["A303 asked.method"]),
    "all at once": (
        {"asked__amount": "1.00", "asked__method": "custom_plan", "asked__term_months": 7},
        ["A301 asked.amount 2000.00", "A303 asked.method", "A301 asked.term_months 6"],
    ),
    "beside other faults": (
        {"asked__amount": "1.00", "price__spread": "x", "asked__term_months": "y"},
        ["A104 asked.term_months", "A104 price.spread", "A301 asked.amount 2000.00"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
def test_what_is_asked_is_what_the_product_allows(case: str) -> None:
    changes, wanted = ASKED[case]
    found: list[str] = []
    try:
        town_program().decide(facts(**changes))
    except FactsRefused as refused:
        found = [f"{e.code} {e.at} {e.values.get('right', '')}".strip() for e in refused.issues]
    assert found == wanted


def test_a_draw_is_asked_within_the_draw() -> None:
    draw = town_program().at("drawdown")
    assert draw.decide(for_draw(asked__amount="500.00")).outcome == "approve"
    for amount, right in (("400.00", "500.00"), ("50000.01", "50000.00"), ("550.00", "500.00")):
        with pytest.raises(FactsRefused) as refused:
            draw.decide(for_draw(asked__amount=amount))
        assert [each.values["right"] for each in refused.value.issues] == [right]


def test_a_draw_without_a_most_goes_up_to_the_largest_line() -> None:
    draw = town({"at": "draw/amount/max", "set": None}).program().at("drawdown")
    given = for_draw(asked__amount="100000.00", applicant__need="100000.00")
    assert draw.decide(given).outcome == "approve"
    with pytest.raises(FactsRefused, match=r"100000\.00"):
        draw.decide({**given, "asked.amount": "100100.00"})


def test_what_is_needed_says_what_may_be_asked_and_its_sample_decides() -> None:
    for stage, least in (("apply", "2000.00"), ("drawdown", "500.00")):
        needs = town_program().at(stage).needs
        asked = {code: of for code, of in needs["properties"].items() if code[:5] == "asked"}
        assert asked["asked.amount"]["x-min"] == least
        assert asked["asked.method"]["enum"] == ["equal_instalment", "equal_principal", "bullet"]
        assert asked["asked.term_months"]["enum"] == [6, 12, 24, "6", "12", "24"]
        assert (asked["asked.term_months"]["minimum"], asked["asked.term_months"]["maximum"]) == (
            6,
            24,
        )
        (sample,) = needs["examples"]
        assert town_program().at(stage).decide(sample).state == "decided"


# What is offered, and what holds always.

OFFERED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "inside the product": ({}, []),
    "a line off its step": (
        {"applicant__need": "30100.00"}, ["A311 apply:nodes/approved/offer/line"]
    ),
    "a line and an amount too small": (
        {"applicant__need": "1500.00"},
        ["A311 apply:nodes/approved/offer/line", "A311 apply:nodes/approved/offer/amount"],
    ),
    "the least spread": ({"price__spread": "0.0150"}, []),
    "between floor and least spread": ({"price__spread": "0.0149"}, ["A312"]),
    "at the floor": ({"price__spread": "0.0100"}, []),
    "the most spread": ({"price__spread": "0.0500"}, []),
    "above the most spread": ({"price__spread": "0.0501"}, ["A312"]),
    "at the cap": ({"lpr__y1": "0.100000", "price__spread": "0.1000"}, []),
    "a member of staff": ({"applicant__staff": True}, ["A313 guardrails/G1"]),
}  # fmt: skip


@pytest.mark.parametrize("case", OFFERED)
def test_an_offer_lies_inside_the_product_and_guardrails_hold(case: str) -> None:
    changes, wanted = OFFERED[case]
    found: list[str] = []
    try:
        assert town_program().decide(facts(**changes)).outcome == "approve"
    except DecisionFailed as failed:
        found = [f"{each.code} {each.at}" for each in failed.issues]
    rate = "A312 apply:nodes/approved/offer/annual_rate"
    assert found == [rate if each == "A312" else each for each in wanted]


def test_an_offer_of_another_method_or_term_fails() -> None:
    offer = "town.apply:nodes/approved/offer"
    method = {"at": f"{offer}/method", "set": '"interest_only"'}
    term = {"at": f"{offer}/term_months", "set": "max(1, asked.term_months - 5)"}
    with pytest.raises(DecisionFailed) as failed:
        town(method, term).program().decide(facts())
    assert [(each.at, each.values["found"]) for each in failed.value.issues] == [
        ("apply:nodes/approved/offer/method", "interest_only"),
        ("apply:nodes/approved/offer/term_months", "7"),
    ]


def test_a_term_of_a_method_holds_for_the_offer_too() -> None:
    double = {
        "at": "town.apply:nodes/approved/offer/term_months",
        "set": "min(360, asked.term_months * 2)",
    }
    with pytest.raises(DecisionFailed, match="6 / 12"):
        town(double).program().decide(facts())


@pytest.mark.parametrize(("lpr", "spread"), [("0.010000", "0.0150"), ("0.090000", "0.0400")])
def test_a_rate_of_an_allowed_spread_still_lies_between_floor_and_cap(
    lpr: str, spread: str
) -> None:
    free = {
        "at": "town.apply:nodes/approved/offer/annual_rate",
        "set": "min(1, lpr.y1 + price.spread)",
    }
    floor = {"at": "interest/floor", "set": {"base": "none", "plus": "0.030000"}}
    program = town(free, floor).program()
    assert program.decide(facts()).outcome == "approve"
    with pytest.raises(DecisionFailed, match="A312"):
        program.decide(facts(lpr__y1=lpr, price__spread=spread))


def test_a_bound_that_moves_reaches_a_subflow_that_declares_it() -> None:
    flows = documents()["flows"]
    declared = flows["town.apply"]["parameters"]["product.interest.floor"]
    dear = {"when": "product.interest.floor > 0.05", "then": "decline", "reason": "A01"}
    program = town(
        {"at": "town.gate:parameters/product.interest.floor", "set": declared},
        {"at": "town.gate:nodes/rules/rules/dear", "add": dear, "after": None},
    ).program()
    assert program.decide(facts(lpr__y1="0.040000")).outcome == "approve"
    assert program.decide(facts(lpr__y1="0.040001")).outcome == "decline"


def test_without_a_base_the_spread_is_the_rate() -> None:
    program = town({"at": "interest/base", "set": "none"}).program()
    with pytest.raises(DecisionFailed, match=r"0\.015000\.\.0\.050000"):
        program.decide(facts(price__spread="0.0300"))
    inside = facts(lpr__y1="0.010000", price__spread="0.0100")
    assert str((program.decide(inside).offer or {})["annual_rate"]) == "0.020000"


def test_a_guardrail_fails_a_decline_as_well() -> None:
    never = {"title": {"zh": "不得拒绝", "en": "No decline"}, "always": 'outcome != "decline"'}
    program = town({"at": "guardrails/G9", "set": never}).program()
    assert program.decide(facts()).outcome == "approve"
    with pytest.raises(DecisionFailed) as failed:
        program.decide(facts(list__black=True))
    assert [each.at for each in failed.value.issues] == ["guardrails/G9"]


def test_a_fact_that_a_way_did_not_ask_breaks_its_guardrail() -> None:
    asked = {"title": {"zh": "黑名单", "en": "Black list"}, "always": "not(list.black)"}
    program = town({"at": "guardrails/G9", "set": asked}).program()
    assert program.decide(facts()).outcome == "approve"
    without = {code: value for code, value in facts().items() if code != "list.black"}
    with pytest.raises(DecisionFailed, match="G9"):
        program.decide({**without, "unavailable": ["black"]})
    with pytest.raises(DecisionFailed, match="G9"):
        program.at("drawdown").decide(for_draw())


def test_a_guardrail_is_not_asked_while_a_decision_is_pending() -> None:
    without = {code: value for code, value in facts().items() if code != "list.black"}
    assert town_program().decide({**without, "applicant.staff": True}).state == "pending"


def test_what_a_guardrail_reads_joins_the_needs() -> None:
    assert "applicant.staff" in town_program().needs["required"]
    alone = town({"at": "guardrails", "set": {}}).program()
    assert "applicant.staff" not in alone.needs["required"]
