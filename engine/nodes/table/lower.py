"""A table in the core: the index of one row, or a mask of rows folded or listed."""

from __future__ import annotations

from dataclasses import replace

from ... import ir
from ...feel import comparisons
from ...feel.expression import needless, undecided
from ...feel.faults import ExpressionFault
from ...feel.fitting import fitted
from ...feel.meaning import FALSE, Quotient, Value, is_hole, plain
from ...node import Builder, ByCode, Lowered
from .order import row_order
from .spec import FOLDS, LISTS, SINGLE, Column, Output, Row, Table

HITS = "#hits"
FOLD_OPERATORS: dict[str, ir.FoldOperator] = {"C+": "sum", "C<": "min", "C>": "max", "C#": "count"}
Statements = list[ir.Let | ir.Fired | ir.Single]


def lower(spec: Table, builder: Builder) -> Lowered:
    """The block: the columns' values, which rows hit, then the outputs."""
    statements: Statements = []
    subjects = {c.id: _subject(c, builder, statements) for c in spec.columns}
    conditions = tuple(_row(row, subjects, builder) for row in spec.rows)
    conditions = tuple(conditions[index] for index in row_order(spec))
    if spec.hit in LISTS or spec.hit in FOLDS:
        _lower_all(spec, conditions, builder, statements)
    else:
        _lower_one(spec, conditions, builder, statements)
    return Lowered(tuple(statements), ByCode(None))


def _subject(column: Column, builder: Builder, statements: Statements) -> Value:
    """The value of a column, computed once; one that may be null says what then."""
    value = builder.value(column.of, "in", column.id, "of")
    if is_hole(value):
        return value
    null = ir.Const(ir.Null(), None)
    may_be_null = comparisons.equal(value, null) != FALSE
    at = builder.place("in", column.id)
    if may_be_null and column.missing is None:
        builder.issues.append(undecided(f"{at}/of", "missing", column.of, '"skip"'))
    if not may_be_null and column.missing is not None:
        builder.issues.append(needless(at, "missing"))
    return _kept(value, column.id, statements)


def _kept(value: Value, column: str, statements: Statements) -> Value:
    """The value under a name of the block, so that the cells do not compute it again."""
    if isinstance(value, Quotient):
        parts = (value.dividend, value.divisor)
        names = (_named(part, f"#{column}.{i}", statements) for i, part in enumerate(parts))
        return Quotient(*names)
    return _named(plain(value), f"#{column}", statements)


def _named(value: ir.Expr, name: str, statements: Statements) -> ir.Expr:
    if isinstance(value, ir.Read | ir.Const):
        return value
    statements.append(ir.Let(name, value))
    return ir.Read(value.type, name)


def _row(row: Row, subjects: dict[str, Value], builder: Builder) -> ir.Expr:
    cells = [
        builder.cell(text, subjects[column], "rows", row.id, "if", column)
        for column, text in row.conditions.items()
        if column in subjects
    ]
    return comparisons.all_of(cells)


def _lower_one(
    spec: Table, conditions: tuple[ir.Expr, ...], builder: Builder, statements: Statements
) -> None:
    code = ir.Code(len(conditions))
    targets = [builder.target(output.sets) for output in spec.out]
    cells = [
        _items(spec, of, target, builder) for of, target in zip(spec.out, targets, strict=True)
    ]
    if spec.hit in SINGLE:
        mask = ir.MaskOf(len(conditions))
        hits = ir.Read(mask, HITS)
        statements.append(ir.Let(HITS, ir.Mask(mask, conditions)))
        rows = tuple(row.id for row in spec.rows)
        statements.append(ir.Single(hits, rows, tuple(zip(*cells, strict=True))))
        conditions = tuple(ir.AnyOf(ir.Bool(), hits, (i,)) for i in range(len(conditions)))
    statements.append(ir.Fired((ir.First(code, conditions),)))
    for output, target, items in zip(spec.out, targets, cells, strict=True):
        every = (*items, _otherwise(spec, output, target, builder))
        statements.append(ir.Let(output.sets, ir.Pick(target, ir.Read(code, ir.FIRED), every)))


