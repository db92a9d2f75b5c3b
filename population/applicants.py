"""People of a population: the facts that programs need, the same for the same seed.

Facts that go together are drawn as a Gaussian copula: normal numbers with the given correlations
(made from independent ones by the Cholesky factor), each then read as a share of the people, which
the fact's own spread turns into a value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property, lru_cache
from itertools import accumulate
from random import Random
from statistics import NormalDist
from typing import assert_never

from engine import Program, ir
from engine.document import Json
from engine.errors import DocumentRefused
from engine.flow.values import shown
from engine.issues import Issue

from .dependence import factor
from .format import (
    TEXTS,
    Ago,
    Between,
    By,
    Choice,
    Items,
    Marginal,
    MayBeNull,
    Numbered,
    Points,
    Population,
    Spread,
    Yes,
    order,
    own_fields,
)

Facts = dict[str, Json]
NORMAL = NormalDist()
UNAVAILABLE = "unavailable"
ITEM = "item."
"""What stands before a field where others of its item follow it."""


def applicants(
    population: Population, programs: Sequence[Program], count: int, seed: int | None = None
) -> Iterator[Facts]:
    """So many people with every fact that some programs need, those of a source that is down aside.

    Raises DocumentRefused where the population lacks a fact, has one that no program needs, or
    says what cannot be.
    """
    people = _People(population, tuple(programs))
    people.check()
    random = Random(population.seed if seed is None else seed)  # noqa: S311  (no secret)
    return (people.somebody(random, number) for number in range(1, count + 1))


def facts_for(program: Program, facts: Facts) -> Facts:
    """What a program takes of somebody's facts, who was made for several."""
    taken = {name: value for name, value in facts.items() if name in program.intake.names}
    down = taken.pop(UNAVAILABLE, [])
    assert isinstance(down, list)
    known: list[Json] = [name for name in down if name in program.core.flags]
    return {**taken, UNAVAILABLE: known} if known else taken


