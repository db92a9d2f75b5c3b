"""What a scorecard must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ... import ir
from ...feel import expression
from ...feel.literals import number_text
from ...feel.meaning import Quotient, is_hole, plain
from ...feel.regions import Domain, Region, domain, region
from ...issues import Catalogue, Issue
from ...node import Builder
from ...values import scaled
from .spec import Characteristic, Scorecard

TEXTS = Catalogue.beside(__file__)
QUOTIENT = ir.Num(12, -(10**30), 10**30)
"""Stands for a quotient, whose values cannot be counted: ends of bins have at most 12 places."""


def check(spec: Scorecard, builder: Builder) -> Iterable[Issue]:
    """Bins are disjoint and complete, bands descend."""
    for characteristic in spec.characteristics:
        at = ("characteristics", characteristic.id)
        builder.reason(characteristic.reason, *at, "reason")
        yield from _bins(characteristic, builder)
    yield from _bands(spec, builder)


def _bins(of: Characteristic, builder: Builder) -> Iterable[Issue]:
    typed = expression.value(of.of, builder.scope, "")
    if typed.issues or is_hole(typed.value):
        return
    value = typed.value
    kind: ir.Type = QUOTIENT if isinstance(value, Quotient) else plain(value).type
    counted = domain(kind)
    at = builder.place("characteristics", of.id)
    if counted is None:
        yield TEXTS.issue("N161", f"{at}/of")
        return
    covered = Region(())
    for each in of.bins:
        found = region(each.test, builder.scope, f"{at}/bins/{each.id}/in", counted)
        if isinstance(found, Issue):
            yield found
            return
        overlap = covered.meet(found).example
        if overlap is not None:
            example = shown(counted, overlap)
            yield TEXTS.issue("N162", f"{at}/bins/{each.id}/in", example=example)
        covered = covered.union(found)
    gap = counted.whole.without(covered).example
    if gap is not None:
        yield TEXTS.issue("N163", f"{at}/bins", example=shown(counted, gap))


def shown(of: Domain, value: int) -> str:
    """A member of a domain as people write it."""
    if of.values:
        return str(of.values[value])
    return number_text(value, of.type.scale) if isinstance(of.type, ir.Num) else str(value)


def _bands(spec: Scorecard, builder: Builder) -> Iterable[Issue]:
    score = builder.target(spec.sets.score)
    places = score.scale if isinstance(score, ir.Num) else 0
    before: int | None = None
    last = len(spec.bands) - 1
    for index, band in enumerate(spec.bands):
        at = builder.place("bands", band.id)
        if (band.start is None) != (index == last):
            yield TEXTS.issue("N165", f"{at}/from")
        start = None if band.start is None else scaled(band.start, places)
        if start is not None and before is not None and start >= before:
            yield TEXTS.issue("N166", f"{at}/from", found=start, above=before)
        before = start if start is not None else before
