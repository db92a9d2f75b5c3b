"""A whole product as it stands, with what its rules are judged against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ..dictionary import Entries, Fact, Reason
from ..document import Json
from ..flow.draft import Draft as FlowDraft
from ..flow.frames import Used
from ..flow.graph import Graph
from ..flow.schema import Flow
from .rates import Reference, known, rate
from .schema.interest import Cap, Floor
from .schema.parts import Part, part_at, whole_part
from .schema.product import Whole
from .tenant import Prefixes

NO_ENTRIES = Entries(facts={}, collections={}, reasons={})


@dataclass(frozen=True)
class Stage:
    """The flow of a stage: its document, what was read of it, and its ways."""

    document: Mapping[str, Json]
    flow: Flow

    @cached_property
    def graph(self) -> Graph:
        """Its ways."""
        return Graph.of(self.flow)


@dataclass(frozen=True)
class Draft:
    """A whole product; what it is judged against is None or empty where that is not at hand."""

    document: Mapping[str, Json]
    product: Whole
    reference: Reference | None = None
    entries: Entries | None = None
    prefixes: Prefixes | None = None
    stages: Mapping[str, Stage] = field(default_factory=dict)
    subflows: Mapping[str, Used] = field(default_factory=dict)

    @cached_property
    def flows(self) -> Mapping[str, FlowDraft]:
        """The flow of each stage, those that it uses in their places as far as they are at hand."""
        entries = self.entries or NO_ENTRIES
        return {
            slot: FlowDraft(stage.flow, entries, self.subflows, slot)
            for slot, stage in self.stages.items()
        }

    @cached_property
    def root(self) -> Part:
        """The document beside its schema."""
        part = whole_part(self.document)
        assert part is not None, "a product that was read has a schema"
        return part

    @cached_property
    def leaves(self) -> tuple[Part, ...]:
        """Its parts that hold no others."""
        return tuple(self.root.leaves())

    def groups(self) -> Iterator[Part]:
        """Its parts that hold others."""
        waiting = [self.root]
        while waiting:
            part = waiting.pop()
            yield part
            waiting.extend(inner for inner in part.parts() if inner.holds_others)

    def part(self, at: str) -> Part:
        """The part at an address that every product has."""
        part = part_at(at, self.document)
        assert part is not None, at
        return part

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The dictionary's facts and its own."""
        return {**(self.entries.facts if self.entries else {}), **self.product.facts}

    @property
    def reasons(self) -> Mapping[str, Reason]:
        """The dictionary's reasons and its own."""
        return {**(self.entries.reasons if self.entries else {}), **self.product.reasons}

    def has_flow(self, slots: tuple[str, ...]) -> bool:
        """Whether slots begin with a stage that has a flow."""
        return any(slots[:1] == (slot,) and flow for slot, flow in self.product.flows)

    def known(self, fact: str) -> Decimal | None:
        """A reference fact as a number; None where it is not at hand, or where there is no cap."""
        return known(fact, self.reference)

    def rate(self, of: Floor | Cap | str) -> Decimal | None:
        """A base or a bound of the rate as a number; None where its base is not at hand."""
        return rate(of, self.reference)


def is_number(part: Part) -> bool:
    """Whether a part is a number with a unit; it may be null now."""
    return "x-places" in part.schema and part.kind != "set"


def number(part: Part) -> Decimal | None:
    """A number with a unit; None for anything else, and for a null."""
    return Decimal(part.text) if is_number(part) and part.text else None


def written(value: Decimal, part: Part) -> str:
    """A number as the part spells it."""
    return f"{value:.{part.schema['x-places']}f}"
