"""豫农e贷 read plainly from docs/policies/yunong.md."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from random import Random
from typing import Any

from tests.policies import fraud, gate_b
from tests.policies.edges import Ago, Edges, Meeting
from tests.policies.plain import Answer, Facts, asked, by_rules, read, through, years

FORBIDDEN = (
    "house", "securities", "futures", "equity", "wealth", "repay_loan", "decoration", "durables",
    "education", "medical", "travel",
)  # fmt: skip
TAX = ("class", "months", "paid_12m", "paid_prior_12m", "arrears", "sales_12m", "top5_share")
POS = ("months", "active_days", "turnover_12m", "turnover_prior_12m")
BANDS = ((640, "A"), (600, "B"), (560, "C"), (530, "D"))
MULTIPLES = {"A": 8, "B": 6, "C": 3}
OF_SALES = Decimal("0.10")
OF_TURNOVER = {"A": Decimal("0.15"), "B": Decimal("0.12"), "C": Decimal("0.08")}
SPREADS = {"A": Decimal("0.0100"), "B": Decimal("0.0185"), "C": Decimal("0.0300")}
FLOOR, CAP = Decimal("0.025"), Decimal("0.09")
CENT = Decimal("0.01")
LEAST, MOST = Decimal(10_000), Decimal(3_000_000)
UNREACHED: tuple[str, ...] = ()
UNTAKEN = {
    ("apply:gate:legal_person:nodes/lists", "unavailable"),
    ("apply:gate:legal_person:nodes/bureau", "unavailable"),
    ("apply:gate:legal_person:nodes/outage", "refer"),
}
"""名单和征信先为实际控制人查过：那时不可用的，到不了查法定代表人。"""

Points = tuple[str, int, int]
"""A characteristic's reason, the points got, and the most there are."""


def policy(facts: Facts) -> Answer:
    """What 豫农e贷 says of somebody."""
    by_taxes = facts["loan.based_on"] == "tax"
    way = (tax_record, taxes) if by_taxes else (pos_record, turnover)
    ended = through(facts, fraud.gate, admission, gate_b.gate, *way)
    return ended or scored(facts)


POLICIES = {"v1": policy}


def admission(facts: Facts) -> Answer | None:
    """二、产品准入。"""
    related = facts["applicant.related_party"] or facts["company.related_party"]
    return by_rules(
        ("A03", "decline", not facts["applicant.local"]),
        ("A04", "decline", related),
        ("A06", "decline", facts["loan.purpose"] in FORBIDDEN),
    )


NO_RECORD = Answer("refer", ("T04",))


def tax_record(facts: Facts) -> Answer | None:
    """四、查税务数据。"""
    return asked(facts, [f"tax.{name}" for name in TAX], ["tax_bureau"], none=NO_RECORD)


def pos_record(facts: Facts) -> Answer | None:
    """四、查收单流水。"""
    return asked(facts, [f"pos.{name}" for name in POS], ["card_acquirer"], none=NO_RECORD)


def taxes(facts: Facts) -> Answer | None:
    """四、凭税。"""
    return by_rules(
        ("N01", "decline", facts["tax.class"] not in ("A", "B", "M")),
        ("N02", "decline", facts["tax.months"] < 24),
        ("N03", "decline", facts["tax.paid_12m"] < 10_000),
        ("N04", "decline", facts["tax.arrears"]),
        ("N08", "decline", too_indebted(facts, facts["tax.sales_12m"])),
    )


def turnover(facts: Facts) -> Answer | None:
    """四、凭流水。"""
    now, before = facts["pos.turnover_12m"], facts["pos.turnover_prior_12m"]
    return by_rules(
        ("N05", "decline", facts["pos.months"] < 12),
        ("N06", "decline", facts["pos.active_days"] < 15),
        ("N07", "decline", before > 0 and -growth(now, before) > Decimal("0.30")),
        ("N08", "decline", too_indebted(facts, now)),
    )


def too_indebted(facts: Facts, sales: Decimal) -> bool:
    """企业贷款余额与销售额之比过高；没有销售额的视同过高。"""
    return sales == 0 or facts["company_bureau.balance"] > sales * Decimal("0.60")


def growth(now: Decimal, before: Decimal) -> Decimal:
    """比上年同期增长多少，四舍五入到万分之一。"""
    return ((now - before) / before).quantize(Decimal("0.0001"), ROUND_HALF_UP)


# 五、评分。


