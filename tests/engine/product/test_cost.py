"""Annual rates: the central bank's example, fees, dates, and what has no rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.errors import TermsRefused
from engine.product.cost import annual_rate, dated, period_rate, periodic
from engine.product.schedule import (
    FirstDue,
    Flow,
    InterestBasis,
    Last,
    Method,
    Schedule,
    Terms,
    schedule,
)
from tests.engine.product.schedule.loans import schedules

PLAIN = Terms(
    principal=Decimal("100000.00"),
    annual_rate=Decimal("0.0485"),
    start=date(2025, 3, 8),
    terms=12,
    method=Method.EQUAL_INSTALMENT,
)


def amounts(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def rates(flows: Iterable[Flow], per_year: int = 12) -> tuple[str, str]:
    found = annual_rate(flows, per_year).as_json()
    return found["simple"], found["compound"]


def test_a_plain_loan_gives_its_own_rate_back_as_the_simple_one() -> None:
    found = annual_rate(schedule(PLAIN).flows())
    assert found.as_json() == {"simple": "0.048500", "compound": "0.049593"}


def test_the_central_banks_example() -> None:
    flows = periodic(amounts("-100000", *["8833.3"] * 12))
    fee = Flow(Fraction(0), Decimal(1000))
    assert rates([*flows, fee]) == ("0.128038", "0.135826")


def test_a_fee_with_every_instalment_raises_both_rates() -> None:
    twelve = schedule(replace(PLAIN, principal=Decimal(20000), annual_rate=Decimal("0.2388")))
    fees = [Flow(flow.years, Decimal(30)) for flow in twelve.flows()[1:]]
    assert rates([*twelve.flows(), *fees]) == ("0.269676", "0.305636")


def test_the_customers_side_has_the_same_rates() -> None:
    assert rates(periodic(amounts("1000", "-600", "-600"))) == rates(
        periodic(amounts("-1000", "600", "600"))
    )


@pytest.mark.parametrize(
    ("back", "per_year", "simple", "compound"),
    [
        ("1000", 12, "0.000000", "0.000000"),
        ("990", 12, "-0.120000", "-0.113615"),
        ("1010", 12, "0.120000", "0.126825"),
        ("1010", 4, "0.040000", "0.040604"),
        ("1010", 1, "0.010000", "0.010000"),
        ("3000", 1, "2.000000", "2.000000"),
        ("1000.0005", 1, "0.000001", "0.000001"),
        ("1000.0004999", 1, "0.000000", "0.000000"),
        ("999.9995", 1, "-0.000001", "-0.000001"),
    ],
)
def test_one_payment_after_one_period(back: str, per_year: int, simple: str, compound: str) -> None:
    assert rates(periodic(amounts("-1000", back), per_year), per_year) == (simple, compound)


def test_quarterly_interest_counts_in_months() -> None:
    due = replace(PLAIN.due, every=3)
    quarterly = replace(PLAIN, method=Method.INTEREST_ONLY, terms=4, due=due)
    assert [flow.years for flow in schedule(quarterly).flows()] == [
        Fraction(quarter, 4) for quarter in range(5)
    ]
    assert rates(schedule(quarterly).flows()) == ("0.048305", "0.049389")


def test_a_loan_off_the_monthly_grid_counts_in_days() -> None:
    settled = Terms(
        principal=Decimal(300000),
        annual_rate=Decimal("0.0435"),
        start=date(2025, 1, 15),
        maturity=date(2026, 1, 15),
        method=Method.INTEREST_ONLY,
        interest_basis=InterestBasis.ACT_360,
        due=replace(
            PLAIN.due, every=3, day=21, first_due=FirstDue.NEXT_MONTH, last=Last.OWN_PERIOD
        ),
    )
    found = schedule(settled)
    assert [flow.years * 365 for flow in found.flows()] == [0, 65, 157, 249, 340, 365]
    assert annual_rate(found.flows()).compound.quantize(Decimal("0.0001")) == Decimal("0.0449")


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ([], 0),
        (["1000"], 0),
        (["-1000", "0", "0"], 0),
        (["1000", "100"], 0),
        (["-1000", "2300", "-1320"], 2),
    ],
)
def test_flows_without_one_rate_are_refused(given: list[str], changes: int) -> None:
    with pytest.raises(TermsRefused) as refused:
        annual_rate(periodic(amounts(*given)))
    (issue,) = refused.value.issues
    assert (issue.code, issue.values["changes"]) == ("S151", changes)


def test_a_rate_beyond_all_measure_is_refused() -> None:
    with pytest.raises(TermsRefused) as refused:
        annual_rate(dated([(date(2025, 1, 1), Decimal(-1)), (date(2025, 1, 2), Decimal(2))]))
    assert [issue.code for issue in refused.value.issues] == ["S152"]


def test_an_amount_that_is_no_number_is_refused() -> None:
    with pytest.raises(TermsRefused) as refused:
        annual_rate(periodic(amounts("-1000", "NaN", "Infinity")))
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [
        ("S101", "flows/1"),
        ("S101", "flows/2"),
    ]


def test_all_but_nothing_back_is_a_rate_of_minus_one() -> None:
    flows = dated([(date(2025, 1, 1), Decimal(-1000)), (date(2025, 1, 2), Decimal("0.01"))])
    assert rates(flows)[1] == "-1.000000"


@given(schedules())
def test_the_value_of_all_flows_at_their_rate_is_nothing(found: Schedule) -> None:
    assume(found.totals.payment > 0)
    flows = found.flows()
    growth = 1 + period_rate(flows, 1)
    worth = Decimal(0)
    for flow in flows:
        worth += flow.amount * growth ** -(Decimal(flow.years.numerator) / flow.years.denominator)
    assert abs(worth) < found.totals.payment * Decimal("1e-20")


@given(schedules())
def test_the_context_of_decimals_changes_no_rate(found: Schedule) -> None:
    with localcontext(Context(prec=3, rounding=ROUND_UP)):
        narrow = annual_rate(found.flows())
    assert annual_rate(found.flows()) == narrow


DATED = st.lists(st.tuples(st.integers(1, 3650), st.integers(1, 10_000)), min_size=1, max_size=40)


@given(DATED, st.integers(1, 100_000))
def test_another_solver_finds_the_same_rate(back: list[tuple[int, int]], out: int) -> None:
    pyxirr = pytest.importorskip("pyxirr")
    start = date(2024, 2, 29)
    pairs = [(start, Decimal(-out))]
    pairs += [(start + timedelta(days), Decimal(amount)) for days, amount in back]
    try:
        ours = annual_rate(dated(pairs)).compound
    except TermsRefused as refused:
        assume([issue.code for issue in refused.issues] != ["S152"])
        raise
    assume(Decimal("-0.99") < ours < 10)
    theirs = pyxirr.xirr([day for day, _ in pairs], [float(amount) for _, amount in pairs])
    assert float(ours) == pytest.approx(theirs, abs=1e-6)


MONTHLY = st.lists(st.integers(0, 3000), min_size=1, max_size=60)


@given(MONTHLY, st.integers(1, 60_000))
def test_another_solver_finds_the_same_monthly_rate(back: list[int], out: int) -> None:
    pyxirr = pytest.importorskip("pyxirr")
    assume(any(back))
    flows = periodic([Decimal(-out), *map(Decimal, back)])
    try:
        ours = period_rate(flows)
    except TermsRefused as refused:
        assume([issue.code for issue in refused.issues] != ["S152"])
        raise
    assume(Decimal("-0.5") < ours < 1)
    assert float(ours) == pytest.approx(pyxirr.irr([-out, *back]), abs=1e-6)
