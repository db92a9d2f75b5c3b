"""What a program needs: the JSON Schema of its facts, with a complete sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from .. import ir
from ..backends.row import Facts, Intake, Walk
from ..dictionary import Entries
from ..document.shape import Json
from ..errors import LoanFoundryError
from ..feel.builtins.calendar import day_number
from ..feel.entries import RESERVED_LABELS
from .values import shown

TRIES = 500
EARLY, LATE = day_number("1945-06-15") or 0, day_number("2026-01-15") or 0
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def needs(core: ir.Flow, entries: Entries, intake: Intake, walk: Walk) -> Mapping[str, Json]:
    """The schema of the facts. `x-` keys carry label, unit, places, source and sensitivity."""
    empty = {name for group in core.may_be_empty for name in group}
    properties: dict[str, Json] = {
        given.name: _property(given, entries, nullable=given.type.nullable or given.name in empty)
        for given in core.inputs
    }
    if core.flags:
        items: Json = {"enum": list(core.flags)}
        properties["unavailable"] = {"type": "array", "uniqueItems": True, "items": items}
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": properties,
        "required": [given.name for given in core.inputs if given.required],
        "additionalProperties": False,
        "examples": list(_samples(core, intake, walk)),
    }


def _property(given: ir.Input, entries: Entries, *, nullable: bool) -> dict[str, Json]:
    """The schema of one fact; null where the answer may be that there is none."""
    schema = _typed(replace(given.type, nullable=nullable))
    fact = entries.facts.get(given.name)
    if fact is None:
        zh, en = RESERVED_LABELS[given.name]
        return {**schema, "x-label": {"zh": zh, "en": en}}
    label: dict[str, Json] = {"zh": fact.label.zh, "en": fact.label.text("en")}
    source: Json = {str(kind): name for kind, name in (fact.source or {}).items()}
    extra: dict[str, Json] = {
        "x-label": label, "x-source": source, "x-sensitivity": fact.sensitivity,
    }  # fmt: skip
    if fact.type == "number":
        extra["x-unit"] = fact.unit
    return {**schema, **extra}


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


def _samples(core: ir.Flow, intake: Intake, walk: Walk) -> Iterator[Json]:
    """The first of many complete samples that the flow decides without a fault."""
    for number in range(TRIES):
        sample: dict[str, Json] = {
            given.name: _value(given.type, _place(given.name, number)) for given in core.inputs
        }
        if decides(sample, intake, walk):
            yield sample
            return


def _place(name: str, number: int) -> int:
    """Where between its bounds a fact's value is tried, in hundredths: the middle first.

    Later tries scatter each fact on its own, the same way every time, so that facts that a derived
    one holds together meet somewhere.
    """
    if number == 0:
        return 50
    return int.from_bytes(sha256(f"{number} {name}".encode()).digest()[:4]) % 101


def decides(facts: Facts, intake: Intake, walk: Walk) -> bool:
    """Whether the facts are accepted and lead to an end."""
    try:
        walk(intake.read(facts))
    except LoanFoundryError:
        return False
    return True


def _value(of: ir.Scalar, place: int) -> Json:
    """A value at a place between the type's bounds; dates of people living now."""
    match of:
        case ir.Num(_, lo, hi):
            return shown(of, lo + (min(hi, lo + 10**6) - lo) * place // 100)
        case ir.Date(lo, hi):
            usual = LATE if lo > 0 else EARLY + (LATE - EARLY) * place // 100
            return shown(of, min(max(usual, lo), hi))
        case ir.Text(most, values):
            return values[(place - 50) % len(values)] if values else "text"[:most]
        case _:
            return place > 50
