"""A mapping that was read becomes a product, or issues at the places of its faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from ..document import Json, print_json
from ..errors import DocumentRefused
from ..flow.reading import read_model
from ..issues import Issue
from ..values import right_spelling
from .schema.identity import Segment
from .schema.parts import Part, part_at
from .schema.product import COMBINATIONS, Child, Whole, shape, whole_model
from .texts import TEXTS

FORMAT = "loanfoundry.product/1"
MISSPELT = ("F104", "F106", "F108", "F127")
"""What the reader finds in place of a literal number: another form, a length, no text, null."""


def read_product(document: Mapping[str, Json]) -> Whole | Child:
    """The product that a document holds.

    Raises DocumentRefused with an issue at the address of every fault of its shape.
    """
    of = shape(document)
    if of == "child":
        return read_model(Child, dict(document))
    unknown = list(_unknown(document))
    if unknown:
        raise DocumentRefused(unknown)
    try:
        return read_model(whole_model(*of.split(" ")), dict(document))
    except DocumentRefused as refused:
        raise DocumentRefused(_spelled(issue, document) for issue in refused.issues) from None


def _unknown(document: Mapping[str, Json]) -> Iterator[Issue]:
    """The words that say which model is meant, where they are none that we know."""
    segment = document.get("segment")
    of_segment = tuple(series for known, series in COMBINATIONS if known == segment)
    wanted = {
        "format": (FORMAT,),
        "role": ("template", "product"),
        "segment": get_args(Segment),
        "series": of_segment or tuple(dict.fromkeys(series for _, series in COMBINATIONS)),
    }
    for name, known in wanted.items():
        found = document.get(name)
        if found not in known:
            yield TEXTS.issue("P101", name, found=str(found)[:60], wanted=" / ".join(known))


def _spelled(issue: Issue, document: Mapping[str, Json]) -> Issue:
    """The issue that a number is misspelt, with the right spelling, in place of a plainer one."""
    part = _part(issue.at, document)
    if part is None or issue.code not in MISSPELT or "x-places" not in part.schema:
        return issue
    found, places = json_text(part.value), int(part.schema["x-places"])
    right = right_spelling(found, places)
    if re.match(part.schema["pattern"], right):
        return TEXTS.issue("P102", issue.at, found=found, right=right)
    return TEXTS.issue("P103", issue.at, found=found, places=places)


def _part(at: str, document: Mapping[str, Json]) -> Part | None:
    """The part at a place; None too where its key can stand in no address."""
    try:
        return part_at(at, document)
    except DocumentRefused:
        return None


def json_text(value: Json) -> str:
    """A value as a message shows it."""
    return value[:60] if isinstance(value, str) else print_json(value).strip()[:60]
