"""A mapping that was read becomes a model, or issues at the places of its faults."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..document.address import address_text
from ..document.shape import Json
from ..errors import DocumentRefused
from ..issues import Catalogue, Issue
from ..values import CONTENT_PATTERN, NUMBER_PATTERN, Model

TEXTS = Catalogue.beside(__file__)

TAGS = ("kind", "type", "to", "do")
"""The fields that tell the variants of a mapping apart; their values stand in locations."""
KEY = "[key]"
"""What stands in a location behind a key that is at fault itself."""

KINDS: Mapping[str, str] = {
    "string_type": "F108",
    "bool_type": "F109",
    "int_type": "F110",
    "dict_type": "F125",
    "model_type": "F125",
    "model_attributes_type": "F125",
    "tuple_type": "F126",
}
"""The validation's words for a value of the wrong kind, and what the issue says that it must be."""

BOUNDS: Mapping[str, str] = {
    "min_length": "≥", "ge": "≥", "max_length": "≤", "le": "≤",
}  # fmt: skip
WORDS: Mapping[str, str] = {"None": "null", "True": "true", "False": "false"}

M = TypeVar("M", bound=Model)


def read_model(model: type[M], document: Json) -> M:
    """The document as a model.

    Raises DocumentRefused with an issue at the address of every fault of its shape.
    """
    repeated = list(_repeated_ids(document))
    if repeated:
        raise DocumentRefused(repeated)
    try:
        return model.model_validate(document)
    except ValidationError as found:
        issues = [_issue(error, document) for error in _first_causes(found)]
        once = {(issue.code, issue.at): issue for issue in issues}
        raise DocumentRefused(once.values()) from None


def _first_causes(found: ValidationError) -> Iterator[ErrorDetails]:
    """The errors without those that a list is too short where only its items are wrong."""
    errors = found.errors(include_url=False)
    for error in errors:
        place = error["loc"]
        inside = (other["loc"] for other in errors if len(other["loc"]) > len(place))
        if error["type"] != "too_short" or place not in {loc[: len(place)] for loc in inside}:
            yield error


def _repeated_ids(document: Json) -> Iterator[Issue]:
    waiting: list[tuple[str, Json]] = [("", document)]
    while waiting:
        at, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((_join(at, str(key)), inner) for key, inner in value.items())
        elif isinstance(value, list):
            items = [(name, item) for item in value if (name := _id(item)) is not None]
            waiting.extend((_join(at, name), item) for name, item in items)
            times = Counter(name for name, _ in items)
            repeated = (name for name, count in times.items() if count > 1)
            yield from (TEXTS.issue("F107", _join(at, name), id=name) for name in repeated)


def _id(item: Json) -> str | None:
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else None


def _join(at: str, step: str) -> str:
    text = address_text((), (step,))
    return f"{at}/{text}" if at else text


def _address(location: Sequence[str | int], document: Json) -> str:
    """The address of a location: list positions become ids, tags of unions are left out."""
    at, here, tagged, last = "", document, False, len(location) - 1
    for index, step in enumerate(location):
        if isinstance(here, dict) and not tagged and step in map(here.get, TAGS):
            tagged = True
        elif isinstance(here, dict) and (step in here or (index == last and step != KEY)):
            at, here, tagged = _join(at, str(step)), here.get(str(step)), False
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            item = here[step]
            at, here = _join(at, _id(item) or str(step)), item
    return at


def _not_among(at: str, given: object, expected: str) -> Issue:
    """The issue that a word is none of the known ones; the nearest is offered, if one is near."""
    if given is None:
        return TEXTS.issue("F127", at)
    known = re.findall(r"'([^']*)'", expected) or [WORDS.get(expected, expected)]
    near = difflib.get_close_matches(given, known, 1) if isinstance(given, str) else []
    wanted = near[0] if near else " / ".join(known)
    return TEXTS.issue("F103", at, found=_spelled(given), wanted=wanted)


def _spelled(given: object) -> str:
    """A value as its document spells it, shortly."""
    if isinstance(given, dict | list):
        return "…"
    return WORDS.get(str(given), str(given)) if not isinstance(given, str) else given[:60]


def _issue(error: Mapping[str, Any], document: Json) -> Issue:
    at = _address(error["loc"], document)
    context: Mapping[str, Any] = error.get("ctx") or {}
    given = error.get("input")
    found = _spelled(given)
    match error["type"]:
        case "missing":
            return TEXTS.issue("F101", at)
        case "extra_forbidden":
            return TEXTS.issue("F102", at)
        case "union_tag_not_found":
            return TEXTS.issue("F101", _join(at, str(context["discriminator"]).strip("'")))
        case _ if given is None:
            return TEXTS.issue("F127", at)
        case "literal_error":
            return _not_among(at, given, str(context["expected"]))
        case "union_tag_invalid":
            field = str(context["discriminator"]).strip("'")
            return _not_among(_join(at, field), error["input"][field], context["expected_tags"])
        case "string_pattern_mismatch" if context.get("pattern") == NUMBER_PATTERN:
            return TEXTS.issue("F105", at, found=found)
        case "string_pattern_mismatch" if context.get("pattern") == CONTENT_PATTERN:
            return TEXTS.issue("F128", at, found=found)
        case "string_pattern_mismatch":
            return TEXTS.issue("F104", at, found=found)
        case kind if kind in KINDS:
            return TEXTS.issue(KINDS[kind], at, found=found)
        case _:
            bounds = (f"{BOUNDS[name]} {context[name]}" for name in BOUNDS if name in context)
            return TEXTS.issue("F106", at, found=found, bound=next(bounds, "…"))
