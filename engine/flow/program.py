"""A compiled flow: the only thing that decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from .. import ir
from ..backends.row import Facts, Intake, Row, Walk, compile_expression, compile_walk
from ..backends.row.intake import EXACT
from ..backends.row.intake import TEXTS as FACT_TEXTS
from ..backends.row.runtime import Cell, differing
from ..backends.row.walk import ABSENT
from ..dictionary import Entries
from ..document.shape import Json
from ..errors import DecisionFailed, FactsRefused
from ..issues import Issue
from ..node import Trace
from ..nodes import BY_KIND, AnyNode
from ..nodes.outcome.spec import Outcome, ToNobody
from .compile import core_flow
from .decision import Decision, Ending, PlainTerm, Step, Visit
from .draft import Draft
from .needs import needs
from .schema import Flow, following
from .values import shown

VISITS = 4096
"""Steps that a program keeps: paths share few, and one built anew costs ten times as much."""


class Program:
    """A flow without faults, compiled. Thread-safe: nothing in it changes.

    `name` is the release's (`id@sha256:…`), `needs` the JSON Schema of the facts with a complete
    sample in its `examples`.
    """

    def __init__(self, draft: Draft, name: Callable[[], str]) -> None:
        self.draft = draft
        self.core = core_flow(draft)
        self.intake = Intake(self.core)
        self.walk: Walk = compile_walk(self.core, outside=self._outside, clash=self._clash)
        self.index = {block.node: index for index, block in enumerate(self.core.blocks)}
        self.endings = tuple(_ending(draft.flow.nodes[name]) for name in self.index)
        self.terms = tuple(_terms(block.exit) for block in self.core.blocks)
        self.visit = lru_cache(VISITS)(self._visit)
        self._name = name

    @property
    def flow(self) -> Flow:
        """The flow as a document."""
        return self.draft.flow

    @property
    def entries(self) -> Entries:
        """The dictionary's entries that the flow reads."""
        return self.draft.entries

    @cached_property
    def name(self) -> str:
        """The release's name: its id and the hash of its canonical bytes."""
        return self._name()

    @cached_property
    def needs(self) -> Mapping[str, Json]:
        """The JSON Schema (draft 2020-12) of the facts."""
        return needs(self.core, self.entries, self.intake, self.walk)

    def derived_values(self, values: Sequence[object]) -> Iterator[tuple[ir.Derived, Cell]]:
        """The derived facts for normalised values, those whose facts were given."""
        known: dict[str, Any] = {
            given.name: value for given, value in zip(self.core.inputs, values, strict=False)
        }
        for derived, row in self._derived_rows:
            if any(known[code] is ABSENT for code in derived.inputs):
                continue
            known[derived.name] = row(known)
            yield derived, known[derived.name]

    @cached_property
    def _derived_rows(self) -> list[tuple[ir.Derived, Row]]:
        return [(derived, compile_expression(derived.value)) for derived in self.core.derived]

    def _visit(self, block: int, trace: Trace) -> Visit:
        """The step through a block for what fired in it."""
        name = self.core.blocks[block].node
        node = self.flow.nodes[name]
        kind = BY_KIND[node.kind]
        at = f"nodes/{name}"
        reasons = tuple(kind.reasons(node, trace, at))
        wired = following(node)
        if not wired:
            return Visit(Step(at, name, None, None), block, reasons)
        way = kind.way(node, trace)
        fired = kind.fired(node, trace) if kind.fired else None
        return Visit(Step(at, name, way, fired), self.index[wired[way]], reasons)

    def decide(self, facts: Facts) -> Decision:
        """The decision on an applicant's facts.

        Values: numbers as text, Decimal or int (a float is the decimal that its repr shows), dates
        as `YYYY-MM-DD` or date, booleans, text, null. Raises FactsRefused with every fault at once,
        DecisionFailed where the flow leaves the answer open.
        """
        values = self.intake.read(facts)
        return Decision((self, values, self.walk(values)))

    def decide_many(self, rows: Iterable[Facts]) -> list[Decision]:
        """The decisions on many applicants, in order.

        Raises one FactsRefused for all rows; each issue's address begins with the row's number,
        counted from 0.
        """
        decisions: list[Decision] = []
        issues: list[Issue] = []
        for number, facts in enumerate(rows):
            try:
                decisions.append(self.decide(facts))
            except FactsRefused as refused:
                issues.extend(_in_row(number, issue) for issue in refused.issues)
        if issues:
            raise FactsRefused(issues)
        return decisions

    def _outside(self, index: int, value: Cell) -> None:
        """Refuses the facts that a derived fact came from."""
        derived = self.core.derived[index]
        bounds: tuple[Any, Any] = (None, None)
        if isinstance(derived.type, ir.Num | ir.Date):
            bounds = (shown(derived.type, derived.type.lo), shown(derived.type, derived.type.hi))
        issue = FACT_TEXTS.issue(
            "A113",
            derived.name,
            inputs=", ".join(derived.inputs),
            found=str(shown(derived.type, value)),
            lo=str(bounds[0]),
            hi=str(bounds[1]),
        )
        raise FactsRefused([issue])

    def _clash(self, block: int, mask: int) -> None:
        """Fails where two rows of a unique table hit and differ."""
        of = self.core.blocks[block]
        single = next(s for s in of.statements if isinstance(s, ir.Single))
        first, second = (single.rows[index] for index in differing(mask, single.groups) or (0, 0))
        at = f"nodes/{of.node}"
        raise DecisionFailed([FACT_TEXTS.issue("A201", at, first=first, second=second)])


def _ending(node: AnyNode) -> Ending | None:
    """How a flow ends in a node; None where it goes on."""
    if not isinstance(node, Outcome):
        return None
    return "decline" if isinstance(node.to, ToNobody) else node.ends


def _terms(leaving: ir.Go | ir.Ask | ir.End) -> tuple[tuple[str, PlainTerm], ...]:
    """The terms of an offer by name, each with what makes Python's value of it."""
    offer = leaving.offer if isinstance(leaving, ir.End) else ()
    return tuple((name, _plain_term(name, value.type)) for name, value in offer)


def _plain_term(name: str, of: ir.Type) -> PlainTerm:
    match of:
        case ir.Num(scale, _, _) if not name.startswith("term_"):
            return lambda value: Decimal(value).scaleb(-scale, EXACT)
        case ir.Num():
            return int
        case _:
            return str


def _in_row(number: int, issue: Issue) -> Issue:
    at = f"{number}/{issue.at}"
    return Issue(issue.code, at, issue.values, issue.span, issue.severity, issue.texts)
