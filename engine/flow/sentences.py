"""The difference of two versions of a flow in words: what a reviewer reads, never an id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import assert_never

from ..document import Add, Edit, Move, Remove, Set
from ..document.address import address_text
from ..document.shape import Json, keyed_items
from ..issues import Catalogue, Language
from ..node import Part, Speaker
from ..nodes import BY_KIND
from ..values import NUMBER_PATTERN
from .draft import Draft
from .explain import speaker, way_title
from .frames import Frame, Slots
from .schema import Flow

TEXTS = Catalogue.beside(__file__)
MOST_SHOWN = 200
"""The longest value that a sentence shows, in characters."""

_Path = tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """One version of a flow: the document, and the flow in it as a draft.

    `root` is the path of the flow in the document: empty, or inside a release. `slots` lead to the
    flow where it is a subflow of the draft's.
    """

    document: Json
    draft: Draft
    root: tuple[str, ...] = ()
    slots: Slots = ()

    @property
    def frame(self) -> Frame:
        """The flow where it stands."""
        return self.draft.frames[self.slots]

    def subflow(self, slot: str) -> Version | None:
        """The flow that stands in one of its nodes; None where it is not at hand."""
        slots = (*self.slots, slot)
        if slots not in self.draft.frames:
            return None
        used = self.draft.subflows[self.frame.subflows[slot].use]
        return Version(dict(used.document), self.draft, (), slots)


def inside(before: Version, after: Version) -> Iterator[tuple[Version, Version]]:
    """The subflows that changed from one version of a flow to another, each a pair of versions."""
    for slot, node in sorted(after.frame.subflows.items()):
        old, new = before.subflow(slot), after.subflow(slot)
        if old is None or new is None or old.frame.flow.id != new.frame.flow.id:
            continue
        if before.frame.subflows[slot].use != node.use:
            yield old, new
            yield from inside(old, new)


def sentences(
    before: Version, after: Version, edits: Iterable[Edit], language: Language
) -> list[str]:
    """A sentence for each of the edits that lead from `before` to `after`."""
    teller = _Teller(_Side(before, language), _Side(after, language), language)
    return [teller.sentence(edit) for edit in edits]


def name_part(version: Version, path: tuple[str, ...], language: Language) -> str:
    """What a part of a flow is called, with the node that it stands in before it."""
    named = _Side(version, language).named(path)
    return _in_place(named, named.part.name, language)


def say_part(version: Version, path: tuple[str, ...], value: Json, language: Language) -> str:
    """A value of a part as sentences show it; a whole row, rule or node in its words."""
    part = _Side(version, language).named(path).part
    is_whole = isinstance(value, dict) and bool(part.whole)
    return part.whole or "" if is_whole else _value(part, value, language)


@dataclass(frozen=True)
class _Named:
    """A part in words, and the node in which it stands."""

    where: str
    part: Part


@dataclass(frozen=True)
class _Side:
    """A version that names its parts in one language."""

    version: Version
    language: Language

    @cached_property
    def speaker(self) -> Speaker:
        return speaker(self.version.draft, self.version.frame, self.language)

    @property
    def flow(self) -> Flow:
        return self.version.frame.written

    def word(self, key: str, **values: str) -> str:
        return TEXTS.word(key, self.language).format(**values)

    def found(self, path: _Path) -> tuple[Json, ...]:
        """The value at a path; nothing where there is none."""
        here = self.version.document
        for step in path:
            inside = keyed_items(here) if isinstance(here, list) else here
            if not isinstance(inside, dict) or step not in inside:
                return ()
            here = inside[step]
        return (here,)

    def next_to(self, path: _Path) -> _Named | None:
        """The item that stands behind an item of a keyed list."""
        (items,) = self.found(path[:-1])
        order = [*(keyed_items(items) or {})]
        behind = order[order.index(path[-1]) + 1 :]
        return self.named((*path[:-1], behind[0])) if behind else None

    def first_hits(self, path: _Path) -> bool:
        """Whether of the rows of a list the first that meets decides."""
        (node,) = self.found(path[:-1])
        return path[-1] == "rows" and isinstance(node, dict) and node.get("hit") == "F"

    def named(self, path: _Path) -> _Named:
        """The part at a path; below the last part that has a name the steps stand as they are."""
        for length in range(len(path), 0, -1):
            found = self._exactly(path[:length])
            if found is not None and length == len(path):
                return found
            if found is not None:
                rest = address_text((), path[length:])
                return _Named(found.where, Part(f"{found.part.name} · {rest}"))
        return _Named(self._where(), Part(address_text((), path)))

    def _exactly(self, path: _Path) -> _Named | None:
        root = self.version.root
        if path[: len(root)] != root:
            part = self._entry(path)
            return None if part is None else _Named("", part)
        match path[len(root) :]:
            case ("nodes", name, *below) if below and name in self.flow.nodes:
                part = self._in_node(name, tuple(below))
                return None if part is None else _Named(self._where(self._title(name)), part)
            case within:
                part = self._in_flow(within)
                return None if part is None else _Named(self._where(), part)

    def _where(self, *titles: str) -> str:
        """The titles of the subflows that lead to the flow, and more behind them."""
        slots = self.version.draft.titles(self.version.frame)
        return " › ".join((*(title.text(self.language) for title in slots), *titles))

    def _entry(self, path: _Path) -> Part | None:
        """A part of a release outside its flow: an entry of its dictionary."""
        match path:
            case ("dictionary", "facts", code):
                return Part(self.word("part fact", what=self.speaker.labels.get(code, code)))
            case ("dictionary", "collections", code):
                return Part(self.word("part collection", what=self.speaker.labels.get(code, code)))
            case ("dictionary", "reasons", code):
                return Part(self.word("part reason", what=self.speaker.reason(code)))
        return None

    def _in_flow(self, path: _Path) -> Part | None:
        flow, labels = self.flow, self.speaker.labels
        match path:
            case ("nodes", name) if name in flow.nodes:
                return self._node(name)
            case ("variables", code):
                return Part(self.word("part variable", what=labels.get(code, code)))
            case ("parameters", code):
                return Part(self.word("part parameter", what=code))
            case ("parameters", code, "value"):
                return Part(self.word("part value", what=code))
            case ("outputs", code):
                return Part(self.word("part output", what=labels.get(code, code)))
            case ("start",):
                return Part(self.word("part start"), says=self._title)
            case ("title", _):
                return Part(self.word("part title"))
        return None

    def _title(self, node: str) -> str:
        found = self.flow.nodes.get(node)
        return node if found is None else found.title.text(self.language)

    def _node(self, name: str) -> Part:
        node = self.flow.nodes[name]
        kind = BY_KIND[node.kind]
        values = {"title": self._title(name), "kind": kind.title(self.language)}
        summary = kind.summary(node, self.speaker)
        whole = self.word("part whole node", summary=summary, **values)
        return Part(self.word("part node", **values), whole)

    def _in_node(self, name: str, path: _Path) -> Part | None:
        node = self.flow.nodes[name]
        match path:
            case ("next", outlet):
                way = way_title(node, outlet, self.language)
                return Part(self.word("part way", way=way), says=self._title)
            case ("title", _):
                return Part(self.word("part title"))
        return BY_KIND[node.kind].named(node, path, self.speaker)


@dataclass(frozen=True)
class _Teller:
    before: _Side
    after: _Side
    language: Language

    def sentence(self, edit: Edit) -> str:
        path = edit.at.path
        match edit:
            case Set():
                return self._set(path)
            case Add():
                return self._placed("added", path, self.after.named(path))
            case Remove():
                return self._removed(path)
            case Move():
                return self._placed("moved", path, self.before.named(path))
            case _:
                assert_never(edit)

    def _say(self, of: _Named, key: str, **values: str) -> str:
        text = TEXTS.word(f"sentence {key}", self.language).format(**values)
        return _in_place(of, text, self.language)

    def _set(self, path: _Path) -> str:
        new = self.after.named(path)
        (value,) = self.after.found(path)
        found = self.before.found(path)
        if found:
            old = self.before.named(path)
            values = {
                "old": _value(old.part, found[0], self.language),
                "new": _value(new.part, value, self.language),
            }
            mark = self._mark(old.part.stricter, found[0], value)
            return self._say(old, "changed", what=old.part.name, mark=mark, **values)
        if value is True or isinstance(value, dict):
            return self._say(new, "created", what=new.part.whole or new.part.name)
        return self._say(new, "set", what=new.part.name, new=_value(new.part, value, self.language))

    def _removed(self, path: _Path) -> str:
        old = self.before.named(path)
        (value,) = self.before.found(path)
        if value is True or isinstance(value, dict):
            return self._say(old, "removed", what=old.part.whole or old.part.name)
        said = _value(old.part, value, self.language)
        return self._say(old, "removed value", what=old.part.name, old=said)

    def _placed(self, verb: str, path: _Path, of: _Named) -> str:
        """An item that came or moved, and the item that it now comes before."""
        what = of.part.whole if verb == "added" and of.part.whole else of.part.name
        behind = self.after.next_to(path)
        if behind is None:
            return self._say(of, f"{verb} last", what=what)
        if verb == "added" and self.after.first_hits(path[:-1]):
            verb = "added before the rest"
        return self._say(of, verb, what=what, next=behind.part.name)

    def _mark(self, stricter: str | None, old: Json, new: Json) -> str:
        """Tighter or looser, where a direction is declared and both are literal numbers."""
        numbers = [_number(value) for value in (old, new)]
        first, second = numbers
        if stricter not in ("lower", "higher") or first is None or second is None:
            return ""
        if first == second:
            return ""
        tighter = (second < first) == (stricter == "lower")
        return TEXTS.word("tighter" if tighter else "looser", self.language)


def _in_place(of: _Named, text: str, language: Language) -> str:
    if not of.where:
        return text
    return TEXTS.word("sentence in", language).format(where=of.where, text=text)


def _value(part: Part, value: Json, language: Language) -> str:
    match value:
        case None | True | False:
            return TEXTS.word(f"value {json.dumps(value)}", language)
        case str():
            text = part.says(value)
        case _:
            text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _number(value: Json) -> Decimal | None:
    if isinstance(value, str) and re.fullmatch(NUMBER_PATTERN, value):
        return Decimal(value)
    return None
