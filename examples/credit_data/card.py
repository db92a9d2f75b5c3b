"""An integer scorecard: what is scored, in which bins, for how many points."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .columns import Facts

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Feature:
    """What is scored: a fact or a ratio. Edges of bins are multiples of `step`; None is a category.

    `of` is its name in the flow, `reason` what is told where it costs points.
    """

    id: str
    of: str
    reason: str
    step: str | None = None


FEATURES = (
    Feature("seniority", "applicant.seniority_years", "S11", "1"),
    Feature("home", "applicant.home", "S12"),
    Feature("term", "asked.term_months", "S13", "1"),
    Feature("marital", "applicant.marital", "S14"),
    Feature("records", "applicant.records", "S15"),
    Feature("job", "applicant.job", "S16"),
    Feature("assets", "applicant.assets", "S17", "100"),
    Feature("debt", "applicant.debt", "S18", "100"),
    Feature("amount", "asked.amount", "S19", "50"),
    Feature("loan_to_price", "ratio.loan_to_price", "S20", "0.05"),
    Feature("repay_cover", "ratio.repay_cover", "S21", "0.10"),
)


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A feature with its bins: by ascending `edges`, or one for each of `words`; null is apart.

    A bin holds from its edge on, up to the next one.
    """

    feature: Feature
    edges: tuple[Number, ...]
    words: tuple[str | bool, ...]
    points: tuple[int, ...]
    missing: int

    def score(self, value: object) -> int:
        """The points of a value."""
        index = bin_of(self, value)
        return self.missing if index is None else self.points[index]


@dataclass(frozen=True, slots=True)
class Card:
    """Points by characteristic on a base; high is good."""

    base: int
    characteristics: tuple[Characteristic, ...]

    def score(self, facts: Facts) -> int:
        """The score of an applicant."""
        return self.base + sum(
            part.score(measured(part.feature, facts)) for part in self.characteristics
        )


def bin_of(part: Characteristic, value: object) -> int | None:
    """The index of a value's bin; None where it is null, or a word never seen."""
    if isinstance(value, str | bool):
        return part.words.index(value) if value in part.words else None
    return bisect_right(part.edges, value) if isinstance(value, int | Decimal) else None


def measured(feature: Feature, facts: Facts) -> object:
    """The value of a feature, as the flow's formulas give it."""
    match feature.of:
        case "ratio.loan_to_price":
            return _ratio(facts["asked.amount"], facts["loan.price"], top="9.9999")
        case "ratio.repay_cover":
            income, expenses = facts["applicant.income"], facts["applicant.expenses"]
            term = facts["asked.term_months"]
            if not isinstance(income, int):
                return None
            assert isinstance(expenses, int)
            assert isinstance(term, int)
            return _ratio((income - expenses) * term, facts["asked.amount"], top="99.9999")
        case code:
            return facts[code]


def _ratio(dividend: object, divisor: object, *, top: str) -> Decimal:
    assert isinstance(dividend, int)
    assert isinstance(divisor, int)
    places = Decimal(1).scaleb(-4)
    ten_thousandths = Fraction(dividend * 10_000, divisor)
    whole = math.floor(abs(ten_thousandths) + Fraction(1, 2))
    value = Decimal(whole if dividend >= 0 else -whole) * places
    return max(-Decimal(top), min(Decimal(top), value))
