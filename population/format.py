"""How the facts of a population are spread (`loanfoundry.population/1`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from engine.document import Json
from engine.errors import DocumentRefused
from engine.flow.reading import read_model
from engine.issues import Catalogue, Issue
from engine.product.reference.days import exists
from engine.values import FactCode, Id, Label, Model, Number, TextLine

TEXTS = Catalogue.beside(__file__)

Points = Annotated[
    tuple[Annotated[tuple[Number, Number], Field(min_length=2, max_length=2)], ...],
    Field(min_length=2),
]
"""Quantiles: a share of the people, and the value that so many lie at or below. Straight between
two of them; equal values are a lump."""


class MayBeNull(Model):
    """A fact that some have not."""

    null: Number | None = None


class Spread(MayBeNull):
    """A number by its quantiles, rounded down to a step.

    With `of` it is that many times another fact, with `at_most` no more than another.
    """

    kind: Literal["spread"]
    points: Points
    step: Number | None = None
    of: FactCode | None = None
    at_most: FactCode | None = None


class Choice(MayBeNull):
    """One of some values, by their shares; the later the value, the higher it ranks."""

    kind: Literal["choice"]
    shares: Annotated[dict[TextLine, Number], Field(min_length=1)]


class Yes(MayBeNull):
    """Whether something holds, by its share."""

    kind: Literal["yes"]
    share: Number


class Between(Model):
    """A day between two, each as likely."""

    kind: Literal["between"]
    first: TextLine
    last: TextLine


class Ago(MayBeNull):
    """A day so many days before today; negative ones are still to come."""

    kind: Literal["ago"]
    points: Points


class Numbered(Model):
    """A text of its own for everybody: a prefix and a number."""

    kind: Literal["numbered"]
    prefix: TextLine


class By(Model):
    """As another fact says: one of some spreads."""

    kind: Literal["by"]
    fact: FactCode
    cases: Annotated[dict[TextLine, Marginal], Field(min_length=1)]


class Items(Model):
    """A collection: how many items, and their fields; a field follows others as `item.kind`."""

    kind: Literal["items"]
    count: Points
    fields: Annotated[dict[Id, Marginal], Field(min_length=1)]


Marginal = Annotated[
    Spread | Choice | Yes | Between | Ago | Numbered | By | Items, Field(discriminator="kind")
]


class Answers(Model):
    """How often a source has no record of somebody, and how often it is down."""

    empty: Number | None = None
    unavailable: Number | None = None


class Dependence(Model):
    """How two facts go together: the correlation of their ranks on the normal scale."""

    id: Id
    between: Annotated[dict[FactCode, Literal[True]], Field(min_length=2, max_length=2)]
    correlation: Number


class Population(Model):
    """The people who might apply for a template; `facts` holds every fact that it needs."""

    format: Literal["loanfoundry.population/1"]
    of: Id
    title: Label
    seed: Annotated[StrictInt, Field(ge=0)]
    facts: Annotated[dict[FactCode, Marginal], Field(min_length=1)]
    dependence: tuple[Dependence, ...]
    answers: dict[Id, Answers]


By.model_rebuild()
Items.model_rebuild()


def read(document: Mapping[str, Json]) -> Population:
    """The population of a document. Raises DocumentRefused with every fault."""
    population = read_model(Population, dict(document))
    issues = [*_marginals(population), *_dependence(population), *_answers(population)]
    if issues:
        raise DocumentRefused(issues)
    return population


def others(marginal: Marginal) -> set[str]:
    """The facts that a spread follows."""
    match marginal:
        case Spread(of=of, at_most=at_most):
            return {code for code in (of, at_most) if code is not None}
        case By(fact=fact, cases=cases):
            return {fact}.union(*map(others, cases.values()))
        case Items(fields=fields):
            followed = set[str]().union(*map(others, fields.values()))
            return followed - {f"item.{name}" for name in fields}
        case Ago():
            return {"today"}
        case _:
            return set()


def order(marginals: Mapping[str, Marginal]) -> tuple[str, ...]:
    """Facts, each behind those of them that it follows; what follows in a circle is left out."""
    done: dict[str, None] = {}
    waiting = dict(marginals)
    while ready := [
        code for code in waiting if others(waiting[code]) & marginals.keys() <= done.keys()
    ]:
        done |= dict.fromkeys(ready)
        for code in ready:
            del waiting[code]
    return tuple(done)


def own_fields(fields: Mapping[str, Marginal]) -> dict[str, Marginal]:
    """The fields of an item by the names that others of them follow: `item.kind`."""
    return {f"item.{name}": marginal for name, marginal in fields.items()}


def _marginals(population: Population) -> Iterator[Issue]:
    known = set(order(population.facts))
    for code, marginal in population.facts.items():
        at = f"facts/{code}"
        for other in sorted(others(marginal) - population.facts.keys()):
            yield TEXTS.issue("G101", at, name=other)
        if code not in known:
            yield TEXTS.issue("G102", at)
        yield from _marginal(marginal, at)


def _marginal(marginal: Marginal, at: str) -> Iterator[Issue]:
    match marginal:
        case Spread(points=points) | Ago(points=points):
            yield from _points(points, f"{at}/points")
        case Choice(shares=shares):
            total = sum(map(Decimal, shares.values()))
            if total != 1 or min(map(Decimal, shares.values())) < 0:
                yield TEXTS.issue("G104", f"{at}/shares", found=f"{total:f}")
        case Yes(share=share):
            yield from _share(share, f"{at}/share")
        case Between(first=first, last=last):
            if not (exists(first) and exists(last)) or first > last:
                yield TEXTS.issue("G105", at, first=first, last=last)
        case By(cases=cases):
            for name, inner in cases.items():
                yield from _marginal(inner, f"{at}/cases/{name}")
        case Items(count=count, fields=fields):
            yield from _points(count, f"{at}/count")
            for name in sorted(own_fields(fields).keys() - set(order(own_fields(fields)))):
                yield TEXTS.issue("G102", f"{at}/fields/{name.removeprefix('item.')}")
            for name, inner in fields.items():
                yield from _marginal(inner, f"{at}/fields/{name}")
        case _:
            pass
    if isinstance(marginal, MayBeNull) and marginal.null is not None:
        yield from _share(marginal.null, f"{at}/null")


def _points(points: Points, at: str) -> Iterator[Issue]:
    """Shares rise from 0 to 1, values never fall."""
    numbers = [(Decimal(share), Decimal(value)) for share, value in points]
    rises = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(numbers))
    if not rises or numbers[0][0] != 0 or numbers[-1][0] != 1:
        yield TEXTS.issue("G103", at)


def _share(share: Number, at: str) -> Iterator[Issue]:
    if not 0 <= Decimal(share) <= 1:
        yield TEXTS.issue("G106", at, found=share)


def _dependence(population: Population) -> Iterator[Issue]:
    for each in population.dependence:
        at = f"dependence/{each.id}"
        for code in sorted(each.between.keys() - population.facts.keys()):
            yield TEXTS.issue("G101", f"{at}/between", name=code)
        if not -1 < Decimal(each.correlation) < 1:
            yield TEXTS.issue("G107", f"{at}/correlation", found=each.correlation)


def _answers(population: Population) -> Iterator[Issue]:
    for name, answers in population.answers.items():
        for key, share in answers.model_dump(exclude_none=True).items():
            yield from _share(share, f"answers/{name}/{key}")
