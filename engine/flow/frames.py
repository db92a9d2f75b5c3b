"""The flows of a decision where they stand: the flow itself, and each subflow in its caller."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .. import ir
from ..dictionary import Entries, Fact
from ..document import content_name
from ..document.shape import Json
from ..issues import Catalogue, Issue
from ..nodes.subflow.lower import flow_id
from ..nodes.subflow.spec import Subflow
from ..values import Label, Parameter
from .graph import Graph
from .names import Names
from .schema import Flow, using

TEXTS = Catalogue.beside(__file__)
DEEPEST = 8
"""How many subflows may stand one inside the other."""
MOST = 100
"""How many subflows a flow may hold, those inside others counted."""
ALONE = "flow"
"""The stage of a flow that is decided alone; its addresses name no stage."""

Slots = tuple[str, ...]
"""The subflow nodes that lead to a flow, outermost first."""


@dataclass(frozen=True)
class Used:
    """A flow that others use: its document, and what was read from it."""

    document: Mapping[str, Json]
    flow: Flow

    @cached_property
    def name(self) -> str:
        """The name of its content."""
        return content_name(dict(self.document))


@dataclass(frozen=True, eq=False)
class Frame:
    """A flow where it stands.

    `written` is the flow as its document says it, `flow` the same with the callers' values of its
    parameters. It speaks of facts in its own words; `subjects` says whose facts those are, by the
    first name of a code, and `entries` is the dictionary in its words. `stage` is the product's
    slot that it stands in.
    """

    written: Flow
    flow: Flow
    entries: Entries
    slots: Slots = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Parameter] = field(default_factory=dict)
    stage: str = ALONE

    @cached_property
    def names(self) -> Names:
        """What its expressions may name."""
        return Names(self.flow, self.entries)

    @cached_property
    def graph(self) -> Graph:
        """Its own ways, a subflow being a node like any other."""
        return Graph.of(self.written)

    @cached_property
    def prefix(self) -> str:
        """What stands before its names in those of the whole."""
        return "".join(f"{slot}:" for slot in self.slots)

    def at(self, path: str) -> str:
        """The address of a part of it."""
        stage = "" if self.stage == ALONE else f"{self.stage}:"
        return stage + self.prefix + path

    def place(self, node: str) -> str:
        """What one of its nodes is called in the whole."""
        return self.prefix + node

    def core(self, name: str) -> str:
        """What a name of its own is called in the whole: `age` is `gate:age`, unless a fact."""
        if name in self.flow.variables or ":" in name:
            return self.prefix + name
        return renamed(name, self.subjects)

    @cached_property
    def subflows(self) -> Mapping[str, Subflow]:
        """Its nodes that use other flows."""
        return using(self.written)

    def outputs(self, slot: str) -> dict[str, ir.Read]:
        """What it hands to its caller, in the caller's words, where it stands in a slot."""
        return {
            code: ir.Read(self._handed(code), f"{slot}:{code}")
            for code in self.flow.outputs
            if code in self.flow.variables
        }

    def _handed(self, code: str) -> ir.Type:
        of = self.names.types[code]
        if not self.flow.variables[code].list:
            return of
        assert isinstance(of, ir.Num | ir.Bool | ir.Text | ir.Date)
        return ir.ListOf(of)

    def calling(self, slot: str, node: Subflow, used: Flow, entries: Entries) -> Frame:
        """A flow that stands in one of its nodes; `entries` is the dictionary itself.

        What the dictionary holds as a fact is no parameter: a bound of the rate that moves.
        """
        whose = {subject: renamed(of, self.subjects) for subject, of in node.subjects.items()}
        subjects = {**self.subjects, **whose}
        given = {**self.given, **self.flow.parameters}
        own = {
            code: _valued(of, given.get(code))
            for code, of in used.parameters.items()
            if code not in entries.facts
        }
        flow, words = used.model_copy(update={"parameters": own}), seen(entries, subjects)
        return Frame(used, flow, words, (*self.slots, slot), subjects, given, self.stage)


def renamed(code: str, subjects: Mapping[str, str]) -> str:
    """A fact's code with the subject that is meant."""
    subject, dot, rest = code.partition(".")
    return subjects.get(subject, subject) + dot + rest


def same_kind(one: Parameter, other: Parameter) -> bool:
    """Whether two parameters differ in nothing but their value."""
    return type(one) is type(other) and one == other.model_copy(update={"value": one.value})


def _valued(own: Parameter, given: Parameter | None) -> Parameter:
    """A parameter with the value of the callers; with its own where they have none that fits."""
    return own if given is None or not same_kind(own, given) else given


def seen(entries: Entries, subjects: Mapping[str, str]) -> Entries:
    """The dictionary in the words of a subflow: each code means the fact of the subject meant.

    A label belongs to the code that an author types, whoever is meant by it.
    """
    if not subjects:
        return entries
    facts: dict[str, Fact] = {}
    for code, fact in entries.facts.items():
        meant = entries.facts.get(renamed(code, subjects), fact)
        facts[code] = _labelled(meant, fact.label)
        subject, dot, rest = code.partition(".")
        for word in (word for word, of in subjects.items() if of == subject):
            facts.setdefault(f"{word}{dot}{rest}", _labelled(fact, Label(zh=f"{word}{dot}{rest}")))
    return entries.model_copy(update={"facts": facts})


def _labelled(fact: Fact, label: Label) -> Fact:
    return fact if fact.label == label else fact.model_copy(update={"label": label})


@dataclass(frozen=True)
class Framed:
    """A flow with all its subflows in their places, and those that cannot stand where they are."""

    frames: Mapping[Slots, Frame]
    faults: tuple[Issue, ...] = ()


def framed(
    flow: Flow, entries: Entries, subflows: Mapping[str, Used], stage: str = ALONE
) -> Framed:
    """A flow with its subflows by the nodes that lead to them, callers first."""
    root = Frame(flow, flow, entries, stage=stage)
    frames: dict[Slots, Frame] = {(): root}
    faults: list[Issue] = []
    waiting = deque([root])
    while waiting:
        caller = waiting.popleft()
        above = [frames[caller.slots[:depth]].written.id for depth in range(len(caller.slots) + 1)]
        for slot, node in sorted(caller.subflows.items()):
            at = caller.at(f"nodes/{slot}/use")
            if len(frames) > MOST:
                return Framed(frames, (*faults, TEXTS.issue("F185", at, most=MOST)))
            match _found(at, node.use, above, subflows.get(node.use)):
                case Issue() as fault:
                    faults.append(fault)
                case Used() as used:
                    frame = caller.calling(slot, node, used.flow, entries)
                    frames[frame.slots] = frame
                    waiting.append(frame)
    return Framed(frames, tuple(faults))


def _found(at: str, use: str, above: list[str], used: Used | None) -> Used | Issue:
    """A flow to use in a place; an issue where it would hold itself, is too deep or not the one."""
    identity = flow_id(use)
    if identity in above:
        path = " → ".join((*above[above.index(identity) :], identity))
        return TEXTS.issue("F183", at, name=identity, path=path)
    if len(above) > DEEPEST:
        return TEXTS.issue("F184", at, most=DEEPEST)
    if used is None:
        return TEXTS.issue("F181", at, name=use)
    if used.name != use:
        return TEXTS.issue("F182", at, found=used.name, wanted=use)
    return used
