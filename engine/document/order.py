"""The order of a keyed list: where placed items come to stand, and which items need placing."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Anchors = Mapping[str, str | None]
"""Each added or moved item and the item that it stands behind; None: before all."""


def ordered(base: Iterable[str], anchors: Anchors) -> list[str]:
    """The ids of a list once every anchored item stands behind its anchor.

    Removed items still stand. Items behind one anchor are sorted by id, each directly followed
    by those behind itself. Without a circle among the anchors every item comes exactly once.
    """
    behind: defaultdict[str | None, list[str]] = defaultdict(list)
    for item in sorted(anchors, reverse=True):
        behind[anchors[item]].append(item)
    result: list[str] = []
    for start in (None, *(item for item in base if item not in anchors)):
        waiting = [start] if start is not None else list(behind[None])
        while waiting:
            item = waiting.pop()
            result.append(item)
            waiting.extend(behind.get(item, ()))
    return result


def circles(anchors: Anchors) -> list[list[str]]:
    """Each circle of items that stand behind one another, its ids sorted."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for start in sorted(anchors):
        way: dict[str, int] = {}
        item: str | None = start
        while item is not None and item in anchors and item not in seen:
            seen.add(item)
            way[item] = len(way)
            item = anchors[item]
        if item in way:
            found.append(sorted(list(way)[way[item] :]))
    return found


def longest_run(positions: Sequence[int]) -> list[int]:
    """The longest rising run in distinct numbers; of several the one with the smallest numbers."""
    levels = _levels(positions)
    run: list[int] = []
    for level in reversed(levels):
        # Within a level the numbers fall, so the last one that still rises is the smallest.
        previous = run[-1] if run else -1
        fitting = bisect_left(level, -previous, key=lambda number: -number)
        run.append(level[fitting - 1])
    return run


def _levels(positions: Sequence[int]) -> list[list[int]]:
    """The numbers by the length of the longest rising run that starts there, in their order."""
    levels: list[list[int]] = []
    tails: list[int] = []
    for number in reversed(positions):
        length = bisect_left(tails, -number)
        if length == len(tails):
            tails.append(-number)
            levels.append([])
        tails[length] = -number
        levels[length].append(number)
    return [level[::-1] for level in levels]
