"""Any JSON is read as a product or refused with issues, never with anything else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import DocumentRefused
from engine.product.check import check
from engine.product.reading import read_product
from engine.product.schema.product import Child, Whole
from tests.engine.product.anything import JSON, with_anything
from tests.engine.product.products import NAMES, REFERENCE, child, clone, entries, product


def test_a_whole_and_a_child_are_read() -> None:
    assert isinstance(read_product(product()), Whole)
    assert isinstance(read_product(clone()), Whole)
    assert isinstance(read_product(child()), Child)


def test_the_faults_of_a_shape_are_told_all_at_once() -> None:
    document = product()
    document["line"]["amount"]["max"] = "100000"
    document["cost"]["cap"] = "0.24"
    del document["grace"]
    with pytest.raises(DocumentRefused) as refused:
        read_product(document)
    assert sorted(f"{issue.code} {issue.at}" for issue in refused.value.issues) == [
        "F101 grace",
        "P102 cost/cap",
        "P102 line/amount/max",
    ]


def test_a_combination_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_product({**product(), "series": "supply_chain", "role": None})
    wanted = {issue.at: issue.values["wanted"] for issue in refused.value.issues}
    assert wanted == {
        "role": "template / product",
        "series": "credit / pledge / quick / partner",
    }


@given(st.sampled_from(NAMES), st.data())
def test_a_product_with_anything_anywhere_is_checked_without_a_fall(
    name: str, data: st.DataObject
) -> None:
    document = with_anything(product(name), data)
    for issue in check(document, reference=REFERENCE, dictionary=entries()):
        assert issue.text("zh")
        assert issue.text("en")


@given(JSON)
def test_anything_is_no_product(value: Any) -> None:
    document = value if isinstance(value, dict) else {"edits": value}
    issues = check(document)
    assert issues
    assert [issue for issue in issues if issue.severity == "notice"] == []


def test_a_key_that_can_be_in_no_address_is_told() -> None:
    document = product()
    document["permits"]["*"] = document["permits"]["P1"]
    document["line"]["amount"]["max"] = "100000"
    key, amount = sorted(check(document), key=lambda issue: issue.code)
    assert (key.code, key.at.startswith("permits/*")) == ("F104", True)
    assert (amount.code, amount.at) == ("P102", "line/amount/max")
