"""The county products that ship: inside their permits, sound, decided as written, and rebased."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from engine.cli.commands import application
from engine.document import Set, edits_as_json, equal, print_json
from engine.product.derive import Choice, needless_edits, normal_edits, settle
from tests.flows.shipped import document
from tests.policies.agreement import as_expected
from tests.product_defs.children import (
    CHILDREN,
    CLONES,
    COUNTY_PRODUCTS,
    CountyProduct,
    documents,
    template,
)

SUIXIANG = {str(product): product for product in COUNTY_PRODUCTS if "suixiang" in str(product)}

of_products = pytest.mark.parametrize("product", COUNTY_PRODUCTS, ids=str)
of_children = pytest.mark.parametrize("child", CHILDREN, ids=str)
of_clones = pytest.mark.parametrize("clone", CLONES, ids=str)


@of_products
def test_a_county_s_product_is_sound_and_stays_inside_what_it_may_change(
    product: CountyProduct,
) -> None:
    assert product.issues() == ()


@of_products
def test_it_and_its_cases_are_printed_as_the_house_prints(product: CountyProduct) -> None:
    for path in (product.path, product.path.parent / "cases.json"):
        assert path.read_text("utf-8") == print_json(document(path)), path


@of_children
def test_a_child_keeps_its_edits_in_normal_form(child: CountyProduct) -> None:
    above, own = child.line[-2:]
    edits = normal_edits(above.effective, own.effective, own.edits)
    assert equal(edits_as_json(edits), child.document["edits"])
    assert needless_edits(child.line) == ()


@of_clones
def test_a_clone_is_no_child_and_names_its_origin(clone: CountyProduct) -> None:
    assert len(clone.line) == 1
    assert clone.document["origin"] in documents()
    assert clone.document["guardrails"] == documents()[clone.document["origin"]]["guardrails"]


CASES = [
    pytest.param(product, case, id=f"{product}-{case['id']}")
    for product in COUNTY_PRODUCTS
    for case in product.cases["cases"]
]


@pytest.mark.parametrize(("product", "case"), CASES)
def test_a_worked_case_is_decided_as_written(product: CountyProduct, case: Any) -> None:
    assert product.cases["of"] == str(product)
    decision = product.program.decide(case["facts"])
    assert as_expected(decision, case["expect"]) == case["expect"]
    assert case["title"].keys() == {"zh", "en"}


# 随享贷: what the second version does to the children of the first.

MONTHS = "draw/months/options/6"
POINTS = "apply:nodes/score/characteristics/aum/bins/b2/points"
SPREAD_B, SPREAD_C = (f"apply:nodes/price/rows/{row}/then/spread" for row in ("p21", "p32"))
MULTIPLE = "apply:nodes/multiple/rows/r20/then/multiple"
LINE = "line/amount/max"

REBASED: Mapping[str, tuple[dict[str, int], dict[str, str], dict[str, str]]] = {
    "gushi.suixiang": ({"clean": 15, "kept": 19}, {}, {LINE: "still_stricter"}),
    "xinyang.suixiang": (
        {"clean": 12, "kept": 8, "conflict": 1, "orphan": 1},
        {POINTS: "conflict", SPREAD_B: "orphan"},
        {LINE: "still_stricter", "permits/P01/to": "still_stricter", MULTIPLE: "reach"},
    ),
    "lankao.suixiang": (
        {"clean": 15, "kept": 8, "violation": 2},
        {SPREAD_C: "violation", "draw/months/options/6": "violation"},
        {LINE: "still_stricter"},
    ),
}
"""How many items of each state, the open ones, and the notes of those that are kept."""


@pytest.mark.parametrize("name", REBASED)
def test_a_child_comes_out_on_the_second_version_as_the_policy_says(name: str) -> None:
    found = SUIXIANG[name].onto("suixiang-v2")
    counts, open_items, notes = REBASED[name]
    states: Any = found.as_json()["counts"]
    assert {state: n for state, n in states.items() if n} == counts
    assert {str(item.at): item.state for item in found.open} == open_items
    assert {str(item.at): item.note for item in found.items if item.note} == notes


PROPOSED: Mapping[str, dict[str, Any]] = {
    "gushi.suixiang": {},
    "xinyang.suixiang": {
        POINTS: ("ours_delta", {POINTS: "10", POINTS.replace("b2", "b2a"): "4"}),
        SPREAD_B: ("drop", {}),
    },
    "lankao.suixiang": {
        SPREAD_C: ("nearest", {SPREAD_C: "0.0450"}),
        "draw/months/options/6": ("theirs", {}),
    },
}
"""The choice that is proposed for each open item, and the values that it sets."""


def settled(name: str) -> CountyProduct:
    """A child on the second version, with the proposed choices."""
    child = SUIXIANG[name]
    found = child.onto("suixiang-v2")
    return replace(child, document=settle(found, found.proposed))


@pytest.mark.parametrize("name", PROPOSED)
def test_what_is_proposed_makes_a_sound_child_inside_the_second_version(name: str) -> None:
    found = SUIXIANG[name].onto("suixiang-v2")
    chosen = [
        (item, choice)
        for item in found.open
        for choice in item.choices
        if choice.id == item.proposed
    ]
    assert {str(item.at): (choice.id, values(choice)) for item, choice in chosen} == PROPOSED[name]
    child = settled(name)
    assert child.issues() == ()


def values(choice: Choice) -> dict[str, Any]:
    """The values that a choice sets, by address."""
    return {str(edit.at): edit.value for edit in choice.edits if isinstance(edit, Set)}


def test_an_own_rule_stands_behind_the_province_s_new_one() -> None:
    whole, own = settled("xinyang.suixiang").whole
    rules = own[whole["flows"]["apply"]]["nodes"]["admission"]["rules"]
    assert [rule["id"] for rule in rules] == ["A07", "A08", "A09", "A10", "XY01"]


def test_a_row_put_above_takes_some_of_those_whom_the_county_s_row_reached() -> None:
    """The note `reach`: the county's ten times hold for B without a year of salary alone."""
    child = settled("xinyang.suixiang")
    (of_b,) = [case["facts"] for case in child.cases["cases"] if case["id"] == "x02"]
    steady = {**of_b, "applicant.salary_months": 12, "applicant.aum_avg": "5000.00"}
    multiples = [child.program.decide(facts).outputs["limit.multiple"] for facts in (of_b, steady)]
    assert multiples == [10, 14]


def test_an_exception_may_be_asked_for_a_term_that_has_to_stay(tmp_path: Path) -> None:
    """The second version wants three terms to stay: Lankao's child keeps two."""
    own, onto = SUIXIANG["lankao.suixiang"].path, template("suixiang-v2").path
    answers, out = tmp_path / "answers.json", tmp_path / "child.json"
    answers.write_text(json.dumps({MONTHS: "waiver", SPREAD_C: "nearest"}), "utf-8")
    asked = ["rebase", str(own), "--onto", str(onto), "--language", "en"]
    told = CliRunner().invoke(application(), asked)
    assert "allows: at least 3 stay" in told.stdout
    assert "take the parent's (Terms offered “6 months” stays)" in told.stdout
    said = CliRunner().invoke(application(), [*asked, "--answers", str(answers), "-o", str(out)])
    assert said.exit_code == 1
    assert {"at": MONTHS, "remove": True} in json.loads(out.read_text("utf-8"))["edits"]
