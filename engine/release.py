"""Freezing a flow into a closed release, and loading what decides."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, Field, StrictInt

from .dictionary import Dictionary, Entries
from .document import (
    Address,
    Edit,
    Set,
    apply,
    content_name,
    parse_address,
    plain_json,
    read_json,
)
from .document.address import address_text
from .document.reading import LARGEST_INTEGER
from .document.shape import Json
from .errors import DocumentRefused, FlowRefused
from .flow.check import has_faults, inspect
from .flow.closing import Closing
from .flow.draft import Draft
from .flow.frames import Used
from .flow.program import Program
from .flow.reading import read_model
from .flow.schema import Flow, using
from .issues import Catalogue, Issue
from .values import FlowName, Id, Model, exactly

TEXTS = Catalogue.beside(__file__)
FLOW, RELEASE, DICTIONARY = (f"loanfoundry.{name}/1" for name in ("flow", "release", "dictionary"))
SLOT = "flow"
"""The slot of a flow that is released alone."""

Source = str | Path | Mapping[str, Json]
Subflows = Mapping[str, Source]


class OneFlow(Model):
    """The flows of a release of one flow."""

    flow: Flow


class Release(Model):
    """A flow with the subflows and the dictionary entries that it uses: a service loads it alone.

    A subflow stands under the name of its content, which is what `use` says.
    """

    format: Literal["loanfoundry.release/1"]
    semantics: Annotated[Literal[1], BeforeValidator(exactly(1))]
    id: Id
    number: Annotated[StrictInt, Field(ge=1)]
    flows: OneFlow
    subflows: dict[FlowName, Flow]
    models: Annotated[dict[str, Any], Field(max_length=0)]
    dictionary: Entries


def load(
    source: Source,
    *,
    dictionary: Source | None = None,
    subflows: Subflows | None = None,
    expect: str | None = None,
) -> Program:
    """A program from a closed release, or from a draft flow with its dictionary beside.

    A `str` that starts with `{` is JSON, any other a path. `subflows` are the flows that a draft
    uses, by the names in `use`. `expect` (`id@sha256:…`) refuses other bytes. Raises
    DocumentRefused for what is no such document, FlowRefused with every issue of a draft with
    faults.
    """
    read = _opened(read_document(source), dictionary, subflows)
    program = Program(_sound(read.draft), content_name(read.closed()))
    if expect is not None and program.name != expect:
        raise DocumentRefused([TEXTS.issue("R103", "", found=program.name, wanted=expect)])
    return program


def check(
    source: Source, *, dictionary: Source | None = None, subflows: Subflows | None = None
) -> tuple[Issue, ...]:
    """Everything found in a draft flow or a release: faults and notices, each with its place."""
    try:
        return inspect(_opened(read_document(source), dictionary, subflows).draft)
    except DocumentRefused as refused:
        return refused.issues


def freeze(
    source: Source, *, dictionary: Source, subflows: Subflows | None = None, number: int = 1
) -> dict[str, Json]:
    """The closed release of a draft flow: `load` needs nothing else.

    Raises FlowRefused where the draft has faults.
    """
    if type(number) is not int or not 1 <= number <= LARGEST_INTEGER:
        raise DocumentRefused([TEXTS.issue("R107", "number", found=str(number)[:40])])
    read = _opened_draft(read_document(source), dictionary, subflows)
    _sound(read.draft)
    return read.closed(number)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What was read: a flow with the entries beside it, or a release that is closed already."""

    document: Mapping[str, Json]
    entries: Mapping[str, Json] | None
    draft: Draft

    def closed(self, number: int = 1) -> dict[str, Json]:
        """The release: of a draft the flow without its layout, and the entries that it uses."""
        if self.entries is None:
            return dict(self.document)
        used, closing = _used(self.draft), Closing(self.draft)
        flow = closing.closed((), self.document)
        release: dict[str, Json] = {
            "format": RELEASE,
            "semantics": 1,
            "id": self.draft.flow.id,
            "number": number,
            "flows": {SLOT: flow},
            "subflows": {content_name(each): each for each in closing.subflows.values()},
            "models": {},
            "dictionary": {kind: _some(self.entries.get(kind), used[kind]) for kind in used},
        }
        return cast("dict[str, Json]", apply(release, list(self._respelling(used))))

    def _respelling(self, used: Mapping[str, frozenset[str]]) -> Iterator[Edit]:
        """The edits of a release that spell each derivation as FEEL is stored: with codes."""
        names = self.draft.names
        parts = [names.derived[code].respelled for code in names.derived if code in used["facts"]]
        parts += [names.collections[code].respelled for code in sorted(used["collections"])]
        for at, text in (pair for part in parts for pair in part.items()):
            yield Set(Address((), ("dictionary", *parse_address(at).path)), text)


