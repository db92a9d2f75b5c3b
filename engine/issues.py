"""What checks find: a code, the place, and the values, with a text in each language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
"""Chinese first."""
Severity = Literal["fault", "notice"]
Value = str | int


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding in a document or in facts.

    `at` is an address in the document (or a fact's code); `span` is the place inside the
    expression that stands there, in characters, end exclusive. A notice does not stop anything.
    """

    code: str
    at: str
    values: Mapping[str, Value] = field(default_factory=dict)
    span: tuple[int, int] | None = None
    severity: Severity = "fault"
    texts: Mapping[Language, str] = field(default_factory=dict, repr=False, compare=False)

    def text(self, language: Language) -> str:
        """The whole finding in one line: where, code, and the sentence."""
        sentence = self.texts[language].format_map(self.values)
        place = self.at + (f"[{self.span[0]}:{self.span[1]}]" if self.span else "")
        return f"{place}: {self.code} {sentence}" if place else f"{self.code} {sentence}"

    def message(self, language: Language) -> str:
        """The sentence alone, with its values filled in."""
        return self.texts[language].format_map(self.values)

    def as_json(self) -> dict[str, object]:
        """The finding as a mapping for machines, both texts included."""
        return {
            "code": self.code,
            "at": self.at,
            **({"span": list(self.span)} if self.span else {}),
            "severity": self.severity,
            "values": dict(self.values),
            "zh": self.message("zh"),
            "en": self.message("en"),
        }


@dataclass(frozen=True)
class Catalogue:
    """The texts of one room, read from the `texts.json` beside its code when first needed.

    The file maps a code to `{"zh": …, "en": …}` and, for a notice, `"severity": "notice"`.
    """

    path: Path

    @classmethod
    def beside(cls, module_file: str) -> Catalogue:
        """The catalogue `texts.json` in the folder of `module_file`."""
        return cls(Path(module_file).parent / "texts.json")

    @cached_property
    def _content(self) -> dict[str, dict[str, dict[str, str]]]:
        content: dict[str, dict[str, dict[str, str]]] = json.loads(self.path.read_text("utf-8"))
        return content

    def issue(
        self, code: str, at: str, /, *, span: tuple[int, int] | None = None, **values: Value
    ) -> Issue:
        """A finding with the texts of `code`; `values` fill the gaps of its sentence."""
        entry = self._content["issues"][code]
        severity: Severity = "notice" if entry.get("severity") == "notice" else "fault"
        texts: dict[Language, str] = {"zh": entry["zh"], "en": entry["en"]}
        return Issue(code, at, values, span, severity, texts)

    def has_word(self, key: str) -> bool:
        """Whether there is a word of this key."""
        return key in self._content["words"]

    def word(self, key: str, language: Language) -> str:
        """A word or sentence for people under `words`, by its key."""
        return self._content["words"][key][language]
