"""What the command says: Chinese first with English beside, or one language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import typer

from ..document.texts import UNPRINTABLE
from ..issues import LANGUAGES, Catalogue, Issue, Language

TEXTS = Catalogue.beside(__file__)
BESIDE = " | "

_STEERING = re.compile(f"(?!\n)[{UNPRINTABLE}]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in the languages that the reader wants."""

    languages: tuple[Language, ...]

    @classmethod
    def of(cls, language: Language | None) -> Voice:
        """The voice in one language, in both where none is asked for."""
        return cls(LANGUAGES if language is None else (language,))

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the catalogue."""
        return self.beside(
            TEXTS.word(key, language).format(**values) for language in self.languages
        )

    def both(self, texts: Mapping[str, Any]) -> str:
        """The texts under `zh` and `en`."""
        return self.beside(str(texts[language]) for language in self.languages)

    def beside(self, texts: Iterable[str]) -> str:
        """Texts of the languages beside each other, once where they are the same."""
        return BESIDE.join(dict.fromkeys(texts))

    def issue(self, issue: Issue) -> str:
        """A finding in one line: where, what; a notice is called one."""
        message = self.beside(
            TEXTS.word(issue.severity, language).format(message=issue.message(language))
            for language in self.languages
        )
        start, end = issue.span or (0, 0)
        place = self.place(issue) + (f"[{start}:{end}]" if issue.span else "")
        line = f"{place}: {issue.code} {message}" if place else f"{issue.code} {message}"
        return printable(line)

    def place(self, issue: Issue) -> str:
        """Where: the file, if it is known, and in it an address, or the row of a table.

        Rows are counted as people do, the header included.
        """
        found = issue.values
        where = issue.at
        if "row" in found:
            rows = (TEXTS.word("row", each).format(row=found["row"]) for each in self.languages)
            where = " ".join([*rows, str(found.get("column", ""))]).rstrip()
        return ": ".join(filter(None, (str(found.get("file", "")), where)))


def printable(text: str) -> str:
    """The text without what would steer a terminal: control characters stand as escapes."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_json(value: object) -> None:
    """Prints a value for machines, in one line."""
    typer.echo(json.dumps(value, ensure_ascii=False))
