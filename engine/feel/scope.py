"""The names that an expression may use, with their types."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .. import ir

Meaning = ir.Read | ir.Const | frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A fact, variable or parameter: its code, what it means, and the labels people type.

    `means` is a read of the value, a parameter's constant, or a parameter's set of texts.
    """

    code: str
    means: Meaning
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Known names; the longest match wins, ending where no letter, digit or `_` follows."""

    names: Mapping[str, Named]

    @classmethod
    def of(cls, names: Iterable[Named]) -> Scope:
        """The scope of some names; a later one of the same code wins."""
        return cls({named.code: named for named in names})

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        spellings: dict[str, tuple[str, ...]] = {code: (code,) for code in self.names}
        for named in self.names.values():
            for label in named.labels:
                others = spellings.get(label, ())
                if label not in self.names and named.code not in others:
                    spellings[label] = (*others, named.code)
        return spellings

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        by_first: dict[str, list[str]] = {}
        for spelling in sorted(self._spellings, key=len, reverse=True):
            if spelling:
                by_first.setdefault(spelling[0], []).append(spelling)
        return by_first

    def match(self, text: str, start: int) -> tuple[int, tuple[str, ...]] | None:
        """The end of the longest known name at `start`, and the codes it may mean."""
        for spelling in self._by_first.get(text[start], ()):
            end = start + len(spelling)
            if text.startswith(spelling, start) and not continues_name(text, end):
                return end, self._spellings[spelling]
        return None

    def suggestions(self, word: str) -> list[str]:
        """Known spellings close to a word that is none."""
        return difflib.get_close_matches(word, self._spellings, n=3, cutoff=0.6)


def continues_name(text: str, at: int) -> bool:
    """Whether a letter, digit or `_` stands at `at`."""
    return at < len(text) and (text[at].isalnum() or text[at] == "_")
