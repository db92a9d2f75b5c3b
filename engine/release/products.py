"""A draft of a product with all that stands behind it: parents, flows, dictionary, tenants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from ..dictionary import Entries, NumberFact
from ..document import Edit, Json, apply, content_name
from ..errors import DocumentRefused, EditsRefused, FlowRefused
from ..flow.closing import Closing
from ..flow.frames import Used
from ..flow.program import Program
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..issues import Issue
from ..product.check import inspect, stage, stored_edits
from ..product.deciding.resolving import moving_facts, resolution
from ..product.deciding.stages import Stages
from ..product.deciding.texts import TEXTS
from ..product.derive import (
    Generation,
    collapse,
    line_breaches,
    lineage,
    needless_edits,
)
from ..product.draft import Draft, Stage
from ..product.rates import Reference
from ..product.reading import read_product
from ..product.reference import joined, read
from ..product.schema.product import Child, Whole
from ..product.tenant import Prefixes, read_tenants
from .beside import Beside
from .flows import entries_of, head, read_subflows, respelled, used_entries
from .reading import below, dictionary_beside, read_document


@dataclass(frozen=True)
class ProductDraft:
    """A product as it comes out, the flows of its stages, and the raw dictionary beside it.

    It comes out without those of its edits that do not apply: their faults are `refused`.
    """

    line: tuple[Generation, ...]
    document: Mapping[str, Json]
    written: Child | Whole
    entries: Mapping[str, Json]
    product: Draft
    documents: Mapping[str, Json]
    tenants: Mapping[str, Prefixes]
    day: date | None
    refused: tuple[Issue, ...]

    def issues(self) -> tuple[Issue, ...]:
        """Everything found in the product, against its parents, and in the flow of each stage."""
        own = self.line[-1].document
        stored = stored_edits(own, self.written) if isinstance(self.written, Child) else ()
        product = (*self._product_issues, *self._domains())
        return (*self.refused, *stored, *self._breaches(), *product, *self._stages.issues())

    def _breaches(self) -> Iterator[Issue]:
        """What a child may not do against its parents' permits, a clone against its origin."""
        today = None if self.day is None else self.day.isoformat()
        found = line_breaches(self.line, self.documents, tenants=self.tenants, today=today)
        yield from (breach.issue for breach in found)
        yield from needless_edits(self.line)

    @cached_property
    def _product_issues(self) -> tuple[Issue, ...]:
        return inspect(self.product)

    @cached_property
    def _resolved(self) -> Mapping[str, dict[str, Json]]:
        """The flow of each stage with the product's values; what has an issue keeps its own."""
        faulty = {issue.at for issue in self._product_issues}
        return {
            slot: _changed(
                of.document,
                [
                    edit
                    for edit in resolution(of.flow, self.document)
                    if f"{slot}:{'/'.join(edit.at.path[:2])}" not in faulty
                ],
            )
            for slot, of in self.product.stages.items()
        }

    @cached_property
    def _moving(self) -> Mapping[str, NumberFact]:
        """The bounds of the rate that move, as facts in the domains that a stage declares."""
        found: dict[str, NumberFact] = {}
        for facts in self._moving_by_stage.values():
            found = {**facts, **found}
        return found

    @cached_property
    def _moving_by_stage(self) -> Mapping[str, Mapping[str, NumberFact]]:
        product, known = self.product.product, self._known
        stages = self.product.stages.items()
        return {slot: moving_facts(of.flow, product, known) for slot, of in stages}

    def _domains(self) -> Iterator[Issue]:
        """A bound that moves is declared alike in all stages: it is one fact of the release."""
        first: dict[str, str] = {}
        for slot, facts in self._moving_by_stage.items():
            for code, fact in facts.items():
                at = f"{slot}:parameters/{code}"
                other = first.setdefault(code, at)
                if fact != self._moving[code]:
                    yield TEXTS.issue("P404", at, found=code, right=other)

    @property
    def _known(self) -> Entries:
        assert self.product.entries is not None, "a draft has its dictionary"
        return self.product.entries

    @cached_property
    def _stages(self) -> Stages:
        flows = {slot: read_model(Flow, flow) for slot, flow in self._resolved.items()}
        product = self.product.product
        facts = {**self._known.facts, **product.facts, **self._moving}
        reasons = {**self._known.reasons, **product.reasons}
        entries = Entries(facts=facts, reasons=reasons, collections=self._known.collections)
        return Stages(self.product, flows, self.product.subflows, entries)

    def closed(self, number: int) -> dict[str, Json]:
        """The release: the product with its flows, and the entries that they use."""
        drafts = self._stages.drafts
        closings = {slot: Closing(draft) for slot, draft in drafts.items()}
        flows = {slot: closings[slot].closed((), self._resolved[slot]) for slot in drafts}
        subflows = [each for closing in closings.values() for each in closing.subflows.values()]
        used = used_entries([*drafts.values()])
        product = self.product.product
        used["facts"] |= product.facts.keys()
        used["reasons"] |= product.reasons.keys()
        own = self.line[-1].document
        of_child = {key: own[key] for key in ("parent", "edits") if "edits" in own}
        release: dict[str, Json] = {
            **head(product.id, number),
            "product": dict(self.document),
            **of_child,
            "flows": cast("dict[str, Json]", flows),
            "subflows": {content_name(each): each for each in subflows},
            "models": {},
            "dictionary": entries_of(self._raw_entries(), used),
        }
        return respelled(release, [*drafts.values()], used)

    def _raw_entries(self) -> dict[str, Json]:
        """The dictionary's entries with those of the product, as documents hold them."""
        merged = {kind: _mapping(self.entries.get(kind)) for kind in ("facts", "collections")}
        merged["reasons"] = _mapping(self.entries.get("reasons"))
        for kind in ("facts", "reasons"):
            merged[kind] |= _mapping(self.document[kind])
        for code, fact in self._moving.items():
            merged["facts"][code] = fact.model_dump(mode="json", by_alias=True, exclude_none=True)
        return cast("dict[str, Json]", merged)

    def program(self, name: str) -> Program:
        """The program of the first stage; the draft has no faults."""
        return self._stages.program(next(iter(self._stages.flows)), name)


