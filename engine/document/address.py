"""Addresses: where a part of a document stands, whatever its position."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import DocumentRefused
from ..issues import Issue
from .texts import TEXTS, UNPRINTABLE, shown

MOST_CHARACTERS = 200
"""The longest step, in code points, counted before its escapes are written."""

_STEP = re.compile(f"[^{UNPRINTABLE}]{{1,{MOST_CHARACTERS}}}")
_PATTERN_STEPS = ("*", "**")
_ESCAPES = {"~0": "~", "~1": "/", "~2": ":"}
_ESCAPE = re.compile("~.?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """The place of one part: the slots that lead to its flow, then the steps from the root.

    A step is a mapping key or the id of an item, unescaped. No steps: the whole document.
    Raises DocumentRefused if a slot or a step can be none.
    """

    slots: tuple[str, ...] = ()
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refused = [step for step in self.slots + self.path if not is_step(step)]
        if refused:
            text = shown(str(self))
            raise DocumentRefused(_step_issue(step, text) for step in refused)

    def __str__(self) -> str:
        return address_text(self.slots, self.path)


def is_step(text: str) -> bool:
    """Whether a mapping key or an id can stand in an address."""
    return _STEP.fullmatch(text) is not None and text not in _PATTERN_STEPS


def parse_address(text: str) -> Address:
    """The address that a text spells. Raises DocumentRefused if it spells none.

    >>> parse_address("apply:gate:nodes/credit/rules/C01")
    Address(slots=('apply', 'gate'), path=('nodes', 'credit', 'rules', 'C01'))
    """
    *slots, path = text.split(":")
    issues = [
        *(_escape_issue(found, text) for found in _ESCAPE.findall(text) if found not in _ESCAPES),
        *(TEXTS.issue("D202", shown(text), slot=shown(slot)) for slot in slots if "/" in slot),
    ]
    if issues:
        raise DocumentRefused(issues)
    steps = path.split("/") if path else []
    return Address(tuple(map(_unescaped, slots)), tuple(map(_unescaped, steps)))


def address_text(slots: tuple[str, ...], path: tuple[str, ...]) -> str:
    """The spelling of an address, its steps unchecked."""
    return "".join(f"{_escaped(slot)}:" for slot in slots) + "/".join(map(_escaped, path))


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1").replace(":", "~2")


def _unescaped(step: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], step)


def _escape_issue(found: str, text: str) -> Issue:
    return TEXTS.issue("D201", shown(text), found=shown(found))


def _step_issue(step: str, text: str) -> Issue:
    if step in _PATTERN_STEPS:
        return TEXTS.issue("D203", text, step=step)
    if not 0 < len(step) <= MOST_CHARACTERS:
        return TEXTS.issue("D204", text, length=len(step), most=MOST_CHARACTERS)
    return TEXTS.issue("D205", text, step=shown(step))
