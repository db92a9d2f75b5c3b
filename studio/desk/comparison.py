"""Two policies over the same people: whose outcome changes, and what that does to the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from engine.flow.decision import Ending

from .population import ENDINGS, Run
from .texts import Texts
from .wording import count, percent, points


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a policy changes for the people of another: `turned` counts them by the new outcome.

    `differ` are the numbers of those people in the run's order, counted from 0.
    """

    before: Run
    after: Run
    differ: tuple[int, ...]
    turned: Mapping[Ending, int]


def compare(before: Run, after: Run) -> Comparison:
    """The differences of two runs over the same people."""
    pairs = zip(before.passages, after.passages, strict=True)
    differ = tuple(i for i, (old, new) in enumerate(pairs) if old.outcome != new.outcome)
    outcomes = Counter(after.passages[i].outcome for i in differ)
    return Comparison(before, after, differ, {ending: outcomes[ending] for ending in ENDINGS})


def sentences(found: Comparison, texts: Texts) -> tuple[str, ...]:
    """The differences for people: who changes, and how far the rates move."""
    if not found.differ:
        return (texts("change none"),)
    return (
        _who(found, texts),
        *_moved(found, texts, "approval", lambda run: run.everybody.approval_rate),
        *_moved(found, texts, "bad approved", lambda run: run.ends["approve"].bad_rate),
        *_moved(found, texts, "bad declined", lambda run: run.ends["decline"].bad_rate),
        *_moved(found, texts, "bad referred", lambda run: run.ends["refer"].bad_rate),
    )


def _who(found: Comparison, texts: Texts) -> str:
    """How many people change, and to what."""
    turned = [
        texts(f"turned {ending}", count=count(found.turned[ending]))
        for ending in ENDINGS
        if found.turned[ending]
    ]
    changed = texts("change people", count=count(len(found.differ)))
    return changed + texts("separator").join(turned)


def _moved(
    found: Comparison, texts: Texts, figure: str, of: Callable[[Run], Fraction | None]
) -> Iterable[str]:
    """The move of one rate; nothing where it stays."""
    old, new = of(found.before), of(found.after)
    if old == new or old is None or new is None:
        return
    change = points(new - old)
    yield texts(f"change {figure}", old=percent(old), new=percent(new), points=change)
