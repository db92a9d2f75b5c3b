"""The other methods by worked examples."""

from __future__ import annotations

from decimal import Decimal

from engine.product.schedule import (
    FirstDue,
    InterestBasis,
    Last,
    Method,
    MoneyRounding,
    PlanUnit,
    schedule,
)
from engine.product.schedule.methods import METHODS
from engine.values import METHODS as NAMED
from tests.engine.product.schedule.plain import column, day, loan


def test_every_method_that_documents_name_is_there() -> None:
    assert set(METHODS) == set(Method) == set(NAMED)


def test_equal_principal_pays_less_each_time() -> None:
    found = schedule(loan(method=Method.EQUAL_PRINCIPAL, terms=7))
    assert column(found, "principal") == ["1714.29"] * 6 + ["1714.26"]
    assert column(found, "interest")[:3] == ["60.00", "51.43", "42.86"]


def test_equal_principal_after_grace() -> None:
    found = schedule(loan(method=Method.EQUAL_PRINCIPAL, terms=5, grace=2))
    assert column(found, "principal") == ["0.00", "0.00", "4000.00", "4000.00", "4000.00"]


def test_interest_only_repays_with_the_last() -> None:
    found = schedule(loan(method=Method.INTEREST_ONLY, terms=3))
    assert column(found, "payment") == ["60.00", "60.00", "12060.00"]


def test_a_plan_in_yuan_leaves_the_rest_to_the_last() -> None:
    plan = {2: Decimal(2000), 4: Decimal("3000.5")}
    found = schedule(loan(method=Method.CUSTOM_PLAN, terms=5, plan=plan))
    assert column(found, "principal") == ["0.00", "2000.00", "0.00", "3000.50", "6999.50"]
    assert column(found, "interest") == ["60.00", "60.00", "50.00", "50.00", "35.00"]


def test_a_plan_in_shares_is_rounded_part_by_part() -> None:
    third = {number: Decimal("0.333333") for number in (1, 2)}
    found = schedule(
        loan(
            method=Method.CUSTOM_PLAN,
            terms=3,
            principal=Decimal(100),
            plan=third,
            plan_unit=PlanUnit.SHARE,
        )
    )
    assert column(found, "principal") == ["33.33", "33.33", "33.34"]


def test_a_plan_may_name_the_last_where_it_sums() -> None:
    plan = {1: Decimal(5000), 3: Decimal(7000)}
    found = schedule(loan(method=Method.CUSTOM_PLAN, terms=3, plan=plan))
    assert column(found, "principal") == ["5000.00", "0.00", "7000.00"]


def test_a_draw_bears_interest_by_day_on_settle_days() -> None:
    settle = {"day": 21, "first_due": FirstDue.THIS_MONTH_IF_AFTER, "last": Last.OWN_PERIOD}
    found = schedule(
        loan(
            settle,
            method=Method.REVOLVING_DAILY,
            interest_basis=InterestBasis.ACT_360,
            terms=None,
            maturity=day("2025-05-01"),
        )
    )
    assert column(found, "days") == ["13", "31", "10"]
    assert column(found, "payment") == ["26.00", "62.00", "12020.00"]


def test_money_is_rounded_as_agreed() -> None:
    for rounding, interest in zip(MoneyRounding, ["0.03", "0.02", "0.02"], strict=True):
        found = schedule(
            loan(
                method=Method.BULLET,
                terms=1,
                principal=Decimal(5),
                money_rounding=rounding,
            )
        )
        assert column(found, "interest") == [interest]


def test_an_exact_half_is_one_where_the_fraction_of_the_year_is_none() -> None:
    found = schedule(loan(method=Method.BULLET, terms=1, principal=Decimal(1)))
    assert column(found, "interest") == ["0.01"]


def test_a_schedule_is_printed_with_money_as_text() -> None:
    found = schedule(loan(method=Method.BULLET, terms=1))
    assert found.as_json() == {
        "instalments": [
            {
                "n": 1,
                "due": "2025-04-08",
                "days": 31,
                "principal": "12000.00",
                "interest": "60.00",
                "payment": "12060.00",
                "remaining": "0.00",
            }
        ],
        "totals": {"principal": "12000.00", "interest": "60.00", "payment": "12060.00"},
    }


def test_choices_may_be_written_as_documents_spell_them() -> None:
    spelled = loan({"first_due": "next_month", "day": 21, "odd_days": "days_only"})
    named = loan({"first_due": FirstDue.NEXT_MONTH, "day": 21, "odd_days": "days_only"})
    assert schedule(spelled).instalments == schedule(named).instalments
