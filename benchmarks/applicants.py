"""Random applicants of the benchmark flow: on and beside every edge, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.document import Json

SEED = 15
METHODS = ("equal_instalment", "equal_principal")


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant twice: as our facts (money as text), and as zen's context (JSON numbers)."""

    facts: Mapping[str, Json]
    context: dict[str, object]


def applicants(count: int, seed: int = SEED) -> list[Applicant]:
    """Random applicants; about two in three pass admission."""
    chance = random.Random(seed)  # noqa: S311
    return [_applicant(chance) for _ in range(count)]


def _applicant(chance: random.Random) -> Applicant:
    age = _near(chance, (20, 25, 35, 50, 60), 18, 64)
    tenure = _near(chance, (6, 12, 36), 3, 240)
    income = _money(chance, ("5000", "10000", "20000"), 3_000_00, 40_000_00)
    debt = _debt(chance, income)
    overdue = chance.choice((0, 0, 0, 0, 1, 2, 3, 6, 7))
    queries = chance.choice((0, 1, 1, 2, 4, 5, 8, 9))
    card = _share(chance)
    asked = chance.randrange(10, 2000) * 100
    term = chance.choice((3, 6, 12, 13, 24, 36))
    local = chance.random() < 0.95
    method = chance.choice(METHODS)
    facts: dict[str, Json] = {
        "applicant.age": age,
        "applicant.local": local,
        "applicant.tenure_months": tenure,
        "applicant.monthly_income": f"{income:.2f}",
        "applicant.debt_service": f"{debt:.2f}",
        "bureau.overdue_count_24m": overdue,
        "bureau.queries_3m": queries,
        "bureau.card_use": None if card is None else f"{card:.4f}",
        "asked.amount": f"{asked}.00",
        "asked.term_months": term,
        "asked.method": method,
    }
    context: dict[str, object] = {
        "age": age,
        "local": local,
        "tenure": tenure,
        "income": float(income),
        "debt_service": float(debt),
        "overdue": overdue,
        "queries": queries,
        "card_use": None if card is None else float(card),
        "amount": asked,
        "term_months": term,
        "method": method,
    }
    return Applicant(facts, context)


def _near(chance: random.Random, edges: Sequence[int], lowest: int, highest: int) -> int:
    """One in four at or beside an edge, the rest anywhere."""
    if chance.random() < 0.25:
        return chance.choice(edges) + chance.choice((-1, 0, 1))
    return chance.randint(lowest, highest)


def _money(chance: random.Random, edges: Sequence[str], lowest: int, highest: int) -> Decimal:
    if chance.random() < 0.25:
        return Decimal(chance.choice(edges)) + Decimal(chance.choice((-1, 0, 1))) / 100
    return Decimal(chance.randint(lowest, highest)) / 100


def _debt(chance: random.Random, income: Decimal) -> Decimal:
    """Mostly bearable; one in eight at or beside 55 % of the income."""
    if chance.random() < 0.125:
        edge = (income * Decimal("0.55")).quantize(Decimal("0.01"))
        return edge + Decimal(chance.choice((-1, 0, 1))) / 100
    return (income * Decimal(chance.randint(0, 50)) / 100).quantize(Decimal("0.01"))


def _share(chance: random.Random) -> Decimal | None:
    if chance.random() < 0.15:
        return None
    if chance.random() < 0.25:
        return (
            Decimal(chance.choice(("0.3000", "0.7000")))
            + Decimal(chance.choice((-1, 0, 1))) / 10_000
        )
    return Decimal(chance.randint(0, 12_000)) / 10_000
