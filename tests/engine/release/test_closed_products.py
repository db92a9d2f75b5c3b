"""A release of a product by itself: it holds together, or is refused."""

from __future__ import annotations

from typing import Any

import pytest

from engine import DocumentRefused, FlowRefused, check, freeze, load
from engine.document import apply, canonical_bytes, content_name, parse_edits
from tests.engine.release.county import county
from tests.engine.release.town import town

NO_FLOW = "town.apply@sha256:" + "0" * 64


Change = tuple[list[dict[str, Any]], list[str]]
ALTERED: dict[str, Change] = {
    "another value of a parameter": (
        [{"at": "flows/apply/parameters/product.customers.age.min/value", "set": "21"}],
        ["R115 flows/apply/parameters/product.customers.age.min/value"],
    ),
    "another value of the product": (
        [{"at": "product/line/amount/max", "set": "90000.00"}],
        ["R115 flows/apply/parameters/product.line.amount.max/value"],
    ),
    "a parameter that the product lacks": (
        [{"at": "flows/apply/parameters/product.customers.nonesuch",
          "set": {"type": "boolean", "value": True}}],
        ["R115 flows/apply/parameters/product.customers.nonesuch"],
    ),
    "a referral that is still open": (
        [{"at": "flows/apply/nodes/referred/to", "set": {"to": "product.sale.referral"}}],
        ["R115 flows/apply/nodes/referred/to"],
    ),
    "a bound that moves otherwise": (
        [{"at": "dictionary/facts/product.interest.floor/derive", "set": "lpr.y1"}],
        ["R115 dictionary/facts/product.interest.floor/derive"],
    ),
    "a stage without its flow": (
        [{"at": "flows/drawdown", "remove": True}], ["R114 flows/drawdown"]
    ),
    "a flow of another id": (
        [{"at": "flows/apply/id", "set": "town.other"}], ["R114 flows/apply"]
    ),
    "a parent out of nowhere": (
        [{"at": "parent", "set": NO_FLOW}], ["R112 parent"]
    ),
    "edits without a parent": ([{"at": "edits", "set": []}], ["R113 edits"]),
    "a guardrail that is no condition": (
        [{"at": "product/guardrails/G1/always", "set": "applicant.age"}],
        ["E210 product/guardrails/G1/always"],
    ),
    "a product under another id": ([{"at": "product/id", "set": "town.other"}], ["R109 id"]),
    "a product with layout": ([{"at": "product/canvas", "set": {}}], ["R108 product/canvas"]),
    "a product without a group": (
        [{"at": "product/grace", "remove": True}], ["F101 product/grace"]
    ),
    "a step of zero": (
        [{"at": "product/line/amount/step", "set": "0.00"}], []
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ALTERED)
def test_a_release_holds_together_by_itself(case: str) -> None:
    edits, wanted = ALTERED[case]
    altered: Any = apply(town().freeze(), parse_edits(edits))  # type: ignore[arg-type]
    assert [f"{each.code} {each.at}" for each in check(altered)] == wanted
    if wanted:
        with pytest.raises((DocumentRefused, FlowRefused)):
            load(altered)
    else:
        load(altered)


def test_a_child_is_no_product_of_a_release() -> None:
    of = county()
    release = {**of.freeze(), "product": of.product}
    assert [f"{each.code} {each.at}" for each in check(release)] == ["R111 product/edits"]


def test_own_entries_of_a_release_are_the_product_s() -> None:
    release = county().freeze()
    label: Any = {
        "at": "dictionary/facts/xinyang.months/label",
        "set": {"zh": "别的", "en": "Other"},
    }
    altered: Any = apply(release, parse_edits([label]))
    assert [f"{each.code} {each.at}" for each in check(altered)] == [
        "R115 dictionary/facts/xinyang.months"
    ]


def test_a_release_with_one_byte_changed_is_refused_by_its_name() -> None:
    release = town().freeze()
    name = content_name(release)
    assert load(release, expect=name).name == name
    text = canonical_bytes(release).decode()
    altered = text.replace("小城信用贷", "小城信用货", 1)
    assert altered != text
    with pytest.raises(DocumentRefused, match="R103"):
        load(altered, expect=name)


def test_other_bytes_are_refused_by_their_name_whatever_else_is_wrong_with_them() -> None:
    release = town().freeze()
    altered: Any = {**release, "parent": NO_FLOW}
    with pytest.raises(DocumentRefused) as refused:
        load(altered, expect=content_name(release))
    assert [each.code for each in refused.value.issues] == ["R103"]


def test_a_number_is_in_the_name() -> None:
    of = town()
    second = freeze(of.product, **of.beside, number=2)
    assert (second["number"], load(second).name) == (2, content_name(second))
