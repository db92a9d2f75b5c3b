"""The highest and the lowest rate that a product may offer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.product.rates import Reference, highest, lowest
from tests.engine.product.disclosure.offers import product

LPR: Reference = {"lpr.y1": "0.030000", "lpr.y5": Decimal("0.035")}


def bound(end: str, base: str, plus: str) -> dict[str, object]:
    return {"at": f"interest/{end}", "set": {"base": base, "plus": plus}}


def base(name: str) -> dict[str, object]:
    return {"at": "interest/base", "set": name}


@pytest.mark.parametrize(
    ("edits", "reference", "high", "low"),
    [
        ([], LPR, "0.080000", "0.045000"),
        ([bound("cap", "none", "0.070000")], LPR, "0.070000", "0.045000"),
        ([bound("cap", "lpr_5y", "0.030000")], LPR, "0.065", "0.045"),
        ([bound("floor", "none", "0.090000")], LPR, "0.090000", "0.090000"),
        ([base("none")], LPR, "0.0500", "0.040000"),
        ([base("pledge_rate")], LPR, "0.120000", "0.040000"),
        ([], {}, "0.120000", "0"),
        ([], {"lpr.y1": None}, "0.120000", "0"),
        ([bound("cap", "lpr_5y", "0.030000")], {"lpr.y1": "0.03"}, "0.08", "0.045"),
        ([bound("cap", "lpr_5y", "0.030000")], {}, None, "0"),
    ],
)
def test_the_ends_of_a_price(
    edits: list[dict[str, object]], reference: Reference, high: str | None, low: str
) -> None:
    interest = product(*edits).interest
    assert highest(interest, reference) == (None if high is None else Decimal(high))
    assert lowest(interest, reference) == Decimal(low)
