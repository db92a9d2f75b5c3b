"""In which order the rows of a table are tried or listed."""

from __future__ import annotations

from ...feel.expression import normal
from ...feel.scope import Scope
from .spec import ORDERED, Output, Row, Table

NO_NAMES = Scope({})


def spelled(literal: str) -> str:
    """A literal in its normal spelling, in which a release writes the cells."""
    return normal(literal, NO_NAMES)


def priority(output: Output) -> list[str]:
    """The literals of an output, best first, in their normal spelling."""
    return list(map(spelled, output.priority or ()))


def row_order(spec: Table) -> tuple[int, ...]:
    """The indexes of the rows: as written, or under P and O by the priority of the outputs."""
    indexes = range(len(spec.rows))
    if spec.hit not in ORDERED:
        return tuple(indexes)
    known = {output.id: priority(output) for output in spec.out}
    return tuple(sorted(indexes, key=lambda index: _rank(spec.rows[index], known)))


def _rank(row: Row, known: dict[str, list[str]]) -> tuple[int, ...]:
    """A row's place by the priority of its outputs, best first."""
    places = []
    for output, literals in known.items():
        cell = spelled(row.then.get(output, ""))
        places.append(literals.index(cell) if cell in literals else len(literals))
    return tuple(places)
