"""Which way is stricter: of a product's parameters, and of the parts of its flows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ...document import Address, Json
from ...document.shape import keyed_items
from ..schema import kinds
from ..schema.parameters import parameter
from .bundle import Path, outer, part_at

Direction: TypeAlias = kinds.Stricter

NO_PARAMETERS = frozenset(("facts", "reasons", "permits", "guardrails", "sources"))
SET_WAYS = ("fewer", "more")
"""The directions of what has members."""
COLUMN_DIRECTIONS: dict[Json, Direction] = {
    "lower": "lower",
    "higher": "higher",
    "fewer": "fewer",
    "more": "more",
}


@dataclass(frozen=True, slots=True)
class Directions:
    """The directions in one whole product."""

    product: Json

    def of(self, path: Path) -> Direction:
        """Which way is stricter at a path.

        By rule fewer points are, and bands that begin higher; for a table its output column says.
        """
        address = outer(path)
        if not address.slots:
            return self._of_parameter(address)
        match address.path:
            case ("nodes", _, "base") | ("nodes", _, "characteristics", _, "missing"):
                return "lower"
            case ("nodes", _, "characteristics", _, "bins", _, "points"):
                return "lower"
            case ("nodes", _, "bands", _, "from"):
                return "higher"
            case ("nodes", _, "else", column) | ("nodes", _, "rows", _, "then", column):
                node = path[: len(path) - len(address.path) + 2]
                says = part_at(self.product, (*node, "out", column, "stricter"))
                return COLUMN_DIRECTIONS.get(says, "none") if isinstance(says, str) else "none"
            case _:
                return "none"

    def _of_parameter(self, address: Address) -> Direction:
        """The direction that the schema gives a part of the product itself.

        That of variants is theirs together, none of each variant's.
        """
        if not isinstance(self.product, dict) or {*address.path[:1]} & NO_PARAMETERS:
            return "none"
        found = parameter(address, self.product)
        return "none" if found is None or found.kind == "group" else found.stricter

    def has_members(self, part: Json, path: Path) -> bool:
        """Whether a part is a set, variants or a keyed list, so that a permit covers its members.

        Variants are mappings too: what tells them from a group is that some way is stricter.
        """
        if not isinstance(part, dict):
            return keyed_items(part) is not None
        return is_set(part) or self.of(path) in SET_WAYS


def is_set(part: Json) -> bool:
    """Whether a part is a set: a mapping to true."""
    return isinstance(part, dict) and all(value is True for value in part.values())
