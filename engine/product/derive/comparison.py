"""A parent and a child beside each other, and what is needed to judge the edits between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...document import Edit, Json
from ...issues import Issue
from ..tenant import Prefixes
from .allowance import Allowance
from .breach import Breach
from .bundle import Path, collapsed, edits_outside, outer, part_at
from .permits import Permit, Permits


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two whole products, the permits of the first, and whose prefixes the second may use."""

    parent: Json
    child: Json
    permits: Permits
    prefixes: tuple[Prefixes, ...]

    def allowance(self, path: Path, permit: Permit | None) -> Allowance:
        """What a permit allows at a path."""
        own = part_at(self.parent, path)
        return Allowance(permit, own, self.permits.directions.of(path))

    def breach(
        self,
        issue: Issue,
        edits: Iterable[Edit],
        *,
        at: Path,
        permit: Permit | None = None,
        allowed: Mapping[str, Json] | None = None,
        found: Json = None,
        nearest: Json = None,
        instead: Iterable[Edit] = (),
    ) -> Breach:
        """A fault at a path, its edits and values as they stand in the product."""
        return Breach(
            outer(at),
            issue,
            edits_outside(edits),
            edits_outside(instead),
            permit.id if permit is not None else None,
            allowed,
            collapsed(found, at),
            collapsed(nearest, at),
        )
