"""The three shapes of a part of a document, and when two parts are equal."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TypeAlias, cast

from .address import is_step

Json: TypeAlias = "bool | int | str | Decimal | list[Json] | dict[str, Json] | None"
"""A JSON value; a `Decimal` stands only in what a host sends, never in a document.

Documents are values: nothing changes one in place, so parts may be shared between them.
"""
Mapping: TypeAlias = dict[str, Json]
Items: TypeAlias = list[Mapping]


class Shape(Enum):
    """What a part is, and so which steps lead below it."""

    MAPPING = "mapping"
    KEYED_LIST = "keyed list"
    LEAF = "leaf"


def shape(part: Json) -> Shape:
    """The shape of a part; a list is keyed if its items are mappings with distinct ids."""
    match part:
        case dict():
            return Shape.MAPPING
        case list() if _is_keyed(part):
            return Shape.KEYED_LIST
        case _:
            return Shape.LEAF


def _is_keyed(items: list[Json]) -> bool:
    ids: set[str] = set()
    for item in items:
        identity = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identity, str) or identity in ids or not is_step(identity):
            return False
        ids.add(identity)
    return True


def keyed_items(part: Json) -> dict[str, Mapping] | None:
    """The items of a keyed list by id, in their order; None for any other shape."""
    if shape(part) is not Shape.KEYED_LIST:
        return None
    return {cast("str", item["id"]): item for item in cast("Items", part)}


def equal(one: Json, other: Json) -> bool:
    """Whether the canonical bytes of two values are equal, without making them.

    Unlike Python's `==`, true is not 1.
    """
    return one is other or (one == other and _truths_agree(one, other))


def _truths_agree(one: Json, other: Json) -> bool:
    """Whether two values that Python calls equal have true and false in the same places."""
    match one, other:
        case dict(), dict():
            return all(
                isinstance(value, str) or _truths_agree(value, other[key])
                for key, value in one.items()
            )
        case list(), list():
            return all(map(_truths_agree, one, other))
        case _:
            return isinstance(one, bool) is isinstance(other, bool)
