"""What a program needs: the JSON Schema of its facts, with a complete sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from .. import ir
from ..backends.row import Facts
from ..dictionary import Collection, Entries, Fact, ItemField
from ..document.shape import Json
from ..feel.builtins.calendar import day_number
from ..feel.entries import RESERVED_LABELS
from .explain import labelled
from .values import shown

TRIES = 500
FEW = 2
"""Items of a collection in a sample."""
EARLY, LATE = day_number("1945-06-15") or 0, day_number("2026-01-15") or 0
DIALECT = "https://json-schema.org/draft/2020-12/schema"


Tried = Callable[[Facts], bool | None]
"""Whether all items of facts stay; None where the facts are not decided."""


def needs(
    core: ir.Flow, entries: Entries, tried: Tried, usual: Mapping[str, Json]
) -> dict[str, Json]:
    """The schema of the facts. `x-` keys carry label, unit, places, source and sensitivity.

    A sample takes the `usual` values of facts that have one.
    """
    empty = {name for group in core.may_be_empty for name in group}
    properties = {
        given.name: _property(given, entries, may_be_empty=given.name in empty)
        for given in core.inputs
    }
    if core.flags:
        flags: Json = {"enum": list(core.flags)}
        properties["unavailable"] = {"type": "array", "uniqueItems": True, "items": flags}
    return {
        "$schema": DIALECT,
        **_object(properties, [given.name for given in core.inputs if given.required]),
        "examples": _samples(core, tried, usual),
    }


def _object(properties: Mapping[str, Json], required: Sequence[str]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _property(given: ir.Input, entries: Entries, *, may_be_empty: bool) -> Json:
    """The schema of one fact; null where the answer may be that there is none."""
    if isinstance(given.type, ir.Items):
        return _array(given.type, entries.collections[given.name])
    of = replace(given.type, nullable=True) if may_be_empty else given.type
    fact = entries.facts.get(given.name)
    if fact is None:
        zh, en = RESERVED_LABELS[given.name]
        return {**_typed(of), "x-label": {"zh": zh, "en": en}}
    return {**_described(of, fact), **_source(fact.source)}


def _array(of: ir.Items, collection: Collection) -> dict[str, Json]:
    """The schema of a collection; no two items have the same `x-key`."""
    fields: dict[str, Json] = {
        name: _described(kind, collection.fields[name]) for name, kind in of.fields
    }
    return {
        "type": "array",
        "x-type": "collection",
        "maxItems": of.most,
        "items": _object(fields, [*fields]),
        "x-key": of.key,
        "x-label": labelled(collection.label),
        **_source(collection.source),
    }


def _described(of: ir.Scalar, entry: Fact | ItemField) -> dict[str, Json]:
    """The schema of a value that the dictionary describes."""
    unit: dict[str, Json] = {"x-unit": entry.unit} if entry.type == "number" else {}
    label = labelled(entry.label)
    return {**_typed(of), "x-label": label, "x-sensitivity": entry.sensitivity, **unit}


def _source(source: Mapping[Any, str] | None) -> dict[str, Json]:
    return {"x-source": {str(kind): name for kind, name in (source or {}).items()}}


def _typed(of: ir.Scalar) -> dict[str, Json]:
    match of:
        case ir.Num(scale, lo, hi):
            kinds: list[Json] = ["string", "number"]
            schema: dict[str, Json] = {
                "pattern": r"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$",
                "x-type": "number", "x-scale": scale,
                "x-min": shown(of, lo), "x-max": shown(of, hi),
            }  # fmt: skip
            if scale == 0:
                schema |= {"minimum": lo, "maximum": hi}
        case ir.Date(lo, hi):
            kinds = ["string"]
            schema = {
                "format": "date", "x-type": "date", "x-min": shown(of, lo), "x-max": shown(of, hi),
            }  # fmt: skip
        case ir.Text(most, values):
            kinds = ["string"]
            schema = {"maxLength": most, "x-type": "text"}
            if values is not None:
                schema["enum"] = [*values, *([None] if of.nullable else [])]
        case _:
            kinds, schema = ["boolean"], {"x-type": "boolean"}
    if of.nullable:
        kinds.append("null")
    return {"type": kinds if len(kinds) > 1 else kinds[0], **schema}


def _samples(core: ir.Flow, tried: Tried, usual: Mapping[str, Json]) -> list[Json]:
    """The first of many complete samples that the flow decides, if one does with all items staying.

    Else the first one that it decides without a fault.
    """
    found: list[Json] = []
    for number in range(TRIES):
        sample = {
            given.name: usual.get(given.name) or _sample(given, number) for given in core.inputs
        }
        stay = tried(sample)
        if stay:
            return [sample]
        if stay is not None and not found:
            found.append(sample)
    return found


def _sample(given: ir.Input, number: int) -> Json:
    """The value of a fact in a try; of a collection a few items, no two with one key."""
    if not isinstance(given.type, ir.Items):
        return _value(given.type, _place(given.name, number))
    items = (_item(given.name, given.type, each, number) for each in range(FEW))
    distinct: dict[str, Json] = {str(item[given.type.key]): item for item in items}
    return list(distinct.values())[: given.type.most]


def _item(collection: str, of: ir.Items, each: int, number: int) -> dict[str, Json]:
    return {
        name: _key(kind, each)
        if name == of.key
        else _value(kind, _place(f"{collection} {each} {name}", number))
        for name, kind in of.fields
    }


def _key(of: ir.Scalar, each: int) -> Json:
    """The key of an item of a sample: another one for each, where the type has so many."""
    return str(each + 1) if isinstance(of, ir.Text) and of.values is None else _value(of, 50 + each)


def _place(name: str, number: int) -> int:
    """Where between its bounds a fact's value is tried, in hundredths: the middle first.

    Later tries scatter each fact on its own, the same way every time, so that facts that a derived
    one holds together meet somewhere.
    """
    if number == 0:
        return 50
    return int.from_bytes(sha256(f"{number} {name}".encode()).digest()[:4]) % 101


def _value(of: ir.Scalar, place: int) -> Json:
    """A value at a place between the type's bounds; births of people living now, else near days."""
    match of:
        case ir.Num(_, lo, hi):
            return shown(of, lo + (min(hi, lo + 10**6) - lo) * place // 100)
        case ir.Date(lo, hi):
            born = EARLY + (LATE - EARLY) * place // 100
            usual = LATE + 14 * (place - 50) if lo > 0 else born
            return shown(of, min(max(usual, lo), hi))
        case ir.Text(most, values):
            return values[(place - 50) % len(values)] if values else "text"[:most]
        case _:
            return place > 50
