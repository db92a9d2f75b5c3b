"""A closed release of a product: it holds together by itself, without parent or registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..document import Json, parse_edits
from ..errors import DocumentRefused
from ..flow.program import Program
from ..issues import Issue
from ..product.deciding.resolving import bounds, part, rate_text, resolution, spelled
from ..product.deciding.stages import Stages
from ..product.draft import Draft
from ..product.reading import read_product
from ..product.schema.product import Child, Whole
from .documents import ProductRelease
from .flows import closed_subflows
from .reading import below
from .texts import TEXTS


@dataclass(frozen=True, slots=True)
class ClosedProduct:
    """A release of a product."""

    document: Mapping[str, Json]
    release: ProductRelease
    stages: Stages

    @classmethod
    def of(cls, release: ProductRelease, document: Mapping[str, Json]) -> ClosedProduct:
        """The release that was read from a document. Raises DocumentRefused."""
        written = document["product"]
        assert isinstance(written, dict)
        try:
            product = read_product(written)
        except DocumentRefused as refused:
            raise below(refused, "product/") from None
        if isinstance(product, Child):
            raise DocumentRefused([TEXTS.issue("R111", "product/edits")])
        draft = Draft(written, product, entries=release.dictionary)
        used = closed_subflows(release, document)
        return cls(document, release, Stages(draft, release.stages, used, release.dictionary))

    def issues(self) -> tuple[Issue, ...]:
        """Everything found in it."""
        faults = [*self._line(), *self._slots(), *self._values(), *self._entries()]
        guards = (issue for typed in self.stages.guards.values() for issue in typed.issues)
        inside = (replace(issue, at=f"product/{issue.at}") for issue in guards)
        return (*faults, *inside, *self.stages.issues())

    def closed(self, number: int) -> dict[str, Json]:
        """The document itself."""
        return dict(self.document)

    def program(self, name: str) -> Program:
        """The program of its first stage; the release has no faults."""
        return self.stages.program(next(iter(self.stages.flows)), name)

    @property
    def product(self) -> Whole:
        """The product."""
        return self.stages.product.product

    def _line(self) -> Iterator[Issue]:
        """A child's release says its parent twice alike, and holds its edits; no other has any."""
        parent = self.stages.product.document.get("parent")
        if self.release.parent != parent:
            found, wanted = str(self.release.parent), str(parent)
            yield TEXTS.issue("R112", "parent", found=found, wanted=wanted)
        if (self.release.edits is None) != (parent is None):
            yield TEXTS.issue("R113", "edits")
        try:
            parse_edits(self.document.get("edits", []))
        except DocumentRefused as refused:
            yield from refused.issues

    def _slots(self) -> Iterator[Issue]:
        """Each stage that the product names has its flow, of the id that it says; no other has."""
        named = {stage: name for stage, name in self.product.flows if name is not None}
        for stage in sorted({*named, *self.stages.flows}):
            flow = self.stages.flows.get(stage)
            found, wanted = str(flow and flow.id), str(named.get(stage)).partition("@")[0]
            if found != wanted:
                yield TEXTS.issue("R114", f"flows/{stage}", found=found, wanted=wanted)

    def _values(self) -> Iterator[Issue]:
        """Each parameter has the product's value: to resolve what is resolved changes nothing."""
        product = self.stages.product.document
        for stage, flow in self.stages.flows.items():
            for code, declared in flow.parameters.items():
                if spelled(declared, part(code, product)) is None:
                    yield TEXTS.issue("R115", f"flows/{stage}/parameters/{code}")
            for edit in resolution(flow, product):
                yield TEXTS.issue("R115", f"flows/{stage}/{edit.at}")

    def _entries(self) -> Iterator[Issue]:
        """A bound that moves is the product's, and so are the entries that are its own."""
        facts, reasons = self.release.dictionary.facts, self.release.dictionary.reasons
        for code, bound in bounds(self.product).items():
            if code in facts and facts[code].derive != rate_text(bound):
                yield TEXTS.issue("R115", f"dictionary/facts/{code}/derive")
        own: list[tuple[str, Mapping[str, object], Mapping[str, object]]] = [
            ("facts", self.product.facts, facts),
            ("reasons", self.product.reasons, reasons),
        ]
        for kind, entries, known in own:
            for code, entry in entries.items():
                if known.get(code) != entry:
                    yield TEXTS.issue("R115", f"dictionary/{kind}/{code}")
