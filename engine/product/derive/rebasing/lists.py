"""Rows, bins and rules, as far as a rebase must know what they mean to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ....document import Json
from ....document.shape import keyed_items
from ..bundle import Path, below, part_at

CONDITIONS = frozenset(("if", "in", "when"))
"""The fields of an item that say whom it is about."""
WORDS = frozenset(("title", "split_from", "joined_from"))
"""The fields of an item that decide nothing."""
FIRST_HITS = frozenset(("F", "P", "R"))
"""The hit policies of a table for which the order of rows decides."""


def items_around(document: Json, path: Path) -> list[Path]:
    """The items of lists that a path leads to or through, the innermost first."""
    found: list[Path] = []
    here = document
    for length, step in enumerate(path, 1):
        inside = below(here, step)
        if not inside:
            break
        if isinstance(here, list):
            found.append(path[:length])
        here = inside[0]
    return found[::-1]


def order_decides(document: Json, path: Path) -> bool:
    """Whether the order of the list at a path decides: rows by first hit, rules, arms."""
    node = part_at(document, path[:-1])
    match path[-1], node:
        case "rows", {"kind": "table", "hit": str(hit)}:
            return hit in FIRST_HITS
        case "rules", {"kind": "rules", "fire": fire}:
            return fire == "first"
        case "arms", {"kind": "branch"}:
            return part_at(node, ("split",)) is None
        case _:
            return False


def heirs(before: Json, after: Json, place: Path) -> Mapping[str, list[Path]]:
    """For each item of a list: those that a new version split off from it, or joined it into."""
    old = keyed_items(part_at(before, place)) or {}
    new = keyed_items(part_at(after, place)) or {}
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for name, part in new.items():
        for identity in {*_named(part)} - {*_named(old.get(name)), name}:
            found[identity].append((*place, name))
    return found


def _named(part: Json) -> Iterator[str]:
    """The items that one says it was split from or joined from."""
    if isinstance(part, dict):
        split, joined = part.get("split_from"), part.get("joined_from")
        if isinstance(split, str):
            yield split
        if isinstance(joined, dict):
            yield from joined
