"""A scorecard in the core: the bin of each characteristic, their points, the band."""

from __future__ import annotations

from ... import ir
from ...feel import comparisons, numbers
from ...feel.expression import needless, undecided
from ...feel.faults import ExpressionFault
from ...feel.fitting import fitted
from ...feel.meaning import FALSE, is_hole, plain
from ...node import Builder, ByCode, Lowered
from .spec import Band, Characteristic, Scorecard

POINTS = ir.Num(0, 0, 0)


def lower(spec: Scorecard, builder: Builder) -> Lowered:
    """The block: bins, score, band; what fired is every bin and the band."""
    bins = [ir.Let(f"#{c.id}", _bin(c, builder)) for c in spec.characteristics]
    score = numbers.constant(builder.number(spec.base, POINTS, "base"), 0)
    points = [_points(of, let, builder) for of, let in zip(spec.characteristics, bins, strict=True)]
    total = plain(numbers.total([(True, each) for each in (score, *points)]))
    sets = [ir.Let(spec.sets.score, _fitted_score(spec, total, builder))]
    band = ir.Let("#band", _band(spec, builder))
    read_band = ir.Read(band.value.type, band.name)
    target = builder.target(spec.sets.band)
    names = tuple(_name(each, target, builder) for each in spec.bands)
    sets.append(ir.Let(spec.sets.band, ir.Pick(target, read_band, names)))
    fired = ir.Fired((*(ir.Read(let.value.type, let.name) for let in bins), read_band))
    return Lowered((*bins, sets[0], band, sets[1], fired), ByCode(None))


def _bin(of: Characteristic, builder: Builder) -> ir.Expr:
    """The index of the bin; one beyond the last where the value is null."""
    at = ("characteristics", of.id)
    value = builder.value(of.of, *at, "of")
    if not is_hole(value):
        may_be_null = comparisons.equal(value, ir.Const(ir.Null(), None)) != FALSE
        if may_be_null and of.missing is None:
            builder.issues.append(undecided(builder.place(*at, "of"), "missing", of.of, '"0"'))
        if not may_be_null and of.missing is not None:
            builder.issues.append(needless(builder.place(*at), "missing"))
    tests = [builder.cell(each.test, value, *at, "bins", each.id, "in") for each in of.bins]
    if of.missing is None:
        tests = tests[:-1]
    return ir.First(ir.Code(len(tests)), tuple(tests))


def _points(of: Characteristic, let: ir.Let, builder: Builder) -> ir.Expr:
    """The points at the bin's index, with the bounds over all bins."""
    at = ("characteristics", of.id)
    each = [builder.number(b.points, POINTS, *at, "bins", b.id, "points") for b in of.bins]
    if of.missing is not None:
        each.append(builder.number(of.missing, POINTS, *at, "missing"))
    items = tuple(numbers.constant(points, 0) for points in each)
    return ir.Pick(ir.Num(0, min(each), max(each)), ir.Read(let.value.type, let.name), items)


def _fitted_score(spec: Scorecard, total: ir.Expr, builder: Builder) -> ir.Expr:
    return _fitted(total, builder.target(spec.sets.score), builder, "sets", "score")


def _name(band: Band, target: ir.Type, builder: Builder) -> ir.Expr:
    """The band as a value of the variable."""
    text = ir.Const(ir.Text(len(band.id), (band.id,)), band.id)
    return _fitted(text, target, builder, "bands", band.id)


def _fitted(of: ir.Expr, target: ir.Type, builder: Builder, *steps: str) -> ir.Expr:
    if isinstance(target, ir.Hole):
        return of
    try:
        return fitted(of, target)
    except ExpressionFault as found:
        builder.issues.append(found.issue(builder.place(*steps)))
        return of


def _band(spec: Scorecard, builder: Builder) -> ir.Expr:
    """The index of the first band whose start the score reaches; the last has none."""
    target = builder.target(spec.sets.score)
    score = ir.Read(target, spec.sets.score)
    of = target if isinstance(target, ir.Num) else POINTS
    starts = [
        builder.number(band.start, of, "bands", band.id, "from")
        for band in spec.bands
        if band.start is not None
    ]
    reached = tuple(
        ir.Compare(ir.Bool(), "less_eq", ir.Const(ir.Num(of.scale, start, start), start), score)
        for start in starts
    )
    return ir.First(ir.Code(len(reached)), reached)
