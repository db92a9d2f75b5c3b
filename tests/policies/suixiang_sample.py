"""The sample of 随享贷 read plainly from its policy: Decimal, and never a look at the flow.

The order of the way: anti-fraud, lists, admission, credit bureau, credit rules, score, exposure,
limit and price. A decline ends at its gate; of several rules at one gate a decline goes before a
referral; all that fired are reasons, declines first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any

Facts = Mapping[str, Any]

LISTS = ("black", "grey", "dishonest", "contact_black")
BUREAU = (
    "overdue_now", "overdue_count_24m", "overdue_run_24m", "worst_overdue_days_24m", "bad_debt",
    "queries_1m", "queries_3m", "lenders", "unsecured_new_30d", "card_use",
)  # fmt: skip
FORBIDDEN = ("house", "securities", "repay_loan")
MULTIPLES = {"A": 18, "B": 12, "C": 8}
SPREADS = {"A": "0.0185", "B": "0.0285", "C": "0.0410"}
BEYOND_A_YEAR = Decimal("0.0030")
FLOOR, CAP = Decimal("0.0385"), Decimal("0.0960")
LEAST, MOST = Decimal(1000), Decimal(200_000)


@dataclass
class Answer:
    """What the policy says of an applicant."""

    outcome: str
    reasons: list[str] = field(default_factory=list)
    score: int | None = None
    band: str | None = None
    line: Decimal | None = None
    amount: Decimal | None = None
    rate: Decimal | None = None
    waits_for: str | None = None


def decide(facts: Facts) -> Answer:
    """The answer for facts with dates, booleans, integers and Decimal."""
    in_order: tuple[Callable[[Facts], Answer | None], ...] = (
        lambda given: at_gate(fraud(given)),
        lambda given: unless_there(given, "lists", [f"list.{name}" for name in LISTS], LISTS),
        lambda given: at_gate(lists(given)),
        lambda given: at_gate(admission(given)),
        bureau,
        lambda given: at_gate(credit(given)),
    )
    for gate in in_order:
        answer = gate(facts)
        if answer is not None:
            return answer
    return scored(facts)


Fired = list[tuple[str, str]]


def at_gate(fired: Fired) -> Answer | None:
    """The end at a gate, if a rule fired there."""
    declines = [code for code, weight in fired if weight == "decline"]
    refers = [code for code, weight in fired if weight == "refer"]
    if declines:
        return Answer("decline", declines + refers)
    return Answer("refer", [*refers, "Z01"]) if refers else None


def chosen(rules: list[tuple[str, str, bool]]) -> Fired:
    """The rules that hold."""
    return [(code, weight) for code, weight, holds in rules if holds]


def fraud(facts: Facts) -> Fired:
    """Device, phone, identity and place."""
    face, live = facts["identity.face"], facts["identity.liveness"]
    return chosen([
        ("F01", "decline", facts["device.applicants_7d"] >= 3),
        ("F02", "refer", facts["phone.months"] < 6),
        ("F03", "decline", not facts["identity.matched"]),
        ("F04", "refer", facts["device.outside_province"]),
        ("F05", "refer", facts["address.applications_30d"] >= 5),
        ("F06", "refer", facts["application.fill_seconds"] < 60),
        ("F07", "decline", facts["device.emulator"]),
        ("F08", "decline", face < Decimal("0.60")),
        ("F09", "refer", Decimal("0.60") <= face < Decimal("0.80")),
        ("F10", "decline", live < Decimal("0.80")),
    ])  # fmt: skip


def lists(facts: Facts) -> Fired:
    """Black lists decline, a grey one and a contact's refer."""
    return chosen([
        ("B01", "decline", facts["list.black"]),
        ("B02", "decline", facts["list.dishonest"]),
        ("B03", "refer", facts["list.grey"]),
        ("B04", "refer", facts["list.contact_black"]),
    ])  # fmt: skip


def age(facts: Facts) -> int:
    """Full years on the day."""
    born, today = facts["applicant.birth_date"], facts["today"]
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return int(today.year - born.year - before_birthday)


def admission(facts: Facts) -> Fired:
    """Who may have the product at all."""
    income, debt = facts["applicant.monthly_income"], facts["applicant.debt_service"]
    too_indebted = income == 0 or debt > income * Decimal("0.55")
    neither = (
        facts["applicant.salary_months"] < 6 and facts["applicant.aum_avg"] < Decimal(5000)
    )  # fmt: skip
    return chosen([
        ("A01", "decline", not 18 <= age(facts) <= 60),
        ("A03", "decline", not facts["applicant.local"]),
        ("A04", "decline", facts["applicant.related_party"]),
        ("A05", "decline", facts["applicant.student"]),
        ("A06", "decline", facts["loan.purpose"] in FORBIDDEN),
        ("A07", "decline", facts["applicant.tenure_months"] < 6),
        ("A08", "decline", neither),
        ("A09", "decline", too_indebted),
    ])  # fmt: skip


def unless_there(
    facts: Facts, source: str, names: list[str], down: tuple[str, ...]
) -> Answer | None:
    """A referral where the source is down, a wait where something is absent."""
    if set(down) & set(facts.get("unavailable", ())):
        return Answer("refer", ["T02"])
    if any(name not in facts for name in names):
        return Answer("pending", waits_for=source)
    return None


