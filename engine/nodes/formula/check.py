"""What a formula must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ...issues import Catalogue, Issue
from ...node import Builder
from .spec import Formula

TEXTS = Catalogue.beside(__file__)


def check(spec: Formula, builder: Builder) -> Iterable[Issue]:
    """A variable is set by one step."""
    seen: set[str] = set()
    for step in spec.steps:
        if step.sets in seen:
            yield TEXTS.issue("N181", builder.place("steps", step.id, "sets"), name=step.sets)
        seen.add(step.sets)
