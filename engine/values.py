"""The kinds of fields that documents are made of; a form has one widget for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StrictBool,
    StrictInt,
    StrictStr,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

NUMBER_PATTERN = r"^((0|[1-9][0-9]*)(\.[0-9]+)?|-(0\.[0-9]*[1-9][0-9]*|[1-9][0-9]*(\.[0-9]+)?))$"
ID_PATTERN = r"^[A-Za-z0-9_][A-Za-z0-9_.\-]{0,79}$"
CODE_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$"
REASON_PATTERN = r"^[A-Za-z][A-Za-z0-9_]{0,15}$"
CONTENT_PATTERN = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*@sha256:[0-9a-f]{64}$"

UNITS = (
    "CNY", "ESP_thousand", "year", "month", "week", "day", "hour", "minute", "second", "count",
    "person", "score", "point", "ratio", "per_year", "times", "basis_point", "square_metre",
)  # fmt: skip
Unit = Literal[
    "CNY", "ESP_thousand", "year", "month", "week", "day", "hour", "minute", "second", "count",
    "person", "score", "point", "ratio", "per_year", "times", "basis_point", "square_metre",
]  # fmt: skip
METHODS = (
    "equal_instalment", "equal_principal", "interest_only", "bullet", "revolving_daily",
    "custom_plan",
)  # fmt: skip


class Model(BaseModel):
    """A mapping of a document: frozen, and no field that the format does not name.

    A field that may be absent can only be absent: null is a value, and none of that field's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema: Any = handler(source)
        fields: Any = schema
        while "fields" not in fields:  # a validator of the whole model stands around them
            fields = fields["schema"]
        for field in fields["fields"].values():
            kept = field["schema"]
            if kept["type"] == "default":
                kept["schema"] = _not_null(kept["schema"])
        return cast("CoreSchema", schema)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        found = handler.resolve_ref_schema(handler(schema))
        for field in found["properties"].values():
            field.pop("default", None)
        return found


def _not_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema without null; of one that takes anything, whatever else there is."""
    match schema:
        case {"type": "nullable", "schema": dict(inner)}:
            return inner
        case {"type": "any"}:
            present = core_schema.no_info_before_validator_function(_present, {"type": "any"})
            return {**present, "metadata": {"pydantic_js_updates": {"not": {"type": "null"}}}}
        case _:
            return schema


def _present(value: object) -> object:
    if value is None:
        raise PydanticCustomError("null", "null is a value")
    return value


def _kind(name: str) -> dict[str, str]:
    return {"x-kind": name}


Id = Annotated[StrictStr, Field(pattern=ID_PATTERN)]
"""The id of an item or node: given once, never renamed."""

FactCode = Annotated[StrictStr, Field(pattern=CODE_PATTERN, max_length=120)]
"""The code of a fact, variable or parameter: `applicant.monthly_income`."""

ReasonCode = Annotated[StrictStr, Field(pattern=REASON_PATTERN)]
"""The code of a reason: `A01`."""

FlowName = Annotated[StrictStr, Field(pattern=CONTENT_PATTERN, max_length=152)]
"""The name of a flow's content: `gate@sha256:…`."""

Number = Annotated[
    StrictStr, Field(pattern=NUMBER_PATTERN, max_length=60, json_schema_extra=_kind("number"))
]
"""A literal number with exactly its field's places."""

Expression = Annotated[StrictStr, Field(min_length=1, json_schema_extra=_kind("expression"))]
"""A FEEL expression that gives a value."""

Condition = Annotated[StrictStr, Field(min_length=1, json_schema_extra=_kind("condition"))]
"""A FEEL expression that is true, false or unknown."""

Cell = Annotated[StrictStr, Field(min_length=1, json_schema_extra=_kind("cell"))]
"""FEEL unary tests: `< 25`, `[25..35)`, `"A", "B"`."""