def card(facts: Facts) -> tuple[Points, ...]:
    """五、评分：所选依据的经营特征，加共同的特征。"""
    by_taxes = facts["loan.based_on"] == "tax"
    return (*(on_taxes(facts) if by_taxes else on_turnover(facts)), *on_people(facts))


def on_taxes(facts: Facts) -> tuple[Points, ...]:
    """税易的经营特征。"""
    now, before = facts["tax.paid_12m"], facts["tax.paid_prior_12m"]
    grown = growth(now, before) if before else Decimal(0)
    by_growth = 15 if grown > 0 else 0 if grown >= Decimal("-0.30") else -25
    return (
        ("S40", {"A": 30, "B": 18, "M": 5}[facts["tax.class"]], 30),
        ("S41", by_growth, 15),
        ("S42", by_size(facts["tax.sales_12m"], 500_000, 2_000_000, 10_000_000), 30),
        ("S45", -15 if facts["tax.top5_share"] > Decimal("0.80") else 0, 0),
    )


def on_turnover(facts: Facts) -> tuple[Points, ...]:
    """流水的经营特征。"""
    days = facts["pos.active_days"]
    return (
        ("S43", 25 if days >= 25 else 12 if days >= 20 else 0, 25),
        ("S42", by_size(facts["pos.turnover_12m"], 300_000, 1_000_000, 5_000_000), 30),
    )


def by_size(sales: Decimal, *steps: int) -> int:
    """每过一档加10分。"""
    return 10 * sum(sales >= step for step in steps)


def on_people(facts: Facts) -> tuple[Points, ...]:
    """实际控制人和经营年限。"""
    of = {name: facts[f"controller_bureau.{name}"] for name in RECORD}
    queries, worst, lenders = of["queries_3m"], of["worst_overdue_days_24m"], of["lenders"]
    age = years(facts["company.founded"], facts["today"])
    return (
        ("S13", 25 if queries <= 1 else 8 if queries <= 4 else -15, 25),
        ("S14", by_card(of["card_use"]), 22),
        ("S15", 30 if worst == 0 else -12 if worst <= 30 else -30, 30),
        ("S16", 18 if lenders <= 1 else 0 if lenders <= 3 else -18, 18),
        ("S44", 15 if of["house_loan"] == "normal" else 0, 15),
        ("S46", 20 if age >= 8 else 12 if age >= 4 else 0, 20),
    )


RECORD = ("queries_3m", "card_use", "worst_overdue_days_24m", "lenders", "house_loan")


def by_card(use: Decimal | None) -> int:
    """信用卡使用率；没有卡不加不减。"""
    if use is None:
        return 0
    if use > Decimal("0.90"):
        return -25
    return 22 if use < Decimal("0.30") else 8 if use < Decimal("0.70") else 0


def score_of(facts: Facts) -> int:
    """基础分加各项得分。"""
    return 500 + sum(got for _, got, _ in card(facts))


def band_of(score: int) -> str:
    """等级。"""
    return next((band for least, band in BANDS if score >= least), "E")


def losses(facts: Facts) -> tuple[str, ...]:
    """失分最多的三项，同分按表的顺序。"""
    lost = [(most - got, reason) for reason, got, most in card(facts) if most > got]
    return tuple(reason for _, reason in sorted(lost, key=lambda each: -each[0])[:3])


def scored(facts: Facts) -> Answer:
    """五、等级；可贷的再查敞口。"""
    score = score_of(facts)
    band = band_of(score)
    said = {"score": score, "band": band}
    if band in ("D", "E"):
        outcome, reason = ("refer", "S02") if band == "D" else ("decline", "S01")
        return Answer(outcome, (reason, *losses(facts)), outputs=said)
    away = asked(facts, ["exposure.company_left"], ["company_exposure"])
    return away or priced(facts, band, said)


# 六、额度；七、价格。


def priced(facts: Facts, band: str, said: Mapping[str, Any]) -> Answer:
    """六、七：额度和价格。"""
    carried = capacity(facts, band)
    ceilings = (carried, MOST, facts["law.amount_cap"], facts["exposure.company_left"])
    lowest = min(ceiling for ceiling in ceilings if ceiling is not None)
    line = (lowest / 1000).to_integral_value(ROUND_FLOOR) * 1000
    rate = max(FLOOR, min(CAP, facts["lpr.y1"] + SPREADS[band]))
    outputs = {**said, "limit.capacity": carried, "limit.line": line, "price.rate": rate}
    if line < LEAST:
        return Answer("decline", ("L02",), outputs=outputs)
    wanted = facts["asked.amount"]
    offer = {
        "line": line,
        "amount": min(line, wanted),
        "term_months": facts["asked.term_months"],
        "method": facts["asked.method"],
        "annual_rate": rate,
    }
    return Answer("approve", ("L01",) if line < wanted else (), outputs=outputs, offer=offer)


