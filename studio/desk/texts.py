"""The studio's texts: one catalogue for each language, with named gaps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.issues import Language

CATALOGUES = Path(__file__).parents[1] / "texts"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language; called with a key and the values of its gaps."""

    language: Language
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key. Raises KeyError where the catalogue has none."""
        return self.entries[key].format_map(values)

    def known(self, key: str, otherwise: str) -> str:
        """The text of a key that the catalogue may lack: codes of somebody's own dictionary."""
        return self.entries.get(key, otherwise)


@cache
def texts_in(language: Language) -> Texts:
    """The catalogue of a language."""
    path = CATALOGUES / f"{language}.json"
    entries: dict[str, str] = json.loads(path.read_text("utf-8"))
    return Texts(language, entries)
