"""What may be asked and offered, as integers: amounts and days in steps, terms and methods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ...feel.literals import number_text
from ...values import scaled
from ..schema.draw import DrawInDays
from ..schema.product import Whole

DAYS_OF_A_MONTH = 31
"""The most: a term in days breaks a method's bound in months only where it surely does."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbers of `scale` places from `least` to `most`, at whole steps from zero."""

    scale: int
    least: int
    most: int
    step: int

    def allows(self, value: int) -> bool:
        """Whether a value is one of them."""
        return self.least <= value <= self.most and not value % self.step

    def nearest(self, value: int) -> int:
        """The one that is nearest to a value, of two the smaller."""
        low = value - value % self.step
        near = low if value - low <= self.step - (value - low) else low + self.step
        return max(self.least, min(self.most, near))

    def up_to(self, most: int) -> Steps:
        """Those that are no greater; never none."""
        bound = min(self.most, most - most % self.step)
        return Steps(self.scale, min(self.least, bound), bound, self.step)

    @property
    def text(self) -> str:
        """The numbers as a message says them."""
        low, high, step = (number_text(n, self.scale) for n in (self.least, self.most, self.step))
        return f"{low}..{high} / {step}"


@dataclass(frozen=True, slots=True)
class Options:
    """Some whole numbers, ascending."""

    members: tuple[int, ...]
    scale: int = 0

    def allows(self, value: int) -> bool:
        """Whether a value is one of them."""
        return value in self.members

    def nearest(self, value: int) -> int:
        """The one that is nearest to a value, of two the smaller."""
        return min(self.members, key=lambda member: (abs(member - value), member))

    def up_to(self, most: int) -> Options:
        """Those that are no greater; never none."""
        return Options(tuple(n for n in self.members if n <= most) or self.members[:1])

    @property
    def text(self) -> str:
        """The numbers as a message says them."""
        return " / ".join(map(str, self.members))


Numbers: TypeAlias = Steps | Options
Rates: TypeAlias = tuple[int | None, int | None, int | None]
"""The base, the floor and the cap of a rate, of six places; None where one is not known."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a rate may lie above its base, of six places."""

    least: int
    most: int

    @classmethod
    def of(cls, product: Whole) -> Spread:
        """The spread of a product."""
        spread = product.interest.spread
        return cls((scaled(spread.min, 4) or 0) * 100, (scaled(spread.max, 4) or 0) * 100)

    def allows(self, rate: int, rates: Rates) -> bool:
        """Whether a rate is base and spread between the bounds, or lies at one of these."""
        base, floor, cap = rates
        if base is None or floor is None or cap is None:
            return False
        return floor <= rate <= cap and (
            self.least <= rate - base <= self.most or rate in (floor, cap)
        )

    def nearest(self, rate: int, rates: Rates) -> int | None:
        """The allowed rate that is nearest, of two the smaller; None where none is known."""
        base, floor, cap = rates
        if base is None or floor is None or cap is None:
            return None
        ends = (max(base + self.least, min(base + self.most, rate)), floor, cap)
        allowed = (each for each in ends if self.allows(each, rates))
        return min(allowed, key=lambda each: (abs(each - rate), each), default=None)

    def text(self, rates: Rates) -> str:
        """The rates as a message says them: base and spread, and the bounds."""
        base, floor, cap = rates
        if base is None or floor is None or cap is None:
            return "—"
        low, high = (number_text(base + spread, 6) for spread in (self.least, self.most))
        return f"{low}..{high}, {number_text(floor, 6)}..{number_text(cap, 6)}"


@dataclass(frozen=True)
class Envelope:
    """What a product allows at a stage: of an amount, a line, and a term by each method."""

    amount: Steps
    line: Steps
    term_unit: str
    """`months` or `days`."""
    term: Numbers
    by_method: Mapping[str, Numbers]
    usual: Mapping[str, str | int]
    """What fills a page: `amount`, `term`, `method`."""

    @property
    def term_name(self) -> str:
        """The field of an offer that holds the term."""
        return f"term_{self.term_unit}"

    @property
    def term_code(self) -> str:
        """The fact that says which term is asked."""
        return f"asked.{self.term_name}"


def envelope(product: Whole, stage: str) -> Envelope:
    """What is allowed where a line is applied for, or at each draw on it.

    A draw without a greatest amount goes up to the largest line.
    """
    line, draw = product.line.amount, product.draw.amount
    whole = Steps(2, _fen(line.min), _fen(line.max), _fen(line.step) or 1)
    single = Steps(2, _fen(draw.min), _fen(draw.max or line.max), _fen(draw.step) or 1)
    of_line = Steps(2, min(single.least, whole.least), whole.most, min(single.step, whole.step))
    is_draw = stage == "drawdown"
    amount = single if is_draw else whole
    term, unit, usual = _terms(product)
    by_method = {
        name: term.up_to(_longest(method.months_max, unit))
        for name, method in product.draw.methods
        if method is not None
    }
    filled: dict[str, str | int] = {
        "amount": number_text(amount.nearest(_fen(line.default)), 2),
        "term": usual,
        "method": product.draw.default_method,
    }
    return Envelope(amount, of_line if is_draw else whole, unit, term, by_method, filled)


def _terms(product: Whole) -> tuple[Numbers, str, int]:
    """The terms that a customer chooses from, their unit, and the one that fills a page."""
    if isinstance(product.draw, DrawInDays):
        days = product.draw.days
        steps = Steps(0, int(days.min), int(days.max), int(days.step) or 1)
        return steps, "days", int(days.default)
    months = product.draw.months
    return Options(tuple(sorted(map(int, months.options)))), "months", int(months.default)


def _longest(months: str, unit: str) -> int:
    return int(months) * (1 if unit == "months" else DAYS_OF_A_MONTH)


def _fen(amount: str) -> int:
    value = scaled(amount, 2)
    assert value is not None, amount
    return value
