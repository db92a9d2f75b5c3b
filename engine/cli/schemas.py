"""`schema`: the JSON Schemas of the formats, and of the facts that a flow needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel

from ..dictionary import Dictionary
from ..document import Json, print_json
from ..errors import DocumentRefused
from ..flow.needs import DIALECT
from ..flow.schema import Flow
from ..issues import Language
from ..product.reference import ReferenceData
from ..product.schema.product import Product
from ..release.documents import AnyRelease
from .door import argument, door, option
from .sources import read_program
from .terminal import put, put_json
from .voice import TEXTS

Format = Literal["flow", "dictionary", "product", "reference", "release"]
FORMATS: Mapping[Format, type[BaseModel]] = {
    "flow": Flow,
    "dictionary": Dictionary,
    "product": Product,
    "reference": ReferenceData,
    "release": AnyRelease,
}


@door
def schema(
    of: Annotated[
        Literal["flow", "dictionary", "product", "reference", "release", "facts"], argument("of")
    ] = "flow",
    flow: Annotated[Path | None, argument("needing")] = None,
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Prints the JSON Schema (draft 2020-12) of a format; `facts FLOW`: of what a flow needs."""
    found = format_schema(of) if of != "facts" else facts_schema(flow, dictionary)
    if as_json:
        put_json(found)
    else:
        put(print_json(found))


def format_schema(of: Format) -> dict[str, Json]:
    """The JSON Schema of a document of a format."""
    made: Json = FORMATS[of].model_json_schema()
    closed = _closed(made)
    assert isinstance(closed, dict)
    return {"$schema": DIALECT, "$id": f"urn:loanfoundry:{of}:1", **closed}


def _closed(part: Json) -> Json:
    """A schema in which a mapping whose keys have a pattern takes no other key.

    Pydantic refuses such a key; the schema that it writes says nothing of it.
    """
    match part:
        case dict():
            inner = {key: _closed(value) for key, value in part.items()}
            return (
                {**inner, "additionalProperties": False} if "patternProperties" in part else inner
            )
        case list():
            return [_closed(value) for value in part]
        case _:
            return part


def facts_schema(flow: Path | None, dictionary: Path | None) -> dict[str, Json]:
    """The JSON Schema of the facts that a flow needs. Raises DocumentRefused without a flow."""
    if flow is None:
        raise DocumentRefused([TEXTS.issue("C103", "")])
    return dict(read_program(flow, dictionary).needs)
