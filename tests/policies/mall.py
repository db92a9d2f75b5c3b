"""金燕商城合作贷 read plainly from docs/policies/mall.md."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Any

from tests.policies import fraud, gate_p
from tests.policies.edges import Ago, Edges, Meeting
from tests.policies.plain import Answer, Facts, asked, by_rules, months, through

GOODS = ("appliances", "digital", "furniture", "clothing", "food")
PRODUCTION = (
    "planting", "breeding", "farm_machinery", "goods", "equipment", "working_capital",
)  # fmt: skip
RECORD = (
    "opened", "name_matched", "orders_12m", "paid_12m", "basket_avg", "refund_rate",
    "address_changes_12m", "address_verified",
)  # fmt: skip

FEN, HUNDRED = Decimal("0.01"), Decimal(100)
LEAST, MOST = Decimal("500.00"), Decimal("50000.00")
FLOOR, CAP = Decimal("0.06"), Decimal("0.13")
SPREADS = {
    "A": (Decimal("0.0400"), Decimal("0.0500")),
    "B": (Decimal("0.0550"), Decimal("0.0650")),
    "C": (Decimal("0.0800"), Decimal("0.0900")),
}
BANDS = (("A", 640), ("B", 600), ("C", 560), ("D", 530))

Points = tuple[str, int, int]
"""The reason of a characteristic, its points, and the most that it gives."""


def policy(facts: Facts) -> Answer:
    """What the page says of an applicant."""
    found = through(facts, fraud.gate, order, channel, person, shopper)
    return found or scored(facts)


def order(facts: Facts) -> Answer | None:
    """一、订单与偿债能力：没有收入的，负债收入比无从计算，也拒绝。"""
    income, owed = facts["applicant.monthly_income"], facts["applicant.debt_service"]
    return by_rules(
        ("M05", "decline", facts["order.category"] not in GOODS),
        ("A09", "decline", income == 0 or owed > income * Decimal("0.55")),
    )


def channel(facts: Facts) -> Answer | None:
    """二、合作渠道。"""
    return through(
        facts,
        lambda given: asked(given, ["partner.listed"], ["partners"]),
        lambda given: asked(given, ["partner.quota_left"], ["partner_quota"]),
        lambda given: by_rules(
            ("M07", "decline", not given["partner.listed"]),
            ("M08", "decline", given["partner.quota_left"] < LEAST),
        ),
    )


def person(facts: Facts) -> Answer | None:
    """三、个人准入门槛：生产经营用途与该页所列用途一样禁止。"""
    purpose = facts["loan.purpose"]
    judged = {**facts, "loan.purpose": "house" if purpose in PRODUCTION else purpose}
    return gate_p.gate(judged, series="partner")


def shopper(facts: Facts) -> Answer | None:
    """四、商城准入。"""
    return through(
        facts,
        lambda given: asked(
            given,
            [f"mall.{name}" for name in RECORD],
            ["mall"],
            none=Answer("refer", ("T04",)),
        ),
        lambda given: by_rules(
            ("M01", "decline", (given["today"] - given["mall.opened"]).days < 180),
            ("M02", "decline", not given["mall.name_matched"]),
            ("M03", "decline", given["mall.orders_12m"] < 6),
            ("M04", "decline", given["mall.refund_rate"] > Decimal("0.20")),
            ("M06", "decline", not given["mall.address_verified"]),
        ),
    )


def scored(facts: Facts) -> Answer:
    """五、评分与等级。"""
    card = points(facts)
    score = 500 + sum(got for _, got, _ in card)
    band = next((name for name, least in BANDS if score >= least), "E")
    outputs: dict[str, Any] = {"score": Decimal(score), "band": band}
    if band == "E":
        return Answer("decline", ("S01", *most_lost(card)), outputs=outputs)
    if band == "D":
        return Answer("refer", ("S02", *most_lost(card)), outputs=outputs)
    exposure = asked(facts, ["exposure.person_left"], ["person_exposure"])
    return exposure or offered(facts, band, outputs)


def points(facts: Facts) -> Sequence[Points]:
    """The scorecard, in the order of the page."""
    age = months(facts["mall.opened"], facts["today"])
    orders, basket = facts["mall.orders_12m"], facts["mall.basket_avg"]
    queries, lenders = facts["bureau.queries_3m"], facts["bureau.lenders"]
    use, late = facts["bureau.card_use"], facts["bureau.worst_overdue_days_24m"]
    return (
        ("S30", 5 if age < 12 else 12 if age < 24 else 22, 22),
        ("S31", 0 if orders < 12 else 14 if orders < 36 else 24, 24),
        ("S32", -5 if basket < 100 else 6 if basket < 300 else 16, 16),
        ("S33", 0 if facts["mall.refund_rate"] <= Decimal("0.10") else -18, 0),
        ("S34", 0 if facts["mall.address_changes_12m"] < 3 else -12, 0),
        ("S13", 25 if queries <= 1 else 8 if queries <= 4 else -15, 25),
        ("S14", card_points(use), 22),
        ("S15", 30 if late == 0 else -12 if late <= 30 else -30, 30),
        ("S16", 18 if lenders <= 1 else 0 if lenders <= 3 else -18, 18),
    )


def card_points(use: Decimal | None) -> int:
    """Of the use of credit cards; nothing for somebody without a card."""
    if use is None:
        return 0
    if use < Decimal("0.30"):
        return 22
    if use < Decimal("0.70"):
        return 8
    return 0 if use <= Decimal("0.90") else -25


def most_lost(card: Sequence[Points]) -> tuple[str, ...]:
    """The three characteristics that lost most, the larger first, else in the card's order."""
    lost = [(most - got, reason) for reason, got, most in card if got < most]
    return tuple(reason for _, reason in sorted(lost, key=lambda pair: -pair[0])[:3])