def exactly(wanted: bool | int) -> Callable[[object], object]:
    """A validator that tells `true` from `1`, which Python holds to be equal."""

    def checked(value: object) -> object:
        if value == wanted and type(value) is not type(wanted):
            expected = {"expected": str(wanted).lower()}
            raise PydanticCustomError("literal_error", "another type", expected)
        return value

    return checked


Present = Annotated[Literal[True], BeforeValidator(exactly(wanted=True))]
"""What stands behind a member of a set: `true`, and not `1`."""

Set = Annotated[dict[StrictStr, Present], Field(json_schema_extra=_kind("set"))]
"""A set: a mapping to true, so that two sides can each drop one."""

Unknown = Literal["skip", "fire"]
"""What a condition does that may be null."""

TextLine = Annotated[StrictStr, Field(min_length=1, max_length=500)]


class Label(Model):
    """A text for people: Chinese, and English beside it."""

    zh: TextLine
    en: TextLine | None = None

    def text(self, language: Literal["zh", "en"]) -> str:
        """The text in a language; Chinese where there is no English."""
        return self.en or self.zh if language == "en" else self.zh


class NumberKind(Model):
    """A number of `scale` places between `min` and `max`."""

    type: Literal["number"]
    scale: Annotated[StrictInt, Field(ge=0, le=12)]
    min: Number
    max: Number
    unit: Unit


class TextKind(Model):
    """Text: one of `values`, or of at most `max_length` characters."""

    type: Literal["text"]
    values: Annotated[tuple[TextLine, ...], Field(min_length=1)] | None = None
    max_length: Annotated[StrictInt, Field(ge=1, le=4000)] | None = None


class BooleanKind(Model):
    """Yes or no."""

    type: Literal["boolean"]


class DateKind(Model):
    """A day; between 1900-01-01 and 2999-12-31 where not said otherwise."""

    type: Literal["date"]
    min: StrictStr | None = None
    max: StrictStr | None = None


Kind = NumberKind | TextKind | BooleanKind | DateKind


class Named(Model):
    """What every named value has: a label and whether it may be null."""

    label: Label
    nullable: StrictBool


class NumberVariable(NumberKind, Named):
    """A number that nodes set."""

    list: Present | None = None


class TextVariable(TextKind, Named):
    """A text that nodes set."""

    list: Present | None = None


class BooleanVariable(BooleanKind, Named):
    """A yes or no that nodes set."""

    list: Present | None = None


class DateVariable(DateKind, Named):
    """A day that nodes set."""

    list: Present | None = None


Variable = Annotated[
    NumberVariable | TextVariable | BooleanVariable | DateVariable, Field(discriminator="type")
]
"""A name that nodes set; `list` marks an ordered list, which only an output may be."""


class NumberParameter(NumberKind):
    """A number of the product."""

    value: Number


class TextParameter(TextKind):
    """A text of the product."""

    value: TextLine


class BooleanParameter(BooleanKind):
    """A yes or no of the product."""

    value: StrictBool


class DateParameter(DateKind):
    """A day of the product."""

    value: StrictStr


class SetParameter(Model):
    """A set of texts out of `values`; a flow reads it by `in`."""

    type: Literal["set"]
    values: Annotated[tuple[TextLine, ...], Field(min_length=1)]
    value: Set


Parameter = Annotated[
    NumberParameter | TextParameter | BooleanParameter | DateParameter | SetParameter,
    Field(discriminator="type"),
]
"""A value of the product that the flow reads, with one for running alone."""


def scaled(literal: str, scale: int) -> int | None:
    """A literal number as an integer of `scale` places; None unless it has exactly those.

    >>> scaled("300000.00", 2)
    30000000
    """
    if not re.match(NUMBER_PATTERN, literal):
        return None
    whole, _, places = literal.partition(".")
    return int(whole + places) if len(places) == scale else None


def right_spelling(literal: str, scale: int) -> str:
    """How a number is written with `scale` places, for a message."""
    whole, _, places = literal.lstrip("+").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    digits = digits.lstrip("0") or "0"
    return sign + digits + ("." + places[:scale].ljust(scale, "0") if scale else "")
