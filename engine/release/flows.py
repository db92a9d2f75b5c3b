"""A flow that is decided alone: as a draft with its dictionary, and as it is closed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from ..document import Address, Edit, Set, apply, content_name, parse_address
from ..document.shape import Json
from ..errors import DocumentRefused
from ..flow.check import inspect
from ..flow.closing import Closing
from ..flow.draft import Draft
from ..flow.frames import ALONE, Used
from ..flow.program import Program
from ..flow.reading import read_model
from ..flow.schema import Flow, using
from ..issues import Issue
from .documents import Closed, Release
from .reading import FLOW, RELEASE, Documents, of_format, read_document
from .texts import TEXTS


@dataclass(frozen=True, slots=True)
class FlowDraft:
    """A draft flow and the dictionary beside it."""

    document: Mapping[str, Json]
    entries: Mapping[str, Json]
    draft: Draft

    def issues(self) -> tuple[Issue, ...]:
        """Everything found in it."""
        return inspect(self.draft)

    def closed(self, number: int) -> dict[str, Json]:
        """The release: the flow without its layout, and the entries that it uses."""
        closing = Closing(self.draft)
        flow = closing.closed((), self.document)
        used = used_entries([self.draft])
        release: dict[str, Json] = {
            **head(self.draft.flow.id, number),
            "flows": {ALONE: flow},
            "subflows": {content_name(each): each for each in closing.subflows.values()},
            "models": {},
            "dictionary": entries_of(self.entries, used),
        }
        return respelled(release, [self.draft], used)

    def program(self, name: str) -> Program:
        """The program; the draft has no faults."""
        return Program(self.draft, name)


@dataclass(frozen=True, slots=True)
class ClosedFlow:
    """A release of a flow."""

    document: Mapping[str, Json]
    draft: Draft

    @classmethod
    def of(cls, release: Release, document: Mapping[str, Json]) -> ClosedFlow:
        """The release that was read from a document."""
        used = closed_subflows(release, document)
        return cls(document, Draft(release.flows.flow, release.dictionary, used))

    def issues(self) -> tuple[Issue, ...]:
        """Everything found in it."""
        return inspect(self.draft)

    def closed(self, number: int) -> dict[str, Json]:
        """The document itself."""
        return dict(self.document)

    def program(self, name: str) -> Program:
        """The program; the release has no faults."""
        return Program(self.draft, name)


def head(identity: str, number: int) -> dict[str, Json]:
    """What a release begins with."""
    return {"format": RELEASE, "semantics": 1, "id": identity, "number": number}


def closed_subflows(release: Closed, document: Mapping[str, Json]) -> dict[str, Used]:
    """The flows that are used in a release."""
    documents = cast("dict[str, dict[str, Json]]", document["subflows"])
    return {name: Used(documents[name], flow) for name, flow in release.subflows.items()}


def used_entries(drafts: list[Draft]) -> dict[str, frozenset[str]]:
    """The dictionary entries that flows read, give or tell."""
    every = [_used(draft) for draft in drafts]
    return {kind: frozenset().union(*(each[kind] for each in every)) for kind in every[0]}


def _used(draft: Draft) -> dict[str, frozenset[str]]:
    names = draft.named | draft.start_facts(draft.named)
    derived = draft.names.derivation_order(names)
    roots = {root for code in derived for root in draft.names.roots(code)}
    folded = names & draft.names.collections.keys()
    reasons = draft.reasons.union(*(draft.names.collections[code].reasons for code in folded))
    told = {draft.entries.reasons[code].told_as for code in reasons}
    return {
        "facts": frozenset({*names, *derived, *roots} & draft.entries.facts.keys()),
        "collections": folded,
        "reasons": reasons | told,
    }


def entries_of(
    dictionary: Mapping[str, Json], used: Mapping[str, frozenset[str]]
) -> dict[str, Json]:
    """The entries of a dictionary that are used."""
    return {kind: _some(dictionary.get(kind), used[kind]) for kind in used}


def _some(entries: Json, wanted: frozenset[str]) -> dict[str, Json]:
    known = cast("dict[str, Json]", entries or {})
    return {code: entry for code, entry in known.items() if code in wanted}


def respelled(
    release: dict[str, Json], drafts: list[Draft], used: Mapping[str, frozenset[str]]
) -> dict[str, Json]:
    """The release with each derivation spelled as FEEL is stored: with codes."""
    edits = {str(edit.at): edit for draft in drafts for edit in _respelling(draft, used)}
    return cast("dict[str, Json]", apply(release, list(edits.values())))


def _respelling(draft: Draft, used: Mapping[str, frozenset[str]]) -> Iterator[Edit]:
    names = draft.names
    parts = [names.derived[code].respelled for code in names.derived if code in used["facts"]]
    parts += [names.collections[code].respelled for code in sorted(used["collections"])]
    for at, text in (pair for part in parts for pair in part.items()):
        yield Set(Address((), ("dictionary", *parse_address(at).path)), text)


def read_subflows(flow: Flow, sources: Documents) -> dict[str, Used]:
    """The flows that a flow uses and those that these use, as far as they are at hand.

    Raises DocumentRefused with the faults of all, at addresses behind the nodes that use them.
    """
    if not isinstance(sources, Mapping):
        raise DocumentRefused([TEXTS.issue("R110", "", found=type(sources).__name__)])
    found: dict[str, Used] = {}
    faults: list[Issue] = []
    waiting = deque([("", flow)])
    while waiting:
        before, caller = waiting.popleft()
        for slot, node in sorted(using(caller).items()):
            if node.use in found or node.use not in sources:
                continue
            try:
                document = of_format(read_document(sources[node.use]), FLOW)
                found[node.use] = Used(document, read_model(Flow, dict(document)))
                waiting.append((f"{before}{slot}:", found[node.use].flow))
            except DocumentRefused as refused:
                faults += (replace(each, at=f"{before}{slot}:{each.at}") for each in refused.issues)
    if faults:
        raise DocumentRefused(faults)
    return found
