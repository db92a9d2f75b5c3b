"""A KIND in the core: one assignment."""

from __future__ import annotations

from ... import ir
from ...node import Builder, ByCode, Lowered, Speaker
from .check import TEXTS
from .spec import Kind


def lower(spec: Kind, builder: Builder) -> Lowered:
    """The block: the value at the variable's scale, inside its bounds."""
    value = builder.assigned(spec.value, builder.target(spec.sets), "value")
    return Lowered((ir.Let(spec.sets, value),), ByCode(None))


def summary(spec: Kind, speaker: Speaker) -> str:
    """What is set."""
    name = speaker.labels.get(spec.sets, spec.sets)
    return TEXTS.word("summary", speaker.language).format(name=name)
