"""Folds: what several deposits come to, which of them stay, and where a fold leaves its domain."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import FactsRefused, Program, check, load
from engine.document import canonical_bytes, content_hash
from tests.engine.flow.pledge import (
    FIVE,
    Asset,
    asset,
    facts,
    plain_pledge,
    pledge_documents,
    pledge_program,
)
from tests.house.tree import ROOT

CENT = Decimal("0.01")


def values(*assets: Asset, by: Program | None = None) -> Any:
    """All that is seen of an applicant's facts and folds."""
    return (by or plain_pledge()).decide(facts(*assets)).values


def refused(by: Program, *assets: Asset) -> list[str]:
    """The English texts of what is refused."""
    with pytest.raises(FactsRefused) as found:
        by.decide(facts(*assets))
    return [issue.text("en") for issue in found.value.issues]


def fold(code: str, **changes: object) -> dict[str, Any]:
    """An edit that changes how a fact of the dictionary is folded."""
    return {"at": f"dictionary:facts/{code}/fold", "set": {"over": "pledge.assets", **changes}}


# By hand: D3 is frozen, D4 has matured, D5 is a wealth product.


def test_only_the_items_that_stay_are_summed_and_counted() -> None:
    found = values(*FIVE)
    assert found["pledge.total"] == "100000.5000", "50000.00 + 30000.50 + 20000.00"
    assert found["pledge.deposits"] == "80000.50", "without the wealth product"
    assert found["pledge.count"] == "3"


def test_the_least_and_the_greatest_are_those_of_items_that_stay() -> None:
    found = values(*FIVE)
    assert found["pledge.earliest"] == "2026-12-24"
    assert found["pledge.best_rate"] == "0.031000"


def test_any_tells_whether_an_item_that_stays_meets_the_condition() -> None:
    assert values(*FIVE)["pledge.has_wealth"] is True
    assert values(*FIVE[:4])["pledge.has_wealth"] is False
    assert values(asset("D1", kind="wealth", frozen=True))["pledge.has_wealth"] is False


def test_any_without_a_condition_tells_whether_an_item_stays() -> None:
    some = pledge_program(fold("pledge.has_wealth", do="any"))
    assert values(*FIVE[2:3], by=some)["pledge.has_wealth"] is False
    assert values(*FIVE[:3], by=some)["pledge.has_wealth"] is True


def test_nothing_sums_to_zero_and_has_no_least() -> None:
    found = values()
    assert (found["pledge.total"], found["pledge.count"]) == ("0.0000", "0")
    assert (found["pledge.earliest"], found["pledge.best_rate"]) == (None, None)
    assert found["pledge.interest"] == "0.00"


def test_a_value_that_is_null_makes_the_sum_null() -> None:
    assert values(*FIVE)["pledge.interest"] is None, "D2 has no rate"
    assert values(FIVE[0], FIVE[4])["pledge.interest"] == "1620.00", "1000.00 + 620.00"


def test_a_value_that_is_null_leaves_no_least() -> None:
    by = pledge_program(fold("pledge.best_rate", do="max", of="item.rate"))
    assert values(*FIVE, by=by)["pledge.best_rate"] is None, "D2 has no rate"
    assert values(FIVE[0], FIVE[4], by=by)["pledge.best_rate"] == "0.031000"


def test_each_item_is_rounded_for_itself() -> None:
    pennies = (asset("D1", "1000.25"), asset("D2", "1000.25"))
    assert values(*pennies)["pledge.interest"] == "40.02", "20.005 is 20.01, twice"


def test_a_fold_reads_a_derived_fact_that_reads_folds() -> None:
    found = values(*FIVE)
    assert found["pledge.mean"] == "33333.50"
    assert found["pledge.above_mean"] == "1"


def test_a_fold_decides() -> None:
    decision = plain_pledge().decide(facts(*FIVE))
    assert decision.outputs == {"limit.line": Decimal("72000.00")}, "0.9 of 80000.50"
    assert plain_pledge().decide(facts(*FIVE[2:4])).outcome == "decline"


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, "3"),
        ({"today": "2026-12-24"}, "2"),
        ({"applicant.number": "C002"}, "0"),
        ({"pledge.floor": "10000.00"}, "3"),
    ],
)
def test_facts_that_a_keep_reads_decide_who_stays(changes: dict[str, object], count: str) -> None:
    decision = plain_pledge().decide(facts(*FIVE, **changes))
    assert decision.values["pledge.count"] == count


