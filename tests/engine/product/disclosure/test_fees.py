"""Every fee by its base and its time, to the cent and to the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from engine.product.disclosure import Charge, Offer, disclosure
from engine.product.schema.product import Whole
from tests.engine.product.disclosure.offers import START, offer, plain, product

FIXED = {"base": "fixed", "amount": "50.00"}
LINE = {"base": "line", "rate": "0.0010"}
DRAW = {"base": "draw", "rate": "0.0100"}
BALANCE = {"base": "balance", "rate": "0.012000"}
YEAR = Fraction(1)


def charged(
    fee: dict[str, str], due: str, lent: Offer, start: date = START, of: Whole | None = None
) -> Charge:
    """The only fee of an offer."""
    sold = of or plain(only={**fee, "due": due})
    (only,) = disclosure(sold, lent, start=start).fees
    return only


def paid(charge: Charge) -> list[tuple[Fraction, str]]:
    """When and how much."""
    return [(payment.years, str(payment.amount)) for payment in charge.payments]


@pytest.mark.parametrize(
    ("fee", "due", "amount"),
    [
        (FIXED, "at_contract", "50.00"),
        (FIXED, "at_draw", "50.00"),
        (LINE, "at_contract", "30.00"),
        (DRAW, "at_draw", "120.00"),
    ],
)
def test_a_fee_at_the_start_is_paid_once(fee: dict[str, str], due: str, amount: str) -> None:
    found = charged(fee, due, offer(line="30000.00"))
    assert paid(found) == [(Fraction(0), amount)]
    assert found.payments[0].on == START
    assert str(found.total) == amount


def test_a_fee_of_each_instalment_is_paid_with_it() -> None:
    found = charged(FIXED, "each_instalment", offer(term_months=3))
    assert paid(found) == [(Fraction(month, 12), "50.00") for month in (1, 2, 3)]
    assert [str(payment.on) for payment in found.payments] == [
        "2026-04-08", "2026-05-08", "2026-06-08"
    ]  # fmt: skip


@pytest.mark.parametrize(("months", "years"), [(1, 1), (12, 1), (13, 2), (24, 2), (25, 3)])
def test_a_fee_of_each_year_is_paid_when_the_year_begins(months: int, years: int) -> None:
    found = charged(DRAW, "each_year", offer(term_months=months))
    assert paid(found) == [(YEAR * year, "120.00") for year in range(years)]
    assert [payment.on.year for payment in found.payments] == [2026 + year for year in range(years)]


def test_a_leap_year_brings_no_second_fee() -> None:
    fixed = product({"at": "fees/insurance", "set": {
        "title": {"zh": "费"}, "payee": "bank", "due": "each_year", **FIXED
    }})  # fmt: skip
    found = charged({}, "", offer(), start=date(2027, 3, 8), of=fixed)
    assert paid(found) == [(Fraction(0), "50.00")]


def test_a_fee_at_the_end_is_paid_with_the_last_instalment() -> None:
    found = charged(DRAW, "at_end", offer(term_months=6))
    assert paid(found) == [(Fraction(1, 2), "120.00")]


def test_a_fee_on_what_is_owed_accrues_as_interest_does() -> None:
    found = charged(BALANCE, "each_instalment", offer(term_months=3))
    assert [amount for _, amount in paid(found)] == ["12.00", "8.00", "4.00"]


@pytest.mark.parametrize("due", ["at_contract", "at_draw", "at_end"])
def test_a_fee_on_what_is_owed_may_be_paid_at_once(due: str) -> None:
    assert str(charged(BALANCE, due, offer(term_months=3)).total) == "24.00"


def test_a_year_s_fee_on_what_is_owed_is_that_of_the_instalments_in_it() -> None:
    found = charged(BALANCE, "each_year", offer("24000.00", term_months=24))
    first = sum(24 - month for month in range(12))
    second = sum(12 - month for month in range(12))
    assert paid(found) == [(Fraction(0), f"{first}.00"), (YEAR, f"{second}.00")]


def test_months_that_lack_the_day_of_the_draw_belong_to_their_year() -> None:
    remap = {"at": "draw/due/month_end", "set": {"remap": {"29": "25", "30": "26", "31": "27"}}}
    sold = plain(only={**BALANCE, "due": "each_year"})
    due = sold.draw.due.model_copy(update={"month_end": product(remap).draw.due.month_end})
    remapped = sold.model_copy(update={"draw": sold.draw.model_copy(update={"due": due})})
    lent = offer("24000.00", term_months=24)
    whole = charged({}, "", lent, of=sold)
    found = charged({}, "", lent, start=date(2026, 1, 31), of=remapped)
    assert [amount for _, amount in paid(found)][1] == [amount for _, amount in paid(whole)][1]


def test_a_fee_on_what_is_owed_counts_days_where_interest_does() -> None:
    lent = offer("36000.00", method="bullet", term_months=6)
    found = charged(BALANCE, "at_end", lent)
    assert found.total == Decimal("220.80")


def test_days_left_at_the_end_belong_to_the_last_year() -> None:
    own = {"at": "draw/due/last", "set": "own_period"}
    fee = {"title": {"zh": "费"}, "payee": "bank", "due": "each_year", **BALANCE}
    sold = product(own, {"at": "fees/insurance", "set": fee})
    lent = offer("12000.00", method="equal_principal")
    cost = disclosure(sold, lent, start=date(2026, 3, 25))
    assert cost.schedule.instalments[-1].days == 5
    (only,) = cost.fees
    (payment,) = only.payments
    owed = [(each.principal + each.remaining) for each in cost.schedule.instalments]
    parts = [period.parts for period in cost.schedule.loan.periods]
    whole = sum(amount * part for amount, part in zip(owed, parts, strict=True))
    assert abs(payment.amount - whole * Decimal("0.012") / 360) < Decimal("0.10")
    assert parts[-1] == 5
    without = sum(amount * part for amount, part in zip(owed[:-1], parts[:-1], strict=True))
    assert payment.amount > (without * Decimal("0.012") / 360).quantize(Decimal("0.01"))
