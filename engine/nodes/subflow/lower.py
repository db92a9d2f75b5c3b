"""A subflow in the core: what its approval hands over; the flow itself stands in its place."""

from __future__ import annotations

from functools import partial

from ... import ir
from ...feel.faults import ExpressionFault
from ...feel.fitting import fitted
from ...feel.meaning import HOLE
from ...node import Builder, ByCode, Lowered, Part, Speaker
from .check import TEXTS, is_list
from .spec import Subflow

OUTLETS = ("pass", "decline", "refer")
"""The ways out: the used flow's outcomes approve, decline and refer."""


def lower(spec: Subflow, builder: Builder) -> Lowered:
    """The outputs in the caller's variables: what the blocks do that leave by `pass`."""
    taken = (
        ir.Let(name, _taken(output, name, builder)) for output, name in sorted(spec.sets.items())
    )
    return Lowered(tuple(taken), ByCode(None, OUTLETS))


def _taken(output: str, name: str, builder: Builder) -> ir.Expr:
    """An output as a value of the variable; a list is taken as it is."""
    value, variable = (builder.outputs or {}).get(output), builder.variables.get(name)
    if value is None or variable is None or is_list(value) != bool(variable.list):
        return HOLE
    at, target = builder.place("sets", output), builder.target(name)
    builder.reads.append((at, frozenset({value.name})))
    try:
        if not isinstance(value.type, ir.ListOf):
            return fitted(value, target)
        item = ir.Read(value.type.item, value.name)
        if fitted(item, target) != item:
            builder.issues.append(TEXTS.issue("N264", at, output=output, name=name))
    except ExpressionFault as found:
        builder.issues.append(found.issue(at))
    return value


def summary(spec: Subflow, speaker: Speaker) -> str:
    """The id of the flow that it uses."""
    return flow_id(spec.use)


def flow_id(use: str) -> str:
    """The id in the name of a flow's content."""
    return use.partition("@")[0]


def named(spec: Subflow, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """The flow that is used, a subject, an output that is taken."""
    word = partial(TEXTS.word, language=speaker.language)
    match path:
        case ("use",):
            return Part(word("part use"), says=_short)
        case ("with", subject):
            return Part(word("part with").format(what=subject))
        case ("sets", output):
            name = word("part sets").format(what=output)
            return Part(name, says=lambda code: speaker.labels.get(code, code))
    return None


def _short(use: str) -> str:
    """A name that a person can compare: the id and the first digits of the hash."""
    identity, _, content = use.partition("@sha256:")
    return f"{identity}@{content[:8]}"
