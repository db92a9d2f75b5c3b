"""The policy of 示例信用贷 in plain Python, written from its words; it never reads the flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

SHARES = {
    "A": ("0.90", "1.00", "0.80"),
    "B": ("0.75", "0.95", "0.70"),
    "C": ("0.60", "0.85", "0.60"),
}
SPREADS = {"A": ("0.0150", "0.0200"), "B": ("0.0300", "0.0350"), "C": ("0.0500", "0.0550")}
"""By band: share of the surplus, of the price, of the price without income; spread to 36 months
and beyond."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the policy says; `reasons` without those of the scorecard, `line` and `rate` if lent."""

    outcome: str
    reasons: tuple[str, ...]
    line: Decimal | None = None
    rate: Decimal | None = None


def band(score: int) -> str:
    """The band of a score."""
    starts = (("A", 640), ("B", 580), ("C", 530), ("D", 510))
    return next((name for name, start in starts if score >= start), "E")


def verdict(facts: Any, score: int) -> Verdict:
    """The decision on an applicant with a score: plausibility, admission, band, limit."""
    declines, refers = tuple(_impossible(facts)), tuple(_doubtful(facts))
    if declines or refers:
        return Verdict("decline" if declines else "refer", declines + refers)
    if unfit := tuple(_unfit(facts)):
        return Verdict("decline", unfit)
    if band(score) in ("D", "E"):
        return Verdict(*(("refer", ("S02",)) if band(score) == "D" else ("decline", ("S01",))))
    line = _line(facts, band(score))
    if line < 100:
        return Verdict("decline", ("L02",))
    short = ("L01",) if line < Decimal(facts["asked.amount"]) else ()
    return Verdict("approve", short, line, _rate(facts, band(score)))


def _impossible(facts: Any) -> Iterator[str]:
    if Decimal(facts["asked.amount"]) > facts["loan.price"]:
        yield "P01"


def _doubtful(facts: Any) -> Iterator[str]:
    income, assets, debt = (facts[f"applicant.{name}"] for name in ("income", "assets", "debt"))
    if facts["applicant.age"] - facts["applicant.seniority_years"] < 14:
        yield "P02"
    if income is not None and facts["applicant.expenses"] > income:
        yield "P03"
    if debt is not None and assets is not None and debt > assets:
        yield "P04"
    if income is None and assets is None:
        yield "P05"


def _unfit(facts: Any) -> Iterator[str]:
    if not 18 <= facts["applicant.age"] <= 65:
        yield "A01"
    if facts["applicant.age"] * 12 + facts["asked.term_months"] > 65 * 12:
        yield "A02"
    if facts["applicant.records"] and facts["applicant.seniority_years"] < 2:
        yield "A03"
    if facts["applicant.income"] is not None:
        left = (facts["applicant.income"] - facts["applicant.expenses"]) * facts[
            "asked.term_months"
        ]
        cover = Decimal(left) / Decimal(facts["asked.amount"])
        if cover < Decimal("0.99995"):  # four places, half up
            yield "A04"


def _line(facts: Any, of: str) -> Decimal:
    surplus_share, price_share, blind_share = map(Decimal, SHARES[of])
    if facts["applicant.income"] is None:
        capacity, share = Decimal(1000), blind_share
    else:
        surplus = max(0, facts["applicant.income"] - facts["applicant.expenses"])
        capacity, share = surplus_share * surplus * facts["asked.term_months"], price_share
    most: Decimal = min(capacity, share * facts["loan.price"], Decimal(5000))
    return (most / 10).to_integral_value(ROUND_DOWN) * 10


def _rate(facts: Any, of: str) -> Decimal:
    spread = SPREADS[of][facts["asked.term_months"] > 36]
    return max(Decimal("0.125"), min(Decimal("0.165"), Decimal("0.11") + Decimal(spread)))
