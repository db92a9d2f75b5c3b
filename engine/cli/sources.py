"""The files that a command names, as what the engine works on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from ..dictionary import Entries
from ..document import Json
from ..errors import DocumentRefused
from ..flow.draft import Draft
from ..flow.frames import ALONE
from ..flow.program import Program
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..flow.sentences import Version
from ..issues import Issue
from ..release import (
    FLOW,
    ProductRelease,
    check,
    freeze,
    load,
    read_document,
    read_file,
    wrong_format,
)
from ..release.documents import read_release
from ..release.flows import ClosedFlow, read_subflows
from ..release.reading import PRODUCT, RELEASE, read_dictionary
from ..values import ID_PATTERN
from .places import in_file, placed
from .searching import Found, find_documents, folders, found_at, is_there
from .surroundings import find_reference, find_tenants
from .terminal import put
from .voice import TEXTS

STANDARD = Path("-")
"""What stands for the standard input, and for the standard output."""
IN_RELEASE = ("flows", ALONE)
DICTIONARIES = Path("product_defs", "dictionary")
"""Where a checkout keeps its dictionaries, each under its id."""
IN_DICTIONARY = "dictionary:"


def located(path: Path) -> AbstractContextManager[None]:
    """Says of everything refused inside which file it is in."""
    return placed(lambda issue: in_file(issue, path))


@dataclass(frozen=True, slots=True)
class FlowFile:
    """What stands in the file of a draft or a release, and in those of what a draft names."""

    path: Path
    document: Mapping[str, Json]
    dictionary_path: Path | None
    dictionary: Mapping[str, Json] | None
    used: Mapping[str, Found]

    @property
    def documents(self) -> Mapping[str, Mapping[str, Json]]:
        """The documents that a draft names, and those that these name, by the names."""
        return {name: found.document for name, found in self.used.items()}

    @property
    def tenants(self) -> Path | None:
        """The tenants around a tenant's product."""
        is_tenants = self.is_product and "tenant" in self.document
        return find_tenants(self.path) if is_tenants else None

    @property
    def reference(self) -> tuple[Path, ...]:
        """The reference data around a product."""
        return find_reference(self.path) if self.is_product else ()

    @property
    def is_product(self) -> bool:
        """Whether it is a draft of a product."""
        return self.document.get("format") == PRODUCT

    def program(self) -> Program:
        """What it compiles to."""
        with self.located():
            return load(
                self.document,
                dictionary=self.dictionary,
                documents=self.documents,
                tenants=self.tenants,
            )

    def issues(self, today: date | None) -> list[Issue]:
        """Everything found in it, each finding with its file."""
        found = check(
            self.document,
            dictionary=self.dictionary,
            documents=self.documents,
            tenants=self.tenants,
            reference=self.reference,
            today=today,
        )
        return [self.in_file(issue) for issue in found]

    def closed(self, number: int, today: date | None) -> dict[str, Json]:
        """The closed release of a draft."""
        with self.located():
            return freeze(
                self.document,
                dictionary=self.dictionary or {},
                documents=self.documents,
                tenants=self.tenants,
                reference=self.reference,
                today=today,
                number=number,
            )

    def located(self) -> AbstractContextManager[None]:
        """Says of everything refused inside in which of the files it is."""
        return placed(self.in_file)

    def in_file(self, issue: Issue) -> Issue:
        """The finding with the file that it is in."""
        if self.dictionary_path is not None and issue.at.startswith(IN_DICTIONARY):
            return in_file(issue, self.dictionary_path)
        return in_file(issue, found_at(issue.at, Found(self.path, self.document), self.used).path)


def read_source(path: Path) -> dict[str, Json]:
    """The document in a file."""
    with located(path):
        return dict(read_document(path))


def read_input(path: Path) -> bytes:
    """The bytes of a file, of the standard input for `-`."""
    with located(path):
        return _standard_input() if path == STANDARD else read_file(path)


def _standard_input() -> bytes:
    try:
        return typer.get_binary_stream("stdin").read()
    except (OSError, RuntimeError):  # open for writing alone, or closed
        raise DocumentRefused([TEXTS.issue("C105", "")]) from None