@dataclass(frozen=True)
class _People:
    """What is drawn for everybody."""

    population: Population
    programs: tuple[Program, ...]

    @cached_property
    def inputs(self) -> Mapping[str, ir.Input]:
        """The facts that the programs need."""
        return {given.name: given for each in self.programs for given in each.core.inputs}

    @cached_property
    def asks(self) -> tuple[ir.Ask, ...]:
        """What the programs ask for; what several ask is answered once."""
        exits = (block.exit for each in self.programs for block in each.core.blocks)
        asks = (leaving for leaving in exits if isinstance(leaving, ir.Ask))
        return tuple({leaving.gives: leaving for leaving in asks}.values())

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The facts in the order in which they are drawn."""
        return order(self.population.facts)

    @cached_property
    def dependent(self) -> tuple[str, ...]:
        """The facts that go together with others."""
        pairs = (each.between for each in self.population.dependence)
        return tuple(sorted({code for pair in pairs for code in pair}))

    @cached_property
    def factor(self) -> tuple[tuple[float, ...], ...]:
        """The Cholesky factor of their correlations."""
        return factor(self.population.dependence, self.dependent)

    def check(self) -> None:
        """Raises DocumentRefused where population and programs do not fit."""
        given, needed = self.population.facts.keys(), self.inputs.keys()
        flags = {flag for ask in self.asks for flag in ask.flags}
        issues: list[Issue] = []
        issues += (TEXTS.issue("G111", f"facts/{code}") for code in sorted(given - needed))
        issues += (TEXTS.issue("G112", "facts", name=code) for code in sorted(needed - given))
        unknown = sorted(self.population.answers.keys() - flags)
        issues += (TEXTS.issue("G113", f"answers/{name}") for name in unknown)
        if issues:
            raise DocumentRefused(issues)
        _ = self.factor

    def somebody(self, random: Random, number: int) -> Facts:
        """One of them."""
        ranks = self._ranks(random)
        facts: Facts = {}
        for code in self.order:
            drawn = _Draw(random, number, facts, ranks.get(code))
            facts[code] = drawn.value(self.population.facts[code], self.inputs[code].type)
        return self._answered(random, facts)

    def _ranks(self, random: Random) -> dict[str, float]:
        """The shares of the people below this one, of facts that go together."""
        normals = [random.gauss() for _ in self.dependent]
        mixed = (sum(map(float.__mul__, row, normals)) for row in self.factor)
        return dict(zip(self.dependent, map(NORMAL.cdf, mixed), strict=True))

    def _answered(self, random: Random, facts: Facts) -> Facts:
        """The facts with some sources down, and with some that have no record."""
        answers = self.population.answers
        down = [
            name
            for name, of in answers.items()
            if of.unavailable is not None and random.random() < float(of.unavailable)
        ]
        for ask in self.asks:
            share = next((answers[flag].empty for flag in ask.flags if flag in answers), None)
            if not set(down).isdisjoint(ask.flags):
                for code in ask.gives:
                    facts.pop(code, None)
            elif ask.empty is not None and share is not None and random.random() < float(share):
                facts |= dict.fromkeys(ask.gives, None)
        return {**facts, UNAVAILABLE: [*down]} if down else facts


@dataclass(frozen=True, slots=True)
class _Draw:
    """A value for somebody; `rank` is their share of the people where it is drawn already."""

    random: Random
    number: int
    facts: Mapping[str, Json]
    rank: float | None = None

    def value(self, marginal: Marginal, of: ir.Scalar | ir.Items) -> Json:
        """The value of a fact; an item's fields are drawn each on its own."""
        null = marginal.null if isinstance(marginal, MayBeNull) else None
        if null is not None and self.random.random() < float(null):
            return None
        rank = self.random.random() if self.rank is None else self.rank
        match marginal:
            case Spread():
                return self._number(marginal, rank, of)
            case Choice(shares=shares):
                return _chosen(shares, rank)
            case Yes(share=share):
                return rank >= 1 - float(share)
            case Between(first=first, last=last):
                days = (date.fromisoformat(last) - date.fromisoformat(first)).days
                return _day(first, int(rank * (days + 1)))
            case Ago(points=points):
                return _day(str(self.facts["today"]), -int(quantile(points, rank)))
            case Numbered(prefix=prefix):
                return f"{prefix}{self.number:06d}"
            case By(fact=fact, cases=cases):
                return self.value(cases[_word(self.facts[fact])], of)
            case Items():
                return self._items(marginal, rank, of)
            case _:
                assert_never(marginal)

    def _number(self, spread: Spread, rank: float, of: ir.Scalar | ir.Items) -> Json:
        assert isinstance(of, ir.Num)
        found = quantile(spread.points, rank)
        if spread.of is not None:
            found *= Decimal(str(self.facts[spread.of] or 0))
        if spread.at_most is not None and self.facts[spread.at_most] is not None:
            found = min(found, Decimal(str(self.facts[spread.at_most])))
        step = Decimal(spread.step) if spread.step else Decimal(1).scaleb(-of.scale)
        units = int((found / step).to_integral_value(ROUND_FLOOR) * step.scaleb(of.scale))
        return shown(of, min(max(units, of.lo), of.hi))

    def _items(self, items: Items, rank: float, of: ir.Scalar | ir.Items) -> Json:
        assert isinstance(of, ir.Items)
        count = min(int(quantile(items.count, rank)), of.most)
        fields = own_fields(items.fields)
        steps = [
            (name, fields[name], dict(of.fields)[name.removeprefix(ITEM)]) for name in order(fields)
        ]
        return [self._item(steps, each) for each in range(count)]

    def _item(self, steps: Sequence[tuple[str, Marginal, ir.Scalar]], each: int) -> Json:
        drawn = dict(self.facts)
        inner = _Draw(self.random, self.number * 100 + each, drawn)
        for name, marginal, of in steps:
            drawn[name] = inner.value(marginal, of)
        return {name.removeprefix(ITEM): drawn[name] for name, _, _ in steps}


def quantile(points: Points, rank: float) -> Decimal:
    """The value below which a share of the people lie, straight between the points.

    >>> quantile((("0", "0"), ("0.5", "100"), ("1", "1000")), 0.75)
    Decimal('550.000000')
    """
    shares, values = _numbers(points)
    above = min(bisect_right(shares, rank), len(shares) - 1)
    low, start, rise = shares[above - 1], values[above - 1], values[above] - values[above - 1]
    along = (rank - low) / (shares[above] - low)
    return start + round(rise * Decimal(along), 6) if rise else start


@lru_cache
def _numbers(points: Points) -> tuple[tuple[float, ...], tuple[Decimal, ...]]:
    """The shares and the values of quantiles."""
    shares, values = zip(*points, strict=True)
    return tuple(map(float, shares)), tuple(map(Decimal, values))


def _chosen(shares: Mapping[str, str], rank: float) -> str:
    below = accumulate(map(float, shares.values()))
    return next(
        (value for value, end in zip(shares, below, strict=True) if rank < end), [*shares][-1]
    )


def _day(start: str, days: int) -> str:
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()


def _word(value: Json) -> str:
    """A value as cases name it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case _:
            return str(value)
