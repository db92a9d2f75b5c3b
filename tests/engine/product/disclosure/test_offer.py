"""An offer is read from a decision, in either spelling, or refused with every fault."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.errors import TermsRefused
from engine.product.disclosure import Offer
from tests.engine.product.disclosure.offers import offer

SPELLED = {
    "line": "49800.00",
    "amount": "30000.00",
    "term_months": 12,
    "method": "equal_instalment",
    "annual_rate": "0.071000",
}


def test_an_offer_comes_back_as_it_was_spelled() -> None:
    assert Offer.read(SPELLED).document() == SPELLED


def test_python_values_are_the_same_offer_as_a_document() -> None:
    values = {
        **SPELLED,
        "line": Decimal("49800.00"),
        "amount": Decimal(30000),
        "annual_rate": Decimal("0.071"),
        "fees": None,
    }
    assert Offer.read(values) == Offer.read(SPELLED)


def test_a_term_in_days_and_no_line_is_an_offer_too() -> None:
    said = {"amount": "500.00", "term_days": 91, "method": "bullet", "annual_rate": "0"}
    assert Offer.read(said) == offer(
        "500.00", method="bullet", annual_rate="0", term_months=None, term_days=91
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"amount": None, "method": None}, ["S201 offer/amount", "S201 offer/method"]),
        ({"term_days": 30}, ["S202 offer/term_months"]),
        ({"term_months": None}, ["S202 offer/term_months"]),
        ({"amount": "30000.001", "line": "ten"}, ["S101 offer/line", "S103 offer/amount"]),
        ({"annual_rate": "-0.01"}, ["S102 offer/annual_rate"]),
        ({"amount": "0.00"}, ["S102 offer/amount"]),
        ({"annual_rate": "0", "term_months": 0}, ["S104 offer/term_months"]),
        ({"method": "flat", "term_months": "12"}, ["S104 offer/term_months", "S106 offer/method"]),
        ({"annual_rate": 0.071}, ["S101 offer/annual_rate"]),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_once(changes: dict[str, object], found: list[str]) -> None:
    with pytest.raises(TermsRefused) as refused:
        Offer.read({**SPELLED, **changes})
    assert [f"{issue.code} {issue.at}" for issue in refused.value.issues] == found
