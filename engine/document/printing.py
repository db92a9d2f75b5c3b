"""Documents as text in the house's one layout, so that git shows what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .shape import Json, Mapping

MAPPING_WIDTH = 160
"""The longest mapping that stands on one line."""
ROW_WIDTH = 400
"""The longest item of a list, or entry of a mapping of mappings, that stands on one line."""

_INDENT = "  "


def print_json(document: Json) -> str:
    """The text of a document, one row a line, keys in their order, with a line break at the end.

    Lists of mappings have an item a line. A mapping stands on one line if it is short and
    holds no such list; else its entries stand on lines of their own.
    """
    return _printed(document, "", 0) + "\n"


def _printed(part: Json, indent: str, width: int) -> str:
    """A part whose first line is indented already; on one line only within `width`."""
    if isinstance(part, list) and _is_rows(part):
        return _lines(("[", "]"), (_row(item, indent) for item in part), indent)
    if not isinstance(part, dict) or not part or _fits(part, width):
        return _inline(part)
    entry = _row if _is_collection(part) else _field
    entries = (f"{_inline(key)}: {entry(value, indent)}" for key, value in part.items())
    return _lines(("{", "}"), entries, indent)


def _row(part: Json, indent: str) -> str:
    return _printed(part, indent + _INDENT, ROW_WIDTH)


def _field(part: Json, indent: str) -> str:
    return _printed(part, indent + _INDENT, MAPPING_WIDTH)


def _lines(brackets: tuple[str, str], rows: Iterable[str], indent: str) -> str:
    opening, closing = brackets
    inner = indent + _INDENT
    return f"{opening}\n{inner}" + f",\n{inner}".join(rows) + f"\n{indent}{closing}"


def _inline(part: Json) -> str:
    return json.dumps(part, ensure_ascii=False)


def _fits(mapping: Mapping, width: int) -> bool:
    return not _holds_rows(mapping) and len(_inline(mapping)) <= width


def _is_rows(part: list[Json]) -> bool:
    return any(isinstance(item, dict) for item in part)


def _is_collection(mapping: Mapping) -> bool:
    return all(isinstance(value, dict) for value in mapping.values())


def _holds_rows(part: Json) -> bool:
    match part:
        case dict():
            return any(map(_holds_rows, part.values()))
        case list():
            return _is_rows(part) or any(map(_holds_rows, part))
        case _:
            return False
