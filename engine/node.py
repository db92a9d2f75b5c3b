"""What a node type is, and the hands that one gets to build its block.

A node type is one folder under `nodes/`: its fields (`spec.py`), its own checks (`check.py`), its
lowering to the core (`lower.py`), texts, help and cases. This module knows no node type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

from . import ir
from .dictionary import Entries
from .feel import expression
from .feel.expression import Typed
from .feel.meaning import FALSE, Value
from .feel.scope import Scope
from .issues import Catalogue, Issue, Language
from .values import Id, Label, Model, Unknown, Variable, right_spelling, scaled

TEXTS = Catalogue.beside(__file__)

Trace = int | tuple[int, ...] | None
"""What fired in a node, as its block keeps it; None where the block keeps nothing."""

Weight = Literal["decline", "refer", "other"]


class NodeFields(Model):
    """What every node has that ways leave."""

    title: Label
    next: dict[Id, Id]


@dataclass(frozen=True, slots=True)
class FiredReason:
    """A reason with the address of the part that gave it; `weight` orders the reasons."""

    code: str
    at: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Link:
    """Reasons that a node takes from another one that every way here passes."""

    node: str


Reasoned = FiredReason | Link


class Conditional(Protocol):
    """A part that fires on a condition: a rule, an arm, a reason of an outcome."""

    @property
    def id(self) -> str: ...
    @property
    def when(self) -> str | None: ...
    @property
    def unknown(self) -> Unknown | None: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in which a conditional part fires: by being true, or by being unknown."""

    index: int
    id: str
    by_unknown: bool

    @property
    def fired_id(self) -> str:
        """The id as the path writes it."""
        return f"{self.id}/unknown" if self.by_unknown else self.id


def slots(parts: Sequence[Conditional]) -> tuple[Slot, ...]:
    """The ways in which parts fire, in the order of their conditions in the block."""
    return tuple(
        Slot(index, part.id, by_unknown)
        for index, part in enumerate(parts)
        for by_unknown in ((False, True) if part.unknown == "fire" else (False,))
    )


@dataclass
class Builder:
    """Types the expressions of one node against the flow's names, and keeps what it found.

    `reads` lists each expression's place and the names it uses, `links` each place that takes the
    reasons of another node: the flow checks that every way here has set or passed them.
    `respelled` holds by place what a release spells otherwise. `inside` says that the node stands
    in a subflow, `gate` that its flow offers nothing and refers to nobody, `outputs` what the flow
    that it uses gives, by name; None where it is not at hand.
    """

    at: str
    scope: Scope
    variables: Mapping[str, Variable]
    types: Mapping[str, ir.Scalar]
    entries: Entries
    issues: list[Issue] = field(default_factory=list)
    reads: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    respelled: dict[str, str] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    local: set[str] = field(default_factory=set)
    inside: bool = False
    gate: bool = False
    outputs: Mapping[str, ir.Read] | None = None

    def place(self, *steps: str) -> str:
        """The address of a part of the node."""
        return "/".join((self.at, *steps))

    def take(self, typed: Typed, at: str) -> Typed:
        """Keeps what an expression found and reads."""
        self.issues.extend(typed.issues)
        self.reads.append((at, typed.names - self.local))
        if typed.respelled is not None:
            self.respelled[at] = typed.respelled
        return typed

    def value(self, text: str, *steps: str) -> Value:
        """A value that may still be a quotient."""
        at = self.place(*steps)
        return self.take(expression.value(text, self.scope, at), at).value

    def assigned(self, text: str, target: ir.Type, *steps: str) -> ir.Expr:
        """A value at the target's scale and inside its bounds."""
        at = self.place(*steps)
        return self.take(expression.assigned(text, self.scope, at, target), at).expression

    def cell(self, text: str, subject: Value, *steps: str) -> ir.Expr:
        """The condition of a cell on a value."""
        at = self.place(*steps)
        return self.take(expression.cell(text, self.scope, at, subject), at).expression

    def conditions(self, parts: Sequence[Conditional], *steps: str) -> tuple[ir.Expr, ...]:
        """The conditions of parts, one for each of their `slots`."""
        return tuple(
            built for part in parts for built in self._fires(part, self.place(*steps, part.id))
        )

    def _fires(self, part: Conditional, at: str) -> Iterable[ir.Expr]:
        if part.when is None:
            return (ir.Const(ir.Bool(), True), *([FALSE] if part.unknown == "fire" else []))
        typed = expression.condition(part.when, self.scope, f"{at}/when")
        condition = self.take(typed, f"{at}/when").expression
        self._check_unknown(condition, part, at)
        if part.unknown != "fire":
            return (condition,)
        return condition, ir.IsNull(condition) if condition.type.nullable else FALSE

    def _check_unknown(self, condition: ir.Expr, part: Conditional, at: str) -> None:
        if condition.type.nullable and part.unknown is None:
            self.issues.append(
                expression.undecided(f"{at}/when", "unknown", part.when or "", '"skip" / "fire"')
            )
        if not condition.type.nullable and part.unknown is not None:
            self.issues.append(expression.needless(at, "unknown"))

    def reason(self, code: str, *steps: str) -> None:
        """Keeps a reason that the node gives; one that the dictionary lacks is an issue."""
        self.reasons.add(code)
        if code not in self.entries.reasons:
            self.issues.append(TEXTS.issue("N101", self.place(*steps), code=code))

    def link(self, node: str, *steps: str) -> None:
        """Keeps that the reasons of another node are taken here."""
        self.links.append((self.place(*steps), node))

    def number(self, literal: str, of: ir.Num, *steps: str) -> int:
        """A literal number as an integer of the type's places; another spelling is an issue."""
        value = scaled(literal, of.scale)
        if value is not None:
            return value
        right = right_spelling(literal, of.scale)
        self.issues.append(TEXTS.issue("N102", self.place(*steps), found=literal, right=right))
        return 0

    def target(self, name: str) -> ir.Scalar:
        """The type of a variable that the node sets; a hole where the flow declares none."""
        return self.types.get(name, ir.Hole())


