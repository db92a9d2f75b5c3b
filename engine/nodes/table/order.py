"""In which order the rows of a table are tried or listed."""

from __future__ import annotations

from .spec import ORDERED, Row, Table


def rank(spec: Table, row: Row) -> tuple[int, ...]:
    """A row's place by the priority of its outputs, best first."""
    places = []
    for output in spec.out:
        known = list(output.priority or ())
        cell = row.then.get(output.id, "")
        places.append(known.index(cell) if cell in known else len(known))
    return tuple(places)


def row_order(spec: Table) -> tuple[int, ...]:
    """The indexes of the rows: as written, or under P and O by the priority of the outputs."""
    indexes = range(len(spec.rows))
    if spec.hit not in ORDERED:
        return tuple(indexes)
    return tuple(sorted(indexes, key=lambda index: rank(spec, spec.rows[index])))
