"""Every worked case beside the checkout comes out to the last digit."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from engine.product.cost import annual_rate, dated, period_rate, periodic
from engine.product.schedule import (
    MoneyRounding,
    Prepayment,
    PrepaymentInterest,
    PrepaymentMode,
    Schedule,
    day_interest,
    prepay,
    schedule,
)
from tests.engine.product.schedule.worked import CASES, Case, cases, left_out, terms_of

pytestmark = pytest.mark.skipif(
    not CASES.is_file(), reason=f"the worked schedules are not there: {CASES}"
)
COLUMNS = {
    "no": "n",
    "due": "due",
    "principal": "principal",
    "interest": "interest",
    "total": "payment",
    "balance": "remaining",
}
INTEREST_ON = {
    "BALANCE": PrepaymentInterest.ON_BALANCE,
    "PREPAID_PRINCIPAL": PrepaymentInterest.ON_PREPAID,
}


def of_kind(kind: str) -> pytest.MarkDecorator:
    """A test for each case of a kind, by name; what we do not have is skipped with its reason."""
    chosen = [case for case in cases() if case["kind"] == kind]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: str(case["id"]))


def skip_what_is_not_ours(case: Case) -> None:
    why = left_out(case)
    if why is not None:
        assert case["scope"] == "extension" or case["kind"] == "formula"
        pytest.skip(why)


def test_the_cases_are_there() -> None:
    assert len(cases()) >= 70


@of_kind("schedule")
def test_a_schedule(case: Case) -> None:
    skip_what_is_not_ours(case)
    found = schedule(terms_of(case))
    assert_instalments(found, case)
    for name, total in case.get("totals", {}).items():
        assert getattr(found.totals, COLUMNS[name]) == Decimal(total)


def assert_instalments(found: Schedule, case: Case) -> None:
    """The rows that the case lists, and no other where it lists all."""
    for row in case["instalments"]:
        instalment = found.instalments[row["no"] - 1]
        shown = {ours: str(getattr(instalment, ours)) for ours in COLUMNS.values()}
        wanted = {COLUMNS[name]: str(value) for name, value in row.items()}
        assert {name: shown[name] for name in wanted} == wanted
    if not case.get("partial"):
        assert len(found.instalments) == len(case["instalments"])


@of_kind("prepayment")
def test_a_prepayment(case: Case) -> None:
    asked = case["prepayment"]
    found = prepay(
        schedule(terms_of(case)),
        date.fromisoformat(asked["date"]),
        Decimal(asked["principal"]),
        PrepaymentMode(asked["mode"].lower()),
        interest=INTEREST_ON[asked["interest_on"]],
        fee_rate=Decimal(asked.get("fee_rate", "0")),
    )
    assert {name: paid(found)[name] for name in case["expected"]} == case["expected"]
    assert_instalments(found.schedule, case)


def paid(found: Prepayment) -> dict[str, str]:
    return {
        "prepay_interest": str(found.interest),
        "prepay_principal": str(found.principal),
        "prepay_fee": str(found.fee),
        "prepay_total": str(found.total),
        "balance_after": str(found.remaining),
    }


@of_kind("day_interest")
def test_interest_by_days(case: Case) -> None:
    found = [
        day_interest(
            Decimal(segment["base_amount"]),
            Decimal(segment["annual_rate"]),
            date.fromisoformat(segment["from"]),
            date.fromisoformat(segment["to"]),
            days_in_year=int(segment["days_in_year"]),
            money_rounding=MoneyRounding(case["rounding"]["mode"].lower()),
        )
        for segment in case["segments"]
    ]
    assert [str(amount) for amount in found] == case["expected"]["segments"]
    assert str(sum(found)) == case["expected"]["total"]


@of_kind("disclosure")
def test_an_annual_rate(case: Case) -> None:
    skip_what_is_not_ours(case)
    per_year = case.get("periods_per_year", 12)
    if "flows" in case:
        pairs = [(date.fromisoformat(day), Decimal(amount)) for day, amount in case["flows"]]
        flows = dated(pairs, case["base"])
    else:
        flows = periodic(map(Decimal, case["cash_flows"]), per_year)
    rates = annual_rate(flows, per_year)
    found = {
        "period_irr": period_rate(flows, per_year),
        "nominal_annual": rates.simple,
        "effective_annual": rates.compound,
    }
    for name, wanted in case["expected"].items():
        assert str(found[name].quantize(Decimal(wanted), ROUND_HALF_UP)) == wanted


@of_kind("formula")
def test_a_formula(case: Case) -> None:
    skip_what_is_not_ours(case)
