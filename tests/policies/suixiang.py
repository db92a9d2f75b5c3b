"""随享贷 read plainly from docs/policies/suixiang.md, both versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import partial
from random import Random
from typing import Any

from tests.policies import fraud, gate_p
from tests.policies.agreement import Policy
from tests.policies.edges import Ago, Edges
from tests.policies.plain import Answer, Facts, asked, by_rules, through, years

OF_BUSINESS = (
    "planting", "breeding", "farm_machinery", "goods", "equipment", "working_capital",
)  # fmt: skip
"""经营类用途，本产品也禁止。"""
FLOOR, CAP = Decimal("0.0385"), Decimal("0.0960")
LEAST = Decimal(1000)
BANDS = ((640, "A"), (600, "B"), (560, "C"), (530, "D"))
COUNTER = "exposure.person_left"

Steps = Sequence[tuple[Any, int]]
"""Points below each end; an end itself belongs to the next step."""


@dataclass(frozen=True)
class Version:
    """What the versions of the policy say differently."""

    most: Decimal
    assets: Steps
    steady_b: int
    spreads: Mapping[str, tuple[str, str]]
    income: Decimal | None = None


FIRST = Version(
    most=Decimal(200_000),
    assets=((5000, 0), (20_000, 12), (100_000, 26)),
    steady_b=12,
    spreads={"A": ("0.0185", "0.0215"), "B": ("0.0285", "0.0315"), "C": ("0.0410", "0.0440")},
)
SECOND = Version(
    most=Decimal(150_000),
    assets=((5000, 0), (10_000, 8), (20_000, 14), (100_000, 26)),
    steady_b=14,
    spreads={"A": ("0.0185", "0.0215"), "B": ("0.0300", "0.0300"), "C": ("0.0410", "0.0440")},
    income=Decimal(2000),
)


def decide(facts: Facts, *, version: Version) -> Answer:
    """The answer for an applicant."""
    own = partial(admission, version=version)
    ended = through(facts, fraud.gate, own, common_gate, credit_record)
    return ended or scored(facts, version)


def admission(facts: Facts, *, version: Version) -> Answer | None:
    """第二步：本产品准入。"""
    income, debt = facts["applicant.monthly_income"], facts["applicant.debt_service"]
    short_salary = facts["applicant.salary_months"] < 6
    few_assets = facts["applicant.aum_avg"] < 5000
    return by_rules(
        ("A07", "decline", facts["applicant.tenure_months"] < 6),
        ("A08", "decline", short_salary and few_assets),
        ("A09", "decline", income == 0 or debt > income * Decimal("0.55")),
        ("A10", "decline", version.income is not None and income < version.income),
    )


def common_gate(facts: Facts) -> Answer | None:
    """第三步：个人准入门槛；经营类用途同其他禁止用途。"""
    is_business = facts["loan.purpose"] in OF_BUSINESS
    as_forbidden = {**facts, "loan.purpose": "house"} if is_business else facts
    return gate_p.gate(as_forbidden)


def credit_record(facts: Facts) -> Answer | None:
    """第四步：本产品征信要求。"""
    return by_rules(("C08", "decline", facts["bureau.unsecured_new_30d"] > 0))


def points(value: Any, steps: Steps, above: int) -> int:
    """The points of the first step whose end the value stays below."""
    return next((got for end, got in steps if value < end), above)


def by_card(use: Decimal | None) -> int:
    """信用卡使用率；没有信用卡得0分，0.90仍在第三档。"""
    if use is None:
        return 0
    if use > Decimal("0.90"):
        return -25
    return points(use, ((Decimal("0.30"), 22), (Decimal("0.70"), 8)), 0)


def card(facts: Facts, version: Version) -> list[tuple[str, int, int]]:
    """第五步：每个特征的失分原因、得分、最高分。"""
    age = years(facts["applicant.birth_date"], facts["today"])
    salary, worst = facts["applicant.salary_months"], facts["bureau.worst_overdue_days_24m"]
    return [
        ("S10", points(age, ((25, -8), (35, 10), (50, 18)), 8), 18),
        ("S11", points(salary, ((1, -5), (6, 0), (12, 12)), 28), 28),
        ("S12", points(facts["applicant.aum_avg"], version.assets, 40), 40),
        ("S13", points(facts["bureau.queries_3m"], ((2, 25), (5, 8)), -15), 25),
        ("S14", by_card(facts["bureau.card_use"]), 22),
        ("S15", points(worst, ((1, 30), (31, -12)), -30), 30),
        ("S16", points(facts["bureau.lenders"], ((2, 18), (4, 0)), -18), 18),
    ]


def losses(rows: list[tuple[str, int, int]]) -> tuple[str, ...]:
    """失分最多的三项，同分按表中顺序。"""
    lost = [(most - got, reason) for reason, got, most in rows if most > got]
    return tuple(reason for _, reason in sorted(lost, key=lambda loss: -loss[0])[:3])


def scored(facts: Facts, version: Version) -> Answer:
    """第五步：评分与等级。"""
    rows = card(facts, version)
    score = 500 + sum(got for _, got, _ in rows)
    band = next((name for least, name in BANDS if score >= least), "E")
    told = {"score": score, "band": band}
    if band == "D":
        return Answer("refer", ("S02", *losses(rows)), outputs=told)
    if band == "E":
        return Answer("decline", ("S01", *losses(rows)), outputs=told)
    # 第六步：县域扩展点在模板里不打折、不拦截；第七步：全省敞口。
    return asked(facts, [COUNTER], ["person_exposure"]) or priced(facts, version, told)


def multiple(band: str, salary: int, version: Version) -> int:
    """第八步：收入倍数。"""
    if band == "B" and salary >= 12:
        return version.steady_b
    return {"A": 18, "B": 12, "C": 8}[band]


def priced(facts: Facts, version: Version, told: Mapping[str, Any]) -> Answer:
    """第八、九步：额度与利率。"""
    band = told["band"]
    times = multiple(band, facts["applicant.salary_months"], version)
    capacity = facts["applicant.monthly_income"] * times - facts["applicant.unsecured_balance"]
    bounds = [max(capacity, Decimal(0)), version.most, facts[COUNTER], facts["law.amount_cap"]]
    lowest = min(bound for bound in bounds if bound is not None)
    line = (lowest / 100).to_integral_value(ROUND_FLOOR) * 100
    rate = facts["lpr.y1"] + Decimal(version.spreads[band][facts["asked.term_months"] > 12])
    rate = max(FLOOR, min(CAP, rate))
    outputs = {**told, "limit.multiple": times, "limit.line": line, "price.rate": rate}
    if line < LEAST:
        return Answer("decline", ("L02",), outputs=outputs)
    offer = {
        "line": line,
        "amount": min(line, facts["asked.amount"]),
        "term_months": facts["asked.term_months"],
        "method": facts["asked.method"],
        "annual_rate": rate,
    }
    less = line < facts["asked.amount"]
    return Answer("approve", ("L01",) if less else (), outputs=outputs, offer=offer)


POLICIES: Mapping[str, Policy] = {
    "v1": partial(decide, version=FIRST),
    "v2": partial(decide, version=SECOND),
}

EDGES: Edges = {
    **fraud.EDGES,
    **gate_p.EDGES,
    "applicant.birth_date": (*(Ago(years=age) for age in (18, 25, 35, 50, 61)),),
    "applicant.tenure_months": (6,),
    "applicant.salary_months": (1, 6, 12),
    "applicant.aum_avg": ("5000.00", "10000.00", "20000.00", "100000.00"),
    "applicant.monthly_income": ("0.00", "2000.00"),
    "bureau.queries_3m": (2, 5, 8),
    "bureau.card_use": ("0.3000", "0.7000", "0.9000"),
    "bureau.worst_overdue_days_24m": (0, 1, 30, 31),
    "bureau.lenders": (1, 2, 3, 4),
    "bureau.unsecured_new_30d": (0,),
    "asked.amount": ("1000.00", "150000.00", "200000.00"),
    "asked.term_months": (12,),
    "law.amount_cap": ("1000.00", "150000.00", "200000.00"),
    "exposure.person_left": ("1000.00", "150000.00", "200000.00"),
    "lpr.y1": ("0.008500", "0.017000", "0.020000", "0.052000", "0.055000", "0.066000", "0.077500"),
}


def fen(number: Decimal) -> str:
    """Money as a host writes it."""
    return f"{number:.2f}"


def beside(random: Random) -> Decimal:
    """A fen less, none, or a fen more."""
    return random.choice((Decimal("-0.01"), Decimal(0), Decimal("0.01")))


def barely_known(random: Random, facts: Facts) -> dict[str, Any]:
    """Salary and assets both on their edges or just short of them."""
    return {
        "applicant.salary_months": random.choice((5, 6)),
        "applicant.aum_avg": random.choice(("4999.99", "5000.00")),
    }


def in_debt(random: Random, facts: Facts) -> dict[str, Any]:
    """Repayments of just 0.55 of the income, or a fen beside that."""
    edge = Decimal(facts["applicant.monthly_income"]) * Decimal("0.55")
    owed = edge.quantize(Decimal("0.01"), ROUND_FLOOR) + beside(random)
    return {"applicant.debt_service": fen(max(Decimal(0), owed))}


def owing(random: Random, facts: Facts) -> dict[str, Any]:
    """A balance that leaves just one of the ends of the line, or a fen beside it."""
    times = random.choice((8, 12, 14, 18))
    income = Decimal(random.choice(("2000.00", "6234.50", "11111.11", "30000.00")))
    left = Decimal(random.choice(("0", "1000", "50000", "49900", "150000", "200000")))
    balance = max(Decimal(0), income * times - left + beside(random))
    return {"applicant.monthly_income": fen(income), "applicant.unsecured_balance": fen(balance)}


def weak_record(random: Random, facts: Facts) -> dict[str, Any]:
    """Bins of the scorecard at random, so that every band and its edges are met."""
    return {
        "applicant.birth_date": Ago(years=random.choice((24, 30, 40, 55))).day(facts["today"]),
        "applicant.salary_months": random.choice((0, 3, 8, 12)),
        "applicant.aum_avg": random.choice(("5000.00", "12000.00", "50000.00", "200000.00")),
        "bureau.queries_3m": random.choice((0, 3, 6)),
        "bureau.card_use": random.choice((None, "0.1000", "0.5000", "0.8000", "0.9500")),
        "bureau.worst_overdue_days_24m": random.choice((0, 0, 15, 40)),
        "bureau.lenders": random.choice((0, 2, 4)),
    }


MEETINGS = (gate_p.old_at_the_end, barely_known, in_debt, owing, weak_record)
UNREACHED = ("Z00",)
"""It stands behind a county's own step, and the template's declines nobody."""