def test_the_deposits_of_the_sample_dictionary_are_summed() -> None:
    sample = ROOT.parent / "shared" / "samples" / "dictionary.json"
    if not sample.is_file():
        pytest.skip(f"no sample at {sample.name}")
    flow, _ = pledge_documents({"at": "dictionary", "set": "province"}, *WITHOUT_OTHER_FOLDS)
    by = load(flow, dictionary=sample)
    assets = [
        {key: item[key] for key in ("number", "kind", "principal", "frozen", "matures")}
        for item in (*FIVE[:3], {**FIVE[3], "frozen": False}, FIVE[4])
    ]
    decision = by.decide({"today": "2026-11-02", "asked.amount": 1, "pledge.assets": assets})
    assert decision.values["pledge.deposits"] == "80000.50"


WITHOUT_OTHER_FOLDS: tuple[dict[str, Any], ...] = (
    {"at": "nodes/usable/rules/none/when", "set": "pledge.deposits = 0"},
    {"at": "nodes/usable/rules/lone", "remove": True},
    {"at": "nodes/usable/rules/short", "remove": True},
    {"at": "nodes/line/steps/s1/value", "set": "min(5000000, pledge.deposits)"},
)


# Unknown conditions.


def test_an_item_whose_condition_is_unknown_goes_where_the_keep_skips() -> None:
    assert values(asset("D1", frozen=None))["pledge.count"] == "0"


def test_an_item_whose_condition_is_unknown_stays_where_the_keep_fires() -> None:
    lenient = pledge_program(
        {"at": "dictionary:collections/pledge.assets/keep/k2/unknown", "set": "fire"}
    )
    assert values(asset("D1", frozen=None), by=lenient)["pledge.count"] == "1"
    assert values(asset("D1", frozen=True), by=lenient)["pledge.count"] == "0"


@pytest.mark.parametrize(("unknown", "count"), [("skip", "1"), ("fire", "2")])
def test_a_fold_says_whether_it_takes_an_item_of_which_it_cannot_tell(
    unknown: str, count: str
) -> None:
    by = pledge_program(fold("pledge.count", do="count", where="item.rate > 0.01", unknown=unknown))
    assets = (asset("D1"), asset("D2", rate=None), asset("D3", rate="0.005"))
    assert values(*assets, by=by)["pledge.count"] == count


@pytest.mark.parametrize(("unknown", "held"), [("skip", False), ("fire", True)])
def test_any_says_what_an_unknown_condition_means(unknown: str, held: bool) -> None:
    by = pledge_program(
        fold("pledge.has_wealth", do="any", of="item.rate > 0.05", unknown=unknown,
             where='item.kind = "large_cd"')
    )  # fmt: skip
    assert values(FIVE[1], by=by)["pledge.has_wealth"] is held
    assert values(FIVE[0], by=by)["pledge.has_wealth"] is False


# Domains.


def test_a_fold_on_the_edge_of_its_domain_is_accepted_and_beyond_it_is_refused() -> None:
    full = [asset("D1", "400000.00"), asset("D2", "600000.00")]
    assert values(*full)["pledge.total"] == "1000000.0000"
    (text,) = refused(plain_pledge(), *full, asset("D3", "1000.00"))
    assert text == (
        "pledge.total: A113 computed from applicant.number, pledge.assets, pledge.floor, today "
        "as 1001000.0000, not between 0.0000 and 1000000.0000"
    )


def test_all_folds_outside_their_domains_are_told_at_once() -> None:
    by = pledge_program({"at": "dictionary:facts/pledge.count/max", "set": "2"})
    found = refused(by, *(asset(f"D{number}", "500000.00") for number in range(3)))
    assert [text.split()[0] for text in found] == ["pledge.count:", "pledge.total:"]


def test_the_least_of_nothing_is_refused_where_the_fact_may_not_be_null() -> None:
    strict = ({"at": "dictionary:facts/pledge.earliest/nullable", "set": False},
              {"at": "nodes/usable/rules/short/unknown", "remove": True})  # fmt: skip
    by = pledge_program(*strict)
    assert by.decide(facts(*FIVE)).values["pledge.earliest"] == "2026-12-24"
    (text,) = refused(by)
    assert text == (
        "pledge.earliest: A114 computed from applicant.number, pledge.assets, pledge.floor, today "
        "as null, which this fact cannot be"
    )
    flow, dictionary = pledge_documents(*strict)
    (notice,) = check(flow, dictionary=dictionary)
    assert (notice.code, notice.severity) == ("F192", "notice")
    assert notice.at == "dictionary:facts/pledge.earliest/fold"


# Facts that are asked for.

ASKED: tuple[dict[str, Any], ...] = (
    {"at": "dictionary:collections/pledge.assets/keep/k4/when",
     "set": "item.principal >= core.flag"},
    {"at": "nodes/ask", "set": {
        "kind": "ask", "title": {"zh": "查核心", "en": "Core"}, "from": {"source": "core"},
        "gives": {"core.flag": True},
        "next": {"found": "usable", "empty": "declined", "unavailable": "declined"}}},
    {"at": "start", "set": "ask"},
)  # fmt: skip


