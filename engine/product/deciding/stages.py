"""A product and its flows with its values in them: what a release holds, and compiles to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ... import ir
from ...dictionary import Entries
from ...feel import expression
from ...feel.entries import RESERVED
from ...feel.expression import Typed
from ...flow.check import inspect
from ...flow.draft import Draft as FlowDraft
from ...flow.frames import Used
from ...flow.schema import Flow
from ...issues import Issue
from ...nodes.outcome.spec import Outcome
from ..draft import Draft
from ..rules.guardrails import typed_guardrails
from .judging import BASE, CAP, FLOOR, RATE, Judge
from .program import StageProgram
from .ranges import envelope
from .resolving import BASES, rate_text
from .texts import TEXTS

RATES = {BASE: "interest", FLOOR: "interest/floor", CAP: "interest/cap"}
"""Where the product says the base and the bounds of the rate."""
UNITS = {"months": "days", "days": "months"}
"""Of the two units of a term, the other one."""


@dataclass(frozen=True, eq=False)
class Stages:
    """A product with the resolved flow of each stage, and the flows that these use.

    `entries` are the dictionary's with the product's own, and the bounds that move.
    """

    product: Draft
    flows: Mapping[str, Flow]
    subflows: Mapping[str, Used]
    entries: Entries
    _programs: dict[str, StageProgram] = field(default_factory=dict)

    @cached_property
    def guards(self) -> Mapping[str, Typed]:
        """The guardrails, typed."""
        return typed_guardrails(self.product)

    @cached_property
    def drafts(self) -> Mapping[str, FlowDraft]:
        """The flow of each stage, with the facts that the product reads beside it."""
        return {
            stage: FlowDraft(flow, self.entries, self.subflows, stage, self.beside)
            for stage, flow in self.flows.items()
        }

    @cached_property
    def beside(self) -> frozenset[str]:
        """The facts that guardrails and the envelope of price read."""
        interest = self.product.product.interest
        of_rates = (BASES.get(of.base) for of in (interest, interest.floor, interest.cap))
        of_guards = frozenset[str]().union(*(typed.names for typed in self.guards.values()))
        known = self.entries.facts.keys() | RESERVED.keys()
        return frozenset(code for code in (*of_rates, *of_guards) if code in known)

    def issues(self) -> Iterator[Issue]:
        """Everything found in the flows with the product's values in them.

        What is wrong with a dictionary that stages share is told once.
        """
        yield from self._bases()
        told: set[tuple[object, ...]] = set()
        for draft in self.drafts.values():
            for issue in (*self._units(draft), *_undeclared(draft), *inspect(draft)):
                if (key := (issue.code, issue.at, issue.span)) not in told:
                    told.add(key)
                    yield issue

    def _bases(self) -> Iterator[Issue]:
        """A rate moves with a fact that the dictionary has, of six places at most."""
        interest = self.product.product.interest
        for name, of in ((BASE, interest), (FLOOR, interest.floor), (CAP, interest.cap)):
            fact = BASES.get(of.base)
            if fact is not None and fact not in self.entries.facts:
                yield TEXTS.issue("P402", f"{RATES[name]}/base", found=fact)
            else:
                yield from self.rates[name].issues

    def _units(self, draft: FlowDraft) -> Iterator[Issue]:
        """A flow reads and offers terms in the product's unit."""
        unit = envelope(self.product.product, draft.stage).term_unit
        other = f"term_{UNITS[unit]}"
        wrong = {f"{draft.stage}:nodes": f"asked.{other}"} if f"asked.{other}" in draft.used else {}
        for name, node in draft.flow.nodes.items():
            if isinstance(node, Outcome) and getattr(node.offer, other, None) is not None:
                wrong[f"{draft.stage}:nodes/{name}/offer/{other}"] = other
        for at, found in wrong.items():
            yield TEXTS.issue("P401", at, found=found, right=f"term_{unit}")

    def program(self, stage: str, name: str) -> StageProgram:
        """The program of a stage of the release of a name; its flow has no faults."""
        if stage not in self._programs:
            self._programs[stage] = StageProgram(self, stage, name)
        return self._programs[stage]

    def judge(self, stage: str, core: ir.Flow) -> Judge:
        """What the product says of what is asked, and of the ends, of a compiled stage."""
        product = self.product.product
        rates = {name: typed.expression for name, typed in self.rates.items()}
        return Judge(product, envelope(product, stage), core, guards=self.guards, rates=rates)

    @cached_property
    def rates(self) -> Mapping[str, Typed]:
        """The base and the bounds of the rate as numbers of six places, typed."""
        interest = self.product.product.interest
        texts = {
            BASE: BASES.get(interest.base, "0.000000"),
            FLOOR: rate_text(interest.floor),
            CAP: rate_text(interest.cap),
        }
        scope = next(iter(self.drafts.values())).names.fact_scope
        return {
            name: expression.assigned(text, scope, RATES[name], RATE)
            for name, text in texts.items()
        }


def _undeclared(draft: FlowDraft) -> Iterator[Issue]:
    """A parameter that a subflow reads is declared by the flow of the stage, or is a fact."""
    known = draft.flow.parameters.keys() | draft.entries.facts.keys()
    for frame in draft.inner.values():
        for code in frame.written.parameters:
            if code not in known:
                at, right = f"parameters/{code}", f"{draft.stage}:parameters/{code}"
                yield TEXTS.issue("P403", frame.at(at), found=code, right=right)
