"""What a tenant calls its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prefixes:
    """How the codes of a tenant's own facts and reasons begin: `xinyang.` and `XY`."""

    facts: str
    reasons: str
