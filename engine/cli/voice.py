"""What the command says: Chinese first with English beside, or one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..issues import LANGUAGES, Catalogue, Issue, Language

TEXTS = Catalogue.beside(__file__)
BESIDE = " | "


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

    def allowed(self, terms: Mapping[str, object]) -> str:
        """What a permit allows at a place, in words."""
        return self.beside(
            ", ".join(_term(name, short(value), each) for name, value in terms.items())
            for each in self.languages
        )

    def issue(self, issue: Issue) -> str:
        """A finding in one line: where, what; a notice is called one."""
        message = self.beside(
            TEXTS.word(issue.severity, language).format(message=issue.message(language))
            for language in self.languages
        )
        start, end = issue.span or (0, 0)
        place = self.place(issue) + (f"[{start}:{end}]" if issue.span else "")
        return f"{place}: {issue.code} {message}" if place else f"{issue.code} {message}"

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


def _term(name: str, value: object, language: Language) -> str:
    key = f"allowed {name}"
    text = TEXTS.word(key, language) if TEXTS.has_word(key) else f"{name} {{value}}"
    return text.format(value=shown(value))


def short(value: object) -> object:
    """A value as a line shows it: of a set its members, of anything larger that it is one."""
    match value:
        case dict() if all(each is True for each in value.values()):
            return list(value)
        case dict() | list():
            return "…"
        case _:
            return value


def shown(value: object) -> str:
    """A value as documents write it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case list():
            return f"[{', '.join(map(shown, value))}]"
        case _:
            return str(value)


def request_line(request: Mapping[str, Any]) -> str:
    """What a pending decision waits for: from where, on whose consent, which facts."""
    origin = {name: value for name, value in request["from"].items() if name != "form"}
    consent = {"consent": request["consent"]} if "consent" in request else {}
    words = ", ".join(f"{name} {shown(value)}" for name, value in (origin | consent).items())
    return f"{words}: {', '.join(request['facts'])}"
