"""Seeded applicants for any policy, on and beside every edge that it names.

    people = Applicants(program, usual, fraud.EDGES)
    sample = list(people.sample(7, 5000))
    assert people.unmet(sample) == []

The program says which facts there are and what they may be, the policy where it turns. Most facts
are the usual ones, of somebody who passes, so that many come far on the way.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import Any

from engine import Program, ir

Facts = dict[str, Any]

SHARES = (0.0, 0.02, 0.05, 0.1, 0.3)
"""How many of somebody's facts are not the usual ones."""
BESIDE = (-1, 0, 1)
"""On an edge, and a step to either side."""
TROUBLE = 0.05
"""How many asks are not answered, answered in part, or with "there is none"; and sources down."""


@dataclass(frozen=True, slots=True)
class Ago:
    """A day before today; its neighbours are the days beside it."""

    years: int = 0
    months: int = 0
    days: int = 0

    def day(self, today: str, beside: int = 0) -> str:
        """The day, at most the last one of its month, then so many days on."""
        now = date.fromisoformat(today)
        year, month = divmod(now.year * 12 + now.month - 1 - self.years * 12 - self.months, 12)
        last = monthrange(year, month + 1)[1]
        found = date(year, month + 1, min(now.day, last))
        return (found + timedelta(days=beside - self.days)).isoformat()


Edge = int | str | Ago
"""A number or text where a policy turns, as a host writes it, or a day before today."""

Edges = Mapping[str, Sequence[Edge]]
"""By fact; those of `today` are the days on which somebody applies."""

Meeting = Callable[[Random, Facts], Mapping[str, Any]]
"""Facts that bring others to an edge between them, as a debt at just its share of an income."""


