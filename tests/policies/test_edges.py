"""Seeded applicants: the same for a seed, on and beside edges, and as troubled as real ones."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from engine import Program, load
from tests.flows.shipped import DICTIONARY
from tests.policies.edges import Ago, Applicants, beside

TITLE = {"zh": "门槛", "en": "A gate"}
FLOW: dict[str, Any] = {
    "format": "loanfoundry.flow/1",
    "id": "small",
    "title": TITLE,
    "dictionary": "province",
    "start": "ask",
    "parameters": {},
    "variables": {},
    "outputs": {},
    "nodes": {
        "ask": {
            "kind": "ask",
            "title": TITLE,
            "from": {"source": "credit_bureau"},
            "gives": {"bureau.card_use": True, "bureau.queries_3m": True},
            "next": {"found": "rules", "empty": "no", "unavailable": "no"},
        },
        "rules": {
            "kind": "rules",
            "title": TITLE,
            "fire": "all",
            "rules": [
                {"id": "r1", "when": "applicant.age < 18", "then": "decline", "reason": "A01"},
                {"id": "r2", "when": "bureau.queries_3m > 8", "then": "decline", "reason": "A01"},
            ],
            "next": {"pass": "no", "decline": "no", "refer": "no"},
        },
        "no": {"kind": "outcome", "title": TITLE, "is": "decline", "reasons": []},
    },
}
USUAL = {
    "today": "2026-11-02",
    "applicant.birth_date": "1990-05-01",
    "bureau.queries_3m": 1,
    "bureau.card_use": "0.3000",
}


@pytest.fixture(scope="module")
def program() -> Program:
    """A flow that asks a bureau, and declines the young and those with many queries."""
    return load(FLOW, dictionary=DICTIONARY)


@pytest.fixture(scope="module")
def people(program: Program) -> Applicants:
    """Its applicants."""
    edges = {
        "today": ("2026-11-02", "2028-02-29"),
        "applicant.birth_date": (Ago(years=18),),
        "bureau.queries_3m": (8,),
    }
    return Applicants(program, USUAL, edges)


def test_a_seed_always_gives_the_same_applicants(people: Applicants) -> None:
    assert list(people.sample(1, 50)) == list(people.sample(1, 50))
    assert list(people.sample(1, 50)) != list(people.sample(2, 50))


def test_a_sample_stands_on_and_beside_every_edge(people: Applicants) -> None:
    assert people.unmet(list(people.sample(1, 1000))) == []
    assert people.unmet([USUAL]) == [
        (name, edge, steps)
        for name, edge in (("applicant.birth_date", Ago(years=18)), ("bureau.queries_3m", 8))
        for steps in (-1, 0, 1)
    ]


def test_every_applicant_can_be_decided_and_asks_come_out_in_every_way(
    people: Applicants, program: Program
) -> None:
    decisions = [program.decide(facts) for facts in people.sample(1, 1000)]
    ways = {step.to for decision in decisions for step in decision.path if step.node == "ask"}
    assert ways == {"found", "empty", "unavailable"}
    waiting = {request.facts for decision in decisions for request in decision.requests}
    assert waiting == {
        ("bureau.card_use",),
        ("bureau.card_use", "bureau.queries_3m"),
        ("bureau.queries_3m",),
    }


def test_a_meeting_brings_facts_together(program: Program) -> None:
    def together(random: Random, facts: dict[str, Any]) -> dict[str, Any]:
        return {"bureau.queries_3m": int(facts["today"][:4]) - 2000, "bureau.card_use": "1.0000"}

    sample = Applicants(program, USUAL, {}, (together,)).sample(1, 500)
    assert (26, "1.0000") in {
        (f.get("bureau.queries_3m"), f.get("bureau.card_use")) for f in sample
    }


@pytest.mark.parametrize(
    ("ago", "steps", "day"),
    [
        (Ago(years=18), 0, "2010-02-28"),
        (Ago(years=18), 1, "2010-03-01"),
        (Ago(months=6), 0, "2027-08-29"),
        (Ago(years=1, months=2, days=3), -1, "2026-12-25"),
        (Ago(months=-12), 0, "2029-02-28"),
    ],
)
def test_so_long_ago_is_a_day_of_the_calendar(ago: Ago, steps: int, day: str) -> None:
    assert ago.day("2028-02-29", steps) == day


def test_beside_a_number_is_a_step_of_its_places_inside_the_domain(people: Applicants) -> None:
    use, queries = people.schemas["bureau.card_use"], people.schemas["bureau.queries_3m"]
    assert [beside(use, "0.3000", steps, {}) for steps in (-1, 0, 1)] == [
        "0.2999",
        "0.3000",
        "0.3001",
    ]
    assert [beside(queries, 0, steps, {}) for steps in (-1, 0, 1)] == [0, 0, 1]
