"""Where a product's numbers come from."""

from __future__ import annotations

from engine.product.check import check
from tests.engine.product.products import REFERENCE, product


def test_a_county_may_drop_what_a_source_of_its_parent_names() -> None:
    document = product()
    named = {**document["sources"], "S1": {**document["sources"]["S1"]}}
    named["S1"]["of"] = [*named["S1"]["of"], "draw/methods/interest_only"]
    parent = {"role": "product", "tenant": "xinyang", "parent": "town.credit@sha256:" + "2" * 64}
    of_template = check({**document, "sources": named}, reference=REFERENCE)
    of_child = check({**document, **parent, "sources": named}, reference=REFERENCE)
    assert [issue.code for issue in of_template] == ["P164"]
    assert of_child == ()
