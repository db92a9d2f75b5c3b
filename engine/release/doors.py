"""The doors of releases: check, freeze, load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from ..document import content_name
from ..document.reading import LARGEST_INTEGER
from ..document.shape import Json
from ..errors import DocumentRefused, FlowRefused, LoanFoundryError
from ..flow.check import has_faults
from ..flow.draft import Draft
from ..flow.program import Program
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..issues import Issue
from .beside import Beside
from .documents import ProductRelease, read_release
from .flows import ClosedFlow, FlowDraft, read_subflows
from .reading import (
    FLOW,
    PRODUCT,
    RELEASE,
    Documents,
    Source,
    dictionary_beside,
    format_of,
    of_format,
    read_document,
)
from .texts import TEXTS


class Opened(Protocol):
    """What was read: a draft with what stands beside it, or a release that is closed already."""

    def issues(self) -> tuple[Issue, ...]:
        """Everything found in it."""
        ...

    def closed(self, number: int) -> dict[str, Json]:
        """The release, under a number where it is not closed already."""
        ...

    def program(self, name: str) -> Program:
        """What it compiles to, where it has no faults."""
        ...


def load(
    source: Source,
    *,
    dictionary: Source | None = None,
    documents: Documents | None = None,
    tenants: Source | None = None,
    reference: Iterable[Source] = (),
    today: date | None = None,
    expect: str | None = None,
) -> Program:
    """A program from a closed release, or from a draft with what stands beside it.

    A `str` that starts with `{` is JSON, any other a path. A draft has its `dictionary` beside, and
    `documents`, what it names by name: the flows that it uses, a product's flows and parents; a
    child also the `tenants`. Legal limits are judged where `reference` data is given, on `today` or
    else on the first day of sale. Of a product it is the program of its first stage, `apply`; `at`
    gives the others.
    `expect` (`id@sha256:…`) refuses other bytes. Raises DocumentRefused for what is no such
    document, FlowRefused with every issue of a draft with faults.
    """
    beside = Beside(dictionary, documents, tenants, tuple(reference), today)
    document = read_document(source)
    opened = _opened(document, beside)
    if expect is not None and format_of(document) == RELEASE:
        _expected(content_name(dict(document)), expect)
    name = content_name(_sound(opened).closed(1))
    if expect is not None:
        _expected(name, expect)
    return opened.program(name)


def _expected(name: str, expect: str) -> None:
    """Raises DocumentRefused where a name is not the one that is wanted."""
    if name != expect:
        raise DocumentRefused([TEXTS.issue("R103", "", found=name, wanted=expect)])


def check(
    source: Source,
    *,
    dictionary: Source | None = None,
    documents: Documents | None = None,
    tenants: Source | None = None,
    reference: Iterable[Source] = (),
    today: date | None = None,
) -> tuple[Issue, ...]:
    """Everything found in a draft or a release: faults and notices, each with its place.

    What stands beside is as for `load`. A product is judged with the flow of each stage.
    """
    try:
        beside = Beside(dictionary, documents, tenants, tuple(reference), today)
        return _opened(read_document(source), beside).issues()
    except LoanFoundryError as refused:
        return refused.issues


def freeze(
    source: Source,
    *,
    dictionary: Source,
    documents: Documents | None = None,
    tenants: Source | None = None,
    reference: Iterable[Source] = (),
    today: date | None = None,
    number: int = 1,
) -> dict[str, Json]:
    """The closed release of a draft: `load` needs nothing else.

    What stands beside is as for `load`. Raises FlowRefused where the draft has faults.
    """
    if type(number) is not int or not 1 <= number <= LARGEST_INTEGER:
        raise DocumentRefused([TEXTS.issue("R107", "number", found=str(number)[:40])])
    beside = Beside(dictionary, documents, tenants, tuple(reference), today)
    return _sound(_opened_draft(read_document(source), beside)).closed(number)


def _opened(document: Mapping[str, Json], beside: Beside) -> Opened:
    """A draft or a release. Raises DocumentRefused."""
    if not beside.is_empty or format_of(document) in (FLOW, PRODUCT):
        return _opened_draft(document, beside)
    release = read_release(document)
    if isinstance(release, ProductRelease):
        # A process that decides by a flow alone never pays for what a product needs.
        from .closed_products import ClosedProduct

        return ClosedProduct.of(release, document)
    return ClosedFlow.of(release, document)


def _opened_draft(document: Mapping[str, Json], beside: Beside) -> Opened:
    if format_of(document) == PRODUCT:
        from .products import open_product

        return open_product(document, beside)
    flow = read_model(Flow, dict(of_format(document, FLOW)))
    entries, dictionary = dictionary_beside(beside.dictionary, flow.dictionary)
    return FlowDraft(
        document, entries, Draft(flow, dictionary, read_subflows(flow, beside.named()))
    )


def _sound(opened: Opened) -> Opened:
    """What was read. Raises FlowRefused with every fault that it has."""
    issues = opened.issues()
    if has_faults(issues):
        raise FlowRefused(issue for issue in issues if issue.severity == "fault")
    return opened