def offered(facts: Facts, band: str, outputs: dict[str, Any]) -> Answer:
    """六、额度；七、利率；八、结论。"""
    capacity = min(
        facts["mall.paid_12m"] * Decimal("0.80"),
        facts["mall.basket_avg"] * 3,
        facts["applicant.monthly_income"] * 3,
    ).quantize(FEN, ROUND_DOWN)
    bounds = [
        capacity, MOST, facts["order.amount"], facts["exposure.person_left"],
        facts["partner.quota_left"],
    ]  # fmt: skip
    if facts["law.amount_cap"] is not None:
        bounds.append(facts["law.amount_cap"])
    line = min(bounds) // HUNDRED * HUNDRED
    spread = SPREADS[band][facts["asked.term_months"] > 6]
    rate = max(FLOOR, min(CAP, facts["lpr.y1"] + spread))
    outputs |= {"limit.capacity": capacity, "limit.line": line, "price.rate": rate}
    if line < LEAST:
        return Answer("decline", ("L02",), outputs=outputs)
    offer = {
        "line": line,
        "amount": min(line, facts["asked.amount"]),
        "term_months": facts["asked.term_months"],
        "method": facts["asked.method"],
        "annual_rate": rate,
    }
    reasons = ("L01",) if line < facts["asked.amount"] else ()
    return Answer("approve", reasons, outputs=outputs, offer=offer)


EDGES: Edges = {
    **fraud.EDGES,
    **gate_p.EDGES,
    "asked.amount": ("3200.00",),
    "asked.term_months": (6,),
    "partner.quota_left": ("500.00",),
    "mall.opened": (Ago(days=180), Ago(months=12), Ago(months=24)),
    "mall.orders_12m": (6, 12, 36),
    "mall.basket_avg": ("100.00", "300.00"),
    "mall.refund_rate": ("0.1000", "0.2000"),
    "mall.address_changes_12m": (3,),
    "bureau.queries_3m": (1, 4, 8),
    "bureau.card_use": ("0.3000", "0.7000", "0.9000"),
    "bureau.worst_overdue_days_24m": (0, 30),
    "bureau.lenders": (1, 3, 4),
    "exposure.person_left": ("500.00",),
    "order.amount": ("500.00",),
    "law.amount_cap": ("500.00",),
    "lpr.y1": (
        "0.005000", "0.010000", "0.020000",
        "0.040000", "0.050000", "0.065000", "0.075000", "0.080000", "0.090000",
    ),
}  # fmt: skip


def owing(random: Random, facts: Facts) -> dict[str, Any]:
    """A monthly debt service of just 55 % of the income, or a fen beside it."""
    income = Decimal(random.randrange(1000, 20000))
    owed = income * Decimal("0.55") + random.choice((-1, 0, 1)) * FEN
    return {"applicant.monthly_income": f"{income:.2f}", "applicant.debt_service": f"{owed:.2f}"}


def shopping(random: Random, facts: Facts) -> dict[str, Any]:
    """Somebody who passes every gate and may have any score."""
    today = facts["today"]
    return {
        "mall.opened": Ago(months=random.choice((7, 12, 24))).day(today, random.choice((0, 1))),
        "mall.orders_12m": random.choice((6, 11, 12, 35, 36)),
        "mall.basket_avg": random.choice(("99.99", "100.00", "299.99", "300.00", "1100.00")),
        "mall.refund_rate": random.choice(("0.0400", "0.1000", "0.1001")),
        "mall.address_changes_12m": random.choice((0, 2, 3)),
        "bureau.queries_3m": random.choice((1, 2, 4, 5)),
        "bureau.card_use": random.choice((None, "0.2999", "0.3000", "0.6999", "0.7000", "0.9001")),
        "bureau.worst_overdue_days_24m": random.choice((0, 0, 0, 1, 30, 31)),
        "bureau.lenders": random.choice((1, 2, 3, 4)),
    }


LIMITS = {
    "mall.paid_12m": Decimal("0.80"),
    "mall.basket_avg": Decimal(3),
    "applicant.monthly_income": Decimal(3),
    "order.amount": Decimal(1),
    "exposure.person_left": Decimal(1),
    "partner.quota_left": Decimal(1),
    "law.amount_cap": Decimal(1),
    "asked.amount": Decimal(1),
}
"""What a line is at most so many times of, or is asked for."""


def bounded(random: Random, facts: Facts) -> dict[str, Any]:
    """Plenty of everything, and one bound at a line, or a fen beside it."""
    line = random.choice((500, 600, 3000, 20000, 50000))
    name = random.choice(tuple(LIMITS))
    near = (line / LIMITS[name]).quantize(FEN, ROUND_DOWN) + random.choice((-1, 0, 1)) * FEN
    plenty = {other: "200000.00" for other in LIMITS if other != "law.amount_cap"}
    return {**plenty, "law.amount_cap": random.choice((None, "300000.00")), name: f"{near:.2f}"}


MEETINGS: tuple[Meeting, ...] = (gate_p.old_at_the_end, owing, shopping, bounded)
POLICIES = {"v1": policy}
UNREACHED: tuple[str, ...] = ()
