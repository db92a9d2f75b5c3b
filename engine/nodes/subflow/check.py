"""What a subflow must be beyond its fields, as far as its own flow says it.

What hangs on the flow that it uses and on the facts is checked by the rules of flows.
"""

from __future__ import annotations

from collections.abc import Iterable

from ... import ir
from ...issues import Catalogue, Issue
from ...node import Builder
from .spec import Subflow

TEXTS = Catalogue.beside(__file__)


def check(spec: Subflow, builder: Builder) -> Iterable[Issue]:
    """Each output is there, each variable takes one, and a list takes a list."""
    if builder.outputs is None:
        return
    seen: set[str] = set()
    for output, name in sorted(spec.sets.items()):
        at = builder.place("sets", output)
        found, variable = builder.outputs.get(output), builder.variables.get(name)
        if found is None:
            yield TEXTS.issue("N261", at, name=output, flow=spec.use)
        elif variable is not None and is_list(found) != bool(variable.list):
            yield TEXTS.issue("N263", at, output=output, name=name)
        if name in seen:
            yield TEXTS.issue("N262", at, name=name)
        seen.add(name)


def is_list(output: ir.Read) -> bool:
    """Whether an output is a list."""
    return isinstance(output.type, ir.ListOf)
