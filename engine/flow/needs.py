"""What a program needs: the JSON Schema of its facts, with a complete sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import ir
from ..backends.row import Facts, Intake, Walk
from ..dictionary import Entries
from ..document.shape import Json
from ..errors import LoanFoundryError
from ..feel.builtins.calendar import day_number
from ..feel.entries import RESERVED_LABELS
from .values import shown

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
    """The first of a few complete samples that the flow decides without a fault."""
    for place in (0.5, 0.1, 0.0, 0.9, 1.0):
        sample: dict[str, Json] = {g.name: _value(g.type, place) for g in core.inputs}
        if decides(sample, intake, walk):
            yield sample
            return


def decides(facts: Facts, intake: Intake, walk: Walk) -> bool:
    """Whether the facts are accepted and lead to an end."""
    try:
        walk(intake.read(facts))
    except LoanFoundryError:
        return False
    return True


def _value(of: ir.Scalar, place: float) -> Json:
    """A value at a place between the type's bounds; dates of people living now."""
    match of:
        case ir.Num(_, lo, hi):
            return shown(of, lo + (min(hi, lo + 10**6) - lo) * round(place * 10) // 10)
        case ir.Date(lo, hi):
            usual = day_number("2026-01-15" if lo > 0 else "1990-06-15") or 0
            return shown(of, min(max(usual, lo), hi))
        case ir.Text(most, values):
            return values[0] if values else "text"[:most]
        case _:
            return False
