"""Fits the scorecard and writes the flow: `python -m examples.credit_data.fit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sklearn.model_selection import StratifiedShuffleSplit

from .applicants import SHIPPED, TEXTS, Applicant, read_applicants, split
from .card import Card
from .fitting import fit_card
from .flow import FLOW, flow_text
from .measures import auc, ks, logistic_scores

ROOT = Path(__file__).parents[2]
OTHER_SPLITS = 20
SEED = 20


@dataclass(frozen=True, slots=True)
class Result:
    """AUC and KS of the card and AUC of the regression on the test part of one split."""

    auc: float
    ks: float
    auc_logistic: float


MEASURES: Mapping[str, Callable[[Result], float]] = {
    "auc": lambda one: one.auc,
    "ks": lambda one: one.ks,
    "auc_logistic": lambda one: one.auc_logistic,
    "difference": lambda one: one.auc - one.auc_logistic,
}


def main() -> None:
    """Writes the flow and prints how the card stands against the regression."""
    applicants = read_applicants(SHIPPED)
    training, tested = split(applicants)
    card = fit_card(training)
    FLOW.parent.mkdir(parents=True, exist_ok=True)
    FLOW.write_text(flow_text(card), "utf-8")
    own = measure(card, training, tested)
    others = [
        measure(fit_card(part), part, rest)
        for part, rest in track(other_splits(applicants, len(tested)), console=Console(stderr=True))
    ]
    console = Console()
    for language in ("zh", "en"):
        console.print(TEXTS.word("fitted", language).format(path=FLOW.relative_to(ROOT)))
    console.print(_table(own, others))


def measure(card: Card, training: Sequence[Applicant], tested: Sequence[Applicant]) -> Result:
    """The card against a logistic regression fitted on the same training part."""
    scores = [card.score(applicant.facts) for applicant in tested]
    bad = [applicant.bad for applicant in tested]
    return Result(auc(scores, bad), ks(scores, bad), auc(logistic_scores(training, tested), bad))


def other_splits(
    applicants: Sequence[Applicant], held_out: int
) -> list[tuple[list[Applicant], list[Applicant]]]:
    """Seeded splits of the same size, each with the same share of bad loans."""
    splitter = StratifiedShuffleSplit(OTHER_SPLITS, test_size=held_out, random_state=SEED)
    bad = [applicant.bad for applicant in applicants]
    return [
        ([applicants[at] for at in training], [applicants[at] for at in tested])
        for training, tested in splitter.split(np.zeros(len(bad)), bad)
    ]


def _table(own: Result, others: Sequence[Result]) -> Table:
    spread_of = f"{_word('splits', count=len(others))}: {_word('mean_spread')}"
    table = Table(_word("measure"), _word("this_split"), spread_of)
    for column in table.columns:
        column.overflow = "fold"
    for key, find in MEASURES.items():
        values = [find(one) for one in others]
        mean, spread = np.mean(values), np.std(values, ddof=1)
        lowest = f"{_word('lowest')} {min(values):.4f}"
        table.add_row(_word(key), f"{find(own):.4f}", f"{mean:.4f} ± {spread:.4f}, {lowest}")
    return table


def _word(key: str, **values: int) -> str:
    return " ".join(TEXTS.word(key, language).format(**values) for language in ("zh", "en"))


if __name__ == "__main__":
    main()
