"""Documents as they are handed in: JSON text, a path, or a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..dictionary import Dictionary
from ..document import plain_json, read_json
from ..document.shape import Json
from ..errors import DocumentRefused
from ..flow.reading import read_model
from ..issues import Issue
from .texts import TEXTS

FLOW, PRODUCT, RELEASE, DICTIONARY = (
    f"loanfoundry.{name}/1" for name in ("flow", "product", "release", "dictionary")
)

Source = str | Path | Mapping[str, Json]
Documents = Mapping[str, Source]
"""Documents by their names, `ID@sha256:…`."""


def format_of(document: Mapping[str, Json]) -> str:
    """What a document says that it is."""
    return str(document.get("format"))


def of_format(document: Mapping[str, Json], wanted: str) -> Mapping[str, Json]:
    """The document. Raises DocumentRefused where it is of another format."""
    if format_of(document) != wanted:
        raise DocumentRefused([wrong_format(document, wanted)])
    return document


def wrong_format(document: Mapping[str, Json], wanted: str) -> Issue:
    """The issue that a document is of another format than the one that is wanted."""
    return TEXTS.issue("R102", "format", found=format_of(document)[:60], wanted=wanted)


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


def read_dictionary(source: Source) -> tuple[Mapping[str, Json], Dictionary]:
    """The dictionary, raw and read; its faults stand at addresses that say so."""
    try:
        document = of_format(read_document(source), DICTIONARY)
        return document, read_model(Dictionary, dict(document))
    except DocumentRefused as refused:
        raise below(refused, "dictionary:") from None


def dictionary_beside(source: Source | None, wanted: str) -> tuple[Mapping[str, Json], Dictionary]:
    """The dictionary that a draft names, raw and read. Raises DocumentRefused."""
    if source is None:
        raise DocumentRefused([TEXTS.issue("R104", "dictionary", name=wanted)])
    document, entries = read_dictionary(source)
    if entries.id != wanted:
        issue = TEXTS.issue("R105", "dictionary:id", wanted=wanted, found=entries.id)
        raise DocumentRefused([issue])
    return document, entries


def below(refused: DocumentRefused, before: str) -> DocumentRefused:
    """The refusal with something before each address."""
    return DocumentRefused(replace(issue, at=f"{before}{issue.at}") for issue in refused.issues)
