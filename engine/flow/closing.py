"""The flows of a sound draft as a release holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from ..document import Address, Edit, Set, apply, content_name, parse_address
from ..document.shape import Json
from .draft import Draft
from .frames import Slots


@dataclass(frozen=True)
class Closing:
    """Closes the flows of a draft; `subflows` holds those that are used, by the names in `use`.

    An expression is spelled as FEEL is stored, so that a flow which was typed otherwise has another
    name in the release: its callers use that one.
    """

    draft: Draft
    subflows: dict[str, dict[str, Json]] = field(default_factory=dict)

    def closed(self, slots: Slots, document: Mapping[str, Json]) -> dict[str, Json]:
        """A flow without its layout, with codes for labels and the names of closed flows."""
        edits = [*self._respelling(slots), *self._renaming(slots)]
        kept = {key: value for key, value in document.items() if key != "canvas"}
        return cast("dict[str, Json]", apply(kept, edits)) if edits else kept

    def _respelling(self, slots: Slots) -> Iterator[Edit]:
        for name, place in self.draft.places.items():
            if place.frame.slots == slots:
                for at, text in self.draft.built[name].builder.respelled.items():
                    yield Set(Address((), parse_address(at).path), text)

    def _renaming(self, slots: Slots) -> Iterator[Edit]:
        for slot, node in sorted(self.draft.frames[slots].subflows.items()):
            if node.use not in self.subflows:
                document = self.draft.subflows[node.use].document
                self.subflows[node.use] = self.closed((*slots, slot), document)
            name = content_name(self.subflows[node.use])
            if name != node.use:
                yield Set(Address((), ("nodes", slot, "use")), name)
