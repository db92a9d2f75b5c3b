"""The kinds of a product's fields: how a number is written, its unit, and which way is stricter.

What pydantic cannot say stands in the JSON Schema under `x-` names, so that forms, permits, sheets
and sentences read one source: `x-kind`, `x-unit`, `x-places`, `x-stricter`, and `x-null`, what a
null means where one may stand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StrictBool,
    StrictStr,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ...values import CODE_PATTERN, Model, Present, Unit

Stricter = Literal["lower", "higher", "fewer", "more", "none"]
"""The way in which a parameter binds more: a smaller or larger number, a smaller or larger set.

Stricter is: fewer applicants, smaller or shorter loans, a narrower price, less burden on the
customer. Where these pull apart it is `none`.
"""

BasisKind = Literal["law", "headquarters", "assumption"]
"""Who says that a number is what it is."""


def _named(**named: str | int) -> FieldInfo:
    found: FieldInfo = Field(json_schema_extra={f"x-{name}": said for name, said in named.items()})
    return found


LOWER = _named(stricter="lower")
HIGHER = _named(stricter="higher")
FEWER = _named(stricter="fewer")
MORE = _named(stricter="more")
NEUTRAL = _named(stricter="none")

NO_BOUND = _named(null="no bound")
NO_END = _named(null="no end")


def members(kind: str) -> FieldInfo:
    """Variants whose names are words of `kind`."""
    return _named(of=kind)


VARIANTS = _named(kind="variants")
"""A mapping whose members are chosen from: methods, fees, papers."""


def quantity(kind: str, unit: Unit, places: int, digits: int, *, signed: bool = False) -> FieldInfo:
    """A literal number of `kind`, with exactly `places` and at most `digits` before the point."""
    written: FieldInfo = Field(
        pattern=_pattern(places, digits, signed=signed),
        json_schema_extra={"x-kind": kind, "x-unit": unit, "x-places": places},
    )
    return written


def _pattern(places: int, digits: int, *, signed: bool) -> str:
    """No plus, exponent or leading zero, and no minus before nothing but zeros."""
    point = rf"\.[0-9]{{{places}}}" if places else ""
    positive = rf"[1-9][0-9]{{0,{digits - 1}}}{point}"
    forms = [rf"0{point}", f"-?{positive}" if signed else positive]
    if signed and places:
        nonzero = (rf"0{{{zeros}}}[1-9][0-9]{{{places - zeros - 1}}}" for zeros in range(places))
        forms.append(rf"-0\.({'|'.join(nonzero)})")
    return f"^({'|'.join(forms)})$"


def choice(kind: str) -> FieldInfo:
    """One of written-out words, of which none is stricter."""
    return _named(kind=kind, stricter="none")


def words(kind: str, **more: str) -> FieldInfo:
    """A set of words of `kind`; fields say which way is stricter."""
    return _named(kind="set", of=kind, **more)


Amount = Annotated[StrictStr, quantity("amount", "CNY", 2, 13)]
"""Money in yuan: `200000.00`."""

AnnualRate = Annotated[StrictStr, quantity("annual_rate", "per_year", 6, 1, signed=True)]
"""A rate per year: `0.038500`."""

Spread = Annotated[StrictStr, quantity("spread", "per_year", 4, 1, signed=True)]
"""What is added to a base rate per year: `0.0185` is 185 基点."""

YearlyCost = Annotated[StrictStr, quantity("yearly_cost", "per_year", 4, 1)]
"""All costs of a year over what is owed: `0.2400`."""

Ratio = Annotated[StrictStr, quantity("ratio", "ratio", 4, 2)]
"""A part of a whole, or a multiple of it: `0.5500`."""

Times = Annotated[StrictStr, quantity("times", "times", 2, 3)]
"""How many times over: `1.20`."""

Years = Annotated[StrictStr, quantity("years", "year", 0, 3)]
Months = Annotated[StrictStr, quantity("months", "month", 0, 3)]
Days = Annotated[StrictStr, quantity("days", "day", 0, 5)]
DaysAround = Annotated[StrictStr, quantity("days", "day", 0, 4, signed=True)]
"""Days after a day, or before it: `-3`."""

Count = Annotated[StrictStr, quantity("count", "count", 0, 6)]
People = Annotated[StrictStr, quantity("people", "person", 0, 3)]

Day = Annotated[
    StrictStr, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), _named(kind="day", stricter="none")
]
"""A day of the calendar: `2026-10-01`."""

DayOfMonth = Annotated[
    Literal[
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
        "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
    ],
    choice("day_of_month"),
]  # fmt: skip

YesNo = Annotated[StrictBool, _named(kind="yes_no", stricter="none")]

Word = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
"""A word of a list that a bank keeps: a channel, a purpose, a role."""

Words = Annotated[dict[Word, Present], _named(kind="set", of="word")]
"""A set of words of a list that a bank keeps."""

Named = Annotated[Word, _named(kind="word", stricter="none")]
"""One word of a list that a bank keeps."""

DocumentId = Annotated[
    StrictStr, Field(pattern=CODE_PATTERN, max_length=80), _named(kind="id", stricter="none")
]
"""The id of a product or a flow: `xinyang.suixiang`."""

DocumentName = Annotated[
    StrictStr,
    Field(pattern=CODE_PATTERN.removesuffix("$") + "@sha256:[0-9a-f]{64}$", max_length=160),
    _named(kind="document", stricter="none"),
]
"""The name of exactly one content: `ID@sha256:…`."""


class _Distinct:
    """Refuses a list in which an item stands twice."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core), "uniqueItems": True}

    @staticmethod
    def _checked(items: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(items)) < len(items):
            raise PydanticCustomError("repeated", "an item stands twice")
        return items


DISTINCT = _Distinct()


class Variants(Model):
    """A mapping of which some members are there, at least one."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "x-kind": "variants"})

    @model_validator(mode="before")
    @classmethod
    def _never_empty(cls, value: Any) -> Any:
        if value == {}:
            raise PydanticCustomError("too_short", "no member")
        return value
