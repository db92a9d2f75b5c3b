"""The difference of two whole products in words, and its parts: what a reviewer reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from ...document import Add, Address, Edit, Json, Move, Remove, Set
from ...flow import sentences as flow_sentences
from ...issues import Language
from ..derive.quantity import quantity
from ..schema.kinds import Stricter
from ..schema.parts import Part
from .parameters import (
    has_own_name,
    meant_by,
    name_of,
    part_line,
    say,
    value_of,
    way_of,
    where_of,
)
from .whole import Whole

_SETS = ("set", "variants")


def sentences(before: Whole, after: Whole, edits: Iterable[Edit], language: Language) -> list[str]:
    """A sentence for each of the edits, in a product's addresses, between two whole products."""
    teller = _Teller(before, after, language)
    return [teller.sentence(edit) for edit in edits]


def name_part(whole: Whole, at: Address, language: Language) -> str:
    """What a part of a product or of one of its flows is called."""
    if at.slots:
        version = whole.flow(at.slots)
        if version is not None:
            return flow_sentences.name_part(version, at.path, language)
    parts = part_line(whole.document, at.path)
    if at.slots or len(parts) <= len(at.path):
        return str(at)
    return _placed(where_of(parts, language), name_of(parts[-1], language), language)


def say_part(whole: Whole, at: Address, value: Json, language: Language) -> str:
    """A value of a part as a sentence shows it."""
    if at.slots:
        version = whole.flow(at.slots)
        if version is not None:
            return flow_sentences.say_part(version, at.path, value, language)
    parts = part_line(whole.document, at.path)
    if at.slots or len(parts) <= len(at.path):
        return str(value)
    return value_of(meant_by(parts), value, language)


def _placed(where: str, text: str, language: Language) -> str:
    return say("in", language, where=where, text=text) if where else text


@dataclass(frozen=True, slots=True)
class _Teller:
    before: Whole
    after: Whole
    language: Language

    def sentence(self, edit: Edit) -> str:
        """One edit in words, its reason behind it."""
        text = self._in_flow(edit) if edit.at.slots else self._in_product(edit)
        why = edit.why and (edit.why.get(self.language) or edit.why.get("zh"))
        return say("why", self.language, text=text, why=str(why)) if why else text

    def _in_flow(self, edit: Edit) -> str:
        before, after = (each.flow(edit.at.slots) for each in (self.before, self.after))
        if before is None or after is None:
            return self._in_product(edit)
        own = replace(edit, at=Address((), edit.at.path))
        return flow_sentences.sentences(before, after, [own], self.language)[0]

    def _in_product(self, edit: Edit) -> str:
        old, new = (part_line(each.document, edit.at.path) for each in (self.before, self.after))
        length = len(edit.at.path) + 1
        if edit.at.slots or len(old) < length or len(new) < length:
            return self._say("changed at", at=str(edit.at))
        match edit:
            case Set() | Add():
                return self._set(old, new)
            case Remove():
                return self._removed(old)
            case Move():
                return self._told(old, "moved", what=name_of(old[-1], self.language))
            case _:
                assert_never(edit)

    def _set(self, old: list[Part], new: list[Part]) -> str:
        what = name_of(new[-1], self.language)
        said = value_of(meant_by(new), new[-1].value, self.language)
        if old[-1].there:
            mark = _direction(way_of(new), old[-1].value, new[-1].value)
            was = value_of(meant_by(old), old[-1].value, self.language)
            return self._told(new, "changed", what=what, old=was, new=said, mark=self._mark(mark))
        mark = _comes(new[-1])
        if new[-1].value is True or not said:
            return self._told(new, "added", what=what, mark=self._mark(mark))
        return self._told(new, "added value", what=what, new=said, mark=self._mark(mark))

    def _removed(self, old: list[Part]) -> str:
        part, what = old[-1], name_of(old[-1], self.language)
        mark = self._mark(_TURNED[_comes(part)])
        if part.value is True or has_own_name(part):
            return self._told(old, "removed", what=what, mark=mark)
        was = value_of(meant_by(old), part.value, self.language)
        return self._told(old, "removed value", what=what, old=was, mark=mark)

    def _told(self, parts: list[Part], key: str, **values: str) -> str:
        """A sentence about the last of some parts, behind the named parts that it stands in."""
        where = where_of(parts, self.language)
        if parts[-1].kind == "member":
            where = name_of(parts[-2], self.language)
        return _placed(where, self._say(key, **values), self.language)

    def _say(self, key: str, **values: str) -> str:
        return say(key, self.language, **values)

    def _mark(self, mark: str) -> str:
        return self._say(mark) if mark else ""


_TURNED = {"tighter": "looser", "looser": "tighter", "": ""}


def _comes(part: Part) -> str:
    """Whether one more member of a set or of variants binds more, or less."""
    over = part.over
    if over.get("x-kind") not in _SETS:
        return ""
    return {"fewer": "looser", "more": "tighter"}.get(str(over.get("x-stricter")), "")


def _direction(stricter: Stricter, old: Json, new: Json) -> str:
    """Tighter or looser, by numbers; no bound is looser than any."""
    if stricter not in ("lower", "higher"):
        return ""
    if old is None or new is None:
        return "tighter" if old is None else "looser"
    first, second = quantity(old), quantity(new)
    if first is None or second is None or first == second:
        return ""
    return "tighter" if (second < first) == (stricter == "lower") else "looser"
