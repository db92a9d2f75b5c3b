"""What a form asks for, read from what a program needs, and what a person typed into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from engine import Program
from engine.document import Json
from engine.issues import Language

from .wording import typed_number

Kind = Literal["number", "text", "choice", "yes_no", "date"]
Typed = str | bool | None
"""What a widget gives: text as typed, a choice or a yes or no; None where it is unknown."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact as a form asks for it. `low`, `high` and `unit` are None where there is none."""

    name: str
    kind: Kind
    labels: Mapping[Language, str]
    nullable: bool
    required: bool
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    values: tuple[str, ...] = ()
    most: int | None = None

    def label(self, language: Language) -> str:
        """The label in a language."""
        return self.labels[language]


def fields(program: Program) -> tuple[Field, ...]:
    """The facts that a program takes, what is asked for first; `unavailable` is the host's."""
    needs = cast("dict[str, Any]", program.needs)
    properties: dict[str, dict[str, Any]] = needs["properties"]
    facts = [name for name in properties if name != "unavailable"]
    return tuple(
        _field(name, properties[name], required=name in needs["required"])
        for name in sorted(facts, key=lambda name: not name.startswith("asked."))
    )


def _field(name: str, schema: Mapping[str, Any], *, required: bool) -> Field:
    values = tuple(value for value in schema.get("enum", ()) if value is not None)
    kinds: dict[str, Kind] = {"number": "number", "date": "date", "boolean": "yes_no"}
    return Field(
        name,
        kinds.get(schema["x-type"], "choice" if values else "text"),
        schema["x-label"],
        nullable="null" in schema["type"],
        required=required,
        low=schema.get("x-min"),
        high=schema.get("x-max"),
        unit=schema.get("x-unit"),
        values=values,
        most=schema.get("maxLength"),
    )


def typed_facts(asked: Sequence[Field], typed: Mapping[str, Typed]) -> dict[str, Json]:
    """The facts of what was typed; an empty field is null where it may be, else absent."""
    found = ((field, _fact(field, typed.get(field.name))) for field in asked)
    return {field.name: fact for field, fact in found if fact is not None or _gives_null(field)}


def _gives_null(field: Field) -> bool:
    return field.nullable and field.required


def _fact(field: Field, typed: Typed) -> Typed:
    if not isinstance(typed, str) or field.kind == "choice":
        return typed
    if not typed.strip():
        return None
    return typed_number(typed) if field.kind == "number" else typed


def shown_fact(field: Field, fact: object) -> Typed:
    """A fact as its widget holds it at first."""
    if fact is None or isinstance(fact, bool):
        return fact
    return str(fact)
