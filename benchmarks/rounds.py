"""Two ways of doing the same thing, timed in turns in one process."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import TypeVar

Given = TypeVar("Given")


def in_turns(
    ways: Mapping[str, Callable[[Given], object]], rounds: Iterable[Sequence[Given]]
) -> dict[str, float]:
    """The median microseconds a call of each way, over the rounds.

    Each round hands every way the same things, in turns who comes first; no round repeats the
    things of another, so that nothing gains from having met them. The collector of garbage rests
    while a way runs and clears up before.
    """
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number, things in enumerate(rounds):
        order = list(ways) if number % 2 else list(reversed(list(ways)))
        for name in order:
            took[name].append(_microseconds(ways[name], things))
    return {name: median(times) for name, times in took.items()}


def _microseconds(way: Callable[[Given], object], things: Sequence[Given]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        for thing in things:
            way(thing)
        seconds = time.perf_counter() - started
    finally:
        gc.enable()
    return seconds / len(things) * 1e6
