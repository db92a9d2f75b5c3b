"""The program of a stage of a product: its flow, and what the product allows around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...backends.row import Facts
from ...errors import FactsRefused, TermsRefused
from ...flow.decision import Decision
from ...flow.needs import needs
from ...flow.program import Program
from .texts import TEXTS

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ..disclosure import Disclosure, Known
    from ..schema.product import Whole
    from .stages import Stages


class StageDecision(Decision):
    """A decision of a stage of a product: what it offers has a schedule and a cost."""

    __slots__ = ()

    def disclosure(self, *, start: date, **known: Unpack[Known]) -> Disclosure:
        """What the offer costs that is drawn on `start`, with its `schedule`; no part of the bytes.

        `known` is what `disclosure` takes: `holidays`, and what the customer chose.
        Raises TermsRefused where nothing is offered, or where it has no schedule.
        """
        # A process that only decides never pays for schedules.
        from ..disclosure import Offer, disclosure

        program, offer = self.program, self.offer
        assert isinstance(program, StageProgram), "a stage's program decides"
        if offer is None:
            found = self.outcome or self.state
            raise TermsRefused([TEXTS.issue("A321", "offer", found=found)])
        return disclosure(program.product, Offer.read(offer), start=start, **known)


class StageProgram(Program):
    """Decides a stage of a product.

    What is asked is judged before the flow, the end behind it: the offer lies inside the product,
    and every guardrail holds.
    """

    def __init__(self, of: Stages, stage: str, name: str) -> None:
        super().__init__(of.drafts[stage], name)
        self.judge, self._of = of.judge(stage, self.core), of
        self._ends = tuple(
            (outcome, self.draft.places[block.node].at)
            for outcome, block in zip(self.endings, self.core.blocks, strict=True)
        )

    @property
    def stages(self) -> tuple[str, ...]:
        """Every stage that the release decides."""
        return tuple(self._of.drafts)

    def at(self, stage: str) -> Program:
        """The program of a stage of the release. Raises DocumentRefused where there is none."""
        return self._of.program(stage, self.name) if stage in self.stages else super().at(stage)

    @property
    def product(self) -> Whole:
        """The product, whole."""
        return self._of.product.product

    def decide(self, facts: Facts) -> StageDecision:
        """The decision on an applicant's facts, as `Program.decide` gives it.

        Raises FactsRefused also for what the product does not allow to be asked, DecisionFailed
        for an offer that lies outside the product and for a guardrail that does not hold.
        """
        try:
            values = self.intake.read(facts)
        except FactsRefused as refused:
            asked = self.judge.faults(facts) if self.intake.takes(facts) else ()
            raise FactsRefused((*refused.issues, *asked)) from None
        self.judge.asked(values)
        walked = self.walk(values)
        outcome, at = self._ends[walked[0]]
        if outcome is not None:
            self.judge.decided(values, walked, outcome, at)
        return StageDecision((self, values, walked))

    @cached_property
    def _needs(self) -> Mapping[str, Any]:
        found = needs(self.core, self.entries, self.tried, self.judge.usual)
        properties: Any = found["properties"]
        return {**found, "properties": self.judge.narrowed(properties)}
