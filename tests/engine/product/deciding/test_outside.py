"""What lies outside a product: rates by laws, offers by the product's own edges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.product.deciding.outside import offer_faults
from engine.product.deciding.ranges import Rates, Spread
from engine.product.disclosure import Offer
from engine.product.disclosure.worst import edges
from engine.product.rates import highest, lowest
from engine.product.reading import read_product
from engine.product.schema.product import Whole
from tests.engine.product.products import NAMES, REFERENCE, edited

SMALL = st.integers(0, 60)
PRICES = st.tuples(SMALL, SMALL, SMALL, SMALL, SMALL).map(
    lambda of: (Spread(of[0], of[0] + of[1]), (of[2], of[3], of[3] + of[4]))
)
"""A spread, and a base between a floor and a cap; none of them has to meet another."""


def sold(*edits: dict[str, object], name: str = "personal credit") -> Whole:
    """A product after edits."""
    product = read_product(edited(edits, name))
    assert isinstance(product, Whole)
    return product


def offer(**changes: Any) -> Offer:
    """An offer inside the credit product."""
    usual = {
        "line": "30000.00", "amount": "30000.00", "term_months": 12, "method": "equal_instalment",
        "annual_rate": "0.070000",
    }  # fmt: skip
    return Offer.read({**usual, **changes})


def told(product: Whole, found: Offer, reference: Any = REFERENCE) -> list[str]:
    """The faults of an offer, each with what is nearest."""
    faults = offer_faults(product, found, reference)
    return [f"{each.code} {each.at} {each.values.get('right', '')}".strip() for each in faults]


@given(PRICES, st.integers(0, 200))
def test_the_nearest_rate_is_allowed_and_no_allowed_one_is_nearer(
    price: tuple[Spread, Rates], rate: int
) -> None:
    spread, rates = price
    allowed = [each for each in range(201) if spread.allows(each, rates)]
    best = min(allowed, key=lambda each: (abs(each - rate), each), default=None)
    assert spread.nearest(rate, rates) == best


@pytest.mark.parametrize("name", NAMES)
def test_every_offer_at_the_edges_of_a_product_lies_inside(name: str) -> None:
    product = sold(name=name)
    ends = lowest(product.interest, REFERENCE), highest(product.interest, REFERENCE)
    for rate in filter(None, ends):
        for found in edges(product, rate):
            inside = replace(found, amount=found.line)
            assert told(product, inside) == []


def test_all_that_lies_outside_is_told_at_once_with_the_nearest() -> None:
    found = offer(amount="1250.00", line="999000.00", term_months=7, annual_rate="0.210000")
    assert told(sold(), found) == [
        "A301 offer/line 100000.00",
        "A301 offer/amount 2000.00",
        "A301 offer/term_months 6",
        "A312 offer/annual_rate 0.120000",
    ]


def test_a_method_has_terms_of_its_own_and_may_not_be_there() -> None:
    assert told(sold(), offer(method="bullet", term_months=24)) == ["A302 offer/term_months 12"]
    assert told(sold(), offer(method="interest_only")) == ["A303 offer/method"]


def test_a_term_in_the_other_unit_is_no_term_of_the_product() -> None:
    in_days = replace(offer(), term_months=None, term_days=60)
    assert told(sold(), in_days) == ["A304 offer/term_months term_months"]
    chain = sold(name="business supply_chain")
    usual = next(iter(edges(chain, Decimal("0.060000"))))
    in_months = replace(usual, amount=usual.line, term_days=None, term_months=3)
    assert told(chain, in_months) == ["A304 offer/term_days term_days"]


def test_a_draw_is_judged_by_the_ranges_of_a_draw() -> None:
    name = "town.draw@sha256:" + "1" * 64
    drawn = sold({"at": "flows/drawdown", "set": name})
    small = offer(amount="700.00", line="30000.00")
    assert told(drawn, small) == []
    assert told(sold(), small) == ["A301 offer/amount 2000.00"]
    assert told(drawn, offer(amount="60000.00", line="90000.00")) == ["A301 offer/amount 50000.00"]


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        ("0.039999", ["A312 offer/annual_rate 0.040000"]),
        ("0.040000", []),
        ("0.044999", ["A312 offer/annual_rate 0.045000"]),
        ("0.045000", []),
        ("0.080000", []),
        ("0.080001", ["A312 offer/annual_rate 0.080000"]),
        ("0.120000", []),
        ("0.120001", ["A312 offer/annual_rate 0.120000"]),
    ],
)
def test_a_rate_is_base_and_spread_or_lies_at_a_bound(rate: str, wanted: list[str]) -> None:
    assert told(sold(), offer(annual_rate=rate)) == wanted


def test_a_rate_is_judged_as_far_as_its_base_is_known() -> None:
    assert told(sold(), offer(annual_rate="0.010000"), None) == []
    assert told(sold(), offer(annual_rate="0.130000"), None) == ["A312 offer/annual_rate 0.120000"]
    pledged = sold({"at": "interest/base", "set": "pledge_rate"})
    low, high = (offer(annual_rate=rate) for rate in ("0.030000", "0.119000"))
    assert told(pledged, low) == ["A312 offer/annual_rate 0.040000"]
    assert told(pledged, high) == []
