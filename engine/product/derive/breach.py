"""What a child may not do: where, what is allowed there, what was found, what would be right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ...document import Address, Edit, Json, edits_as_json
from ...document.texts import shown
from ...issues import Issue

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Breach:
    """One fault of a child against its parent.

    `edits` are the child's edits at fault; `instead` are what to write in their place, nothing
    where the parent's part should stand. `permit` is the one that covers the place, `allowed`
    says what it allows there, `nearest` is the allowed value that is nearest to what was found.
    """

    at: Address
    issue: Issue
    edits: tuple[Edit, ...]
    instead: tuple[Edit, ...] = ()
    permit: str | None = None
    allowed: Mapping[str, Json] | None = None
    found: Json = None
    nearest: Json = None

    def as_json(self) -> dict[str, object]:
        """The fault as a mapping for machines: the issue, and what would mend it."""
        return {
            **self.issue.as_json(),
            "permit": self.permit,
            "allowed": None if self.allowed is None else dict(self.allowed),
            "found": self.found,
            "nearest": self.nearest,
            "instead": edits_as_json(self.instead),
        }


def said(value: Json) -> str:
    """A value inside a sentence: text as it is, anything else as JSON, nothing as a dash."""
    if value is None:
        return NOTHING
    return shown(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
