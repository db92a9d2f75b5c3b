"""What a scorecard must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ... import ir
from ...feel import expression
from ...feel.literals import number_text
from ...feel.meaning import Quotient, is_hole, plain
from ...feel.regions import Region, domain, region
from ...issues import Catalogue, Issue
from ...node import Builder
from ...values import scaled
from .spec import Characteristic, Scorecard

TEXTS = Catalogue.beside(__file__)
FINEST = ir.SCALE_LIMIT + 1
QUOTIENT = ir.Num(FINEST, -ir.INTERMEDIATE_LIMIT * 10**FINEST, ir.INTERMEDIATE_LIMIT * 10**FINEST)
"""Stands for a quotient, whose values cannot be counted.

A bin's ends have a place less and are smaller, so a value lies between and beyond any two of them.
"""


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
        if expression.cell(each.test, builder.scope, "", value).issues:
            return  # told where the bin is lowered
        found = region(each.test, builder.scope, f"{at}/bins/{each.id}/in", counted)
        if isinstance(found, Issue):
            yield found
            return
        overlap = covered.meet(found)
        if overlap.spans:
            example = counted.example(overlap)
            yield TEXTS.issue("N162", f"{at}/bins/{each.id}/in", example=example)
        covered = covered.union(found)
    gap = counted.whole.without(covered)
    if gap.spans:
        yield TEXTS.issue("N163", f"{at}/bins", example=counted.example(gap))


def _bands(spec: Scorecard, builder: Builder) -> Iterable[Issue]:
    score = builder.target(spec.sets.score)
    places = score.scale if isinstance(score, ir.Num) else 0
    above: int | None = None
    for band in spec.bands:
        at = builder.place("bands", band.id, "from")
        if (band.start is None) != (band is spec.bands[-1]):
            yield TEXTS.issue("N165", at)
        start = None if band.start is None else scaled(band.start, places)
        if start is None:
            continue
        if above is not None and start >= above:
            texts = (number_text(start, places), number_text(above, places))
            yield TEXTS.issue("N166", at, found=texts[0], above=texts[1])
        above = start
