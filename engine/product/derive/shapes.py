"""The parts of a whole product, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...document import Json
from ...document.shape import Shape, keyed_items, shape
from .bundle import Path, part_at, parts_at


@dataclass(frozen=True, slots=True)
class Place:
    """A part and where it stands, in the part `around` it."""

    path: Path
    part: Json
    around: Json


def places(part: Json, path: Path = (), *, is_item: bool = False) -> Iterator[Place]:
    """Every part below one, each before those below it; the id of an item is no part."""
    items = keyed_items(part)
    inside = part if isinstance(part, dict) else items
    for step, below in (inside or {}).items():
        if not (is_item and step == "id"):
            yield Place((*path, step), below, part)
            yield from places(below, (*path, step), is_item=items is not None)


def places_under(product: Json, starts: Iterable[Path]) -> Iterator[Place]:
    """The parts at some paths and every part below them, each once."""
    outermost: list[Path] = []
    for start in sorted(starts):
        if not outermost or start[: len(outermost[-1])] != outermost[-1]:
            outermost.append(start)
    for start in outermost:
        for part in parts_at(product, start):
            if start:
                yield Place(start, part, part_at(product, start[:-1]))
            yield from places(part, start)


def is_leaf(part: Json) -> bool:
    """Whether a part is one value, with nothing below it."""
    return shape(part) is Shape.LEAF


def item_ids(part: Json) -> list[str]:
    """The ids of a keyed list in its order; none of anything else."""
    return [*(keyed_items(part) or {})]
