"""A decision: what a walk gave, and all that is read from it when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .. import ir
from ..backends.row.walk import ABSENT, Walked
from ..document import canonical_bytes, content_hash
from ..document.shape import Json
from ..node import FiredReason, Link, Reasoned
from ..nodes import BY_KIND, AnyNode
from ..nodes.ask.spec import Ask, FromLists
from ..nodes.outcome.spec import Outcome, ToNobody
from .values import Plain, plain, shown

if TYPE_CHECKING:
    from .program import Program

SEMANTICS = 1
State = Literal["decided", "pending"]
Ending = Literal["approve", "decline", "refer"]
PlainTerm = Callable[[Any], Decimal | int | str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the code, the address of what gave it, and the code that the customer is told."""

    code: str
    at: str
    told: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A node on the way: its address, the outlet taken (None at the end), what fired in it."""

    at: str
    node: str
    to: str | None
    fired: tuple[str, ...] | None


class Visit(NamedTuple):
    """A step, the block that follows it (itself at the end), the reasons that its node gives."""

    step: Step
    onward: int
    reasons: tuple[Reasoned, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What the host must obtain before the decision can go on."""

    at: str
    origin: Mapping[str, Json]
    consent: str | None
    facts: tuple[str, ...]


class Decision(tuple["Program", tuple[object, ...], Walked]):
    """An immutable decision. Everything beyond the walk is rebuilt when it is read."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<Decision {self.outcome or self.state} by {self.program.flow.id}>"

    @property
    def program(self) -> Program:
        """The program that decided."""
        return self[0]

    @property
    def _block(self) -> ir.Block:
        """The block where the walk ended."""
        end, _, _, _ = self[2]
        return self.program.core.blocks[end]

    @property
    def state(self) -> State:
        """Decided, or pending while an ask waits for facts."""
        return "pending" if isinstance(self._block.exit, ir.Ask) else "decided"

    @property
    def outcome(self) -> Ending | None:
        """How it ended; None while pending. A referral to nobody is a decline."""
        program, _, (end, _, _, _) = self
        return program.endings[end]

    @property
    def to(self) -> Mapping[str, Json] | None:
        """Where a referral goes."""
        node = self._end
        if not isinstance(node, Outcome) or node.to is None or isinstance(node.to, ToNobody):
            return None
        return dict(node.to.model_dump())

    @property
    def _end(self) -> AnyNode:
        """The node where the walk ended."""
        return self.program.flow.nodes[self._block.node]

    @property
    def offer(self) -> Mapping[str, Decimal | int | str] | None:
        """The offer of an approval: money and rate as Decimal, the term in whole units."""
        program, _, (end, _, _, values) = self
        if not values:
            return None
        terms = zip(program.terms[end], values, strict=True)
        return {name: plain_term(value) for (name, plain_term), value in terms}

    def _terms(self) -> list[tuple[str, ir.Type, Any]]:
        leaving = self._block.exit
        names = leaving.offer if isinstance(leaving, ir.End) else ()
        _, _, _, values = self[2]
        return [(name, e.type, v) for (name, e), v in zip(names, values, strict=True)]

    @property
    def path(self) -> tuple[Step, ...]:
        """The nodes on the way, in order; a pending decision ends before the ask that waits."""
        return tuple([visit.step for visit in self._visits()])

    def _visits(self) -> list[Visit]:
        program, _, (end, fired, _, _) = self
        visits: list[Visit] = []
        block = 0
        while block != end:
            visits.append(program.visit(block, fired[block]))
            block = visits[-1].onward
        if program.endings[end] is not None:
            visits.append(program.visit(end, fired[end]))
        return visits

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All reasons: declines, then referrals, then others, each in the order of the way."""
        if self.outcome is None:
            return ()
        found: dict[str, FiredReason] = {}
        for reason in sorted(self._reasons(), key=_weight):
            found.setdefault(reason.code, reason)
        if not found:
            return ()
        node = self._end
        hidden = isinstance(node, Outcome) and node.ends == "decline"
        entries = self.program.entries.reasons
        return tuple(
            Reason(
                reason.code,
                reason.at,
                None if hidden and reason.weight == "refer" else entries[reason.code].told_as,
            )
            for reason in found.values()
        )

    def _reasons(self) -> Iterator[FiredReason]:
        for visit in self._visits():
            for reason in visit.reasons:
                if isinstance(reason, Link):
                    yield from self._linked(reason.node)
                else:
                    yield reason

    def _linked(self, name: str) -> Iterable[FiredReason]:
        """The reasons that an outcome takes from another node on the way."""
        program, _, (_, fired, _, _) = self
        node = program.flow.nodes[name]
        return BY_KIND[node.kind].linked(node, fired[program.index[name]], f"nodes/{name}")

    @property
    def requests(self) -> tuple[Request, ...]:
        """What a pending decision waits for."""
        if self.state == "decided":
            return ()
        node = self._end
        assert isinstance(node, Ask)
        given = self._given()
        missing = tuple(sorted(code for code in node.gives if code not in given))
        origin = node.origin.model_dump(exclude_none=True)
        if isinstance(node.origin, FromLists):
            origin = {"lists": sorted(node.origin.lists)}
        return (Request(f"nodes/{self._block.node}", origin, node.consent, missing),)

    def _given(self) -> dict[str, tuple[ir.Scalar, Any]]:
        """The facts that were given, with their types."""
        inputs = self.program.core.inputs
        return {
            given.name: (given.type, value)
            for given, value in zip(inputs, self[1][:-1], strict=True)
            if value is not ABSENT
        }

    @property
    def facts(self) -> Mapping[str, Json]:
        """The given facts, numbers at the dictionary's places."""
        facts = {name: shown(of, value) for name, (of, value) in self._given().items()}
        unavailable: Any = self[1][-1]
        return {**facts, **({"unavailable": list(unavailable)} if unavailable else {})}

    @property
    def outputs(self) -> Mapping[str, Plain | tuple[Plain, ...]]:
        """The outputs that were set on the way."""
        return {name: _each(plain, of, value) for name, of, value in self._set(outputs_only=True)}

    @property
    def values(self) -> Mapping[str, Json]:
        """Every value that was seen: the given and derived facts, and the variables set."""
        derived = {
            derived.name: shown(derived.type, value)
            for derived, value in self.program.derived_values(self[1])
        }
        variables = {name: _each(shown, of, v) for name, of, v in self._set(outputs_only=False)}
        return {**self.facts, **derived, **variables}

    def _set(self, *, outputs_only: bool) -> Iterator[tuple[str, ir.Scalar, Any]]:
        """The variables that a node on the way set, in order of their names."""
        program = self.program
        _, _, variables, _ = self[2]
        names = {code for step in self.path for code in program.draft.sets(step.node)}
        for name, value in zip(program.core.variables, variables, strict=True):
            if name in names and (not outputs_only or name in program.flow.outputs):
                yield name, program.draft.names.types[name], value

    def document(self) -> dict[str, Json]:
        """The decision as `loanfoundry.decision/1`."""
        head: dict[str, Json] = {
            "format": "loanfoundry.decision/1",
            "semantics": SEMANTICS,
            "state": self.state,
            "release": self.program.name,
            "stage": "flow",
            "facts": content_hash(dict(self.facts)),
        }
        path: Json = [_step_json(step) for step in self.path]
        if self.state == "pending":
            return {**head, "requests": [_request_json(r) for r in self.requests], "path": path}
        offer: dict[str, Json] = {
            name: value if name.startswith("term_") else shown(of, value)
            for name, of, value in self._terms()
        }
        to = self.to
        return {
            **head,
            "outcome": self.outcome,
            **({"offer": offer} if offer else {}),
            **({"to": dict(to)} if to else {}),
            "reasons": [{"code": r.code, "at": r.at, "told": r.told} for r in self.reasons],
            "outputs": {n: _each(shown, of, v) for n, of, v in self._set(outputs_only=True)},
            "path": path,
        }

    def canonical(self) -> bytes:
        """The bytes that are compared: same facts and release, same bytes."""
        return canonical_bytes(self.document())


def _weight(reason: FiredReason) -> int:
    return ("decline", "refer", "other").index(reason.weight)


def _each(convert: Any, of: ir.Scalar, value: Any) -> Any:
    """A value converted; a list item by item."""
    if isinstance(value, tuple):
        return [convert(of, item) for item in value]
    return convert(of, value)


def _step_json(step: Step) -> Json:
    ways: dict[str, Json] = {"to": step.to} if step.to else {}
    fired: dict[str, Json] = {} if step.fired is None else {"fired": list(step.fired)}
    return {"at": step.at, **ways, **fired}


def _request_json(request: Request) -> Json:
    consent: dict[str, Json] = {"consent": request.consent} if request.consent else {}
    origin: dict[str, Json] = dict(request.origin)
    return {"at": request.at, "from": origin, **consent, "facts": list(request.facts)}
