"""What stands beside a draft: its dictionary, the documents that it names, and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..document.shape import Json
from ..errors import DocumentRefused
from .reading import Documents, Source, below, read_document
from .texts import TEXTS


@dataclass(frozen=True, slots=True)
class Beside:
    """Documents beside a draft; what is not given is not judged, and a draft's own are missed.

    `documents` are parents, flows and subflows by name. What depends on a day (reference data, the
    end of a permit) is judged on `today`, or else on the product's first day of sale.
    """

    dictionary: Source | None = None
    documents: Documents | None = None
    tenants: Source | None = None
    reference: Iterable[Source] = ()
    today: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands beside."""
        return self.dictionary is None and not self.documents

    def named(self) -> Documents:
        """The documents by name. Raises DocumentRefused where they are no mapping."""
        if not isinstance(self.documents or {}, Mapping):
            raise DocumentRefused([TEXTS.issue("R110", "", found=type(self.documents).__name__)])
        return self.documents or {}

    def read_named(self) -> dict[str, Json]:
        """The documents by name, each read; a fault's address begins with the name."""
        found: dict[str, Json] = {}
        for name, source in self.named().items():
            try:
                found[name] = dict(read_document(source))
            except DocumentRefused as refused:
                raise below(refused, f"{name}: ") from None
        return found
