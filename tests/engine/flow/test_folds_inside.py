"""A collection inside a subflow: whose items are folded when the subject is another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from engine import Program, check, freeze, load
from engine.document import content_name
from engine.flow.explain import explain
from tests.engine.flow.pledge import FIVE, Asset, asset, facts, pledge_dictionary, pledge_flow
from tests.engine.flow.small import Document

TITLE = {"zh": "质物", "en": "Pledges"}


def gate(value: str) -> Document:
    """A gate for pledges that are worth something."""
    ends = {"passed": "approve", "declined": "decline", "referred": "refer"}
    rule = {"id": "few", "when": f"{value} < asked.amount", "then": "decline", "reason": "L02"}
    rules = {
        "kind": "rules", "title": TITLE, "fire": "all", "rules": [rule],
        "next": {"pass": "passed", "decline": "declined", "refer": "referred"},
    }  # fmt: skip
    outcomes = {
        name: {"kind": "outcome", "title": TITLE, "is": how, "reasons": []}
        for name, how in ends.items()
    }
    return {
        "format": "loanfoundry.flow/1", "id": "enough", "title": TITLE, "dictionary": "pledge",
        "start": "rules", "parameters": {}, "variables": {}, "outputs": {},
        "nodes": {"rules": rules, **outcomes},
    }  # fmt: skip


def apply_flow(of: Document) -> Document:
    """A gate in two places: the pledges named first, then those of the applicant's own."""
    flow = pledge_flow()
    for slot, subjects, following in (
        ("first", {}, "second"),
        ("second", {"pledge": "own"}, "yes"),
    ):
        flow["nodes"][slot] = {
            "kind": "subflow", "title": TITLE, "use": content_name(of), "with": subjects,
            "sets": {}, "next": {"pass": following, "decline": "declined", "refer": "referred"},
        }  # fmt: skip
    kept = {name: flow["nodes"][name] for name in ("first", "second", "declined", "referred")}
    offer = {"line": "1", "amount": "1", "term_months": "1", "method": '"bullet"'}
    ending = {"kind": "outcome", "title": TITLE, "is": "approve", "reasons": []}
    yes = {**ending, "offer": {**offer, "annual_rate": "0"}}
    return {**flow, "start": "first", "variables": {}, "outputs": {}, "nodes": {**kept, "yes": yes}}


def dictionary() -> Document:
    """The dictionary, with the applicant's own assets and their worth beside those pledged."""
    content = pledge_dictionary()
    items, worth = content["collections"]["pledge.assets"], content["facts"]["pledge.deposits"]
    fold = {**worth["fold"], "over": "own.assets"}
    own = {**worth, "label": {"zh": "自有存单本金", "en": "Own deposits"}, "fold": fold}
    content["collections"]["own.assets"] = {**items, "label": {"zh": "自有资产"}, "keep": []}
    content["facts"]["own.deposits"] = own
    return content


ENOUGH = gate("pledge.deposits")
READ: Mapping[str, Any] = {
    "dictionary": dictionary(), "documents": {content_name(ENOUGH): ENOUGH},
}  # fmt: skip


@cache
def program() -> Program:
    """The program of the gate in two places."""
    return load(apply_flow(ENOUGH), **READ)


def given(*own: Asset) -> dict[str, object]:
    """The facts of an applicant who pledges five deposits and owns some; 80 000 are asked."""
    return facts(*FIVE, **{"own.assets": list(own)})


def test_a_fold_inside_a_subflow_is_the_one_of_the_subject_that_is_meant() -> None:
    assert check(apply_flow(ENOUGH), **READ) == ()
    poor = program().decide(given(asset("D1", "79999.99")))
    rich = program().decide(given(asset("D1", "80000.00")))
    assert (poor.values["pledge.deposits"], poor.values["own.deposits"]) == ("80000.50", "79999.99")
    assert [reason.at for reason in poor.reasons] == ["second:nodes/rules/rules/few"]
    assert rich.outcome == "approve"


def test_each_collection_keeps_by_its_own_conditions() -> None:
    collections = program().decide(given(asset("D1", frozen=True))).collections
    assert [len(item.left_out) for item in collections["pledge.assets"]] == [0, 0, 1, 2, 0]
    assert [len(item.left_out) for item in collections["own.assets"]] == [0]


def test_the_needs_name_the_collections_of_all_whom_the_flows_are_about() -> None:
    assert {"pledge.assets", "own.assets"} <= set(program().needs["required"])


def test_an_explanation_speaks_of_the_fold_that_is_meant() -> None:
    told: Any = explain(program().decide(given()))
    fired = [fired["zh"] for step in told["path"] for fired in step["fired"]]
    assert fired == ["如果 自有存单本金 < 申请金额，则拒绝：可贷额度低于起点"]


def test_a_release_holds_every_collection_that_is_folded_and_loads_alone() -> None:
    release: Any = freeze(apply_flow(ENOUGH), **READ)
    assert release["dictionary"]["collections"].keys() == {"pledge.assets", "own.assets"}
    alone = load(release)
    assert alone.name == program().name
    assert alone.decide(given()).canonical() == program().decide(given()).canonical()


def never_declining() -> tuple[Document, dict[str, Any]]:
    """A gate that never declines before a node that folds another collection if it does."""
    kind = gate("pledge.deposits")
    kind["nodes"]["rules"]["next"]["decline"] = "referred"
    del kind["nodes"]["declined"]
    flow = apply_flow(kind)
    flow["nodes"]["second"] = {
        **ENOUGH["nodes"]["rules"],
        "rules": [{"id": "n", "when": "own.deposits = 0", "then": "decline", "reason": "L02"}],
        "next": {"pass": "declined", "decline": "declined", "refer": "referred"},
    }
    flow["nodes"]["first"]["next"] = {"pass": "yes", "decline": "second", "refer": "referred"}
    return flow, {**READ, "documents": {content_name(kind): kind}}


def test_a_collection_that_is_folded_behind_an_outlet_nothing_takes_is_released_not_needed() -> (
    None
):
    flow, read = never_declining()
    release: Any = freeze(flow, **read)
    assert release["dictionary"]["collections"].keys() == {"pledge.assets", "own.assets"}
    needs: Any = load(release).needs
    assert "own.assets" not in needs["properties"]
    assert needs == load(flow, **read).needs


def test_a_subject_whose_facts_fold_nothing_alike_is_refused() -> None:
    total = gate("pledge.total")
    read = {**READ, "documents": {content_name(total): total}}
    found = [(issue.code, issue.at) for issue in check(apply_flow(total), **read)]
    assert found == [("F190", "nodes/second/with/pledge")]
