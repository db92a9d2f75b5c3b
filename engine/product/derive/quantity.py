"""Literals as exact numbers, so that permits compare values and never their spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from ...document import Json
from ...feel.literals import number_text
from ...values import NUMBER_PATTERN

_NUMBER = re.compile(NUMBER_PATTERN)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LITERAL = re.compile(r'true|false|null|"(?:[^"\\]|\\.)*"|@"[^"]*"')


def quantity(literal: Json) -> Fraction | None:
    """A literal as a number, a day as the count of days; None for anything else.

    >>> quantity("0.0480")
    Fraction(6, 125)
    """
    match literal:
        case bool():
            return None
        case int():
            return Fraction(literal)
        case str() if _NUMBER.match(literal):
            return Fraction(literal)
        case str() if _DAY.fullmatch(literal):
            return _days(literal)
        case _:
            return None


def _days(literal: str) -> Fraction | None:
    try:
        return Fraction(date.fromisoformat(literal).toordinal())
    except ValueError:
        return None


def spelled(number: Fraction, like: Json) -> Json:
    """A number in the spelling of a literal: with its places, as an integer, or as a day.

    >>> spelled(Fraction("0.045"), "0.0480")
    '0.0450'
    """
    match like:
        case str() if _DAY.fullmatch(like):
            return date.fromordinal(int(number)).isoformat()
        case str():
            return number_text(int(number * 10 ** places(like)), places(like))
        case _:
            return int(number)


def places(literal: Json) -> int:
    """The digits behind the point of a literal number; none in anything else."""
    return len(literal.partition(".")[2]) if isinstance(literal, str) else 0


def is_literal(cell: Json) -> bool:
    """Whether a cell holds a value and no expression: a number, text, day, true, false, null."""
    return quantity(cell) is not None or (
        isinstance(cell, str) and _LITERAL.fullmatch(cell) is not None
    )


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from `low` to `high` in steps from `start`; None where there is no bound."""

    low: Fraction | None
    high: Fraction | None
    step: Fraction
    start: Fraction

    def holds(self, number: Fraction) -> bool:
        """Whether a number is one of these."""
        return (
            (self.low is None or number >= self.low)
            and (self.high is None or number <= self.high)
            and (number - self.start) % self.step == 0
        )

    def nearest(self, number: Fraction, *, rather: str) -> Fraction | None:
        """The nearest of these numbers; of two the one that is `rather`: higher, or else lower.

        None where there is none at all.
        """
        clamped = number if self.low is None else max(number, self.low)
        clamped = clamped if self.high is None else min(clamped, self.high)
        below = self.start + floor((clamped - self.start) / self.step) * self.step
        near = [at for at in (below, below + self.step) if self.holds(at)]
        up = -1 if rather == "higher" else 1
        return min(near, key=lambda at: (abs(at - number), up * at), default=None)

    def is_inside(self, other: Range) -> bool:
        """Whether each of these numbers is one of the other's."""
        return (
            (other.low is None or (self.low is not None and self.low >= other.low))
            and (other.high is None or (self.high is not None and self.high <= other.high))
            and self.step % other.step == 0
            and (self.start - other.start) % other.step == 0
        )
