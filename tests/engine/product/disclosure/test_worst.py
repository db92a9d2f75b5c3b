"""The dearest offer of a product: nothing that it offers costs more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import TermsRefused
from engine.product.disclosure import worst_cost
from engine.product.disclosure.remedy import Remedy, remedy
from engine.product.disclosure.worst import NO_BOUND, costing, edges
from engine.product.schedule import Method
from engine.product.schema.product import Whole
from tests.engine.product.disclosure.offers import SAME_DAY, offer, product
from tests.engine.product.products import REFERENCE

FEW = settings(max_examples=20)
"""A search costs as much as a hundred dearest offers."""
TITLE = {"zh": "费"}


def fee(**said: str) -> dict[str, Any]:
    """The credit product's only fee, charged otherwise."""
    return {"at": "fees/insurance", "set": {"title": TITLE, "payee": "bank", **said}}


FEES = st.one_of(
    st.fixed_dictionaries({
        "base": st.just("fixed"), "amount": st.integers(0, 20).map(lambda yuan: f"{yuan}.00"),
    }),
    st.fixed_dictionaries({
        "base": st.sampled_from(["line", "draw"]),
        "rate": st.integers(0, 200).map(lambda rate: f"0.{rate:04}"),
    }),
    st.fixed_dictionaries({
        "base": st.just("balance"), "rate": st.integers(0, 20_000).map(lambda rate: f"0.{rate:06}"),
    }),
)  # fmt: skip
TIMES = st.sampled_from(["at_contract", "at_draw", "each_instalment", "each_year", "at_end"])


@given(charged=FEES, due=TIMES, drawn=st.data())
def test_no_offer_inside_the_product_costs_more(
    charged: dict[str, str], due: str, drawn: st.DataObject
) -> None:
    sold = product(
        fee(due=due, **charged),
        {"at": "draw/months/options", "set": dict.fromkeys(map(str, range(1, 13)), True)},
        {"at": "draw/due", "set": SAME_DAY},
        {"at": "draw/methods/bullet/interest_basis", "set": "monthly"},
    )
    worst = worst_cost(sold, REFERENCE)
    assert worst is not None
    step = drawn.draw(st.integers(0, 495))
    amount = Decimal(500 + 100 * step)
    method = drawn.draw(st.sampled_from(["equal_instalment", "equal_principal", "bullet"]))
    lent = replace(
        offer(str(amount), method=method, term_months=drawn.draw(st.integers(1, 12))),
        line=max(amount, Decimal(2000)),
        annual_rate=worst.offer.annual_rate,
    )
    assert costing(sold, lent).yearly <= worst.yearly + Decimal("0.0005")


def test_the_dearest_is_one_of_the_edges_at_the_highest_rate() -> None:
    sold = product()
    worst = worst_cost(sold, REFERENCE)
    assert worst is not None
    assert worst.offer in list(edges(sold, Decimal("0.08")))
    assert worst.annual_rate is not None
    assert worst.yearly == worst.annual_rate.compound
    simple = worst_cost(product({"at": "cost/method", "set": "simple"}), REFERENCE)
    assert simple is not None
    assert simple.annual_rate is not None
    assert simple.yearly == simple.annual_rate.simple


def test_a_fixed_fee_weighs_most_on_the_least_draw_of_the_shortest_term() -> None:
    sold = product(fee(base="fixed", amount="5.00", due="at_draw"))
    worst = worst_cost(sold, REFERENCE)
    assert worst is not None
    assert (worst.offer.amount, worst.offer.term_months) == (Decimal("500.00"), 6)
    assert worst.offer.line == Decimal("2000.00")


def test_a_yearly_fee_weighs_most_on_a_year_that_is_hardly_begun() -> None:
    options = {"at": "draw/months/options", "set": {"12": True, "13": True, "24": True}}
    no_bullet = {"at": "draw/methods/bullet", "remove": True}
    sold = product(options, no_bullet, fee(base="draw", rate="0.0200", due="each_year"))
    worst = worst_cost(sold, REFERENCE)
    assert worst is not None
    assert worst.offer.term_months == 13


def test_each_method_stands_at_its_own_terms() -> None:
    found = {(each.method, each.term_months) for each in edges(product(), Decimal(0))}
    levels = {(Method(name), term) for name in ("equal_instalment", "equal_principal")
              for term in (6, 12, 24)}  # fmt: skip
    assert found == levels | {(Method.BULLET, 6), (Method.BULLET, 12)}