def bureau(facts: Facts) -> Answer | None:
    """An outage or a thin file refers."""
    names = [f"bureau.{name}" for name in BUREAU]
    answer = unless_there(facts, "bureau", names, ("credit_bureau",))
    if answer is None and all(facts[name] is None for name in names):
        return Answer("refer", ["T01"])
    return answer


def credit(facts: Facts) -> Fired:
    """The record at the credit bureau (连三累六 and the rest)."""
    return chosen([
        ("C01", "decline", facts["bureau.overdue_now"] > 0),
        ("C02", "decline", facts["bureau.overdue_count_24m"] > 6),
        ("C03", "decline", facts["bureau.overdue_run_24m"] >= 3),
        ("C04", "decline", facts["bureau.bad_debt"]),
        ("C05", "decline", facts["bureau.queries_1m"] > 4),
        ("C06", "decline", facts["bureau.queries_3m"] > 8),
        ("C07", "decline", facts["bureau.lenders"] > 4),
        ("C08", "decline", facts["bureau.unsecured_new_30d"] > 0),
    ])  # fmt: skip


Steps = list[tuple[Any, int]]


def points(value: Any, steps: Steps, above: int) -> int:
    """The points of the first step whose end (exclusive) the value stays below."""
    return next((got for end, got in steps if value < end), above)


def card(facts: Facts) -> list[tuple[str, int, int]]:
    """Each characteristic: its reason, the points got, the most there are."""
    salary, assets = facts["applicant.salary_months"], facts["applicant.aum_avg"]
    worst, use = facts["bureau.worst_overdue_days_24m"], facts["bureau.card_use"]
    by_use = 0
    if use is not None:
        by_use = points(use, [(Decimal("0.30"), 22), (Decimal("0.70"), 8)], 0)
        by_use = -25 if use > Decimal("0.90") else by_use
    return [
        ("S10", points(age(facts), [(25, -8), (35, 10), (50, 18)], 8), 18),
        ("S11", points(salary, [(1, -5), (6, 0), (12, 12)], 28), 28),
        ("S12", points(assets, [(5000, 0), (20_000, 12), (100_000, 26)], 40), 40),
        ("S13", points(facts["bureau.queries_3m"], [(2, 25), (5, 8)], -15), 25),
        ("S14", by_use, 22),
        ("S15", points(worst, [(1, 30), (31, -12)], -30), 30),
        ("S16", points(facts["bureau.lenders"], [(2, 18), (4, 0)], -18), 18),
    ]


def losses(scored_card: list[tuple[str, int, int]]) -> list[str]:
    """The three reasons that lost most; the earlier of two equal ones first."""
    lost = [(most - got, code) for code, got, most in scored_card if most > got]
    return [code for _, code in sorted(lost, key=lambda loss: -loss[0])[:3]]


def scored(facts: Facts) -> Answer:
    """Band by the score, then the limit and the price."""
    rows = card(facts)
    score = 500 + sum(got for _, got, _ in rows)
    bands = ((640, "A"), (600, "B"), (560, "C"), (530, "D"))
    band = next((name for least, name in bands if score >= least), "E")
    if band == "D":
        return Answer("refer", ["S02", *losses(rows)], score, band)
    if band == "E":
        return Answer("decline", ["S01", *losses(rows)], score, band)
    away = unless_there(facts, "exposure", ["exposure.person_left"], ("person_exposure",))
    if away is not None:
        away.score, away.band = score, band
        return away
    return priced(facts, score, band)


def priced(facts: Facts, score: int, band: str) -> Answer:
    """Income times the multiple less what is owed, under every ceiling, down to a hundred."""
    capacity = facts["applicant.monthly_income"] * MULTIPLES[band]
    capacity = max(Decimal(0), capacity - facts["applicant.unsecured_balance"])
    ceilings = [MOST, facts["law.amount_cap"], facts["exposure.person_left"], capacity]
    lowest = min(ceiling for ceiling in ceilings if ceiling is not None)
    line = (lowest / 100).to_integral_value(ROUND_FLOOR) * 100
    rate = facts["lpr.y1"] + Decimal(SPREADS[band])
    if facts["asked.term_months"] > 12:
        rate += BEYOND_A_YEAR
    rate = max(FLOOR, min(CAP, rate))
    if line < LEAST:
        return Answer("decline", ["L02"], score, band, line, None, rate)
    asked = facts["asked.amount"]
    reasons = ["L01"] if line < asked else []
    return Answer("approve", reasons, score, band, line, min(line, asked), rate)


def read(given: Mapping[str, Any]) -> dict[str, Any]:
    """A host's facts as this reading takes them: texts of numbers as Decimal, of days as dates."""
    return {name: _read(name, value) for name, value in given.items()}


def _read(name: str, value: Any) -> Any:
    if name in ("today", "applicant.birth_date"):
        return date.fromisoformat(value)
    if isinstance(value, str) and value[:1].isdigit():
        return Decimal(value)
    return value
