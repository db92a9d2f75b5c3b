"""What stops us.

LoanFoundryError
├── DocumentRefused   bytes that are no document we read: malformed, too deep, of an unknown format
├── EditsRefused      a batch of edits that does not apply
├── FlowRefused       a draft with faults; nothing was compiled
├── TermsRefused      terms of a loan that have no schedule, or flows that have no annual rate
├── FactsRefused      facts of a wrong type, domain, scale or name, or absent; every fault at once
└── DecisionFailed    a decision that the flow leaves open: two rows of a unique table that differ

Each carries the issues that explain it. A refusal to lend is a result, never an error.
"""

from __future__ import annotations

from collections.abc import Iterable

from .issues import Issue


class LoanFoundryError(Exception):
    """Something stopped us; `issues` says what, where, and what would be right."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__(self.issues)

    def __str__(self) -> str:
        return "\n".join(issue.text("en") for issue in self.issues)


class DocumentRefused(LoanFoundryError):
    """The bytes are no document of a format that we read."""


class EditsRefused(LoanFoundryError):
    """The batch of edits does not apply to the document; nothing was changed."""


class FlowRefused(LoanFoundryError):
    """The draft has faults, so that no program was made of it."""


class TermsRefused(LoanFoundryError):
    """The terms of a loan give no schedule or no annual rate; every fault is listed."""


class FactsRefused(LoanFoundryError):
    """The facts cannot be decided on; every fault is listed."""


class DecisionFailed(LoanFoundryError):
    """The flow gives no single answer for these facts."""