def capacity(facts: Facts, band: str) -> Decimal:
    """税易额度，或流水额度，不计厘。"""
    if facts["loan.based_on"] == "tax":
        of_taxes = facts["tax.paid_12m"] * MULTIPLES[band]
        most = min(of_taxes, facts["tax.sales_12m"] * OF_SALES)
    else:
        most = facts["pos.turnover_12m"] * OF_TURNOVER[band]
    left: Decimal = max(Decimal(0), most - facts["company_bureau.balance"])
    return left.quantize(CENT, ROUND_FLOOR)


# Where it turns.

OWN_EDGES: Edges = {
    "loan.based_on": ("tax", "pos"),
    "loan.purpose": (*FORBIDDEN, "planting", "breeding", "farm_machinery", "goods", "equipment"),
    "tax.class": ("A", "B", "M", "C", "D"),
    "tax.months": (24,),
    "tax.paid_12m": ("10000.00",),
    "tax.sales_12m": ("500000.00", "2000000.00", "10000000.00"),
    "tax.top5_share": ("0.8000",),
    "pos.months": (12,),
    "pos.active_days": (15, 20, 25),
    "pos.turnover_12m": ("300000.00", "1000000.00", "5000000.00"),
    "controller_bureau.queries_3m": (1, 4, 8),
    "controller_bureau.card_use": ("0.3000", "0.7000", "0.9000"),
    "controller_bureau.worst_overdue_days_24m": (0, 30),
    "controller_bureau.lenders": (1, 3, 4),
    "controller_bureau.house_loan": ("none", "normal", "overdue"),
    "company.founded": (Ago(months=24), Ago(years=4), Ago(years=8)),
    "exposure.company_left": ("10000.00", "3000000.00"),
    "law.amount_cap": ("10000.00", "3000000.00"),
    "lpr.y1": ("0.015000", "0.080000"),
}
EDGES: Edges = {**fraud.EDGES, **gate_b.EDGES, **OWN_EDGES}

BESIDE = (-CENT, Decimal(0), CENT)


def at_a_band(random: Random, facts: Facts, way: str, least: int) -> dict[str, Any]:
    """A score at which a band begins, or one below."""
    return nearest(random, facts, way, least - random.choice((0, 1)))


def nearest(random: Random, facts: Facts, way: str, aimed: int) -> dict[str, Any]:
    """A filled card that comes nearest to a score."""
    cards = filled_cards(way, facts["today"])
    near = min(abs(score - aimed) for score in cards)
    return random.choice([own for side in (-near, near) for own in cards.get(aimed + side, ())])


@cache
def filled_cards(way: str, today: str) -> Mapping[int, list[dict[str, Any]]]:
    """Some cards filled anyhow, by their scores."""
    random = Random(way)  # noqa: S311  (seeded applicants are no secret)
    cards: dict[int, list[dict[str, Any]]] = {}
    for _ in range(3000):
        own = filled(random, way, today)
        cards.setdefault(score_of(read(own)), []).append(own)
    return cards


SHELF: Mapping[str, tuple[Any, ...]] = {
    "tax.class": ("A", "B", "M"),
    "tax.paid_prior_12m": ("0.00", "69993.00", "70000.00", "100000.00", "100014.29"),
    "tax.sales_12m": (
        "499999.99", "500000.00", "1999999.99", "2000000.00", "9999999.99", "10000000.00",
    ),
    "tax.top5_share": ("0.8000", "0.8001"),
    "pos.active_days": (19, 20, 24, 25),
    "pos.turnover_12m": (
        "299999.99", "300000.00", "999999.99", "1000000.00", "4999999.99", "5000000.00",
    ),
    "controller_bureau.queries_3m": (1, 2, 4, 5),
    "controller_bureau.card_use": (
        None, "0.2999", "0.3000", "0.6999", "0.7000", "0.9000", "0.9001",
    ),
    "controller_bureau.worst_overdue_days_24m": (0, 1, 30, 31),
    "controller_bureau.lenders": (1, 2, 3, 4),
    "controller_bureau.house_loan": ("none", "normal", "overdue"),
}  # fmt: skip
"""On both sides of each cut of the cards."""


