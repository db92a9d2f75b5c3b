"""What an offer costs: normal cost, the annual rate with all fees, default cost, the cap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TermsRefused
from engine.product.cost import annual_rate
from engine.product.disclosure import Cap, Offer, disclosure, repayment
from tests.engine.product.disclosure.offers import START, offer, plain, product
from tests.engine.product.products import NAMES

MONTHLY = {"base": "fixed", "amount": "30.00", "due": "each_instalment"}
UPFRONT = {"base": "fixed", "amount": "1000.00", "due": "at_draw"}


def test_a_guarantor_s_fee_with_each_instalment_raises_the_rate() -> None:
    """The worked case d-own-016: 20,000 at 23.88 %, and 30 a month."""
    lent = offer("20000.00", method="equal_instalment", annual_rate="0.238800")
    found = disclosure(plain(guarantee=MONTHLY), lent, start=date(2025, 3, 5))
    assert found.annual_rate.as_json() == {"simple": "0.269676", "compound": "0.305636"}
    assert found.fee_total == Decimal("360.00")
    assert not found.cap.is_kept


def test_the_central_bank_s_example_comes_out() -> None:
    """100,000, a fee of 1,000, twelve payments of 8,833.3: 12.80 % simple, 13.58 % compound."""
    lent = offer("100000.00", method="equal_instalment", annual_rate="0.108956")
    found = disclosure(plain(service=UPFRONT), lent, start=START)
    assert str(found.schedule.instalments[0].payment) == "8833.30"
    shown = found.annual_rate.simple, found.annual_rate.compound
    assert [f"{rate:.4f}" for rate in shown] == ["0.1280", "0.1358"]


def test_the_document_of_a_disclosure_is_whole() -> None:
    lent = offer(term_months=3, line="30000.00", method="bullet")
    assert disclosure(product(of="personal partner"), lent, start=START).document() == {
        "format": "loanfoundry.disclosure/1",
        "start": "2026-03-08",
        "end": "2026-06-08",
        "instalments": 1,
        "offer": {
            "line": "30000.00",
            "amount": "12000.00",
            "term_months": 3,
            "method": "bullet",
            "annual_rate": "0.060000",
        },
        "interest": {
            "title": {"zh": "利息", "en": "Interest"},
            "payee": "bank",
            "due": "each_instalment",
            "base": "balance",
            "rate": "0.060000",
            "total": "184.00",
        },
        "fees": {
            "service": {
                "title": {"zh": "平台服务费", "en": "Platform fee"},
                "payee": "partner",
                "due": "at_draw",
                "base": "draw",
                "rate": "0.0100",
                "total": "120.00",
                "payments": [{"on": "2026-03-08", "amount": "120.00"}],
            },
            "contract": {
                "title": {"zh": "公证费", "en": "Notary's fee"},
                "payee": "registry",
                "due": "at_contract",
                "base": "fixed",
                "amount": "2.00",
                "total": "2.00",
                "payments": [{"on": "2026-03-08", "amount": "2.00"}],
            },
        },
        "total": {
            "principal": "12000.00",
            "interest": "184.00",
            "fees": "122.00",
            "cost": "306.00",
            "payment": "12306.00",
        },
        "annual_rate": {"simple": "0.102175", "compound": "0.107099"},
        "shown": ["simple", "compound"],
        "cap": {"rate": "0.2400", "method": "compound", "found": "0.107099", "kept": True},
        "default": {
            "overdue": {"uplift": "0.5000", "annual_rate": "0.090000"},
            "misuse": {"uplift": "1.0000", "annual_rate": "0.120000"},
            "compound": {"rule": "simple_on_interest", "annual_rate": "0.090000"},
            "from": "due_date",
            "grace": {"days": "3", "interest": "normal", "combine": "max"},
            "prepayment": {
                "allowed": True,
                "min": "500.00",
                "per_year_max": None,
                "lock_in_months": "0",
                "fee": [
                    {"id": "early", "within_months": "3", "rate": "0.0100"},
                    {"id": "later", "within_months": "6", "rate": "0.0050"},
                ],
                "mode": "reduce_term",
                "amount": "principal",
                "interest": "on_prepaid",
                "days": "to_today",
            },
        },
    }


def test_where_there_is_no_compound_interest_its_rate_is_nothing() -> None:
    sold = product({"at": "penalty/compound", "set": "none"})
    found = disclosure(sold, offer(), start=START).default
    assert (found.overdue_rate, found.compound_rate) == (Decimal("0.090000"), Decimal(0))


def test_a_penalty_rate_is_rounded_half_up() -> None:
    found = disclosure(product(), offer(annual_rate="0.010003"), start=START)
    assert str(found.default.overdue_rate) == "0.015005"


def test_only_what_the_product_shows_is_shown() -> None:
    sold = product({"at": "cost/show/compound", "remove": True})
    assert disclosure(sold, offer(), start=START).shown == ("simple",)


def test_the_cap_is_measured_by_its_own_method() -> None:
    sold = product({"at": "cost/method", "set": "simple"}, {"at": "cost/cap", "set": "0.0500"})
    found = disclosure(sold, offer(), start=START)
    assert found.cap.found == found.annual_rate.simple
    assert not found.cap.is_kept


def test_a_cost_at_the_cap_keeps_it() -> None:
    at_cap = Cap(Decimal("0.2400"), "compound", Decimal("0.240000"))
    assert at_cap.is_kept
    assert not Cap(Decimal("0.2400"), "compound", Decimal("0.240001")).is_kept


def test_fees_that_take_the_whole_draw_have_no_annual_cost() -> None:
    with pytest.raises(TermsRefused) as refused:
        disclosure(plain(service=UPFRONT), offer("1000.00"), start=START)
    (issue,) = refused.value.issues
    assert (issue.code, issue.at, issue.values["fees"]) == ("S204", "fees", "1000.00")


OFFERS = st.builds(
    offer,
    st.integers(500_00, 100_000_00).map(lambda fen: f"{fen // 100}.{fen % 100:02}"),
    method=st.sampled_from(["equal_instalment", "equal_principal", "bullet"]),
    annual_rate=st.integers(0, 240_000).map(lambda rate: f"0.{rate:06}"),
    term_months=st.integers(1, 24),
)


@given(lent=OFFERS, start=st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_costs_add_up_and_fees_never_make_a_loan_cheaper(lent: Offer, start: date) -> None:
    sold = product(of="personal partner")
    found, bare = disclosure(sold, lent, start=start), repayment(sold, lent, start=start)
    assert found.schedule.instalments == bare.instalments
    assert found.cost == found.interest + found.fee_total
    assert found.paid == lent.amount + found.cost
    assert found.annual_rate.compound > annual_rate(bare.flows()).compound


@given(lent=OFFERS)
def test_the_decimal_context_of_the_host_changes_nothing(lent: Offer) -> None:
    sold = product()
    usual = disclosure(sold, lent, start=START).document()
    with localcontext(prec=3):
        assert disclosure(sold, lent, start=START).document() == usual


@pytest.mark.parametrize("name", NAMES)
def test_every_combination_has_a_disclosure(name: str) -> None:
    sold = product(of=name)
    method = sold.draw.default_method
    days = name.endswith("supply_chain")
    plan = {1: Decimal("0.500000")} if method == "custom_plan" else {}
    lent = offer(method=method, term_months=None if days else 12, term_days=91 if days else None)
    found = disclosure(sold, lent, start=START, plan=plan)
    assert found.document()["instalments"] == len(found.schedule.instalments)