def _items(spec: Table, output: Output, target: ir.Type, builder: Builder) -> list[ir.Expr]:
    """The output's cell of each row, in the order in which rows are tried."""
    return [
        builder.assigned(row.then[output.id], target, "rows", row.id, "then", output.id)
        if output.id in row.then
        else ir.Const(ir.Hole(), None)
        for row in (spec.rows[index] for index in row_order(spec))
    ]


def _otherwise(spec: Table, output: Output, target: ir.Type, builder: Builder) -> ir.Expr:
    text = (spec.otherwise or {}).get(output.id)
    if text is None:
        return ir.Const(ir.Hole(), None)
    return builder.assigned(text, target, "else", output.id)


def _lower_all(
    spec: Table, conditions: tuple[ir.Expr, ...], builder: Builder, statements: Statements
) -> None:
    of = ir.MaskOf(len(conditions))
    statements.append(ir.Fired((ir.Mask(of, conditions),)))
    mask = ir.Read(of, ir.FIRED)
    for output in spec.out:
        target = builder.target(output.sets)
        if spec.hit in LISTS:
            value = _gathered(spec, output, target, mask, builder)
        else:
            value = _folded(spec, output, target, mask, builder)
        statements.append(ir.Let(output.sets, value))


def _gathered(
    spec: Table, output: Output, target: ir.Scalar, mask: ir.Expr, builder: Builder
) -> ir.Expr:
    items = tuple(_items(spec, output, target, builder))
    empty = (_otherwise(spec, output, target, builder),) if spec.otherwise else ()
    item = target if isinstance(target, ir.Num | ir.Bool | ir.Text | ir.Date) else ir.Bool()
    return ir.Gather(ir.ListOf(item), mask, items, tuple(range(len(items))), empty)


def _folded(
    spec: Table, output: Output, target: ir.Scalar, mask: ir.Expr, builder: Builder
) -> ir.Expr:
    """The fold over the hits, fitted into the variable: a sum may leave its bounds."""
    operator = FOLD_OPERATORS[spec.hit]
    empty = _otherwise(spec, output, target, builder)
    items: tuple[ir.Expr, ...] = ()
    if operator == "count":
        _check_counted(spec, output, builder)
    else:
        items = tuple(_items(spec, output, _folded_type(operator, target), builder))
    of = _fold_type(operator, items, target, len(spec.rows))
    at = builder.place("out", output.id, "sets")
    try:
        fitted(ir.Const(of, None), target)
    except ExpressionFault as found:
        builder.issues.append(found.issue(at))
    return ir.Fold(target, operator, mask, items, empty)


def _check_counted(spec: Table, output: Output, builder: Builder) -> None:
    """Cells that are only counted are expressions all the same."""
    for row in spec.rows:
        if output.id in row.then:
            builder.value(row.then[output.id], "rows", row.id, "then", output.id)


def _folded_type(operator: ir.FoldOperator, target: ir.Scalar) -> ir.Scalar:
    """The type of a cell that is folded: never null, and in a sum of any size."""
    if operator == "sum" and isinstance(target, ir.Num):
        return ir.Num(target.scale, 1 - ir.STORED_LIMIT, ir.STORED_LIMIT - 1)
    return replace(target, nullable=False)


def _fold_type(
    operator: ir.FoldOperator, items: tuple[ir.Expr, ...], target: ir.Scalar, rows: int
) -> ir.Type:
    """The bounds of a fold over one hit or more."""
    if operator == "count":
        return ir.Num(0, 1, max(rows, 1))
    if operator != "sum":
        return target
    if not isinstance(target, ir.Num):
        return ir.Num(0, 0, 0)
    cells = [item.type for item in items if isinstance(item.type, ir.Num)]
    if not cells:
        return target
    lo = sum(cell.lo for cell in cells if cell.lo < 0) or min(cell.lo for cell in cells)
    hi = sum(cell.hi for cell in cells if cell.hi > 0) or max(cell.hi for cell in cells)
    return ir.Num(target.scale, lo, hi)
