"""永城豫农e贷: a county's own credit to small firms, inside what the province permits."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from engine import Program, load
from engine.dictionary import Dictionary
from engine.document import content_name, edits_as_json, print_json
from engine.flow.check import inspect
from engine.flow.reading import read_model
from engine.product.check import check
from engine.product.derive import (
    Generation,
    Prefixes,
    collapse,
    lineage,
    needless_edits,
    normal_edits,
    refine_line,
)
from engine.product.derive.direction import Direction
from engine.product.schema.parameters import parameter
from tests.flows.shipped import DICTIONARY, document
from tests.house.tree import ROOT
from tests.policies.agreement import as_expected
from tests.product_defs.templates import TEMPLATES, _value, flows
from tests.product_defs.test_templates import TODAY, reference

FOLDER = ROOT / "product_defs" / "county" / "yongcheng" / "yongcheng.yunong"
PREFIXES = Prefixes("yongcheng.", "YC")
CASES = document(FOLDER / "cases.json")["cases"]


@cache
def line() -> tuple[Generation, ...]:
    """The template and the child."""
    templates = {content_name(each.document): each.document for each in TEMPLATES}
    return lineage(document(FOLDER / "v1.json"), {**templates, **flows()})


@cache
def product() -> tuple[Any, dict[str, Any]]:
    """What the child comes to, and its flows by name."""
    whole, own_flows = collapse(line()[-1].effective)
    return whole, dict(own_flows)


@cache
def dictionary() -> dict[str, Any]:
    """The province's entries and the county's own."""
    province: dict[str, Any] = document(DICTIONARY)
    own = product()[0]
    return province | {kind: province[kind] | own[kind] for kind in ("facts", "reasons")}


@cache
def program() -> Program:
    """What decides in Yongcheng."""
    whole, own_flows = product()
    flow: dict[str, Any] = own_flows[whole["flows"]["apply"]]
    parameters: dict[str, Any] = {
        code: {**declared, "value": _value(whole, code)}
        for code, declared in flow["parameters"].items()
    }
    resolved: dict[str, Any] = {**flow, "parameters": parameters}
    return load(resolved, dictionary=dictionary(), subflows=own_flows)


def stricter(at: Any) -> Direction:
    """The direction that the schema gives."""
    template: Any = line()[0].effective
    found = parameter(at, template)
    return found.stricter if found else "none"


def test_the_child_is_printed_as_the_house_prints_and_its_edits_are_in_normal_form() -> None:
    for name in ("v1.json", "cases.json"):
        path = FOLDER / name
        assert path.read_text("utf-8") == print_json(document(path))
    template, child = line()
    edits = normal_edits(template.effective, child.effective, child.edits)
    assert edits_as_json(edits) == child.document["edits"]
    assert needless_edits(line()) == ()


def test_the_child_stays_inside_the_permits() -> None:
    assert refine_line(line(), stricter=stricter, tenants={"yongcheng": PREFIXES}) == ()


def test_what_the_child_comes_to_is_sound() -> None:
    whole, own_flows = product()
    facts = reference().facts(whole, TODAY).facts
    found = check(
        whole,
        flows={slot: own_flows[name] for slot, name in whole["flows"].items()},
        reference=facts,
        dictionary=read_model(Dictionary, document(DICTIONARY)),
        prefixes=PREFIXES,
    )
    assert found == ()
    assert inspect(program().draft) == ()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_worked_case_is_decided_as_written(case: Any) -> None:
    decision = program().decide(case["facts"])
    assert as_expected(decision, case["expect"]) == case["expect"]
