"""Interest by days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.errors import TermsRefused
from engine.product.schedule import MoneyRounding, day_interest
from tests.engine.product.schedule.plain import day

AMOUNT, RATE = Decimal("10000.00"), Decimal("0.0435")
START = day("2025-02-10")


def test_the_first_day_counts_and_the_last_does_not() -> None:
    assert str(day_interest(AMOUNT, RATE, START, START)) == "0.00"
    assert str(day_interest(AMOUNT, RATE, START, day("2025-02-11"))) == "1.21"


def test_what_accrues_is_no_sum_of_rounded_days() -> None:
    assert str(day_interest(AMOUNT, RATE, START, day("2025-08-10"))) == "218.71"


def test_a_year_of_365_days_and_another_rounding() -> None:
    year = day("2026-02-10")
    assert str(day_interest(AMOUNT, RATE, START, year, days_in_year=365)) == "435.00"
    down = MoneyRounding.DOWN
    assert str(day_interest(AMOUNT, RATE, START, year, money_rounding=down)) == "441.04"


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(TermsRefused) as refused:
        day_interest(Decimal(-1), Decimal(-1), day("1800-01-01"), START, days_in_year=30)
    assert [issue.code for issue in refused.value.issues] == ["S102", "S102", "S105", "S104"]
    with pytest.raises(TermsRefused) as refused:
        day_interest(AMOUNT, RATE, START, day("2025-02-09"))
    assert [issue.code for issue in refused.value.issues] == ["S136"]
