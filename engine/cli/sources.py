"""The files that a command names, as what the engine works on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from ..dictionary import Entries
from ..document import Json
from ..errors import DocumentRefused, LoanFoundryError
from ..flow.draft import Draft
from ..flow.program import Program
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..flow.sentences import Version
from ..issues import Issue
from ..release import (
    FLOW,
    RELEASE,
    SLOT,
    Release,
    draft_in,
    load,
    read_dictionary,
    read_document,
    read_file,
    read_subflows,
    wrong_format,
)
from ..values import ID_PATTERN
from .searching import Found, find_documents, folders, is_there, uses
from .terminal import put
from .voice import TEXTS

STANDARD = Path("-")
"""What stands for the standard input, and for the standard output."""
IN_RELEASE = ("flows", SLOT)
DICTIONARIES = Path("product_defs", "dictionary")
"""Where a checkout keeps its dictionaries, each under its id."""
IN_DICTIONARY = "dictionary:"


@contextmanager
def located(path: Path, dictionary: Path | None = None) -> Iterator[None]:
    """Says of everything refused inside which file it is in; a dictionary may stand beside it."""
    try:
        yield
    except LoanFoundryError as refused:
        issues = [_in_file(issue, path, dictionary) for issue in refused.issues]
        raise type(refused)(issues) from None


def _in_file(issue: Issue, path: Path, dictionary: Path | None) -> Issue:
    beside = dictionary is not None and issue.at.startswith(IN_DICTIONARY)
    file = str(dictionary if beside else path)[:200]
    return replace(issue, values={"file": file, **issue.values})


@dataclass(frozen=True, slots=True)
class FlowFile:
    """What stands in the file of a flow or a release, and in those of what a draft names."""

    path: Path
    document: Mapping[str, Json]
    dictionary_path: Path | None
    dictionary: Mapping[str, Json] | None
    used: Mapping[str, Found]

    @property
    def subflows(self) -> Mapping[str, Mapping[str, Json]]:
        """The documents of the flows that a draft uses."""
        return {name: found.document for name, found in self.used.items()}

    @contextmanager
    def located(self) -> Iterator[None]:
        """Says of everything refused inside in which of the files it is."""
        try:
            yield
        except LoanFoundryError as refused:
            raise type(refused)(map(self.in_file, refused.issues)) from None

    def in_file(self, issue: Issue) -> Issue:
        """The finding with the file that it is in."""
        here = Found(self.path, self.document)
        for slot in issue.at.split(":")[:-1]:
            here = self.used.get(uses(here.document).get(slot, ""), here)
        return _in_file(issue, here.path, self.dictionary_path)


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


def find_dictionary(flow: Mapping[str, Json], path: Path, given: Path | None) -> Path | None:
    """The dictionary of a draft: the given one, else the one of its id in a folder above it.

    Searched upwards from the flow's own folder, then from the current one. None for a release.
    """
    if given is not None or flow.get("format") != FLOW:
        return given
    name = flow.get("dictionary")
    if not isinstance(name, str) or not re.match(ID_PATTERN, name):
        return None
    found = (folder / DICTIONARIES / f"{name}.json" for folder in folders(path))
    return next(filter(is_there, found), None)


def read_flow(path: Path, given: Path | None) -> FlowFile:
    """A flow or a release with a draft's dictionary. Raises DocumentRefused where it has none."""
    document = read_source(path)
    found = find_dictionary(document, path, given)
    if found is not None:
        return FlowFile(path, document, found, read_source(found), find_documents(document, path))
    if document.get("format") == FLOW:
        name = str(document.get("dictionary"))[:80]
        with located(path):
            raise DocumentRefused([TEXTS.issue("C101", "dictionary", name=name)])
    return FlowFile(path, document, None, None, {})


def read_program(path: Path, dictionary: Path | None) -> Program:
    """The program of a draft or a release."""
    read = read_flow(path, dictionary)
    with read.located():
        return load(read.document, dictionary=read.dictionary, subflows=read.subflows)


def read_version(path: Path, dictionary: Path | None) -> Version:
    """A flow or a release as far as it can be read: faults do not matter, nor does a dictionary.

    Without a dictionary facts and reasons go by their codes.
    """
    document = read_source(path)
    with located(path):
        if document.get("format") == RELEASE:
            return Version(document, draft_in(read_model(Release, document), document), IN_RELEASE)
        if document.get("format") != FLOW:
            raise DocumentRefused([wrong_format(document, f"{FLOW} / {RELEASE}")])
        flow = read_model(Flow, document)
    at_hand = find_documents(document, path)
    read = FlowFile(path, document, find_dictionary(document, path, dictionary), None, at_hand)
    with read.located():
        used = read_subflows(flow, read.subflows)
    return Version(document, Draft(flow, read_entries(read.dictionary_path), used))


def read_entries(dictionary: Path | None) -> Entries:
    """The entries of a dictionary; none without one."""
    if dictionary is None:
        return Entries(facts={}, collections={}, reasons={})
    document = read_source(dictionary)
    with located(dictionary):
        return read_dictionary(document)[1]


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