def test_a_fold_that_reads_an_asked_fact_comes_with_it() -> None:
    by = pledge_program(*ASKED)
    given = {key: value for key, value in facts(*FIVE).items() if key != "pledge.floor"}
    waiting = by.decide(given)
    assert (waiting.state, waiting.collections) == ("pending", {})
    assert "pledge.count" not in waiting.values
    answered = by.decide({**given, "core.flag": "30000.00"})
    assert answered.values["pledge.count"] == "2"
    assert by.decide({**given, "core.flag": None}).path[0].to == "empty"


# A plain reading.

RATES = st.none() | st.decimals("0", "0.1", places=6).map(str)
ASSETS = st.lists(
    st.builds(
        asset,
        st.integers(1, 99).map(lambda number: f"存单{number}"),
        st.decimals(0, 200_000, places=2) | st.sampled_from(["1000.00", "999.99", 5]),
        owner=st.sampled_from(["C001", "C001", "C001", "C002"]),
        kind=st.sampled_from(["term_deposit", "large_cd", "wealth"]),
        rate=RATES,
        frozen=st.sampled_from([False, False, False, True, None]),
        matures=st.dates(date(2026, 10, 30), date(2026, 12, 5)),
    ),
    max_size=5,
    unique_by=lambda item: item["number"],
)


def plainly(assets: list[Asset]) -> dict[str, Any]:
    """The folds of some deposits as a person would work them out."""
    stay = [
        item for item in assets
        if item["matures"] > date(2026, 11, 2) and item["frozen"] is False
        and item["owner"] == "C001" and Decimal(item["principal"]) >= 1000
    ]  # fmt: skip
    principals = [Decimal(item["principal"]) for item in stay]
    rates = [Decimal(item["rate"]) for item in stay if item["rate"] is not None]
    total = sum(principals, Decimal(0))
    mean = (total / len(stay)).quantize(CENT, ROUND_HALF_UP) if stay else total
    interest = None
    if len(rates) == len(stay):
        products = (a * b for a, b in zip(principals, rates, strict=True))
        interest = sum((p.quantize(CENT, ROUND_HALF_UP) for p in products), Decimal("0.00"))
    deposits = [a for a, item in zip(principals, stay, strict=True) if item["kind"] != "wealth"]
    return {
        "pledge.count": str(len(stay)),
        "pledge.total": f"{total:.4f}",
        "pledge.deposits": f"{sum(deposits):.2f}",
        "pledge.earliest": min((item["matures"] for item in stay), default=None),
        "pledge.best_rate": max(rates, default=None),
        "pledge.interest": interest,
        "pledge.has_wealth": any(item["kind"] == "wealth" for item in stay),
        "pledge.mean": f"{mean:.2f}",
        "pledge.above_mean": str(sum(a > mean for a in principals)),
    }


def spelled(value: object) -> object:
    """A plain value as a decision shows it."""
    return str(value) if isinstance(value, date | Decimal) else value


@given(ASSETS)
def test_folds_agree_with_a_plain_reading(assets: list[Asset]) -> None:
    wanted = plainly(assets)
    found = values(*assets)
    assert {code: found[code] for code in wanted} == {c: spelled(v) for c, v in wanted.items()}


@given(ASSETS, st.randoms(use_true_random=False))
def test_the_order_of_items_changes_no_fold(assets: list[Asset], chance: Any) -> None:
    mixed = list(assets)
    chance.shuffle(mixed)
    one, other = (plain_pledge().decide(facts(*each)) for each in (assets, mixed))
    assert {**one.values, "pledge.assets": 0} == {**other.values, "pledge.assets": 0}
    assert {**one.document(), "facts": 0} == {**other.document(), "facts": 0}


# Bytes.


def test_the_hash_of_facts_covers_the_items_at_their_places_in_their_order() -> None:
    hashed = plain_pledge().decide(facts(*FIVE)).document()["facts"]
    given: Any = facts(*FIVE)
    assert hashed == content_hash(given)
    spelled_otherwise = [{**item, "principal": Decimal(item["principal"])} for item in FIVE]
    again = plain_pledge().decide(facts(*spelled_otherwise)).document()
    assert again["facts"] == hashed
    turned = plain_pledge().decide(facts(*reversed(FIVE))).document()
    assert turned["facts"] != hashed


def test_one_applicant_gives_the_same_bytes_in_many_threads() -> None:
    by = pledge_program()
    wanted = canonical_bytes(plain_pledge().decide(facts(*FIVE)).document())
    with ThreadPoolExecutor(8) as pool:
        decisions = list(pool.map(lambda _: by.decide(facts(*FIVE)), range(200)))
        sorted_out = list(pool.map(lambda decision: decision.collections, decisions))
    assert {decision.canonical() for decision in decisions} == {wanted}
    assert all(each == sorted_out[0] for each in sorted_out)
