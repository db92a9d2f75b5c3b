"""Values of the core as people and documents write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .. import ir
from ..backends.row.runtime import EPOCH, Cell, Given
from ..document.shape import Json
from ..feel.literals import number_text

Plain = Decimal | str | bool | date | None


def shown(of: ir.Type, value: Given) -> Json:
    """The value as a document holds it: numbers are text with their places."""
    if isinstance(value, tuple):
        return [_item(of, item) for item in value]
    if value is None or isinstance(value, bool):
        return value
    match of:
        case ir.Num(scale, _, _):
            return number_text(int(value), scale)
        case ir.Date():
            return date.fromordinal(int(value) + EPOCH).isoformat()
        case _:
            return value


def _item(of: ir.Type, values: tuple[Cell, ...]) -> dict[str, Json]:
    assert isinstance(of, ir.Items)
    return {name: shown(kind, value) for (name, kind), value in zip(of.fields, values, strict=True)}


def plain(of: ir.Type, value: Cell) -> Plain:
    """The value as Python holds it: exact numbers are Decimal."""
    if value is None or isinstance(value, bool):
        return value
    match of:
        case ir.Num(scale, _, _):
            return Decimal(number_text(int(value), scale))
        case ir.Date():
            return date.fromordinal(int(value) + EPOCH)
        case _:
            return str(value)
