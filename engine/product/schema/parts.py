"""A product document beside its JSON Schema: each part with what the schema says of it.

The schema is that of the document's own model; where a union stands, the document says which of its
variants is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ...document.address import Address, address_text, parse_address
from ...document.shape import Json, keyed_items
from .product import shape, whole_model

Schema = Mapping[str, Any]
Document = Mapping[str, Json]

PLAIN_KINDS = {"string": "text", "boolean": "yes_no", "integer": "whole", "array": "list"}
INNER_KINDS = ("group", "variants", "entries", "rows")
"""The kinds of parts that hold others; all other parts are leaves."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, whether it is there or could be.

    `path` leads to it; `pattern` is the same with `*` for each name that the document chose. `over`
    is the schema of the part that holds it. `there` tells a part that is null from an absent one.
    """

    path: tuple[str, ...]
    pattern: tuple[str, ...]
    schema: Schema = field(repr=False)
    value: Json
    there: bool
    over: Schema = field(repr=False)
    root: Schema = field(repr=False)

    @property
    def at(self) -> str:
        """Its address."""
        return address_text((), self.path)

    @property
    def text(self) -> str:
        """Its value where that is a text."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def kind(self) -> str:
        """Its kind, as the schema names it."""
        if self.over.get("x-kind") == "set":
            return "member"
        if "x-kind" in self.schema:
            return str(self.schema["x-kind"])
        if self.schema.get("type") == "object":
            return "group" if "properties" in self.schema else "entries"
        return PLAIN_KINDS.get(self.schema.get("type", ""), "any")

    def below(self, step: str) -> Part | None:
        """The part one step below, whether or not it is there; None where no such part can be."""
        found = self._below(step)
        if found is None:
            return None
        name, schema = found
        values = self._values()
        value = values.get(step)
        path, pattern = (*self.path, step), (*self.pattern, name)
        inner = resolved(schema, self.root, value)
        return Part(path, pattern, inner, value, step in values, self.schema, self.root)

    def parts(self) -> Iterator[Part]:
        """The parts one step below that are there."""
        below = (self.below(step) for step in self._values())
        return (part for part in below if part is not None)

    @property
    def holds_others(self) -> bool:
        """Whether it has parts of its own; of a leaf the value is one, a set's too."""
        return self.kind in INNER_KINDS

    def leaves(self) -> Iterator[Part]:
        """The parts that hold no others, of those that are there."""
        if not self.holds_others:
            yield self
            return
        for part in self.parts():
            yield from part.leaves()

    def _values(self) -> Mapping[str, Json]:
        return self.value if isinstance(self.value, dict) else keyed_items(self.value) or {}

    def _below(self, step: str) -> tuple[str, Schema] | None:
        """A step as a pattern writes it, and the schema of what stands there."""
        fields = self.schema.get("properties", {})
        if step in fields:
            return ("*" if self.kind == "variants" else step), fields[step]
        members = [*self.schema.get("patternProperties", {}).values()]
        members += [self.schema.get("additionalProperties"), self.schema.get("items")]
        return next((("*", member) for member in members if isinstance(member, Mapping)), None)


def whole_part(product: Document) -> Part | None:
    """A whole document as a part; None where it names no combination that there is."""
    schema = _schema(shape(product))
    return Part((), (), schema, dict(product), True, {}, schema) if schema else None


def part_at(at: Address | str, product: Document) -> Part | None:
    """The part at an address of a whole product; None where no such part can be.

    What stands in a flow is no part of the product.
    """
    address = parse_address(at) if isinstance(at, str) else at
    here = None if address.slots else whole_part(product)
    for step in address.path:
        here = here.below(step) if here else None
    return here


@cache
def _schema(of: str) -> Schema | None:
    try:
        form, segment, series = of.split(" ")
        return whole_model(form, segment, series).model_json_schema()
    except (KeyError, ValueError):
        return None


def resolved(schema: Schema, root: Schema, value: Json) -> Schema:
    """The schema of a value: references followed, of a union the variant that fits it best."""
    while True:
        if "$ref" in schema:
            target = root["$defs"][schema["$ref"].rpartition("/")[2]]
        elif "oneOf" in schema or "anyOf" in schema:
            variants = [resolved(each, root, value) for each in _variants(schema)]
            target = min(variants, key=lambda variant: _distance(variant, value))
        else:
            return schema
        said = (name for name in schema if name not in ("$ref", "oneOf", "anyOf", "discriminator"))
        schema = {**target, **{name: schema[name] for name in said}}


def _variants(schema: Schema) -> list[Schema]:
    """The variants of a union; null is none."""
    every: list[Schema] = schema.get("oneOf") or schema["anyOf"]
    return [variant for variant in every if variant.get("type") != "null"]


def words(schema: Schema) -> tuple[Any, ...]:
    """The words of which one must stand there; none where others may too."""
    return tuple(schema.get("enum", [schema["const"]] if "const" in schema else ()))


def _distance(variant: Schema, value: Json) -> tuple[bool, int, int]:
    """How badly a value fits a variant: its shape, the words that tell variants apart, its keys."""
    is_group = variant.get("type") == "object"
    if not is_group or not isinstance(value, dict):
        return is_group is not isinstance(value, dict), 0, 0
    fields: Mapping[str, Schema] = variant.get("properties", {})
    needed: list[str] = variant.get("required", [])
    told = sum(value.get(name) not in words(of) for name, of in fields.items() if words(of))
    return False, told, len(value.keys() - fields.keys()) + len(set(needed) - value.keys())
