"""A compiled flow: the only thing that decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from .. import ir
from ..backends.row import Facts, Intake, Row, Walk, compile_expression, compile_walk
from ..backends.row.runtime import Cell
from ..backends.row.scalars import EXACT
from ..backends.row.scalars import TEXTS as FACT_TEXTS
from ..backends.row.walk import ABSENT, is_outside
from ..dictionary import Entries
from ..errors import DecisionFailed, DocumentRefused, FactsRefused, LoanFoundryError
from ..issues import Catalogue, Issue
from ..node import FiredReason, Link, Trace
from ..nodes.outcome.spec import Outcome, ToNobody
from .compile import core_flow
from .decision import WEIGHTS, Decision, Ending, Reason, Step, Visit, Weighed
from .draft import Draft, Place
from .items import Item, Sieve
from .needs import needs
from .schema import Flow
from .values import shown

Stage = TypeVar("Stage")
TEXTS = Catalogue.beside(__file__)
VISITS = 4096
"""Steps that a program keeps: paths share few, and one built anew costs ten times as much."""


class Program:
    """A flow without faults, compiled. Thread-safe: nothing in it changes but the steps it keeps.

    `name` is the release's (`id@sha256:…`), `needs` the JSON Schema of the facts with a complete
    sample in its `examples`, `stages` what else the release decides.
    """

    def __init__(self, draft: Draft, name: str) -> None:
        self.draft = draft
        self.core = core_flow(draft)
        self.intake = Intake(self.core)
        self.walk: Walk = compile_walk(self.core, outside=self._outside, clash=self._clash)
        self.index = {block.node: index for index, block in enumerate(self.core.blocks)}
        self.endings = tuple(_ending(draft.places[name]) for name in self.index)
        self.terms = tuple(_terms(block.exit) for block in self.core.blocks)
        self.visit = lru_cache(VISITS)(self._visit)
        self.name = name

    @property
    def stage(self) -> str:
        """The stage that it decides: a product's slot, `flow` where the flow stands alone."""
        return self.draft.stage

    @property
    def stages(self) -> tuple[str, ...]:
        """Every stage that the release decides."""
        return (self.stage,)

    def at(self, stage: str) -> Program:
        """The program of a stage of the release. Raises DocumentRefused where there is none."""
        return at_stage(dict.fromkeys(self.stages, self), stage)

    @property
    def flow(self) -> Flow:
        """The flow as a document."""
        return self.draft.flow

    @property
    def entries(self) -> Entries:
        """The dictionary's entries that the flow reads."""
        return self.draft.entries

    @property
    def needs(self) -> Mapping[str, Any]:
        """The JSON Schema (draft 2020-12) of the facts, a copy of one's own."""
        return deepcopy(self._needs)

    @cached_property
    def _needs(self) -> Mapping[str, Any]:
        return needs(self.core, self.entries, self.tried, {})

    def tried(self, facts: Facts) -> bool | None:
        """Whether all items of facts stay; None where the facts are not decided."""
        try:
            decision = self.decide(facts)
        except LoanFoundryError:
            return None
        return not any(item.left_out for items in decision.collections.values() for item in items)

    def derived_values(self, values: Sequence[object]) -> Iterator[tuple[ir.Derived, Cell]]:
        """The derived facts for normalised values, those whose facts were given.

        None comes from one that lies outside its own domain.
        """
        known = self._given(values)
        for derived, row in self._derived_rows:
            if self.draft.names.derived[derived.name].names <= known.keys():
                value = row(known)
                yield derived, value
                if not is_outside(derived.type, value):
                    known[derived.name] = value

    def collections(self, values: Sequence[object]) -> Mapping[str, tuple[Item, ...]]:
        """The items of each collection, where the facts are known that its keeps read."""
        if not self._sieves:
            return {}
        given = self._given(values)
        known = {**given, **{of.name: value for of, value in self.derived_values(values)}}
        return {
            sieve.of.code: sieve.sorted(given[sieve.of.code], known)
            for sieve in self._sieves
            if sieve.of.names <= known.keys()
        }

    def _given(self, values: Sequence[object]) -> dict[str, Any]:
        inputs = zip(self.core.inputs, values, strict=False)
        return {given.name: value for given, value in inputs if not _unknown(given, value)}

    @cached_property
    def _sieves(self) -> list[Sieve]:
        return [Sieve(collection) for collection in self.draft.collections]

    @cached_property
    def _derived_rows(self) -> list[tuple[ir.Derived, Row]]:
        return [(derived, compile_expression(derived.value)) for derived in self.core.derived]

    def _visit(self, block: int, trace: Trace) -> Visit:
        """The step through a block for what fired in it."""
        place = self.draft.places[self.core.blocks[block].node]
        node, kind = place.node, place.kind
        reasons = tuple(
            Link(place.frame.place(reason.node))
            if isinstance(reason, Link)
            else self.weighed(reason)
            for reason in kind.reasons(node, trace, place.at)
        )
        ways = self.draft.graph.ways[place.name]
        if not ways:
            return Step(place.at, place.name, None, None), block, reasons
        outlet = kind.way(node, trace)
        end = next(way.end for way in ways if way.outlet == outlet)
        fired = kind.fired(node, trace) if kind.fired else None
        return Step(place.at, place.name, outlet, fired), self.index[end], reasons

    def weighed(self, reason: FiredReason) -> Weighed:
        """A reason that fired, with what the customer is told, behind its weight."""
        told = self.entries.reasons[reason.code].told_as
        return WEIGHTS[reason.weight], Reason(reason.code, reason.at, told)

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

        Raises one error for all rows, FactsRefused or, where all facts are right, DecisionFailed;
        each issue's address begins with the row's number, counted from 0.
        """
        if not isinstance(rows, Iterable):
            raise FactsRefused([FACT_TEXTS.issue("A115", "")])
        decisions: list[Decision] = []
        refused: list[Issue] = []
        failed: list[Issue] = []
        for number, facts in enumerate(rows):
            try:
                decisions.append(self.decide(facts))
            except FactsRefused as found:
                refused.extend(_in_row(number, issue) for issue in found.issues)
            except DecisionFailed as found:
                failed.extend(_in_row(number, issue) for issue in found.issues)
        if refused:
            raise FactsRefused(refused)
        if failed:
            raise DecisionFailed(failed)
        return decisions

    def _outside(self, values: Sequence[object]) -> None:
        """Refuses the facts that derived facts came from, all that lie outside their domains."""
        raise FactsRefused(
            _derived_fault(derived, value)
            for derived, value in self.derived_values(values)
            if is_outside(derived.type, value)
        )

    def _clash(self, block: int, first: int, second: int) -> None:
        """Fails where two rows of a unique table hit and differ."""
        of = self.core.blocks[block]
        single = next(s for s in of.statements if isinstance(s, ir.Single))
        one, other = single.rows[first], single.rows[second]
        at = self.draft.places[of.node].at
        issue = FACT_TEXTS.issue("A201", at, first=one, second=other)
        raise DecisionFailed([issue])


def at_stage(stages: Mapping[str, Stage], stage: str) -> Stage:
    """What stands at a stage. Raises DocumentRefused where there is nothing."""
    if stage not in stages:
        known = " / ".join(stages)
        raise DocumentRefused([TEXTS.issue("F199", "flows", found=stage[:60], known=known)])
    return stages[stage]


def _unknown(given: ir.Input, value: object) -> bool:
    """Whether an asked fact did not come, or there is none where one must be."""
    return value is ABSENT or (value is None and not given.type.nullable)


def _derived_fault(derived: ir.Derived, value: Cell) -> Issue:
    """What is wrong with a derived fact, naming what it came from."""
    of, inputs = derived.type, ", ".join(derived.inputs)
    if value is not None and isinstance(of, ir.Num | ir.Date):
        found, lo, hi = (str(shown(of, each)) for each in (value, of.lo, of.hi))
        return FACT_TEXTS.issue("A113", derived.name, inputs=inputs, found=found, lo=lo, hi=hi)
    found = "null" if value is None else str(shown(of, value))
    return FACT_TEXTS.issue("A114", derived.name, inputs=inputs, found=found)


def _ending(place: Place) -> Ending | None:
    """How the flow ends in a place; None where it goes on."""
    node = place.node
    if not isinstance(node, Outcome) or place.leaves:
        return None
    return "decline" if isinstance(node.to, ToNobody) else node.ends


def _terms(leaving: ir.Go | ir.Ask | ir.End) -> tuple[tuple[str, Decimal | None], ...]:
    """The terms of an offer by name, each with the unit of its last place; a count has none."""
    offer = leaving.offer if isinstance(leaving, ir.End) else ()
    return tuple((name, _unit(name, value.type)) for name, value in offer)


def _unit(name: str, of: ir.Type) -> Decimal | None:
    counted = name.startswith("term_")
    return None if counted or not isinstance(of, ir.Num) else Decimal(1).scaleb(-of.scale, EXACT)


def _in_row(number: int, issue: Issue) -> Issue:
    at = f"{number}/{issue.at}"
    return Issue(issue.code, at, issue.values, issue.span, issue.severity, issue.texts)
