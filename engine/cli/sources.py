"""The files that a command names, as what the engine works on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer

from ..dictionary import Dictionary, Entries
from ..document import Json
from ..errors import DocumentRefused
from ..flow.draft import Draft
from ..flow.program import Program
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..flow.sentences import Version
from ..issues import Issue
from ..release import FLOW, RELEASE, SLOT, Release, load, read_document, read_file, wrong_format
from ..values import ID_PATTERN
from .voice import TEXTS

STANDARD_INPUT = Path("-")
IN_RELEASE = ("flows", SLOT)
DICTIONARIES = Path("product_defs", "dictionary")
"""Where a checkout keeps its dictionaries, each under its id."""


@contextmanager
def located(path: Path) -> Iterator[None]:
    """Says of every document refused inside which file it is."""
    try:
        yield
    except DocumentRefused as refused:
        raise DocumentRefused(_in_file(issue, path) for issue in refused.issues) from None


def _in_file(issue: Issue, path: Path) -> Issue:
    values = {**issue.values, "file": str(path)[:200]}
    return replace(issue, values=values)


def read_source(path: Path) -> dict[str, Json]:
    """The document in a file."""
    with located(path):
        return dict(read_document(path))


def read_input(path: Path) -> bytes:
    """The bytes of a file, of the standard input for `-`."""
    if path == STANDARD_INPUT:
        return typer.get_binary_stream("stdin").read()
    with located(path):
        return read_file(path)


def find_dictionary(flow: Mapping[str, Json], path: Path, given: Path | None) -> Path | None:
    """The dictionary of a draft: the given one, else the one of its id in a folder above it.

    Searched upwards from the flow's own folder, then from the current one. None for a release.
    """
    if given is not None or flow.get("format") != FLOW:
        return given
    name = flow.get("dictionary")
    if not isinstance(name, str) or not re.match(ID_PATTERN, name):
        return None
    found = (folder / DICTIONARIES / f"{name}.json" for folder in _folders(path))
    return next((candidate for candidate in found if candidate.is_file()), None)


def _folders(path: Path) -> Iterator[Path]:
    for start in (path.absolute().parent, Path.cwd()):
        yield from (start, *start.parents)


def needed_dictionary(
    flow: Mapping[str, Json], path: Path, given: Path | None
) -> dict[str, Json] | None:
    """The dictionary of a draft. Raises DocumentRefused where a draft has none."""
    found = find_dictionary(flow, path, given)
    if found is not None:
        return read_source(found)
    if flow.get("format") != FLOW:
        return None
    name = str(flow.get("dictionary"))[:80]
    raise DocumentRefused([TEXTS.issue("C101", "dictionary", name=name)])


def read_program(path: Path, dictionary: Path | None) -> Program:
    """The program of a draft or a release."""
    document = read_source(path)
    return load(document, dictionary=needed_dictionary(document, path, dictionary))


def read_version(path: Path, dictionary: Path | None) -> Version:
    """A flow or a release as far as it can be read: faults do not matter, nor does a dictionary.

    Without a dictionary facts and reasons go by their codes.
    """
    document = read_source(path)
    with located(path):
        if document.get("format") == RELEASE:
            release = read_model(Release, document)
            return Version(document, Draft(release.flows.flow, release.dictionary), IN_RELEASE)
        if document.get("format") != FLOW:
            raise DocumentRefused([wrong_format(document, f"{FLOW} / {RELEASE}")])
        flow = read_model(Flow, document)
    return Version(document, Draft(flow, _entries(find_dictionary(document, path, dictionary))))


def _entries(dictionary: Path | None) -> Entries:
    if dictionary is None:
        return Entries(facts={}, collections={}, reasons={})
    document = read_source(dictionary)
    with located(dictionary):
        return read_model(Dictionary, document)


def write_output(path: Path, content: bytes) -> None:
    """Writes a whole file. Raises DocumentRefused where it cannot be written."""
    try:
        path.write_bytes(content)
    except (OSError, ValueError):
        raise DocumentRefused([TEXTS.issue("C102", "", path=str(path)[:200])]) from None
