"""The shipped flow against the policy in plain Python and the fitted card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine import Decision, Program, check
from examples.credit_data.applicants import Applicant
from examples.credit_data.card import Card, measured
from examples.credit_data.columns import DICTIONARY
from examples.credit_data.flow import FLOW, flow_text
from tests.examples.credit_data.policy import Verdict, band, verdict


def test_fitting_again_gives_the_committed_bytes(card: Card) -> None:
    assert flow_text(card) == FLOW.read_text("utf-8")


def test_the_flow_checks_without_an_issue() -> None:
    assert check(FLOW, dictionary=DICTIONARY) == ()


def test_every_column_of_the_file_is_needed(
    program: Program, applicants: tuple[Applicant, ...]
) -> None:
    needed: Any = program.needs["required"]
    assert set(needed) == set(applicants[0].facts)


def test_the_flow_scores_every_applicant_as_the_fitted_card_does(
    program: Program, card: Card, applicants: tuple[Applicant, ...]
) -> None:
    decisions = program.decide_many(applicant.facts for applicant in applicants)
    found = [str(decision.outputs["score"]) for decision in decisions]
    assert found == [str(card.score(applicant.facts)) for applicant in applicants]


def said(decision: Decision) -> tuple[Verdict, str]:
    """A decision as a verdict of the plain policy, and its band."""
    offer: Any = decision.offer
    of_score = {f"S{number}" for number in range(11, 22)}
    codes = tuple(reason.code for reason in decision.reasons if reason.code not in of_score)
    terms = (offer["line"], offer["annual_rate"]) if offer else (None, None)
    return Verdict(str(decision.outcome), codes, *terms), str(decision.outputs["band"])


def test_the_flow_decides_every_applicant_as_the_plain_policy_does(
    program: Program, card: Card, applicants: tuple[Applicant, ...]
) -> None:
    assert differences(program, card, (applicant.facts for applicant in applicants)) == []


def test_the_flow_decides_on_and_beside_every_edge_as_the_plain_policy_does(
    program: Program, card: Card, applicants: tuple[Applicant, ...]
) -> None:
    rows = list(edges(applicants[::60]))
    ends = {said(decision)[0].outcome for decision in program.decide_many(rows)}
    codes = {r.code for d in program.decide_many(rows) for r in d.reasons if r.code[0] in "PAL"}
    assert ends == {"approve", "decline", "refer"}
    assert codes == {"P01", "P02", "P03", "P04", "P05", "A01", "A02", "A03", "A04", "L01", "L02"}
    assert differences(program, card, rows) == []


def differences(program: Program, card: Card, rows: Iterable[Any]) -> list[Any]:
    """The rows that the flow and the plain policy decide differently."""
    found = []
    for facts in rows:
        score = card.score(facts)
        wanted = verdict(facts, score), band(score)
        if said(program.decide(facts)) != wanted:
            found.append((facts, wanted))
    return found


def edges(applicants: Iterable[Applicant]) -> Iterator[dict[str, Any]]:
    """Applicants moved onto and beside each edge of a rule, a table or the limit."""
    for applicant in applicants:
        facts: dict[str, Any] = dict(applicant.facts)
        for beside in (-1, 0, 1):
            yield from ({**facts, **move} for move in moves(facts, beside))


def moves(facts: dict[str, Any], beside: int) -> Iterator[dict[str, Any]]:
    """The changes that bring an applicant to the edges, `beside` off them."""
    amount, term = facts["asked.amount"], facts["asked.term_months"]
    expenses, years = facts["applicant.expenses"], facts["applicant.seniority_years"]
    repays = expenses + -(-amount // term)
    yield {"loan.price": amount + beside}
    for age in (18, 65, 65 - term // 12, years + 14):
        yield {"applicant.age": age + beside}
    yield {"asked.term_months": 36 + beside}
    for income in (expenses, repays):
        yield {"applicant.income": max(0, income + beside)}
    yield {"applicant.income": repays, "asked.amount": (repays - expenses) * term + beside}
    yield {
        "applicant.income": expenses + 250, "asked.term_months": 40,
        "asked.amount": 10_000 + beside, "loan.price": 20_000,
    }  # fmt: skip
    yield {"applicant.income": None}
    yield {"applicant.income": None, "applicant.assets": None}
    yield {"applicant.assets": 1000 + beside, "applicant.debt": 1000}
    yield {"applicant.records": True, "applicant.seniority_years": 2 + beside}
    for price in (100, 105, 117, 125):
        yield {"asked.amount": 50, "loan.price": price + beside}
        yield {"asked.amount": 50, "loan.price": price + beside, "applicant.income": None}


def test_ratios_are_rounded_and_capped_as_the_card_was_fitted(
    program: Program, card: Card, applicants: tuple[Applicant, ...]
) -> None:
    extreme = {"applicant.income": 100_000, "asked.term_months": 360, "loan.price": 1}
    rows = [applicant.facts for applicant in applicants]
    rows += [{**row, **extreme} for row in rows[:5]]
    rows += [{**row, "applicant.income": 0, "applicant.expenses": 90_000} for row in rows[:5]]
    ratios = [part.feature for part in card.characteristics if part.feature.of[:5] == "ratio"]
    for row, decision in zip(rows, program.decide_many(rows), strict=True):
        assert [decision.outputs[one.of] for one in ratios] == [
            measured(one, row) for one in ratios
        ]


def test_a_score_decline_tells_where_most_points_were_lost(
    program: Program, card: Card, applicants: tuple[Applicant, ...]
) -> None:
    decisions = program.decide_many(applicant.facts for applicant in applicants)
    told = 0
    for applicant, decision in zip(applicants, decisions, strict=True):
        if decision.path[-1].node in ("declined_score", "referred_score"):
            codes = [reason.code for reason in decision.reasons][1:]
            assert codes == most_lost(card, applicant)
            told += 1
    assert told > 500


def most_lost(card: Card, applicant: Applicant) -> list[str]:
    """The reasons of the three characteristics that cost most, the card's order among equals."""
    lost = []
    for part in card.characteristics:
        nullable = part.feature.of not in NEVER_NULL
        best = max(*part.points, *([part.missing] if nullable else []))
        lost.append((best - part.score(measured(part.feature, applicant.facts)), part))
    costly = [pair for pair in lost if pair[0] > 0]
    return [part.feature.reason for _, part in sorted(costly, key=lambda pair: -pair[0])[:3]]


NEVER_NULL = {
    "applicant.seniority_years", "applicant.records", "asked.term_months", "asked.amount",
    "ratio.loan_to_price",
}  # fmt: skip
