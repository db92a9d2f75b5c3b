"""存单贷, the application, read plainly from docs/policies/cundan.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from functools import partial
from random import Random
from typing import Any

from tests.policies import fraud
from tests.policies.edges import Ago, Edges
from tests.policies.plain import Answer, Facts, asked, by_rules, months, read, through, years

Asset = Mapping[str, Any]

RATIOS = {
    "term_deposit": Decimal("0.95"),
    "large_cd": Decimal("0.95"),
    "wealth_r1": Decimal("0.85"),
    "wealth_r2": Decimal("0.75"),
    "structured": Decimal("0.70"),
}
FORBIDDEN = ("house", "securities", "futures", "equity", "wealth", "repay_loan")
MOST = Decimal(5_000_000)
LEAST = Decimal(1000)
SPREAD = Decimal("0.0100")
ABOVE_LPR = {"floor": Decimal("0.0020"), "cap": Decimal("0.0300")}
FEN = Decimal("0.01")

TODAYS = ("2026-11-02", "2028-02-29", "2027-02-28", "2027-08-31")
EDGES: Edges = {
    **fraud.EDGES,
    "today": TODAYS,
    "applicant.birth_date": (Ago(years=18), Ago(years=71)),
    "exposure.person_left": ("1000.00", "100000.00"),
    "law.amount_cap": ("1000.00", "100000.00"),
    "lpr.y1": ("0.039500", "0.011500"),
}
UNREACHED = ("Y10",)
"""At one day a keep leaves the asset out before: the rule is for a county that asks for more."""


def policy(facts: Facts) -> Answer:
    """一、申请。"""
    early = through(facts, fraud.gate, admission, pledge, dishonest, exposure)
    return early or priced(facts, line(facts))


def admission(facts: Facts) -> Answer | None:
    """2 客户准入。"""
    age = years(facts["applicant.birth_date"], facts["today"])
    return by_rules(("A01", "decline", not 18 <= age <= 70), *purpose_and_watch(facts))


def purpose_and_watch(facts: Facts) -> tuple[tuple[str, str, bool], ...]:
    """用途和反洗钱。"""
    return (
        ("A06", "decline", facts["loan.purpose"] in FORBIDDEN),
        ("B05", "decline", facts["applicant.aml_watch"]),
    )


def usable(facts: Facts) -> list[Asset]:
    """3 剔除之后余下的质物。"""
    assets = map(read, facts["pledge.assets"])
    return [asset for asset in assets if is_usable(asset, facts["today"])]


def is_usable(asset: Asset, today: date) -> bool:
    """没有一个剔除原因。"""
    left_out = (
        asset["matures"] <= today,
        asset["frozen"],
        not asset["own_bank"],
        asset["holder"] in ("other", "joint", "minor"),
        asset["currency"] != "CNY",
    )
    return not any(left_out)


def pledge(facts: Facts) -> Answer | None:
    """3 质物的规则。"""
    assets, today = usable(facts), facts["today"]
    ending = [asset["matures"] for asset in assets if not asset["auto_renew"]]
    return by_rules(
        ("Y08", "decline", not assets),
        ("Y10", "decline", any((asset["matures"] - today).days < 1 for asset in assets)),
        ("Y09", "decline", any(facts["asked.term_months"] > months(today, end) for end in ending)),
        ("T04", "refer", bool(assets) and not rates(assets)),
    )


def rates(assets: Iterable[Asset]) -> list[Decimal]:
    """约定的利率。"""
    return [asset["rate"] for asset in assets if asset["rate"] is not None]


def dishonest(facts: Facts) -> Answer | None:
    """4 失信名单。"""
    return through(
        facts,
        lambda given: asked(given, ["list.dishonest"], ["dishonest"]),
        lambda given: by_rules(("B02", "decline", given["list.dishonest"])),
    )


def exposure(facts: Facts) -> Answer | None:
    """5 全省敞口余量。"""
    return asked(facts, ["exposure.person_left"], ["person_exposure"])


def lending_value(facts: Facts) -> Decimal:
    """5 可贷价值。"""
    values = [asset["principal"] * RATIOS[asset["kind"]] for asset in usable(facts)]
    return sum(values, Decimal(0)).quantize(FEN, ROUND_FLOOR)


def hundreds(amount: Decimal) -> Decimal:
    """向下取到100元。"""
    return (amount / 100).to_integral_value(ROUND_FLOOR) * 100


def line(facts: Facts) -> Decimal:
    """5 额度。"""
    bounds = [lending_value(facts), MOST, facts["exposure.person_left"]]
    if facts["law.amount_cap"] is not None:
        bounds.append(facts["law.amount_cap"])
    return hundreds(min(bounds))


def rate(facts: Facts) -> Decimal:
    """6 价格：先看上限，再看下限。"""
    lpr: Decimal = facts["lpr.y1"]
    wanted = max(rates(usable(facts))) + SPREAD
    return max(lpr + ABOVE_LPR["floor"], min(lpr + ABOVE_LPR["cap"], wanted))


def priced(facts: Facts, most: Decimal) -> Answer:
    """7 结论。"""
    price, wanted = rate(facts), facts["asked.amount"]
    outputs = {"limit.pledge": lending_value(facts), "limit.line": most, "price.rate": price}
    if most < LEAST:
        return Answer("decline", ("L02",), outputs=outputs)
    offer = {
        "line": most,
        "amount": min(most, wanted),
        "term_months": facts["asked.term_months"],
        "method": facts["asked.method"],
        "annual_rate": price,
    }
    reasons = ("L01",) if most < wanted else ()
    return Answer("approve", reasons, outputs=outputs, offer=offer)


POLICIES = {"v1": policy}


# Facts that meet.

KINDS = tuple(RATIOS)
AROUND = (-1, 0, 1)


def deposit(random: Random, facts: Facts, number: int = 1, **changes: Any) -> dict[str, Any]:
    """An asset that can be pledged for a year at least, with changes."""
    return {
        "number": f"D{number}",
        "kind": random.choice(KINDS),
        "holder": "borrower",
        "own_bank": True,
        "currency": "CNY",
        "principal": f"{random.randrange(30_000_000)}.{random.randrange(100):02}",
        "rate": f"0.0{random.randrange(10_000, 55_000):05}",
        "frozen": False,
        "matures": Ago(months=-13 - random.randrange(24)).day(facts["today"]),
        "auto_renew": random.random() < 0.3,
        **changes,
    }


def several(random: Random, facts: Facts) -> dict[str, Any]:
    """None to five assets, of which some have a fault."""
    faults: tuple[dict[str, Any], ...] = (
        {"frozen": True}, {"own_bank": False}, {"currency": "USD"}, {"rate": None},
        *({"holder": holder} for holder in ("other", "joint", "minor")),
        *({"matures": Ago().day(facts["today"], days)} for days in AROUND),
    )  # fmt: skip
    found = []
    for number in range(random.randrange(6)):
        changes = random.choice(faults) if random.random() < 0.4 else {}
        principal = f"{random.randrange(120_000)}.{random.randrange(100):02}"
        found.append(deposit(random, facts, number, **{"principal": principal, **changes}))
    return {"pledge.assets": found}


def worth(random: Random, facts: Facts, value: Decimal) -> dict[str, Any]:
    """One asset whose lending value is just a value, or a fen of principal beside it."""
    kind = random.choice(KINDS)
    principal = (value / RATIOS[kind]).quantize(FEN) + random.choice(AROUND) * FEN
    return {"pledge.assets": [deposit(random, facts, kind=kind, principal=f"{principal:f}")]}


def worth_an_end(random: Random, facts: Facts) -> dict[str, Any]:
    """Worth the least, the most, or what is asked."""
    least_and_most = worth(random, facts, random.choice((LEAST, MOST)))
    wanted = Decimal(random.randrange(10, 3000) * 100)
    met = {"asked.amount": f"{wanted + random.choice(AROUND) * FEN:.2f}"}
    more = {"exposure.person_left": "100000000.00", "law.amount_cap": None}
    is_asked = random.random() < 0.5
    return more | (met | worth(random, facts, wanted) if is_asked else least_and_most)


def ends_with_the_loan(random: Random, facts: Facts) -> dict[str, Any]:
    """An asset that matures on the day on which the loan ends, or a day beside it."""
    term = random.choice((1, 3, 6, 12, 24))
    last = Ago(months=-term).day(facts["today"], random.choice(AROUND))
    assets = [
        deposit(random, facts, 1, matures=last, auto_renew=False),
        deposit(random, facts, 2, matures=Ago().day(facts["today"], 1), auto_renew=True),
    ]
    return {"asked.term_months": term, "pledge.assets": random.sample(assets, 2)}


def at_a_bound_of_the_rate(random: Random, facts: Facts) -> dict[str, Any]:
    """A rate that comes to the floor or to the cap, or a millionth beside it."""
    lpr = Decimal(random.randrange(20_000, 45_000)).scaleb(-6)
    bound = random.choice(tuple(ABOVE_LPR.values()))
    found = lpr + bound - SPREAD + random.choice(AROUND) * Decimal(1).scaleb(-6)
    assets = [deposit(random, facts, 1, rate=f"{found:.6f}"), deposit(random, facts, 2, rate=None)]
    return {"lpr.y1": f"{lpr:.6f}", "pledge.assets": random.sample(assets, 2)}


def without_a_rate(random: Random, facts: Facts) -> dict[str, Any]:
    """One asset or two, without a rate."""
    numbers = range(random.choice((1, 2)))
    return {"pledge.assets": [deposit(random, facts, number, rate=None) for number in numbers]}


MEETINGS = (
    several,
    without_a_rate,
    worth_an_end,
    ends_with_the_loan,
    at_a_bound_of_the_rate,
    partial(worth, value=Decimal(100_000)),
)
