"""Products and offers that the tests of costs stand on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.product.disclosure import Offer
from engine.product.reading import read_product
from engine.product.schedule import Method
from engine.product.schema.product import Whole
from tests.engine.product.products import edited

START = date(2026, 3, 8)
SAME_DAY = {
    "day": "same_day", "month_end": "clamp", "first_due": "same_day",
    "odd_days": "months_then_days", "first_total": "level_total", "last": "merge_into_last",
    "holiday_shift": "following", "holiday_interest": "unadjusted", "changes_max": "1",
}  # fmt: skip


def product(*edits: Mapping[str, Any], of: str = "personal credit") -> Whole:
    """A product of a combination after some edits, read."""
    read = read_product(edited(edits, of))
    assert isinstance(read, Whole)
    return read


def plain(**fees: Mapping[str, str]) -> Whole:
    """The credit product, due on the day of the draw, with fees of its own alone."""
    title = {"zh": "费"}
    charged = {name: {"title": title, "payee": "bank", **fee} for name, fee in fees.items()}
    return product({"at": "draw/due", "set": SAME_DAY}, {"at": "fees", "set": charged})


def offer(
    amount: str = "12000.00",
    *,
    method: str = "equal_principal",
    annual_rate: str = "0.060000",
    line: str | None = None,
    term_months: int | None = 12,
    term_days: int | None = None,
) -> Offer:
    """An offer of a year, unless it is another."""
    return Offer(
        line=Decimal(line or amount),
        amount=Decimal(amount),
        method=Method(method),
        annual_rate=Decimal(annual_rate),
        term_months=term_months,
        term_days=term_days,
    )
