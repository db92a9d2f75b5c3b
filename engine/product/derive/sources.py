"""Where the numbers of a product come from: law, headquarters, an assumption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ...document import Json, parse_address
from .bundle import Path, inner, part_at


@dataclass(frozen=True)
class Sources:
    """The sources of a whole product; of several that cover a part the longest address wins."""

    product: Json

    @cached_property
    def _by_prefix(self) -> Mapping[Path, str]:
        written = part_at(self.product, ("sources",))
        return {
            inner(parse_address(text)): identity
            for identity, source in (written if isinstance(written, dict) else {}).items()
            for text in _addresses(source)
        }

    def of(self, path: Path) -> str | None:
        """The id of the source of the part at a path; None where none covers it."""
        prefixes = (path[:length] for length in range(len(path), -1, -1))
        return next((self._by_prefix[at] for at in prefixes if at in self._by_prefix), None)

    def are_law(self, path: Path) -> bool:
        """Whether the law sets what stands at a path."""
        source = self.of(path)
        return source is not None and part_at(self.product, ("sources", source, "basis")) == "law"


def _addresses(source: Json) -> list[str]:
    of = source.get("of") if isinstance(source, dict) else None
    return [text for text in of if isinstance(text, str)] if isinstance(of, list) else []
