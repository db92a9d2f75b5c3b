"""A product beside the flow of a stage: what the one says and the other does not hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.document import apply, content_name, parse_edits
from engine.product.check import check
from tests.engine.product.products import HERE, REFERENCE, Document, entries, product
from tests.engine.release.town import town


def flow(*edits: dict[str, Any]) -> Document:
    """The flow beside the credit product, after some edits."""
    read = json.loads((HERE / "apply.flow.json").read_text("utf-8"))
    made: Any = apply(read, parse_edits(list(edits)))
    assert isinstance(made, dict)
    return made


def found(beside: Document, **changes: Any) -> list[str]:
    """What is found in the credit product beside a flow."""
    document = {**product(), "flows": {"apply": content_name(beside)}, **changes}
    issues = check(document, flows={"apply": beside}, reference=REFERENCE, dictionary=entries())
    for issue in issues:
        assert not set("{}") & set(issue.text("zh") + issue.text("en"))
    return [f"{issue.code} {issue.at}" for issue in issues]


def test_a_product_beside_its_flow_has_no_issue() -> None:
    assert found(flow()) == []


def test_a_product_names_the_flow_by_its_content() -> None:
    assert found(flow(), flows=product()["flows"]) == ["P184 flows/apply"]
    beside = {"apply": flow(), "drawdown": flow()}
    document = {**product(), "flows": {"apply": content_name(flow())}}
    issues = check(document, flows=beside)
    assert [f"{issue.code} {issue.at}" for issue in issues] == [
        "P183 flows/drawdown", *UNCOVERED_DRAWDOWN,
    ]  # fmt: skip


UNCOVERED_DRAWDOWN = [
    f"P161 drawdown:nodes/size/{place}"
    for place in (
        "rows/few/if/queries", "rows/few/then/limit", "rows/many/if/queries",
        "rows/many/then/limit", "else/limit",
    )
]  # fmt: skip


def test_a_flow_that_is_none_is_told_at_its_slot() -> None:
    assert found(flow({"at": "start", "remove": True})) == ["F101 apply:start"]


@pytest.mark.parametrize(
    ("code", "declared", "issues"),
    [
        ("product.customers.age.mini", {}, ["P185"]),
        ("product.customers.age", {}, ["P185"]),
        ("product.funds.entrusted_from", {}, ["P186"]),
        ("product.line.amount.min", {"scale": 0, "min": "0", "max": "9", "value": "1"}, ["P187"]),
        ("product.line.revolving", {}, ["P187"]),
        ("product.funds.forbidden", {}, ["P187"]),
        ("product.sale.from", {}, ["P187"]),
        ("product.draw.open_max", {}, ["P188"]),
        ("product.interest.floor", {"max": "0.010000"}, ["P188"]),
        ("product.interest.floor", {"scale": 2, "min": "0.00", "max": "1.00"}, ["P187"]),
        ("product.interest.floor", {"max": "0.040000"}, []),
        ("product.interest.spread.min", {}, []),
    ],
)  # fmt: skip
def test_a_parameter_that_a_flow_declares_is_the_product_s(
    code: str, declared: dict[str, Any], issues: list[str]
) -> None:
    number = {
        "type": "number", "scale": 6, "min": "0.000000", "max": "1.000000", "unit": "ratio",
        "value": "0.500000", **declared,
    }  # fmt: skip
    at = f"parameters/{code}"
    edits = {"at": at, "set": number}
    assert found(flow(edits)) == [f"{issue} apply:{at}" for issue in issues]


def test_a_misspelt_parameter_is_offered_right() -> None:
    number = {"type": "boolean", "value": True}
    beside = flow({"at": "parameters/product.line.revolvin", "set": number})
    document = {**product(), "flows": {"apply": content_name(beside)}}
    (issue,) = check(document, flows={"apply": beside})
    assert issue.values["right"] == "product.line.revolving"


@pytest.mark.parametrize(
    ("at", "declared"),
    [
        ("product.line.amount.max", {"type": "text", "max_length": 9, "value": "1"}),
        ("product.sale.mode", {"type": "date", "value": "2026-10-01"}),
        ("product.sale.mode", {"type": "set", "values": ["online"], "value": {}}),
        ("product.sale.mode", {"type": "boolean", "value": True}),
    ],
)
def test_a_parameter_is_declared_with_its_type(at: str, declared: dict[str, Any]) -> None:
    assert found(flow({"at": f"parameters/{at}", "set": declared})) == [
        f"P187 apply:parameters/{at}"
    ]


def test_words_of_the_product_are_among_those_that_the_flow_declares() -> None:
    few = flow({"at": "parameters/product.funds.forbidden/values", "set": ["house"]})
    assert found(few) == ["P188 apply:parameters/product.funds.forbidden"]
    mode = {"type": "text", "values": ["offline"], "value": "offline"}
    assert found(flow({"at": "parameters/product.sale.mode", "set": mode})) == [
        "P188 apply:parameters/product.sale.mode"
    ]


def test_an_ask_s_consent_is_one_that_the_product_asks_for() -> None:
    assert found(flow({"at": "nodes/bureau/consent", "set": "face"})) == [
        "P189 apply:nodes/bureau/consent"
    ]


PERSON = {"person": "manager", "form": [{"id": "i1", "fact": "survey.income"}]}
SURVEY: list[dict[str, Any]] = [
    {"at": "nodes/bureau/from", "set": PERSON},
    {"at": "nodes/bureau/consent", "remove": True},
    {"at": "nodes/bureau/gives", "set": {"survey.income": True}},
]


def test_a_wholly_online_product_has_no_person_before_an_approval() -> None:
    assert found(flow(*SURVEY)) == ["P197 apply:nodes/bureau/from/person"]
    hybrid = {**product()["sale"], "mode": "hybrid"}
    assert found(flow(*SURVEY), sale=hybrid) == []
    never = flow(*SURVEY, {"at": "nodes/bureau/next/found", "set": "referred"})
    assert found(never) == []


def test_nor_has_a_flow_that_is_used_on_the_way() -> None:
    person = {"person": "manager", "form": [{"id": "i1", "fact": "list.black"}]}
    asks = {"at": "town.gate:nodes/lists/from", "set": person}
    codes = [(issue.code, issue.at) for issue in town(asks).check() if issue.code == "P197"]
    assert codes == [("P197", "apply:gate:nodes/lists/from/person")]
    never = {"at": "town.gate:nodes/lists/next/found", "set": "declined"}
    assert "P197" not in {issue.code for issue in town(asks, never).check()}


def test_a_wholly_online_product_refers_to_no_person() -> None:
    to = {"at": "nodes/referred/to", "set": {"to": "person", "role": "manager"}}
    assert found(flow(to)) == ["P133 apply:nodes/referred/to"]


def test_a_gate_alone_is_no_stage() -> None:
    ends = [{"at": f"nodes/{end}", "remove": True} for end in ("approved/offer", "referred/to")]
    assert found(flow(*ends)) == ["P190 apply:nodes"]
    assert found(flow(ends[0])) == []


def test_every_number_of_a_flow_has_a_source() -> None:
    sources = product()["sources"]
    sources["S2"]["of"] = ["", "apply:nodes/size/rows"]
    assert found(flow(), sources=sources) == ["P161 apply:nodes/size/else/limit"]


def permit(**said: Any) -> Document:
    """The product's permits with one more, on the flow."""
    why = {"why": {"zh": "因"}, "owner": "risk"}
    return {**product()["permits"], "P0": {**said, **why}}