def _opened(
    document: Mapping[str, Json], dictionary: Source | None, subflows: Subflows | None
) -> _Opened:
    """A draft or a release, each file read once. Raises DocumentRefused."""
    if dictionary is not None or subflows or _format(document) == FLOW:
        return _opened_draft(document, dictionary, subflows)
    return _Opened(document, None, draft_in(_release(document), document))


def draft_in(release: Release, document: Mapping[str, Json]) -> Draft:
    """The flow in a release, read from its document, as a draft."""
    documents = cast("dict[str, dict[str, Json]]", document["subflows"])
    used = {name: Used(documents[name], flow) for name, flow in release.subflows.items()}
    return Draft(release.flows.flow, release.dictionary, used)


def _sound(draft: Draft) -> Draft:
    """The draft. Raises FlowRefused with every fault that it has."""
    issues = inspect(draft)
    if has_faults(issues):
        raise FlowRefused(issue for issue in issues if issue.severity == "fault")
    return draft


def _some(entries: Json, wanted: frozenset[str]) -> dict[str, Json]:
    known = cast("dict[str, Json]", entries or {})
    return {code: entry for code, entry in known.items() if code in wanted}


def _used(draft: Draft) -> dict[str, frozenset[str]]:
    """The dictionary entries that a flow reads, gives or tells."""
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


def _opened_draft(
    document: Mapping[str, Json], dictionary: Source | None, subflows: Subflows | None
) -> _Opened:
    flow = read_model(Flow, dict(_of_format(document, FLOW)))
    if dictionary is None:
        raise DocumentRefused([TEXTS.issue("R104", "dictionary", name=flow.dictionary)])
    beside, entries = read_dictionary(dictionary)
    if entries.id != flow.dictionary:
        issue = TEXTS.issue("R105", "dictionary:id", wanted=flow.dictionary, found=entries.id)
        raise DocumentRefused([issue])
    return _Opened(document, beside, Draft(flow, entries, read_subflows(flow, subflows or {})))


def read_subflows(flow: Flow, sources: Subflows) -> dict[str, Used]:
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
                document = _of_format(read_document(sources[node.use]), FLOW)
                found[node.use] = Used(document, read_model(Flow, dict(document)))
                waiting.append((f"{before}{slot}:", found[node.use].flow))
            except DocumentRefused as refused:
                faults += (replace(each, at=f"{before}{slot}:{each.at}") for each in refused.issues)
    if faults:
        raise DocumentRefused(faults)
    return found


def read_dictionary(source: Source) -> tuple[Mapping[str, Json], Dictionary]:
    """The dictionary, raw and read; its faults stand at addresses that say so."""
    try:
        document = _of_format(read_document(source), DICTIONARY)
        return document, read_model(Dictionary, dict(document))
    except DocumentRefused as refused:
        raise DocumentRefused(
            replace(issue, at=f"dictionary:{issue.at}") for issue in refused.issues
        ) from None


def _release(document: Mapping[str, Json]) -> Release:
    if _format(document) != RELEASE:
        raise DocumentRefused([wrong_format(document, f"{FLOW} / {RELEASE}")])
    release = read_model(Release, dict(document))
    flow = release.flows.flow
    flows = {f"flows/{SLOT}": flow}
    flows |= {address_text((), ("subflows", name)): each for name, each in release.subflows.items()}
    drawn = (at for at, each in flows.items() if each.canvas is not None)
    layouts = [TEXTS.issue("R108", f"{at}/canvas") for at in drawn]
    if layouts:
        raise DocumentRefused(layouts)
    if release.id != flow.id:
        raise DocumentRefused([TEXTS.issue("R109", "id", found=release.id, wanted=flow.id)])
    return release


def _format(document: Mapping[str, Json]) -> str:
    return str(document.get("format"))


def _of_format(document: Mapping[str, Json], wanted: str) -> Mapping[str, Json]:
    if _format(document) != wanted:
        raise DocumentRefused([wrong_format(document, wanted)])
    return document


def wrong_format(document: Mapping[str, Json], wanted: str) -> Issue:
    """The issue that a document is of another format than the one that is wanted."""
    return TEXTS.issue("R102", "format", found=_format(document)[:60], wanted=wanted)


def read_document(source: Source) -> Mapping[str, Json]:
    """A document from JSON text, a path or a mapping. Raises DocumentRefused."""
    match source:
        case Mapping():
            return plain_json(dict(source))
        case str() if source.lstrip("\ufeff \t\r\n").startswith("{"):
            value = read_json(source, numbers_as=int)
        case str() | Path():
            value = read_json(read_file(Path(source)), numbers_as=int)
        case _:
            raise DocumentRefused([TEXTS.issue("R110", "", found=type(source).__name__)])
    if not isinstance(value, dict):
        raise DocumentRefused([TEXTS.issue("R106", "")])
    return value


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises DocumentRefused where it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        raise DocumentRefused([TEXTS.issue("R101", "", path=str(path)[:200])]) from None
