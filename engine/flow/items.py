"""The items of a decision's collections: which of them stayed, and why the others did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .. import ir
from ..backends.row import Row, compile_expression
from ..backends.row.runtime import Given, Records
from ..dictionary import Keep
from ..document.shape import Json
from .folds import Collected
from .values import shown


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A keep that an item does not meet: its address, its id, and the reason that it gives.

    The id is `ID/unknown` where the condition is null.
    """

    at: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item with the keeps that leave it out; it stays where there are none."""

    values: Mapping[str, Json]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Sieve:
    """Tells of each item of a collection which keeps leave it out."""

    of: Collected

    @cached_property
    def _rows(self) -> list[tuple[Keep, Row]]:
        keeps = self.of.collection.keep
        return [(keep, compile_expression(self.of.keeps[keep.id].expression)) for keep in keeps]

    def sorted(self, records: Records, known: Mapping[str, Given]) -> tuple[Item, ...]:
        """The items in the order in which they were given, for known facts."""
        kinds = self.of.type.fields
        items = []
        for record in records:
            cells = list(zip(kinds, record, strict=True))
            read = {**known, **{ir.ITEM + name: cell for (name, _), cell in cells}}
            left_out = [self._left_out(keep, row(read)) for keep, row in self._rows]
            values = {name: shown(kind, cell) for (name, kind), cell in cells}
            items.append(Item(values, tuple(found for found in left_out if found is not None)))
        return tuple(items)

    def _left_out(self, keep: Keep, met: object) -> LeftOut | None:
        if met is True or (met is None and keep.unknown == "fire"):
            return None
        name = f"{keep.id}/unknown" if met is None else keep.id
        return LeftOut(self.of.keep_at(keep), name, keep.reason)
