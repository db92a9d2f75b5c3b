"""Edits: the four ways in which one part of a document changes, and their spelling in JSON."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from ..errors import DocumentRefused
from ..issues import Issue
from .address import Address, parse_address
from .shape import Json, Mapping
from .texts import TEXTS, shown

Reason: TypeAlias = AbstractMapping[str, str]
"""Why an edit is made: a sentence per language."""


@dataclass(frozen=True, slots=True)
class Set:
    """A mapping key set or created, or an item replaced in its place (by a value without `id`)."""

    at: Address
    value: Json
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """A new item (without its `id`) behind the item `after` of its list; None puts it first."""

    at: Address
    item: Mapping
    after: str | None
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """A mapping key or an item that goes."""

    at: Address
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """The same item behind the item `after` of its list; None puts it first."""

    at: Address
    after: str | None
    why: Reason | None = None


Edit: TypeAlias = Set | Add | Remove | Move
Content: TypeAlias = Set | Add | Remove
Placing: TypeAlias = Add | Move

_FIELDS = {
    "set": {"at", "set", "why"},
    "add": {"at", "add", "after", "why"},
    "remove": {"at", "remove", "why"},
    "move": {"at", "move", "after", "why"},
}


def edits_as_json(edits: Sequence[Edit]) -> list[Json]:
    """The stored form of a batch: a mapping per edit, sorted by the text of `at`."""
    return [edit_as_json(edit) for edit in sorted(edits, key=lambda edit: str(edit.at))]


def edit_as_json(edit: Edit) -> Mapping:
    """The mapping that spells an edit."""
    spelled: Mapping = {"at": str(edit.at)}
    match edit:
        case Set():
            spelled["set"] = edit.value
        case Add():
            spelled |= {"add": edit.item, "after": edit.after}
        case Remove():
            spelled["remove"] = True
        case Move():
            spelled |= {"move": True, "after": edit.after}
        case _:
            assert_never(edit)
    return spelled if edit.why is None else {**spelled, "why": dict(edit.why)}


def parse_edits(value: Json) -> tuple[Edit, ...]:
    """The edits that a JSON list spells. Raises DocumentRefused with every fault of their form."""
    if not isinstance(value, list):
        raise DocumentRefused([TEXTS.issue("D211", "")])
    issues: list[Issue] = []
    edits: list[Edit] = []
    for number, spelled in enumerate(value, 1):
        try:
            edits.append(_parsed(spelled, number))
        except DocumentRefused as refusal:
            issues.extend(refusal.issues)
    if issues:
        raise DocumentRefused(issues)
    return tuple(edits)


def _parsed(spelled: Json, number: int) -> Edit:
    if not isinstance(spelled, dict) or not isinstance(at := spelled.get("at"), str):
        raise DocumentRefused([TEXTS.issue("D212", "", number=number)])
    issues = _form_issues(spelled, shown(at))
    if issues:
        raise DocumentRefused(issues)
    return _edit(spelled, parse_address(at))


def _form_issues(spelled: Mapping, at: str) -> list[Issue]:
    verbs = [verb for verb in _FIELDS if verb in spelled]
    if len(verbs) != 1:
        return [TEXTS.issue("D213", at)]
    verb = verbs[0]
    fields = _FIELDS[verb]
    issues = [
        TEXTS.issue("D214", at, field=shown(name), verb=verb)
        for name in spelled
        if name not in fields
    ]
    if verb in ("remove", "move") and spelled[verb] is not True:
        issues.append(TEXTS.issue("D215", at, verb=verb))
    if verb == "add" and not isinstance(spelled["add"], dict):
        issues.append(TEXTS.issue("D216", at))
    if "after" in fields and not isinstance(spelled.get("after", False), str | None):
        issues.append(TEXTS.issue("D217", at))
    if "why" in spelled and not _is_reason(spelled["why"]):
        issues.append(TEXTS.issue("D218", at))
    return issues


def _is_reason(why: Json) -> bool:
    return isinstance(why, dict) and all(isinstance(text, str) for text in why.values())


def _edit(spelled: Mapping, at: Address) -> Edit:
    why = _reason(spelled.get("why"))
    match spelled:
        case {"add": dict(item), "after": str() | None as after}:
            return Add(at, item, after, why)
        case {"move": True, "after": str() | None as after}:
            return Move(at, after, why)
        case {"remove": True}:
            return Remove(at, why)
        case _:
            return Set(at, spelled["set"], why)


def _reason(why: Json) -> Reason | None:
    if not isinstance(why, dict):
        return None
    return {language: text for language, text in why.items() if isinstance(text, str)}
