"""What a table must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ... import ir
from ...feel import expression
from ...issues import Catalogue, Issue
from ...node import Builder
from .order import priority, spelled
from .spec import LISTS, ORDERED, Table

TEXTS = Catalogue.beside(__file__)


def check(spec: Table, builder: Builder) -> Iterable[Issue]:
    """Cells stand under columns, every output is given, and something is said for no hit."""
    columns = {column.id for column in spec.columns}
    outputs = [output.id for output in spec.out]
    for row in spec.rows:
        at = builder.place("rows", row.id)
        for name in row.conditions.keys() - columns:
            yield TEXTS.issue("N141", f"{at}/if/{name}", name=name)
        yield from _outputs(row.then, outputs, f"{at}/then")
    if spec.otherwise is not None:
        yield from _outputs(spec.otherwise, outputs, builder.place("else"))
    elif spec.hit not in LISTS:
        yield TEXTS.issue("N144", builder.at)
    yield from _targets(spec, builder)
    yield from _priorities(spec, builder)


def _outputs(given: Mapping[str, str], outputs: list[str], at: str) -> Iterable[Issue]:
    for name in sorted(given.keys() - set(outputs)):
        yield TEXTS.issue("N142", f"{at}/{name}", name=name)
    for name in outputs:
        if name not in given:
            yield TEXTS.issue("N143", f"{at}/{name}", name=name)


def _targets(spec: Table, builder: Builder) -> Iterable[Issue]:
    wanted = spec.hit in LISTS
    seen: set[str] = set()
    for output in spec.out:
        at = builder.place("out", output.id, "sets")
        variable = builder.variables.get(output.sets)
        if variable is not None and bool(variable.list) != wanted:
            yield TEXTS.issue("N145" if wanted else "N146", at, name=output.sets)
        if output.sets in seen:
            yield TEXTS.issue("N149", at, name=output.sets)
        seen.add(output.sets)


def _priorities(spec: Table, builder: Builder) -> Iterable[Issue]:
    for output in spec.out:
        at = builder.place("out", output.id, "priority")
        if spec.hit not in ORDERED:
            if output.priority is not None:
                yield TEXTS.issue("N147", at, hit=spec.hit)
            continue
        known = priority(output)
        for row in spec.rows:
            cell = row.then.get(output.id)
            if cell is None:
                continue
            at = builder.place("rows", row.id, "then", output.id)
            if not _is_literal(cell, builder):
                yield TEXTS.issue("N150", at, cell=cell, hit=spec.hit)
            elif spelled(cell) not in known:
                yield TEXTS.issue("N148", at, cell=cell)


def _is_literal(cell: str, builder: Builder) -> bool:
    """Whether a cell says its value itself; one with an issue of its own has that one alone."""
    typed = expression.value(cell, builder.scope, "")
    return bool(typed.issues) or (isinstance(typed.value, ir.Const) and not typed.names)
