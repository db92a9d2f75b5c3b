"""Scores as bars, each cut into the bands that they fall in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.flow.decision import Ending
from engine.nodes.scorecard.spec import Band

from .population import Run


@dataclass(frozen=True, slots=True)
class Bar:
    """The scores from `start` on, below the next bar's; people by band, the best band first."""

    start: int
    people: Mapping[str, int]

    @property
    def height(self) -> int:
        """All people of the bar."""
        return sum(self.people.values())


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars of one width without gaps between them."""

    width: int
    bars: tuple[Bar, ...]

    @property
    def lowest(self) -> int:
        """Where the first bar starts."""
        return self.bars[0].start

    @property
    def highest(self) -> int:
        """Where the last bar ends."""
        return self.bars[-1].start + self.width

    @property
    def tallest(self) -> int:
        """The most people in a bar."""
        return max(bar.height for bar in self.bars)

    def place(self, score: int) -> float:
        """Where a score stands between the first bar's start and the last bar's end, 0 to 1."""
        return (score - self.lowest) / (self.highest - self.lowest)


def histogram(scores: Sequence[int], bands: Sequence[Band], width: int) -> Histogram:
    """The bars of at least one score, from the lowest score's to the highest one's."""
    found = Counter((score // width * width, band_of(score, bands)) for score in scores)
    starts = range(min(scores) // width * width, max(scores) + 1, width)
    bars = (
        Bar(start, {b.id: found[start, b.id] for b in bands if found[start, b.id]})
        for start in starts
    )
    return Histogram(width, tuple(bars))


def band_of(score: int, bands: Sequence[Band]) -> str:
    """The first band that a score reaches."""
    return next(band.id for band in bands if band.start is None or score >= int(band.start))


def leads(run: Run) -> Mapping[str, Ending]:
    """How most people of each band end."""
    found: dict[str, Counter[Ending]] = {}
    for passage in run.passages:
        if passage.band is not None and passage.outcome is not None:
            found.setdefault(passage.band, Counter())[passage.outcome] += 1
    return {band: outcomes.most_common(1)[0][0] for band, outcomes in found.items()}