@dataclass(frozen=True)
class Speaker:
    """Says things of a node in one language, with labels in place of codes."""

    language: Language
    scope: Scope
    labels: Mapping[str, str]
    reasons: Mapping[str, str]

    def expression(self, text: str) -> str:
        """An expression for reading, with labels in place of codes."""
        return expression.said(text, self.scope, self.labels, self.language)

    def cell(self, text: str) -> str:
        """A cell for reading, to stand behind what it tests."""
        return expression.said_cell(text, self.scope, self.labels, self.language)

    def reason(self, code: str) -> str:
        """A reason by its label."""
        return self.reasons.get(code, code)

    def label(self, label: Label) -> str:
        """A label in the speaker's language."""
        return label.text(self.language)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a node in words, as a reader of two versions needs it: never by an id.

    `name` says which part, `whole` the part with all that stands in it, `says` a text that stands
    there. `stricter` is the direction in which a number there binds more, where there is one.
    """

    name: str
    whole: str = ""
    says: Callable[[str], str] = str
    stricter: str | None = None


S = TypeVar("S", bound=Model)


def _nothing(spec: Model) -> tuple[str, ...]:
    return ()


def _done(spec: Model, trace: Trace) -> str:
    return "done"


def _no_reasons(spec: Model, trace: Trace, at: str) -> tuple[FiredReason, ...]:
    return ()


def _no_sentence(spec: Model, fired: str, speaker: Speaker) -> str:
    return ""


def _no_summary(spec: Model, speaker: Speaker) -> str:
    return ""


def _unnamed(spec: Model, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    return None


@dataclass(frozen=True)
class NodeType(Generic[S]):
    """A node type. All functions are pure; `outlets` stand in the kind's own order.

    `lists` says that the variables it sets may be lists. `way` gives the outlet for what fired; of
    a kind that ends a flow, the outlet by which it leaves where that flow is a subflow. `fired`
    gives the ids inside the node (None where the kind writes none), `reasons` what it tells for
    what fired, `linked` what an outcome may take from it, `part` the address inside the node of a
    fired id, `sentence` says that part. `named` puts the part at a path inside the node into words;
    None where there is no such part or no word for it.
    """

    kind: str
    spec: type[S]
    outlets: Callable[[S], tuple[str, ...]]
    check: Callable[[S, Builder], Iterable[Issue]]
    lower: Callable[[S, Builder], Lowered]
    texts: Catalogue
    sets: Callable[[S], tuple[str, ...]] = _nothing
    lists: bool = False
    gives: Callable[[S], tuple[str, ...]] = _nothing
    way: Callable[[S, Trace], str] = _done
    fired: Callable[[S, Trace], tuple[str, ...]] | None = None
    reasons: Callable[[S, Trace, str], Sequence[Reasoned]] = _no_reasons
    linked: Callable[[S, Trace, str], Sequence[FiredReason]] = _no_reasons
    part: Callable[[str], str] = str
    sentence: Callable[[S, str, Speaker], str] = _no_sentence
    summary: Callable[[S, Speaker], str] = _no_summary
    named: Callable[[S, tuple[str, ...], Speaker], Part | None] = _unnamed

    @property
    def linkable(self) -> bool:
        """Whether an outcome may take reasons from it."""
        return self.linked is not _no_reasons

    def title(self, language: Language) -> str:
        """The kind's name for people."""
        return self.texts.word("kind", language)


@dataclass(frozen=True, slots=True)
class Lowered:
    """A node's statements, and the outlet codes or the ask or end that its block leaves by."""

    statements: tuple[ir.Let | ir.Fired | ir.Single, ...]
    leaves: Leaves


@dataclass(frozen=True, slots=True)
class ByCode:
    """Leaves by the outlet at a code; no code where there is one outlet."""

    code: ir.Expr | None
    outlets: tuple[str, ...] = ("done",)


@dataclass(frozen=True, slots=True)
class ByAnswer:
    """Leaves by what the host answered; `gives` in the order of their codes."""

    gives: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """Ends the flow, with the priced terms of an approval."""

    offer: tuple[tuple[str, ir.Expr], ...] = ()


Leaves = ByCode | ByAnswer | Ends
AnyNodeType = NodeType[Any]
