"""Which items stayed and why the others did not: told when somebody asks, never a reason."""

from __future__ import annotations

from typing import Any

from engine.flow.explain import explain
from engine.flow.items import LeftOut
from tests.engine.flow.pledge import FIVE, asset, facts, plain_pledge, pledge_program
from tests.engine.flow.small import facts as small_facts
from tests.engine.flow.small import small_program

KEEPS = "dictionary:collections/pledge.assets/keep"


def left_out(*assets: Any) -> dict[Any, list[str]]:
    """The keeps that each item does not meet, by its number."""
    items = plain_pledge().decide(facts(*assets)).collections["pledge.assets"]
    return {item.values["number"]: [keep.id for keep in item.left_out] for item in items}


def test_each_item_names_all_keeps_that_leave_it_out() -> None:
    assert left_out(*FIVE) == {
        "D1": [], "D2": [], "D3": ["k2"], "D4": ["k1", "k2/unknown"], "D5": [],
    }  # fmt: skip


def test_a_keep_is_named_with_its_address_and_its_reason() -> None:
    (item,) = plain_pledge().decide(facts(asset("D1", owner="C9"))).collections["pledge.assets"]
    assert item.left_out == (LeftOut(f"{KEEPS}/k3", "k3", "Y03"),)


def test_an_item_shows_its_values_at_their_places() -> None:
    (item,) = plain_pledge().decide(facts(asset("D1", 5))).collections["pledge.assets"]
    assert item.values == asset("D1", "5.00")


def test_an_unknown_condition_that_fires_leaves_nothing_out() -> None:
    fires = {"at": "dictionary:collections/pledge.assets/keep/k2/unknown", "set": "fire"}
    decision = pledge_program(fires).decide(facts(asset("D1", frozen=None)))
    (item,) = decision.collections["pledge.assets"]
    assert item.left_out == ()


def test_a_keep_is_no_reason_of_the_decision() -> None:
    decision = plain_pledge().decide(facts(FIVE[2]))
    assert [reason.code for reason in decision.reasons] == ["L02"]
    assert b"Y02" not in decision.canonical()


def test_a_flow_without_collections_has_no_items() -> None:
    decision = small_program().decide(small_facts())
    assert decision.collections == {}
    assert explain(decision)["collections"] == []


def test_an_explanation_says_in_both_languages_why_an_item_is_left_out() -> None:
    told: Any = explain(plain_pledge().decide(facts(FIVE[0], FIVE[2])))
    (collection,) = told["collections"]
    assert collection == {
        "name": "pledge.assets",
        "label": {"zh": "拟质押资产", "en": "Assets offered"},
        "key": "number",
        "items": [
            {"item": asset("D1"), "left_out": []},
            {
                "item": asset("D3", "70000.00", frozen=True),
                "left_out": [
                    {
                        "id": "k2", "at": f"{KEEPS}/k2", "reason": "Y02",
                        "label": {"zh": "质物已冻结或质押", "en": "Frozen or pledged"},
                    }
                ],
            },
        ],
    }  # fmt: skip


def test_a_step_shows_the_folds_that_it_read() -> None:
    told: Any = explain(plain_pledge().decide(facts(*FIVE)))
    saw = {each["name"]: each["value"] for each in told["path"][1]["saw"]}
    assert saw == {
        "pledge.deposits": "80000.50", "pledge.has_wealth": True, "limit.line": "72000.00",
    }  # fmt: skip