def find_dictionary(
    draft: Mapping[str, Json], path: Path, given: Path | None, used: Mapping[str, Found]
) -> Path | None:
    """The dictionary of a draft: the given one, else the one of its id in a folder above it.

    Searched upwards from the draft's own folder, then from the current one. None for a release. A
    product has the dictionary of its flows.
    """
    name = dictionary_name(draft, used)
    if given is not None or name is None or not re.match(ID_PATTERN, name):
        return given
    found = (folder / DICTIONARIES / f"{name}.json" for folder in folders(path))
    return next(filter(is_there, found), None)


def dictionary_name(draft: Mapping[str, Json], used: Mapping[str, Found]) -> str | None:
    """The dictionary that a draft names itself, or that the first flow behind it does."""
    behind = (found.document for found in used.values()) if draft.get("format") == PRODUCT else ()
    flows = (each for each in (draft, *behind) if each.get("format") == FLOW)
    name = next((each.get("dictionary") for each in flows), None)
    return name if isinstance(name, str) else None


def read_flow(path: Path, given: Path | None) -> FlowFile:
    """A draft or a release, a draft with its dictionary. Raises DocumentRefused where it has none.

    A draft is a flow or a product.
    """
    document = read_source(path)
    return flow_file(path, document, find_documents(document, path), given)


def flow_file(
    path: Path, document: Mapping[str, Json], used: Mapping[str, Found], given: Path | None
) -> FlowFile:
    """A draft or a release that stands, or is to stand, in a file."""
    found = find_dictionary(document, path, given, used)
    if found is not None:
        return FlowFile(path, document, found, read_source(found), used)
    if document.get("format") == FLOW:
        name = str(document.get("dictionary"))[:80]
        with located(path):
            raise DocumentRefused([TEXTS.issue("C101", "dictionary", name=name)])
    return FlowFile(path, document, None, None, used)


def read_program(path: Path, dictionary: Path | None, stage: str | None = None) -> Program:
    """The program of a draft or a release, of a product that of a stage; else of its first."""
    read = read_flow(path, dictionary)
    program = read.program()
    with read.located():
        return program if stage is None else program.at(stage)


def read_version(path: Path, dictionary: Path | None) -> Version:
    """A flow or a release as far as it can be read: faults do not matter, nor does a dictionary.

    Without a dictionary facts and reasons go by their codes.
    """
    document = read_source(path)
    with located(path):
        if document.get("format") == RELEASE:
            release = read_release(document)
            if isinstance(release, ProductRelease):
                raise DocumentRefused([wrong_format(document, FLOW)])
            return Version(document, ClosedFlow.of(release, document).draft, IN_RELEASE)
        if document.get("format") != FLOW:
            raise DocumentRefused([wrong_format(document, f"{FLOW} / {RELEASE}")])
        flow = read_model(Flow, document)
    at_hand = find_documents(document, path)
    found = find_dictionary(document, path, dictionary, at_hand)
    read = FlowFile(path, document, found, None, at_hand)
    with read.located():
        used = read_subflows(flow, read.documents)
    return Version(document, Draft(flow, read_entries(read.dictionary_path), used))


def read_entries(dictionary: Path | None) -> Entries:
    """The entries of a dictionary; none without one."""
    if dictionary is None:
        return Entries(facts={}, collections={}, reasons={})
    document = read_source(dictionary)
    with located(dictionary):
        return read_dictionary(document)[1]


def read_day(text: str | None) -> date | None:
    """The day that an option names, if it is given. Raises DocumentRefused for no such day."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise DocumentRefused([TEXTS.issue("C107", "", found=str(text)[:40])]) from None


def target(out: Path | None) -> Path | None:
    """The file to write; None for the standard output, which `-` names too."""
    return None if out == STANDARD else out


def write_output(file: Path | None, text: str) -> None:
    """Writes a whole file, or the standard output. Raises DocumentRefused where it cannot."""
    if file is None:
        put(text)
        return
    try:
        file.write_bytes(text.encode("utf-8"))
    except (OSError, ValueError):
        raise DocumentRefused([TEXTS.issue("C102", "", path=str(file)[:200])]) from None
