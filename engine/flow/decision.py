"""A decision: what a walk gave, and all that is read from it when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal

from .. import ir
from ..backends.row.scalars import EXACT
from ..backends.row.walk import ABSENT, Walked
from ..document import canonical_bytes, content_hash
from ..document.shape import Json
from ..node import Link
from ..nodes.ask.spec import Ask, FromLists, FromPerson
from ..nodes.outcome.spec import Outcome, ToNobody
from .items import Item
from .values import Plain, plain, shown

if TYPE_CHECKING:
    from .draft import Place
    from .program import Program

SEMANTICS = 1
State = Literal["decided", "pending"]
Ending = Literal["approve", "decline", "refer"]
WEIGHTS = {"decline": 0, "refer": 1, "other": 2}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the code, the address of what gave it, and the code that the customer is told."""

    code: str
    at: str
    told: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A node on the way: its address, the outlet taken (None at the end), what fired in it.

    `node` is its name in the whole: its id, behind the subflow nodes that lead to it.
    """

    at: str
    node: str
    to: str | None
    fired: tuple[str, ...] | None


Weighed = tuple[int, Reason]
"""A reason behind its weight: the lighter number stands first."""

Given = Weighed | Link
Visit = tuple[Step, int, tuple[Given, ...]]
"""A step, the block that follows it (itself at the end), the reasons that its node gives."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the host must obtain before the decision can go on, and the node that waits for it."""

    at: str
    node: str
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
        return self[0].endings[self[2][0]]

    @property
    def to(self) -> Mapping[str, Json] | None:
        """Where a referral goes."""
        node = self._end.node
        if not isinstance(node, Outcome) or node.to is None or isinstance(node.to, ToNobody):
            return None
        return dict(node.to.model_dump())

    @property
    def _end(self) -> Place:
        """The place where the walk ended."""
        return self.program.draft.places[self._block.node]

    @property
    def offer(self) -> Mapping[str, Decimal | int | str] | None:
        """The offer of an approval: money and rate as Decimal, the term in whole units."""
        values: tuple[Any, ...] = self[2][3]
        if not values:
            return None
        offer: dict[str, Decimal | int | str] = {}
        for (name, unit), value in zip(self[0].terms[self[2][0]], values, strict=True):
            offer[name] = value if unit is None else EXACT.multiply(value, unit)
        return offer

    def _terms(self) -> list[tuple[str, ir.Type, Any]]:
        leaving = self._block.exit
        names = leaving.offer if isinstance(leaving, ir.End) else ()
        _, _, _, values = self[2]
        return [(name, e.type, v) for (name, e), v in zip(names, values, strict=True)]

    @property
    def path(self) -> tuple[Step, ...]:
        """The nodes on the way, in order; a pending decision ends before the ask that waits."""
        steps, _ = self._way()
        return tuple(steps)

    def _way(self) -> tuple[list[Step], list[Given]]:
        """The steps, and the reasons that their nodes give."""
        program, _, (end, fired, _, _) = self
        visit, block = program.visit, 0
        steps: list[Step] = []
        given: list[Given] = []
        while block != end:
            step, block, reasons = visit(block, fired[block])
            steps.append(step)
            given += reasons
        if program.endings[end] is not None:
            step, _, reasons = visit(end, fired[end])
            steps.append(step)
            given += reasons
        return steps, given

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """All reasons: declines, then referrals, then others, each in the order of the way."""
        if self.outcome is None:
            return ()
        _, given = self._way()
        return self._told(given) if given else ()

    def _told(self, given: Iterable[Given]) -> tuple[Reason, ...]:
        """Each reason once, the heaviest first; a decline hides what only rules that refer give."""
        node = self._end.node
        hides = isinstance(node, Outcome) and node.ends == "decline"
        ordered = sorted(self._followed(given), key=itemgetter(0))
        hidden = {reason.code for weight, reason in ordered if hides and weight == WEIGHTS["refer"]}
        hidden -= {reason.code for weight, reason in ordered if weight != WEIGHTS["refer"]}
        found: dict[str, Reason] = {}
        for _, reason in ordered:
            told = None if reason.code in hidden else reason.told
            found.setdefault(reason.code, Reason(reason.code, reason.at, told))
        return tuple(found.values())

    def _followed(self, given: Iterable[Given]) -> Iterator[Weighed]:
        """Reasons, those that an outcome takes from another node on the way in its place."""
        program, _, (_, fired, _, _) = self
        for reason in given:
            if not isinstance(reason, Link):
                yield reason
                continue
            place = program.draft.places[reason.node]
            trace = fired[program.index[reason.node]]
            for linked in place.kind.linked(place.node, trace, place.at):
                yield program.weighed(linked)

    @property
    def requests(self) -> tuple[Request, ...]:
        """What a pending decision waits for."""
        if self.state == "decided":
            return ()
        place = self._end
        node, core = place.node, place.frame.core
        assert isinstance(node, Ask)
        given = self._given()
        missing = tuple(sorted(code for code in map(core, node.gives) if code not in given))
        origin = node.origin.model_dump(mode="json", exclude_none=True)
        match node.origin:
            case FromLists(lists=names):
                origin = {"lists": sorted(names)}
            case FromPerson():
                form = [{**field, "fact": core(field["fact"])} for field in origin["form"]]
                origin = {**origin, "form": form}
        return (Request(place.at, place.name, origin, node.consent, missing),)

    def _given(self) -> dict[str, tuple[ir.Scalar | ir.Items, Any]]:
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
    def collections(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each collection in the order given, with the keeps that leave them out."""
        return self.program.collections(self[1])

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
                yield name, program.draft.types[name], value

    def document(self) -> dict[str, Json]:
        """The decision as `loanfoundry.decision/1`."""
        head: dict[str, Json] = {
            "format": "loanfoundry.decision/1",
            "semantics": SEMANTICS,
            "state": self.state,
            "release": self.program.name,
            "stage": self.program.stage,
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