def test_terms_in_days_stop_where_their_method_does() -> None:
    chain = product(
        {"at": "draw/methods/bullet/months_max", "set": "3"}, of="business supply_chain"
    )
    assert {each.term_days for each in edges(chain, Decimal(0))} == {7, 91}


def test_a_method_without_a_term_has_no_offer() -> None:
    short = product({"at": "draw/methods/bullet/months_max", "set": "3"})
    assert Method.BULLET not in {each.method for each in edges(short, Decimal(0))}


@pytest.mark.parametrize("amount", ["499.99", "500.00", "800.00"])
def test_fees_that_leave_nothing_or_next_to_it_have_no_bound(amount: str) -> None:
    worst = worst_cost(product(fee(base="fixed", amount=amount, due="at_draw")), REFERENCE)
    assert worst is not None
    assert (worst.yearly, worst.annual_rate) == (NO_BOUND, None)


def test_what_no_base_says_is_not_judged() -> None:
    cap = {"at": "interest/cap", "set": {"base": "lpr_5y", "plus": "0.080000"}}
    assert worst_cost(product(cap), None) is None


def test_a_rate_below_nothing_is_taken_as_nothing() -> None:
    cap = {"at": "interest/cap", "set": {"base": "none", "plus": "-0.010000"}}
    worst = worst_cost(product(cap), REFERENCE)
    assert worst is not None
    assert worst.offer.annual_rate == 0


def test_a_method_without_a_schedule_is_refused() -> None:
    remap = {"at": "draw/due/month_end", "set": {"remap": {"29": "30"}}}
    with pytest.raises(TermsRefused):
        worst_cost(product(remap), REFERENCE)


def remedied(sold: Whole, bound: str) -> Remedy | None:
    """What would keep a product under a bound that it does not keep."""
    worst = worst_cost(sold, REFERENCE)
    assert worst is not None
    assert worst.yearly > Decimal(bound)
    return remedy(sold, REFERENCE, Decimal(bound), worst)


def yearly(edit: dict[str, Any]) -> Decimal:
    worst = worst_cost(product(edit), REFERENCE)
    assert worst is not None
    return worst.yearly


@FEW
@given(bound=st.integers(600, 960).map(lambda rate: f"0.{rate:04}"))
def test_the_nearest_rate_does_and_one_step_more_does_not(bound: str) -> None:
    found = remedied(product(), bound)
    assert found is not None
    assert (found.at, found.found) == ("interest/spread/max", "0.0500")
    assert yearly({"at": found.at, "set": found.right}) <= Decimal(bound)
    more = f"{Decimal(found.right) + Decimal('0.0001'):.4f}"
    assert yearly({"at": found.at, "set": more}) > Decimal(bound)


@FEW
@given(bound=st.integers(900, 1700).map(lambda rate: f"0.{rate:04}"))
def test_the_nearest_fee_does_and_one_step_more_does_not(bound: str) -> None:
    only = {"at": "interest/spread/min", "set": "0.0500"}
    found = remedied(product(only, fee(base="draw", rate="0.2000", due="at_draw")), bound)
    assert found is not None
    assert found.at == "fees/insurance/rate"
    assert yearly(fee(base="draw", rate=found.right, due="at_draw")) <= Decimal(bound)
    more = f"{Decimal(found.right) + Decimal('0.0001'):.4f}"
    assert yearly(fee(base="draw", rate=more, due="at_draw")) > Decimal(bound)


def test_of_two_fees_that_would_both_do_the_dearer_is_lowered() -> None:
    small = {"at": "fees/a_small_one", "set": {
        "title": TITLE, "payee": "bank", "due": "at_draw", "base": "fixed", "amount": "10.00",
    }}  # fmt: skip
    dear = fee(base="fixed", amount="15.00", due="at_draw")
    only = {"at": "interest/spread/min", "set": "0.0500"}
    found = remedied(product(only, small, dear), "0.2400")
    assert found is not None
    assert found.at == "fees/insurance/amount"
    alone = remedied(
        product(only, small, {**dear, "set": {**dear["set"], "amount": "9.99"}}), "0.2300"
    )
    assert alone is not None
    assert alone.at == "fees/a_small_one/amount"


def test_where_neither_would_do_there_is_no_remedy() -> None:
    assert remedied(product(), "0.0300") is None


def test_the_decimal_context_of_the_host_changes_nothing() -> None:
    sold = product()
    usual = worst_cost(sold, REFERENCE), remedied(sold, "0.0900")
    with localcontext(prec=2):
        assert (worst_cost(sold, REFERENCE), remedied(sold, "0.0900")) == usual
