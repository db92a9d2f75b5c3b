"""What rules must be beyond their fields."""

from __future__ import annotations

from collections.abc import Iterable

from ...issues import Catalogue, Issue
from ...node import Builder
from .spec import Rules

TEXTS = Catalogue.beside(__file__)


def check(spec: Rules, builder: Builder) -> Iterable[Issue]:
    """Every reason is in the dictionary, and rules there are."""
    for rule in spec.rules:
        builder.reason(rule.reason, "rules", rule.id, "reason")
    if not spec.rules:
        yield TEXTS.issue("N121", builder.place("rules"))
