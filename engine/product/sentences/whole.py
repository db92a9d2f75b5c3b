"""A whole product that can be spoken of: its document, and the flow of each stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ...dictionary import Entries, Fact, Reason
from ...document import Address, Json
from ...flow.draft import Draft
from ...flow.frames import Used
from ...flow.reading import read_model
from ...flow.schema import Flow
from ...flow.sentences import Version
from ...values import FactCode, Model, ReasonCode
from ..derive.bundle import Path, collapse, parts_at
from ..schema.parts import Document


class _Own(Model):
    facts: dict[FactCode, Fact]
    reasons: dict[ReasonCode, Reason]


@dataclass(frozen=True, slots=True)
class Whole:
    """A product's document with names for flows, and the flow of each stage by its slot."""

    document: Document
    stages: Mapping[str, Version]

    @classmethod
    def of(cls, effective: Json, entries: Entries) -> Whole:
        """A whole product with its flows in place, beside the dictionary that they name.

        Raises DocumentRefused where a flow, or an entry of the product's own, has no such shape.
        """
        product, flows = collapse(effective)
        document = cast("dict[str, Json]", product)
        own = read_model(_Own, {kind: document.get(kind, {}) for kind in ("facts", "reasons")})
        beside = Entries.model_construct(
            facts={**entries.facts, **own.facts},
            collections=entries.collections,
            reasons={**entries.reasons, **own.reasons},
        )
        written = cast("dict[str, dict[str, Json]]", flows)
        read = {name: read_model(Flow, flow) for name, flow in written.items()}
        used = {name: Used(written[name], flow) for name, flow in read.items()}
        named = cast("dict[str, str]", document["flows"])
        stages = {
            slot: Version(written[name], Draft(read[name], beside, used))
            for slot, name in named.items()
        }
        return cls(document, stages)

    def stands(self, at: Address) -> bool:
        """Whether there is a part at an address of the product, or of one of its flows."""
        version = self.flow(at.slots) if at.slots else None
        holder = dict(self.document) if version is None else version.document
        return bool(parts_at(holder, at.path))

    def flow(self, slots: Path) -> Version | None:
        """The flow behind some slots; None where there is none."""
        here = self.stages.get(slots[0])
        for slot in slots[1:]:
            here = None if here is None else here.subflow(slot)
        return here
