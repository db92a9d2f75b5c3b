"""Where a value comes from, and what a county may do with it."""

from __future__ import annotations

from engine.document import Add, Json, Set, content_name, edits_as_json, parse_address
from engine.product.derive import Origin, lineage, origins
from tests.engine.product.derive.small import (
    XINYANG,
    child_of,
    edits,
    shelf,
    template,
)

AT = parse_address
WHY = {"zh": "本行上限", "en": "Our own cap"}
RULE = "apply:nodes/admission/rules/XY01"
CHILD = child_of(
    template(),
    [
        Set(AT("line/amount/max"), "100000.00", WHY),
        Add(AT(RULE), {"when": "x", "then": "decline", "reason": "XY01"}, "A02"),
        *edits({"title/zh": "信阳随贷", "reasons/XY01": {"class": "admission"}}),
    ],
)
BRANCH = child_of(CHILD, {"line/amount/max": "50000.00"}, identity="shihe.suidai")
TEMPLATE_NAME, CHILD_NAME, BRANCH_NAME = map(content_name, (template(), CHILD, BRANCH))


def explained(product: Json) -> dict[str, Origin]:
    """The origin of every value of a product, by address."""
    documents = {**shelf(), CHILD_NAME: CHILD}
    found = origins(lineage(product, documents), prefixes=[XINYANG])
    return {str(origin.at): origin for origin in found}


def test_a_value_of_the_templates_and_what_may_be_done_with_it() -> None:
    origin = explained(CHILD)["apply:nodes/price/rows/p21/then/spread"]
    assert (origin.value, origin.document, origin.edit) == ("0.0285", TEMPLATE_NAME, None)
    assert origin.permit == "P07"
    assert origin.allowed == {"min": "0.0100", "max": "0.0500", "step": "0.0005"}
    assert origin.source == "S2"


def test_a_value_of_the_countys_with_its_reason_and_range() -> None:
    origin = explained(CHILD)["line/amount/max"]
    assert (origin.value, origin.document, origin.why) == ("100000.00", CHILD_NAME, WHY)
    assert origin.edit is not None
    assert edits_as_json([origin.edit]) == [
        {"at": "line/amount/max", "set": "100000.00", "why": WHY}
    ]
    assert origin.allowed == {"min": "10000.00", "max": "200000.00", "step": "1000.00"}
    assert origin.source == "S1"


def test_a_value_that_no_permit_covers_is_the_parents_only() -> None:
    origin = explained(CHILD)["line/amount/min"]
    assert (origin.permit, origin.allowed) == (None, {"only": "1000.00"})


def test_a_member_of_a_set_is_explained_by_the_permit_on_the_set() -> None:
    origin = explained(CHILD)["draw/months/options/12"]
    assert origin.permit == "P02"
    assert origin.allowed == {"of": {"3": True, "6": True, "12": True, "24": True}, "keep": 2}


def test_an_own_rule_stands_under_the_permit_that_let_it_be_added() -> None:
    origin = explained(CHILD)[f"{RULE}/when"]
    assert (origin.document, origin.permit) == (CHILD_NAME, "P05")
    assert origin.allowed == {"append": {"decline": True, "refer": True}, "max": 2}
    assert origin.edit is not None
    assert str(origin.edit.at) == RULE


def test_own_reasons_are_free() -> None:
    origin = explained(CHILD)["reasons/XY01/class"]
    assert (origin.permit, origin.allowed) == (None, {"free": True})


def test_the_head_is_the_products_own() -> None:
    origin = explained(CHILD)["tenant"]
    assert origin == Origin(AT("tenant"), "xinyang", CHILD_NAME, None, None, None, "S2")


def test_the_last_of_a_line_that_set_a_value_put_it_there() -> None:
    found = explained(BRANCH)
    assert found["line/amount/max"].document == BRANCH_NAME
    assert found["title/zh"].document == CHILD_NAME
    assert found["title/en"].document == TEMPLATE_NAME
    assert found["line/amount/max"].allowed == {
        "min": "10000.00",
        "max": "100000.00",
        "step": "1000.00",
    }


def test_a_value_inside_what_one_added_comes_from_the_one_that_changed_it_last() -> None:
    later = child_of(CHILD, {f"{RULE}/when": "y"}, identity="shihe.suidai")
    found = explained(later)
    assert found[f"{RULE}/when"].document == content_name(later)
    assert found[f"{RULE}/then"].document == CHILD_NAME


def test_a_templates_own_values_stand_under_no_permit() -> None:
    origin = explained(template())["line/amount/max"]
    assert (origin.document, origin.permit, origin.allowed) == (TEMPLATE_NAME, None, None)


def test_values_come_in_the_order_of_their_addresses_and_each_once() -> None:
    addresses = list(explained(CHILD))
    assert addresses == sorted(addresses)
    assert "apply:county:variables/factor/max" in addresses
    assert not [at for at in addresses if at.startswith("edits") or at.endswith("/id")]


def test_a_screen_gets_the_origin_as_a_mapping() -> None:
    assert explained(CHILD)["line/amount/max"].as_json() == {
        "at": "line/amount/max",
        "value": "100000.00",
        "document": CHILD_NAME,
        "edit": "line/amount/max",
        "why": WHY,
        "permit": "P01",
        "allowed": {"min": "10000.00", "max": "200000.00", "step": "1000.00"},
        "source": "S1",
    }