def open_product(document: Mapping[str, Json], beside: Beside) -> ProductDraft:
    """A draft of a product, as far as it can be read.

    Raises DocumentRefused for documents of no shape, missing or altered ones, FlowRefused for edits
    of a parent that do not apply.
    """
    written = read_product(document)
    documents = beside.read_named()
    line, refused = _line(document, documents)
    try:
        return _draft(line, written, documents, beside, refused)
    except DocumentRefused as found:
        raise DocumentRefused([*refused, *found.issues]) from None


def _draft(
    line: tuple[Generation, ...],
    written: Child | Whole,
    documents: Mapping[str, Json],
    beside: Beside,
    refused: tuple[Issue, ...],
) -> ProductDraft:
    """A draft of the last product of a line, as far as it can be read."""
    effective, flows = collapse(line[-1].effective)
    assert isinstance(effective, dict)
    whole: dict[str, Json] = {key: part for key, part in effective.items() if key != "canvas"}
    product = read_product(whole)
    assert isinstance(product, Whole), "a child comes to a whole product"
    stages, day = _stages(product, flows), beside.today or line[-1].first_day
    named = next((of.flow.dictionary for of in stages.values()), "")
    raw, entries = dictionary_beside(beside.dictionary, named)
    tenants = {} if beside.tenants is None else read_tenants(read_document(beside.tenants))
    return ProductDraft(
        line=line,
        document=whole,
        written=written,
        entries=raw,
        product=Draft(
            whole,
            product,
            _reference(whole, beside, day),
            entries,
            tenants.get(str(whole.get("tenant"))),
            stages,
            _subflows(stages, flows),
        ),
        documents=documents,
        tenants=tenants,
        day=day,
        refused=refused,
    )


def _line(
    document: Mapping[str, Json], documents: Mapping[str, Json]
) -> tuple[tuple[Generation, ...], tuple[Issue, ...]]:
    """The line of a product without those of its edits that do not apply, and their faults."""
    faults: list[Issue] = []
    while True:
        try:
            return lineage(dict(document), documents), tuple(faults)
        except EditsRefused as refused:
            faults += [issue for issue in refused.issues if issue not in faults]
            edits = cast("list[dict[str, Json]]", document.get("edits", []))
            kept = [edit for edit in edits if not _is_refused(edit, refused.issues)]
            if len(kept) == len(edits):
                raise FlowRefused(faults) from None
            document = {**document, "edits": list[Json](kept)}


def _is_refused(edit: Mapping[str, Json], issues: Sequence[Issue]) -> bool:
    """Whether an issue stands at the part that an edit names or above it, or tells it overlaps."""
    at = str(edit["at"])
    return any(
        at in (issue.at, issue.values.get("above")) or at.startswith(f"{issue.at}/")
        for issue in issues
    )


def _stages(product: Whole, flows: Mapping[str, Json]) -> dict[str, Stage]:
    """The flows of the stages. Raises DocumentRefused with the faults of all."""
    found: dict[str, Stage] = {}
    faults: list[Issue] = []
    for slot, name in product.flows:
        if name is None:
            continue
        try:
            found[slot] = stage(slot, _mapping(flows[name]))
        except DocumentRefused as refused:
            faults += refused.issues
    if faults:
        raise DocumentRefused(faults)
    return found


def _subflows(stages: Mapping[str, Stage], flows: Mapping[str, Json]) -> dict[str, Used]:
    """The flows that those of the stages use. Raises DocumentRefused with the faults of all."""
    found: dict[str, Used] = {}
    faults: list[Issue] = []
    sources = {name: _mapping(flow) for name, flow in flows.items()}
    for slot, of in stages.items():
        try:
            found |= read_subflows(of.flow, sources)
        except DocumentRefused as refused:
            faults += below(refused, f"{slot}:").issues
    if faults:
        raise DocumentRefused(faults)
    return found


def _reference(product: Mapping[str, Json], beside: Beside, day: date | None) -> Reference | None:
    """The reference facts in force; None where no reference data, or no day, is given.

    Raises DocumentRefused with the faults of the data.
    """
    sources = [read_document(source) for source in beside.reference]
    if not sources or day is None:
        return None
    return joined(map(read, sources)).facts(product, day).facts


def _changed(document: Mapping[str, Json], edits: Sequence[Edit]) -> dict[str, Json]:
    return _mapping(apply(dict(document), edits))


def _mapping(part: Json) -> dict[str, Json]:
    """A copy of a part that is a mapping, or of nothing."""
    assert part is None or isinstance(part, dict)
    return dict(part or {})