WITHIN = {"allow": "within", "min": "10000.00", "max": "60000.00", "step": "10000.00"}
LOWER = {**WITHIN, "max": "40000.00"}
COARSER = {**WITHIN, "step": "15000.00"}
APPEND = {"allow": "append", "then": {"refer": True}, "max": 1}


@pytest.mark.parametrize(
    ("on", "said", "issues"),
    [
        ("nodes/size/rows/*/then/limit", WITHIN, []),
        ("nodes/size/rows/*/then/limit", {**WITHIN, "min": "20000.00"}, []),
        ("nodes/size/rows/*/then/limit", {**WITHIN, "max": "50000.00"}, []),
        ("nodes/size/rows/**", {"allow": "free"}, []),
        ("nodes/*/rows/*/then/limit", LOWER, ["P178 permits/P0/on"]),
        ("nodes/size/rows/*/then/limit", COARSER, ["P178 permits/P0/on"] * 2),
        ("nodes/size/rows/few/if/queries", {"allow": "within", "by": "1"}, ["P182 permits/P0/on"]),
        ("nodes/size/rows/none/then/limit", WITHIN, ["P172 permits/P0/on"]),
        ("nodes/size/rows", APPEND, ["P176 permits/P0/allow"]),
        ("county:**", {"allow": "free"}, ["P172 permits/P0/on"]),
    ],
)
def test_a_permit_on_a_flow_meets_parts_that_it_fits(
    on: str, said: dict[str, Any], issues: list[str]
) -> None:
    assert found(flow(), permits=permit(on=f"apply:{on}", **said)) == issues


def test_a_permit_whose_parts_a_county_dropped_opens_nothing() -> None:
    beside = flow()
    head = {"role": "product", "tenant": "xinyang", "parent": "town.credit@sha256:" + "2" * 64}
    said = {"on": "apply:nodes/size/rows/none/then/limit", **WITHIN}
    assert found(beside, **head, permits=permit(**said)) == ["P173 permits/P0/on"]


def test_rules_are_appended_only_where_all_are_evaluated() -> None:
    first = flow({"at": "nodes/gate/fire", "set": "first"})
    assert found(first) == ["P176 permits/P7/allow"]