@dataclass(frozen=True)
class Applicants:
    """The applicants of a program: `usual` gives every fact, and passes."""

    program: Program
    usual: Mapping[str, Any]
    edges: Edges
    meetings: tuple[Meeting, ...] = ()
    terms: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """By method, the terms for which a product offers it."""

    def sample(self, seed: int, count: int) -> Iterator[Facts]:
        """So many applicants, the same for the same seed."""
        random = Random(seed)  # noqa: S311  (seeded applicants are no secret)
        return (self._somebody(random) for _ in range(count))

    def unmet(self, sample: Sequence[Facts]) -> list[tuple[str, Edge, int]]:
        """The edges, and the steps beside them, at which nobody of a sample stands."""
        places = [
            (name, edge, steps)
            for name, edges in self.edges.items()
            for edge in (edges if name != "today" else ())
            for steps in BESIDE
        ]
        return [
            place for place in places if not any(self._stands(facts, place) for facts in sample)
        ]

    def _stands(self, facts: Facts, place: tuple[str, Edge, int]) -> bool:
        name, edge, steps = place
        return name in facts and facts[name] == beside(self.schemas[name], edge, steps, facts)

    def _somebody(self, random: Random) -> Facts:
        facts = dict(self.usual)
        if "today" in self.edges:
            facts["today"] = random.choice(self.edges["today"])
        share = random.choice(SHARES)
        for name in self.schemas:
            if name != "today" and random.random() < share:
                facts[name] = self._unusual(random, name, facts)
        for meeting in self.meetings:
            if random.random() < share:
                facts |= meeting(random, facts)
        for name in self.asked:
            facts[name] = nearest(self.schemas[name], Decimal(str(facts[name])))
        if "asked.method" in facts and self.terms:
            known, term = self.terms[facts["asked.method"]], int(facts["asked.term_months"])
            facts["asked.term_months"] = min(known, key=lambda months: abs(months - term))
        return self._answered(random, facts)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts of which a product allows some values alone."""
        return tuple(
            name
            for name, schema in self.schemas.items()
            if schema["x-type"] == "number" and ("enum" in schema or "x-step" in schema)
        )

    @cached_property
    def schemas(self) -> Mapping[str, Any]:
        """What the program says of each fact; a collection changes by a meeting alone."""
        properties = self.program.needs["properties"]
        return {name: schema for name, schema in properties.items() if schema["type"] != "array"}

    def _unusual(self, random: Random, name: str, facts: Facts) -> Any:
        """On an edge or beside it, null where that may be, or any value of the domain."""
        schema, edges = self.schemas[name], self.edges.get(name)
        if name in self.nullable and random.random() < 0.1:
            return None
        if edges and random.random() < 0.8:
            return beside(schema, random.choice(edges), random.choice(BESIDE), facts)
        return anywhere(random, schema, facts)

    @cached_property
    def nullable(self) -> frozenset[str]:
        """The facts that may be null in an answer that is not "there is none"."""
        return frozenset(each.name for each in self.program.core.inputs if each.type.nullable)

    def _answered(self, random: Random, facts: Facts) -> Facts:
        """The facts with some asks open, answered in part, or with "there is none"."""
        for asked in self.asks:
            if random.random() < TROUBLE:
                for name in random.choice((asked.gives, random.sample(asked.gives, 1))):
                    facts.pop(name, None)
            elif asked.empty and random.random() < TROUBLE:
                facts |= dict.fromkeys(asked.gives, None)
        flags = self.program.core.flags
        if flags and random.random() < TROUBLE:
            facts["unavailable"] = random.sample(flags, min(len(flags), random.choice((1, 1, 2))))
        return facts

    @cached_property
    def asks(self) -> tuple[ir.Ask, ...]:
        """What the program asks for on the way; what two nodes ask is answered once."""
        exits = (block.exit for block in self.program.core.blocks)
        asks = (leaving for leaving in exits if isinstance(leaving, ir.Ask))
        return tuple({leaving.gives: leaving for leaving in asks}.values())


def beside(schema: Mapping[str, Any], edge: Edge, steps: int, facts: Facts) -> Any:
    """The value so many steps of its places, or days, from an edge; inside the domain."""
    match edge, schema["x-type"]:
        case Ago(), _:
            return edge.day(facts["today"], steps)
        case _, "number":
            low, high = Decimal(schema["x-min"]), Decimal(schema["x-max"])
            step = Decimal(schema.get("x-step") or Decimal(1).scaleb(-schema["x-scale"]))
            return nearest(schema, max(low, min(high, Decimal(edge) + steps * step)))
        case _:
            return edge


def anywhere(random: Random, schema: Mapping[str, Any], facts: Facts) -> Any:
    """A value of the domain: an end, or any; days lie in the past."""
    match schema:
        case {"enum": values, "x-type": "text"}:
            return random.choice([value for value in values if value is not None])
        case {"x-type": "number"}:
            low, high = Decimal(schema["x-min"]), Decimal(schema["x-max"])
            unit = Decimal(1).scaleb(-schema["x-scale"])
            between = low + random.randrange(int((high - low) / unit) + 1) * unit
            return nearest(schema, random.choice((low, high, between)))
        case {"x-type": "date"}:
            first, today = (date.fromisoformat(day) for day in (schema["x-min"], facts["today"]))
            return (first + timedelta(days=random.randrange((today - first).days + 1))).isoformat()
        case {"x-type": "boolean"}:
            return random.random() < 0.5
        case _:
            return "text"[: schema["maxLength"]]


def nearest(schema: Mapping[str, Any], number: Decimal) -> str | int:
    """The value nearest to a number that a schema takes, as a host writes it."""
    match schema:
        case {"enum": values}:
            number = min({Decimal(str(each)) for each in values}, key=lambda one: abs(one - number))
        case {"x-step": step, "x-min": low, "x-max": high}:
            whole = round(number / Decimal(step)) * Decimal(step)
            number = max(Decimal(low), min(Decimal(high), whole))
    return spelled(number, schema)


def spelled(number: Decimal, schema: Mapping[str, Any]) -> str | int:
    """A number as a host writes it: whole ones as integers."""
    return f"{number:.{schema['x-scale']}f}" if schema["x-scale"] else int(number)
