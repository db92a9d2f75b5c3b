"""A formula in the core: one assignment a step."""

from __future__ import annotations

from ... import ir
from ...node import Builder, ByCode, Lowered, Speaker
from .check import TEXTS
from .spec import Formula


def lower(spec: Formula, builder: Builder) -> Lowered:
    """The block: steps in order; each sees what the earlier ones set."""
    statements = []
    for step in spec.steps:
        target = builder.target(step.sets)
        value = builder.assigned(step.value, target, "steps", step.id, "value")
        statements.append(ir.Let(step.sets, value))
        builder.local.add(step.sets)
    return Lowered(tuple(statements), ByCode(None))


def summary(spec: Formula, speaker: Speaker) -> str:
    """What is computed."""
    names = (speaker.labels.get(step.sets, step.sets) for step in spec.steps)
    separator = TEXTS.word("separator", speaker.language)
    return separator.join(names)
