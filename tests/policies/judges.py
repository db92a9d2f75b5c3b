"""The flows that ship, and for each what notices a move of a number in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from engine import load
from tests.flows.gates import cases, decided, people
from tests.flows.shipped import DICTIONARY, GATES, shared, subflows
from tests.policies.moves import Judge, judge
from tests.product_defs.templates import STAGES, Stage, applicants

SAMPLE = 5000


def of_gate(identity: str) -> Judge:
    """What notices a move in a shared gate."""
    sample = list(people(identity).sample(16, SAMPLE))
    return judge(
        lambda flow: load(flow, dictionary=DICTIONARY, documents=subflows()),
        cases(identity),
        decided(identity),
        sample,
    )


def of_stage(stage: Stage) -> Judge:
    """What notices a move in the flow of a template's stage."""
    cases = stage.cases if stage.template.is_newest else []
    policy = stage.reading.POLICIES[stage.template.version]
    return judge(stage.program_of, cases, policy, list(applicants(stage).sample(16, SAMPLE)))


JUDGES: Mapping[str, tuple[Any, Callable[[], Judge]]] = {
    **{identity: (shared(identity), partial(of_gate, identity)) for identity in GATES},
    **{str(stage): (stage.flow, partial(of_stage, stage)) for stage in STAGES},
}
"""By name: the flow, and its judge, made when it is needed."""