def filled(random: Random, way: str, today: str) -> dict[str, Any]:
    """A card filled anyhow, of somebody who meets every condition before it."""
    founded = Ago(years=random.choice((4, 8))).day(today, random.choice((0, 1)))
    return {
        "today": today,
        "loan.based_on": way,
        "tax.paid_12m": "70000.00",
        "pos.turnover_prior_12m": "250000.00",
        "company.founded": founded,
        "company_bureau.balance": "0.00",
        **{name: random.choice(values) for name, values in SHELF.items()},
    }


SIZES = (("60000.00", "3600000.37"), ("60000.00", "9000000.00"), ("6000000.00", "90000000.00"))
"""Taxes and sales: either may bind, and more may be carried than the most."""


def at_a_limit(random: Random, facts: Facts, way: str, least: int) -> dict[str, Any]:
    """In a band a capacity at a whole thousand or at an end, a rate at the floor or the cap."""
    paid, sales = random.choice(SIZES)
    card = nearest(random, facts, way, least + 20)
    own = {**card, "tax.paid_12m": paid, "tax.sales_12m": sales, "pos.turnover_12m": sales}
    band = band_of(score_of(read(own)))
    if band not in MULTIPLES:
        return own
    carried = capacity(read(own), band)
    aimed = random.choice((LEAST, Decimal(30_000), MOST, carried)) + random.choice(BESIDE)
    wanted = max(LEAST, (aimed / 1000).to_integral_value(ROUND_FLOOR) * 1000)
    bound = random.choice((FLOOR, CAP)) - SPREADS[band] + random.choice(BESIDE) / 10_000
    return {
        **own,
        "company_bureau.balance": f"{max(carried - aimed, Decimal(0)):.2f}",
        "asked.amount": f"{wanted + random.choice(BESIDE):.2f}",
        "lpr.y1": f"{max(bound, Decimal(0)):.6f}",
    }


def at_a_condition(random: Random, facts: Facts, way: str) -> dict[str, Any]:
    """Beside each condition on taxes, or on turnover."""
    beside = random.choice((-1, 0, 1))
    if way == "tax":
        paid = 10_000 + random.choice(BESIDE)
        return {"loan.based_on": way, "tax.months": 24 + beside, "tax.paid_12m": f"{paid:.2f}"}
    days = 15 + random.choice((-1, 0, 1))
    return {"loan.based_on": way, "pos.months": 12 + beside, "pos.active_days": days}


def at_a_debt(random: Random, facts: Facts, way: str) -> dict[str, Any]:
    """Debts at just their share of the sales, or none of either."""
    sales = random.choice((Decimal(0), Decimal(700_000), Decimal(2_400_000)))
    debt = max(Decimal(0), sales * Decimal("0.6") + random.choice(BESIDE))
    name = "tax.sales_12m" if way == "tax" else "pos.turnover_12m"
    return {
        "loan.based_on": way,
        name: f"{sales:.2f}",
        "company_bureau.balance": f"{debt:.2f}",
    }


def at_a_change(random: Random, facts: Facts, way: str) -> dict[str, Any]:
    """Taxes or turnover just so much above or below the year before."""
    before = random.choice((Decimal(100_000), Decimal(1_000_000)))
    change = random.choice((Decimal("-0.30"), Decimal("-0.30005"), Decimal(0), Decimal("0.00005")))
    now = before * (1 + change) + random.choice(BESIDE)
    name = "tax.paid" if way == "tax" else "pos.turnover"
    years_of = {f"{name}_12m": f"{now:.2f}", f"{name}_prior_12m": f"{before:.2f}"}
    return {"loan.based_on": way, **years_of}


def on(meeting: Any, *more: Any) -> Meeting:
    """A meeting on one of the two ways."""
    return lambda random, facts: meeting(random, facts, *more)


MEETINGS: tuple[Meeting, ...] = tuple(
    meeting
    for way in ("tax", "pos")
    for meeting in (
        *(on(turn, way) for turn in (at_a_condition, at_a_debt, at_a_change)),
        *(on(at_a_limit, way, least) for least, band in BANDS if band in MULTIPLES),
        *(on(at_a_band, way, least) for least, _ in BANDS),
    )
)
