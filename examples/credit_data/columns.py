"""The columns of the file, and the fact that each one gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

from engine.dictionary import BooleanFact, DateFact, Dictionary, Fact, NumberFact, TextFact
from engine.values import scaled

Value = str | int | bool | None
Facts = Mapping[str, Value]

DICTIONARY = Path(__file__).parents[2] / "product_defs/dictionary/example.json"
OUTCOME = "Status"
OUTCOMES = {"good": False, "bad": True}
YES_OR_NO: Mapping[str, str | bool] = {"yes": True, "no": False}

FACTS = {
    "Seniority": "applicant.seniority_years",
    "Home": "applicant.home",
    "Time": "asked.term_months",
    "Age": "applicant.age",
    "Marital": "applicant.marital",
    "Records": "applicant.records",
    "Job": "applicant.job",
    "Expenses": "applicant.expenses",
    "Income": "applicant.income",
    "Assets": "applicant.assets",
    "Debt": "applicant.debt",
    "Amount": "asked.amount",
    "Price": "loan.price",
}
COLUMNS = (OUTCOME, *FACTS)
ASKED = {"asked.term_months": (1, 360), "asked.amount": (1, 1_000_000_000)}
"""What is asked for stands in no dictionary; the engine holds it to these bounds."""


@dataclass(frozen=True, slots=True)
class Column:
    """How the cells of one column are read: whole numbers within `bounds`, or one of `words`."""

    fact: str
    nullable: bool
    bounds: tuple[int, int] = (0, 0)
    words: Mapping[str, str | bool] = field(default_factory=dict)

    def read(self, cell: str) -> Value:
        """The value of a cell; None where it is wrong."""
        if self.words:
            return self.words.get(cell)
        lo, hi = self.bounds
        if not re.fullmatch("[0-9]{1,12}", cell):
            return None
        return int(cell) if lo <= int(cell) <= hi else None

    @property
    def wanted(self) -> str:
        """What a cell may be, for a message."""
        return " / ".join(self.words) if self.words else "{}..{}".format(*self.bounds)


def columns() -> dict[str, Column]:
    """How each column is read, by its name; domains come from the dictionary."""
    dictionary = Dictionary.model_validate_json(DICTIONARY.read_bytes())
    return {name: _column(code, dictionary.facts.get(code)) for name, code in FACTS.items()}


def _column(code: str, fact: Fact | None) -> Column:
    match fact:
        case None:
            return Column(code, nullable=False, bounds=ASKED[code])
        case NumberFact():
            bounds = (scaled(fact.min, fact.scale) or 0, scaled(fact.max, fact.scale) or 0)
            return Column(code, fact.nullable, bounds=bounds)
        case BooleanFact():
            return Column(code, fact.nullable, words=YES_OR_NO)
        case TextFact():
            return Column(code, fact.nullable, words={word: word for word in fact.values or ()})
        case DateFact():
            raise ValueError(code)
        case _:
            assert_never(fact)
