"""A formula in the core: one assignment a step."""

from __future__ import annotations

from ... import ir
from ...node import Builder, ByCode, Lowered, Part, Speaker
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


def named(spec: Formula, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A step by what it sets."""
    match path:
        case ("steps", step_id, *below):
            step = next((step for step in spec.steps if step.id == step_id), None)
            if step is None or below not in ([], ["value"]):
                return None
            what = speaker.labels.get(step.sets, step.sets)
            name = TEXTS.word("part step", speaker.language).format(what=what)
            whole = f"{name} {what} = {speaker.expression(step.value)}"
            return Part(name, whole, says=speaker.expression)
    return None
