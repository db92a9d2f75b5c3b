"""个人准入门槛 read plainly from docs/policies/gate_p.md."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any

from tests.policies.edges import Ago, Edges
from tests.policies.plain import Answer, Facts, asked, by_rules, through, years

FORBIDDEN = ("house", "securities", "futures", "equity", "wealth", "repay_loan")
RECORD = (
    "overdue_now", "overdue_count_24m", "overdue_run_24m", "worst_overdue_days_24m", "bad_debt",
    "queries_1m", "queries_3m", "lenders", "unsecured_new_30d", "card_use", "house_loan",
)  # fmt: skip

CREDIT_EDGES: Edges = {
    "bureau.overdue_now": (0,),
    "bureau.overdue_count_24m": (6,),
    "bureau.overdue_run_24m": (3,),
    "bureau.queries_1m": (4,),
    "bureau.queries_3m": (8,),
    "bureau.lenders": (4,),
}
EDGES: Edges = {
    "today": ("2026-11-02", "2028-02-29", "2027-02-28"),
    "applicant.birth_date": (Ago(years=18), Ago(years=61)),
    **CREDIT_EDGES,
}


def old_at_the_end(random: Random, facts: Facts) -> dict[str, Any]:
    """A term at which somebody in the fifties is 65 at the end, or a month beside it."""
    age = random.randrange(50, 61)
    born = Ago(years=age, days=random.randrange(300)).day(facts["today"])
    return {
        "applicant.birth_date": born,
        "asked.term_months": (65 - age) * 12 + random.choice((-1, 0, 1)),
    }


def gate(facts: Facts, *, series: str = "credit") -> Answer | None:
    """The end at the gate for persons, if it ends there."""
    return through(facts, partial(admission, series=series), credit)


def admission(facts: Facts, *, series: str) -> Answer | None:
    """一、客户准入。"""
    age = years(facts["applicant.birth_date"], facts["today"])
    related = facts["applicant.related_party"] and series != "pledge"
    return by_rules(
        ("A01", "decline", not 18 <= age <= 60),
        ("A02", "decline", age * 12 + facts["asked.term_months"] > 65 * 12),
        ("A03", "decline", not facts["applicant.local"]),
        ("A04", "decline", related),
        ("A05", "decline", facts["applicant.student"]),
        ("A06", "decline", facts["loan.purpose"] in FORBIDDEN),
    )


def credit(facts: Facts, *, whose: str = "") -> Answer | None:
    """二、个人征信：`whose` is "controller_" or "legal_person_" for somebody behind a company."""
    record = f"{whose}bureau"

    def of(name: str) -> Any:
        return facts[f"{record}.{name}"]

    dishonest = f"{whose}list.dishonest"
    return through(
        facts,
        lambda given: asked(given, [dishonest], ["dishonest"]),
        lambda given: by_rules(("B02", "decline", given[dishonest])),
        lambda given: asked(
            given,
            [f"{record}.{name}" for name in RECORD],
            ["credit_bureau"],
            none=Answer("refer", ("T01",)),
        ),
        lambda given: by_rules(
            ("C01", "decline", of("overdue_now") > 0),
            ("C02", "decline", of("overdue_count_24m") > 6),
            ("C03", "decline", of("overdue_run_24m") >= 3),
            ("C04", "decline", of("bad_debt")),
            ("C05", "decline", of("queries_1m") > 4),
            ("C06", "decline", of("queries_3m") > 8),
            ("C07", "decline", of("lenders") > 4),
        ),
    )
