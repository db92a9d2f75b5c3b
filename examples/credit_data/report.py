"""What the shipped flow does to a file of applications, beside a logistic regression."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine import Decision
from engine.cli.sources import located, read_program

from .applicants import Applicant, read_applicants, split
from .columns import DICTIONARY
from .flow import FLOW
from .measures import auc, ks, logistic_scores

Pair = tuple[Applicant, Decision]


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of a file's decisions; rates, AUC and KS over the test part, `rows` over all.

    `decided` are the test part's applications with their decisions, in the file's order.
    """

    auc: float
    ks: float
    auc_logistic: float
    ks_logistic: float
    rows: int
    seconds: float
    decided: Sequence[Pair]

    def rate(self, outcome: str) -> float:
        """The share of applications that end so."""
        return len(self._ending(outcome)) / len(self.decided)

    def bad_rate(self, outcome: str) -> float | None:
        """The share of bad loans among those that end so; None where none does."""
        ending = self._ending(outcome)
        if not ending:
            return None
        return sum(applicant.bad for applicant, _ in ending) / len(ending)

    def _ending(self, outcome: str) -> list[Pair]:
        return [pair for pair in self.decided if pair[1].outcome == outcome]

    def figures(self) -> dict[str, float | int | None]:
        """The figures for machines."""
        return {
            "auc": self.auc,
            "ks": self.ks,
            "auc_logistic": self.auc_logistic,
            "approval_rate": self.rate("approve"),
            "bad_rate_approved": self.bad_rate("approve"),
            "bad_rate_declined": self.bad_rate("decline"),
            "rows": self.rows,
            "seconds": self.seconds,
        }

    def top_reasons(self, most: int) -> list[tuple[str, int]]:
        """The commonest reasons of the applications not approved; of equals the first code."""
        codes = Counter(
            reason.code
            for _, decision in self.decided
            if decision.outcome != "approve"
            for reason in decision.reasons
        )
        return sorted(codes.items(), key=lambda counted: (-counted[1], counted[0]))[:most]

    def telling(self) -> Pair:
        """The decision worth explaining: the first decline with the most reasons."""
        declined = self._ending("decline") or self.decided
        return max(declined, key=lambda pair: len(pair[1].reasons))


def report(path: Path) -> Report:
    """Decides every row of a CSV file and measures; only the logistic regression is fitted anew.

    Raises DocumentRefused for a file that is no such CSV.
    """
    with located(path):
        applicants = read_applicants(path)
        training, tested = split(applicants)
    program = read_program(FLOW, DICTIONARY)
    started = time.perf_counter()
    decisions = program.decide_many(applicant.facts for applicant in applicants)
    seconds = time.perf_counter() - started
    decided = [pair for pair in zip(applicants, decisions, strict=True) if pair[0].held_out]
    scores = [score_of(decision) for _, decision in decided]
    regression = logistic_scores(training, tested)
    bad = [applicant.bad for applicant in tested]
    return Report(
        auc=auc(scores, bad),
        ks=ks(scores, bad),
        auc_logistic=auc(regression, bad),
        ks_logistic=ks(regression, bad),
        rows=len(applicants),
        seconds=seconds,
        decided=decided,
    )


def score_of(decision: Decision) -> float:
    """The score of a decision; the flow scores every applicant before it declines any."""
    return float(str(decision.outputs["score"]))
