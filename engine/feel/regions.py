"""The values that a cell of constants meets, as a set of intervals or of single values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from .. import ir
from ..issues import Issue
from . import tree
from .builtins.calendar import EPOCH
from .comparisons import unknown_value
from .faults import ExpressionFault, fault
from .literals import number_text
from .meaning import plain, type_name
from .parse import parse_tests
from .scope import Scope
from .types import Typer

Span = tuple[int, int]
ORDER: dict[tree.CompareSign, Callable[..., bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """Integers in ascending intervals that neither touch nor overlap, both ends inclusive.

    Texts and booleans stand for their place in the domain's list of values.
    """

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, spans: list[Span]) -> Region:
        """The union of intervals; an interval with its ends crossed holds nothing."""
        merged: list[Span] = []
        for lo, hi in sorted(span for span in spans if span[0] <= span[1]):
            if merged and lo <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], hi))
            else:
                merged.append((lo, hi))
        return cls(tuple(merged))

    def union(self, other: Region) -> Region:
        """What lies in one of the two."""
        return Region.of([*self.spans, *other.spans])

    def meet(self, other: Region) -> Region:
        """What lies in both."""
        pairs = ((a, b) for a in self.spans for b in other.spans)
        return Region.of([(max(a[0], b[0]), min(a[1], b[1])) for a, b in pairs])

    def without(self, other: Region) -> Region:
        """What lies here and not there."""
        rest = list(self.spans)
        for lo, hi in other.spans:
            rest = [part for a, b in rest for part in ((a, min(b, lo - 1)), (max(a, hi + 1), b))
                    if part[0] <= part[1]]  # fmt: skip
        return Region.of(rest)


@dataclass(frozen=True, slots=True)
class Domain:
    """What a cell is about: a type whose values are counted by integers."""

    type: ir.Num | ir.Date | ir.Text | ir.Bool
    values: tuple[str | bool, ...] = ()

    @property
    def whole(self) -> Region:
        """All values of the type."""
        if isinstance(self.type, ir.Num | ir.Date):
            return Region.of([(self.type.lo, self.type.hi)])
        return Region.of([(0, len(self.values) - 1)])

    def example(self, among: Region) -> str:
        """A member as people write it, of numbers a short one; the region is not empty."""
        lo, hi = among.spans[0]
        match self.type:
            case ir.Num(scale):
                return _short(lo, hi, scale)
            case ir.Date():
                return date.fromordinal(lo + EPOCH).isoformat()
            case ir.Bool():
                return str(self.values[lo]).lower()
            case ir.Text():
                return str(self.values[lo])
            case _:
                assert_never(self.type)


def _short(lo: int, hi: int, scale: int) -> str:
    """The number from lo to hi with the fewest places, of several the nearest to zero."""
    steps = [(places, 10 ** (scale - places)) for places in range(scale + 1)]
    places, step = next(each for each in steps if -(-lo // each[1]) <= hi // each[1])
    nearest = min(max(0, -(-lo // step)), hi // step)
    return number_text(nearest, places)


def domain(of: ir.Type) -> Domain | None:
    """The domain of a type; None where its values cannot be counted."""
    match of:
        case ir.Num() | ir.Date():
            return Domain(of)
        case ir.Bool():
            return Domain(of, (False, True))
        case ir.Text(_, values) if values is not None:
            return Domain(of, values)
        case _:
            return None


def region(text: str, scope: Scope, at: str, of: Domain) -> Region | Issue:
    """The values that a cell meets, or the issue that it is not made of constants."""
    try:
        tests = parse_tests(text, scope)
        return _union(_Reader(scope, at, of), tests)
    except ExpressionFault as found:
        return found.issue(at, (0, len(text)))


def _union(reader: _Reader, tests: tuple[tree.Test, ...]) -> Region:
    result = Region(())
    for test in tests:
        result = result.union(reader.test(test))
    return result


@dataclass(frozen=True, slots=True)
class _Reader:
    scope: Scope
    at: str
    domain: Domain

    def test(self, test: tree.Test) -> Region:
        match test:
            case tree.Matches(sign, value):
                return self.compared(sign, self.constant(value))
            case tree.Interval(low, high, low_open, high_open):
                above = self.compared(">" if low_open else ">=", self.constant(low))
                below = self.compared("<" if high_open else "<=", self.constant(high))
                return above.meet(below)
            case tree.Excluding(tests):
                return self.domain.whole.without(_union(self, tests))
            case tree.Equals(tree.Null() as null):
                raise fault("E128", null.span)
            case tree.Equals(value):
                return self.compared("=", self.constant(value))

    def constant(self, value: tree.Tree) -> Fraction:
        typer = Typer(self.scope, self.at)
        found = plain(typer.value(value))
        if not isinstance(found, ir.Const) or found.value is None or typer.issues:
            raise fault("E128", value.span)
        if type(found.type) is not type(self.domain.type):
            wanted, given = type_name(self.domain.type), type_name(found.type)
            raise fault("E201", value.span, wanted=wanted, found=given)
        if isinstance(found.value, str) or isinstance(found.type, ir.Bool):
            if found.value not in self.domain.values:
                raise unknown_value(str(found.value), self.domain.values, value.span)
            return Fraction(self.domain.values.index(found.value))
        scale = found.type.scale if isinstance(found.type, ir.Num) else 0
        own = self.domain.type.scale if isinstance(self.domain.type, ir.Num) else 0
        return Fraction(found.value * 10**own, 10**scale)

    def compared(self, sign: tree.CompareSign, value: Fraction) -> Region:
        if self.domain.values:
            return self.among_values(sign, int(value))
        whole = self.domain.whole
        lo, hi = whole.spans[0] if whole.spans else (0, -1)
        exact = [(value.numerator, value.numerator)] if value.denominator == 1 else []
        spans: dict[tree.CompareSign, list[Span]] = {
            "<": [(lo, ceil(value) - 1)],
            "<=": [(lo, floor(value))],
            ">": [(floor(value) + 1, hi)],
            ">=": [(ceil(value), hi)],
            "=": exact,
            "!=": [(lo, hi)],
        }
        found = Region.of(spans[sign]).meet(whole)
        return found.without(Region.of(exact)) if sign == "!=" else found

    def among_values(self, sign: tree.CompareSign, place: int) -> Region:
        """Compared with the value at a place of the list; texts are ordered by code point."""
        values = self.domain.values
        if sign in ("=", "!="):
            same = Region.of([(place, place)])
            return same if sign == "=" else self.domain.whole.without(same)
        if not isinstance(self.domain.type, ir.Text):
            raise fault("E201", wanted="number", found=type_name(self.domain.type))
        holds = ORDER[sign]
        return Region.of([(i, i) for i, one in enumerate(values) if holds(one, values[place])])
