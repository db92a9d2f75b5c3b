"""The documents of products: each combination and form, as pydantic and as JSON Schema see it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from engine.cli.schemas import format_schema
from engine.document import content_name
from engine.product.schema.product import COMBINATIONS, FORMS, Child, Product, shape, whole_model
from tests.engine.product.anything import with_anything
from tests.engine.product.products import NAMES, Document, child, clone, product
from tests.house.tree import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
HEX = "@sha256:" + "2" * 64


@cache
def validator() -> Draft202012Validator:
    """The published JSON Schema."""
    return Draft202012Validator(format_schema("product"))


def agreed(document: Any) -> bool:
    """Whether a document is a product; pydantic and the JSON Schema must say the same."""
    try:
        Product.model_validate(document)
        found = True
    except ValidationError:
        found = False
    assert validator().is_valid(document) is found
    return found


def effective(**changes: Any) -> Document:
    """The credit product as it comes out of a parent and edits."""
    document = clone(**changes)
    document["parent"] = document.pop("origin")
    return document


@pytest.mark.parametrize("name", NAMES)
def test_a_product_of_each_combination_is_one(name: str) -> None:
    assert agreed(product(name))


def test_the_examples_hold_every_combination() -> None:
    found = {(product(name)["segment"], product(name)["series"]) for name in NAMES}
    assert found == set(COMBINATIONS)


@pytest.mark.parametrize(
    "document", [clone(), effective(), child()], ids=["clone", "effective", "child"]
)
def test_a_product_of_each_form_is_one(document: Document) -> None:
    assert agreed(document)


@pytest.mark.parametrize("name", ["suixiang.json", "suixiang.v2.json", "xinyang.suixiang.json"])
def test_the_shared_samples_are_products_as_they_stand(name: str) -> None:
    if not SAMPLES.is_dir():
        pytest.skip(f"{SAMPLES} is not there")
    assert agreed(json.loads((SAMPLES / name).read_text("utf-8")))


def test_the_model_gives_a_document_back_byte_for_byte() -> None:
    for document in (product(), clone(), effective()):
        of = shape(document).split(" ")
        again = (
            whole_model(*of)
            .model_validate(document)
            .model_dump(by_alias=True, exclude_defaults=True, mode="json")
        )
        assert content_name(again) == content_name(document)


@pytest.mark.parametrize(
    ("document", "of"),
    [
        (product("business pledge"), "template business pledge"),
        (clone(), "clone personal credit"),
        (effective(), "effective personal credit"),
        (child(), "child"),
        ({}, "clone None None"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_says_itself_which_model_is_meant(document: Document, of: str) -> None:
    assert shape(document) == of


@pytest.mark.parametrize(
    "document",
    [
        {**product(), "tenant": "xinyang"},
        {**product(), "origin": "town.credit" + HEX},
        {**product(), "edits": []},
        clone(role="template"),
        {**clone(), "parent": "town.credit" + HEX},
        {**clone(), "tenant": None},
        {**clone(), "origin": "town.credit"},
        {**child(), "title": {"zh": "甲", "en": "A"}},
        {**child(), "role": "template"},
        {**child(), "parent": "town.credit@sha256:2"},
        [],
        None,
        "product",
    ],
)
def test_a_document_between_two_forms_is_none(document: Any) -> None:
    assert not agreed(document)


EDITS: list[tuple[Any, bool]] = [
    ({"at": "line/amount/max", "set": "1.00"}, True),
    ({"at": "line/amount/max", "set": None}, True),
    ({"at": "a/b", "add": {"x": 1}, "after": None, "why": {"zh": "因"}}, True),
    ({"at": "a/b", "remove": True}, True),
    ({"at": "a/b", "move": True, "after": "c"}, True),
    ({"at": "a/b"}, False),
    ({"at": "a/b", "remove": 1}, False),
    ({"at": "a/b", "remove": False}, False),
    ({"at": "a/b", "move": True}, False),
    ({"at": "a/b", "add": {}}, False),
    ({"at": "a/b", "add": [], "after": None}, False),
    ({"at": "a/b", "set": 1, "remove": True}, False),
    ({"set": 1}, False),
    ("line/amount/max", False),
]


@pytest.mark.parametrize(("edit", "sound"), EDITS)
def test_a_child_holds_edits_of_the_four_kinds(edit: Any, sound: bool) -> None:
    assert agreed({**child(), "edits": [edit]}) is sound


PERMITS: list[tuple[dict[str, Any], bool]] = [
    ({"allow": "locked"}, True),
    ({"allow": "free"}, True),
    ({"allow": "within", "min": "1", "max": "2", "step": "1"}, True),
    ({"allow": "within", "of": {"3": True}}, True),
    ({"allow": "within", "by": "5"}, True),
    ({"allow": "tighten"}, True),
    ({"allow": "tighten", "to": "5", "step": "1", "keep": 2}, True),
    ({"allow": "append", "then": {"refer": True}, "max": 1}, True),
    ({"allow": "locked", "until": "2027-01-01"}, True),
    ({"allow": "locked", "until": None}, False),
    ({"allow": "locked", "until": "soon"}, False),
    ({"allow": "locked", "min": "1"}, False),
    ({"allow": "within"}, False),
    ({"allow": "within", "min": "1", "max": "2"}, False),
    ({"allow": "within", "of": {}}, False),
    ({"allow": "within", "of": {"3": True}, "by": "5"}, False),
    ({"allow": "tighten", "to": None}, False),
    ({"allow": "tighten", "keep": 0}, False),
    ({"allow": "append", "then": {"approve": True}, "max": 1}, False),
    ({"allow": "append", "then": {}, "max": 1}, False),
    ({"allow": "append", "then": {"refer": True}}, False),
    ({"allow": "subset"}, False),
    ({}, False),
]


@pytest.mark.parametrize(("permit", "sound"), PERMITS)
def test_permits_are_of_five_kinds(permit: dict[str, Any], sound: bool) -> None:
    said = {"on": "line/amount/max", "why": {"zh": "因"}, "owner": "risk", **permit}
    assert agreed({**product(), "permits": {"P1": said}}) is sound


WRONG: list[tuple[str, Any]] = [
    ("line/amount/max", "100000"),
    ("line/amount/max", "100000.005"),
    ("line/amount/max", 100000),
    ("line/amount/max", "-1.00"),
    ("line/amount/max", "+1.00"),
    ("line/amount/max", "01.00"),
    ("line/amount/max", "1e5"),
    ("line/amount/max", "99999999999999.00"),
    ("line/amount/max", None),
    ("line/amount/currency", "USD"),
    ("line/revolving", 1),
    ("line/freeze_on", {"overdue": 1}),
    ("line/freeze_on", {"rain": True}),
    ("draw/months/options", {}),
    ("draw/months/options", {"06": True}),
    ("draw/months/options", {"0": True}),
    ("draw/methods", {}),
    ("draw/methods/bullet", None),
    ("draw/methods/weekly", {"months_max": "12", "interest_basis": "monthly"}),
    ("draw/methods/bullet/level", "exact"),
    ("draw/due/on", "32"),
    ("draw/due/month_end", "remap"),
    ("draw/due/month_end", {"remap": {"28": "25"}}),
    ("draw/days", {"min": "1", "default": "1", "max": "2", "step": "1"}),
    ("interest/kind", "floating"),
    ("interest/spread/min", "-0.0000"),
    ("interest/floor/plus", "0.0385"),
    ("sale/channels", {}),
    ("sale/referral", {"to": "branch"}),
    ("sale/referral", {"to": "none", "product": "a"}),
    ("sale/from", None),
    ("sale/from", "2026-10-1"),
    ("prepayment", {"allowed": True}),
    ("prepayment", {"allowed": 0}),
    ("prepayment/allowed", False),
    ("prepayment/fee", [{"within_months": "3", "rate": "0.0100"}]),
    ("allocation/normal", ["fees", "fees", "penalty", "interest", "principal"]),
    ("allocation/normal", ["fees", "penalty", "interest", "principal"]),
    ("after/extension", "yes"),
    ("after/extension", {"kind": "extension"}),
    ("after/collection_days", []),
    ("after/collection_days", ["-0"]),
    ("consents/dna", True),
    ("fees/insurance/rate", "0.0120"),
    ("fees/insurance/base", "fixed"),
    ("flows", {}),
    ("flows/apply", "town.credit.apply"),
    ("flows/drawdown", None),
    ("terms/unsecured_new_30d_max", None),
    ("terms/fund_months_min", "12"),
    ("customers/licence_months_min", "24"),
    ("sources/S1/of", []),
    ("sources/S1/of", ["penalty", "penalty"]),
    ("sources/S1/basis", "custom"),
    ("guardrails/G1/always", ""),
    ("colour", "red"),
]


@pytest.mark.parametrize(("at", "value"), WRONG)
def test_a_product_with_a_wrong_part_is_none(at: str, value: Any) -> None:
    assert not agreed(with_part(product(), at, value))


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("interest/spread/min", "-0.0050"),
        ("interest/floor/plus", "-0.010000"),
        ("customers/debt_to_income_max", None),
        ("draw/amount/max", None),
        ("sale/to", "2030-01-01"),
        ("sale/referral", {"to": "person", "role": "manager"}),
        ("draw/due/month_end", {"remap": {"31": "27"}}),
        ("prepayment/fee", []),
        ("canvas", {"apply": {"nodes": {}}}),
        ("fees", {}),
    ],
)
def test_a_product_with_another_part_is_one(at: str, value: Any) -> None:
    assert agreed(with_part(product(), at, value))


def with_part(document: Document, at: str, value: Any) -> Document:
    """The document with a value at an address, whatever stands there."""
    *path, last = at.split("/")
    here = document
    for step in path:
        here = here[step]
    here[last] = value
    return document


def test_no_group_may_be_absent() -> None:
    document = product()
    for group in document:
        assert not agreed(without(document, group)), group


@pytest.mark.parametrize("name", NAMES)
def test_no_field_of_customers_or_terms_may_be_absent(name: str) -> None:
    document = product(name)
    for group in ("customers", "terms"):
        for field in document[group]:
            assert not agreed({**document, group: without(document[group], field)}), field


def without(part: Document, key: str) -> Document:
    """A mapping without one of its keys."""
    return {name: value for name, value in part.items() if name != key}


@given(st.sampled_from(NAMES), st.data())
def test_both_readings_agree_on_anything_anywhere(name: str, data: st.DataObject) -> None:
    agreed(with_anything(product(name), data))


def test_the_forms_and_combinations_are_written_out() -> None:
    assert [*FORMS] == ["template", "clone", "effective"]
    assert len(COMBINATIONS) == 8
    assert Child.model_fields.keys() & {"customers", "terms"} == set()
