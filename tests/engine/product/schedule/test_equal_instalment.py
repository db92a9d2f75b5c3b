"""等额本息 by worked examples: levels, broken first periods, grace, new rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.product.schedule import (
    FirstDue,
    FirstTotal,
    InterestBasis,
    Last,
    Level,
    OddDays,
    OnRateChange,
    RateChange,
    schedule,
)
from engine.product.schedule.equal_instalment import level_payment
from tests.engine.product.schedule.plain import column, day, loan, refusal

FIXED: dict[str, Any] = {"day": 21, "first_due": FirstDue.NEXT_MONTH}
"""From 8 March to 21 April: one month and 13 days, 44 days in all."""


def test_the_payment_is_level_and_the_last_takes_what_is_left() -> None:
    found = schedule(loan())
    assert column(found, "payment") == ["1032.80"] * 11 + ["1032.78"]
    assert column(found, "interest")[:2] == ["60.00", "55.14"]
    assert str(found.totals.interest) == "393.58"


@pytest.mark.parametrize(
    ("odd_days", "interest"),
    [(OddDays.MONTHS_THEN_DAYS, "86.00"), (OddDays.DAYS_ONLY, "88.00"), (None, "60.00")],
)
def test_odd_days_of_the_first_period(odd_days: OddDays | None, interest: str) -> None:
    found = schedule(loan({**FIXED, "odd_days": odd_days}))
    assert column(found, "interest")[0] == interest
    assert column(found, "payment")[:2] == ["1032.80", "1032.80"]


def test_level_principal_pays_odd_days_on_top() -> None:
    found = schedule(loan(FIXED, first_total=FirstTotal.LEVEL_PRINCIPAL))
    assert column(found, "principal")[0] == "972.80"
    assert column(found, "payment")[:2] == ["1058.80", "1032.80"]
    assert column(found, "payment")[-1] == "1032.78"


def test_a_whole_first_period_knows_no_difference_of_totals() -> None:
    by_days: dict[str, Any] = {"interest_basis": InterestBasis.ACT_360, "level": Level.NOMINAL}
    total = schedule(loan(**by_days, first_total=FirstTotal.LEVEL_TOTAL))
    principal = schedule(loan(**by_days, first_total=FirstTotal.LEVEL_PRINCIPAL))
    assert total.instalments == principal.instalments


@pytest.mark.parametrize(
    ("last", "count", "days", "interest"),
    [(Last.MERGE_INTO_LAST, 11, "46", "8.59"), (Last.OWN_PERIOD, 12, "15", "2.64")],
)
def test_days_after_the_last_due_day(last: Last, count: int, days: str, interest: str) -> None:
    found = schedule(loan({**FIXED, "last": last}, terms=None, maturity=day("2026-03-08")))
    assert len(found.instalments) == count
    assert column(found, "days")[-1] == days
    assert column(found, "interest")[-1] == interest


def test_the_exact_level_is_the_default_by_actual_days() -> None:
    by_days: dict[str, Any] = {"interest_basis": InterestBasis.ACT_360, "terms": 6}
    exact = schedule(loan(**by_days, level=Level.EXACT))
    assert schedule(loan(**by_days)).instalments == exact.instalments
    nominal = schedule(loan(**by_days, level=Level.NOMINAL))
    assert column(exact, "payment")[-2:] == ["2035.87", "2035.89"]
    assert column(nominal, "payment")[-2:] == ["2035.15", "2039.54"]


def test_in_grace_only_interest_is_paid() -> None:
    found = schedule(loan(terms=5, grace=2))
    assert column(found, "principal")[:2] == ["0.00", "0.00"]
    assert column(found, "payment") == ["60.00", "60.00", "4040.07", "4040.07", "4040.06"]


CHANGE = (RateChange(day("2025-06-23"), Decimal("0.12")),)
"""From the middle of the fourth period on: 15 days at the old rate, 15 at the new one."""


def test_a_new_rate_levels_anew_from_the_first_whole_period() -> None:
    found = schedule(loan(terms=6, rate_changes=CHANGE))
    assert column(found, "payment") == ["2035.15"] * 4 + ["2057.99", "2058.00"]
    balance = Decimal(column(found, "remaining")[2])
    assert column(found, "interest")[3] == str((balance * Decimal("0.0075")).quantize(balance))


def test_a_kept_payment_leaves_the_difference_to_the_last() -> None:
    kept = OnRateChange.KEEP_PAYMENT
    found = schedule(loan(terms=6, rate_changes=CHANGE, on_rate_change=kept))
    assert column(found, "payment") == ["2035.15"] * 5 + ["2081.06"]


def test_interest_that_uses_up_a_payment_is_refused() -> None:
    long_first = {"first_due": day("2026-03-20")}
    assert refusal(loan(long_first, annual_rate=Decimal("0.24"), terms=36)) == [
        ("S141", "instalments/1")
    ]
    assert refusal(loan(principal=Decimal("0.01"))) == [("S141", "instalments/1")]
    dearer = (RateChange(day("2025-04-08"), Decimal("0.90")),)
    kept = OnRateChange.KEEP_PAYMENT
    assert refusal(loan(terms=24, rate_changes=dearer, on_rate_change=kept)) == [
        ("S141", "instalments/2")
    ]


def test_a_last_instalment_alone_may_be_all_interest() -> None:
    found = schedule(loan({"first_due": day("2044-03-20")}, terms=1))
    assert found.totals.interest > found.totals.principal


def test_a_payment_rounded_up_may_repay_early_and_leaves_empty_instalments() -> None:
    found = schedule(loan(principal=Decimal("0.07"), annual_rate=Decimal(0), terms=10))
    assert column(found, "principal") == ["0.01"] * 7 + ["0.00"] * 3


def test_the_level_payment_is_a_ratio_of_whole_numbers() -> None:
    assert level_payment(100, [1, 1], 10) == (100 * 11 * 11, 10 * 21)
    assert level_payment(100, [0, 0, 0], 10) == (100 * 1000, 10 * 300)
    assert level_payment(100, [3], 10) == (100 * 13, 10)
