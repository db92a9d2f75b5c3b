"""The decision engine: a released flow and an applicant's facts go in, a decision comes out.

    program = load("suixiang.apply.release.json")
    decision = program.decide(facts)

A decision is a pure function of (release, facts): nothing here reads a clock, a network, a
database or chance. These names keep their meaning within a major version.
"""

from __future__ import annotations

from .errors import (
    DecisionFailed,
    DocumentRefused,
    FactsRefused,
    FlowRefused,
    LoanFoundryError,
)
from .flow.decision import Decision
from .flow.program import Program
from .issues import Issue
from .release import check, freeze, load, replay

__all__ = [
    "Decision",
    "DecisionFailed",
    "DocumentRefused",
    "FactsRefused",
    "FlowRefused",
    "Issue",
    "LoanFoundryError",
    "Program",
    "check",
    "freeze",
    "load",
    "replay",
]
