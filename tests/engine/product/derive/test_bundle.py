"""A product with its flows as one document."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document import Address, Json, Remove, Set, content_name, equal, parse_address
from engine.errors import DocumentRefused
from engine.product.derive import collapse, expand
from engine.product.derive.bundle import edits_inside, edits_outside, inner, outer
from tests.engine.product.derive.small import Document, part, read, shelf, template, whole

FACTOR = Address(("apply", "county"), ("variables", "factor"))
STEPS = st.sampled_from(["flows", "apply", "nodes", "use", "gate", "a/b", "*x"])


def test_flows_and_subflows_stand_in_place_of_their_names_without_their_layout() -> None:
    flow = part(whole(), "flows/apply")
    assert flow["id"] == "suidai.apply"
    assert "canvas" not in flow
    assert part(flow, "nodes/county/use")["id"] == "suidai.county"


def test_collapsing_puts_every_name_back() -> None:
    product, flows = collapse(whole())
    assert equal(product, template())
    assert {content_name(flow) for flow in flows.values()} == set(flows)
    assert set(flows) == set(shelf()) - {content_name(template())}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("line/amount", "line/amount"),
        ("flows/apply", "flows/apply"),
        ("apply:nodes/price", "flows/apply/nodes/price"),
        ("apply:county:variables/x", "flows/apply/nodes/county/use/variables/x"),
        ("apply:nodes/county/use", "flows/apply/nodes/county/use"),
        ("apply:nodes/use/use", "flows/apply/nodes/use/use"),
    ],
)
def test_an_address_with_slots_is_a_path_and_a_path_is_an_address(address: str, path: str) -> None:
    assert str(Address((), inner(parse_address(address)))) == path
    assert str(outer(tuple(path.split("/")))) == address


@given(st.lists(STEPS, max_size=9))
def test_every_path_has_one_address_that_leads_back(steps: list[str]) -> None:
    assert inner(outer(tuple(steps))) == tuple(steps)


def test_what_is_missing_or_altered_is_named_all_at_once_and_something_near() -> None:
    flow = read("small.apply.json")
    names = list(shelf())
    county = next(name for name in names if "county" in name)
    part(flow, "nodes/county")["use"] = "suidai.county@sha256:00"
    apply = "suidai.apply@sha256:11"
    product = applying(apply, "suidai.drawdown@sha256:22")
    with pytest.raises(DocumentRefused) as refused:
        expand(product, {apply: flow, county: shelf()[county]})
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [
        ("P203", "flows/apply"),
        ("P202", "apply:nodes/county/use"),
        ("P202", "flows/drawdown"),
    ]
    assert refused.value.issues[0].values["found"] == content_name(flow)
    assert refused.value.issues[1].values["near"] == county


def test_a_flow_that_uses_itself_is_refused_before_it_is_read_for_ever() -> None:
    flow = read("small.county.json")
    name = "suidai.county@sha256:33"
    part(flow, "nodes")["again"] = {"kind": "subflow", "use": name}
    with pytest.raises(DocumentRefused) as refused:
        expand(applying(name), {name: flow})
    assert ("P204", "apply:nodes/again/use") in [
        (issue.code, issue.at) for issue in refused.value.issues
    ]


def stopped(product: Json, flows: Mapping[str, Json]) -> list[str]:
    """The codes of what stops a product from being expanded."""
    try:
        expand(product, flows)
    except DocumentRefused as refused:
        return [issue.code for issue in refused.issues]
    return []


def applying(*names: str) -> Document:
    """The template with other flows."""
    return {**template(), "flows": dict(zip(("apply", "drawdown"), names, strict=False))}


@pytest.mark.parametrize(("subflows", "codes"), [(8, []), (9, ["P205"])])
def test_subflows_lie_eight_deep_and_no_deeper(subflows: int, codes: list[str]) -> None:
    flow = read("small.county.json")
    flows = {content_name(flow): flow}
    for _ in range(subflows):
        use: Json = {"kind": "subflow", "use": content_name(flow)}
        flow = {**flow, "nodes": {"inside": use}}
        flows[content_name(flow)] = flow
    assert stopped(applying(content_name(flow)), flows) == codes


def test_a_model_is_no_flow() -> None:
    flow = read("small.county.json")
    part(flow, "nodes")["model"] = {"kind": "model", "use": "ml@sha256:44"}
    expanded = expand(applying(content_name(flow)), {content_name(flow): flow})
    assert part(expanded, "flows/apply/nodes/model")["use"] == "ml@sha256:44"
    edit = Set(Address(("apply",), ("nodes", "model", "use")), "ml@sha256:55")
    (inside,), issues = edits_inside(expanded, [edit], {})
    assert (inside, issues) == (Set(Address((), inner(edit.at)), "ml@sha256:55"), [])


def test_an_edit_names_a_flow_and_sets_the_whole_of_it() -> None:
    flow = {**read("small.county.json"), "id": "other"}
    edit = Set(parse_address("apply:nodes/county/use"), content_name(flow))
    inside, issues = edits_inside(whole(), [edit], {content_name(flow): flow})
    assert issues == []
    assert isinstance(inside[0], Set)
    assert equal(inside[0].value, flow)
    assert edits_outside(inside) == (edit,)


def test_an_edit_goes_by_the_slots_of_its_flow() -> None:
    there = Remove(Address((), ("flows", "apply", "nodes", "price")))
    _, issues = edits_inside(whole(), [there], {})
    assert [(issue.code, issue.values["right"]) for issue in issues] == [
        ("P201", "apply:nodes/price")
    ]


def test_edits_leave_the_document_sorted_by_the_text_of_their_address() -> None:
    inside = [Remove(Address((), inner(at))) for at in (FACTOR, Address((), ("line",)))]
    assert [str(edit.at) for edit in edits_outside([*inside])] == [
        "apply:county:variables/factor",
        "line",
    ]
