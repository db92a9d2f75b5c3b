"""JSON from outside, read strictly: what is doubtful is refused, with its place."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, NoReturn, Self, TypeVar, cast

from ..errors import DocumentRefused
from ..issues import Issue
from .address import MOST_CHARACTERS, address_text, is_step
from .shape import Json, Mapping, keyed_items
from .texts import TEXTS, shown

MOST_BYTES = 16 * 2**20
MOST_LEVELS = 64
"""How deep mappings and lists may be nested."""
MOST_DIGITS = 64
"""The most characters of a host's number, and the largest power of ten in it."""
LARGEST_INTEGER = 2**53 - 1
MOST_BITS = 1000
"""The largest integer that a message shows in tens."""

T = TypeVar("T")

_Path = tuple[str, ...]
_Number = type[int | Decimal]

# The closing quote may be missing and nothing is given back, so that no text is scanned twice.
_BRACKET_OR_TEXT = re.compile(r'[\[\]{}]|"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EXPONENT = re.compile(r"[eE]([+-]?\d+)$")


def read_json(source: bytes | str, *, numbers_as: _Number) -> Json:
    """The value that a JSON text spells; its numbers are all integers or all decimals.

    A document has `numbers_as=int`: other numbers are refused, they are written as text.
    What a host sends has `numbers_as=Decimal`. Raises DocumentRefused.
    """
    text = _text(source)
    _check_nesting(text)
    value = _parsed(text, numbers_as)
    surrogates = _ESCAPED_SURROGATE.search(text) is not None
    return _sound(value, _Judge(surrogates=surrogates, decimals=numbers_as is Decimal))


def plain_json(document: dict[str, Any]) -> Mapping:
    """The same document, made by a program, where its JSON text could be read.

    Raises DocumentRefused for what `read_json` refuses, and for what is no JSON at all.
    """
    return _sound(document, _Judge(surrogates=True, decimals=False))


def _text(source: bytes | str) -> str:
    if len(source) > MOST_BYTES:
        _refuse("D103", most=MOST_BYTES)
    if isinstance(source, str):
        return _encodable(source.removeprefix("\ufeff"))
    content = source.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        _refuse("D102", **_place(before, len(before)))


def _encodable(text: str) -> str:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        _refuse("D102", **_place(text, error.start))
    if size > MOST_BYTES:
        _refuse("D103", most=MOST_BYTES)
    return text


def _check_nesting(text: str) -> None:
    level = 0
    for found in _BRACKET_OR_TEXT.finditer(text):
        match text[found.start()]:
            case "[" | "{":
                level += 1
                if level > MOST_LEVELS:
                    _refuse("D104", most=MOST_LEVELS, **_place(text, found.start()))
            case "]" | "}":
                level -= 1


def _parsed(text: str, numbers_as: _Number) -> Json:
    try:
        return cast(
            "Json",
            json.loads(
                text,
                object_pairs_hook=_mapping,
                parse_int=_integer if numbers_as is int else _decimal,
                parse_float=partial(_Refused, "D109") if numbers_as is int else _decimal,
                parse_constant=partial(_Refused, "D105"),
            ),
        )
    except json.JSONDecodeError as error:
        found = text[error.pos : error.pos + 1]
        code = "D101" if found else "D112"
        _refuse(code, **({"found": shown(found)} if found else {}), **_place(text, error.pos))


def _place(text: str, position: int) -> dict[str, int]:
    """Line and column of a position, both from 1."""
    line_start = text.rfind("\n", 0, position) + 1
    return {"line": text.count("\n", 0, position) + 1, "column": position - line_start + 1}


def _refuse(code: str, **values: str | int) -> NoReturn:
    raise DocumentRefused([TEXTS.issue(code, "", span=None, **values)])


class _Refused(str):
    """A number that is refused; it stands in the value until its address is known."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, code: str, spelling: str) -> Self:
        refused = super().__new__(cls, spelling)
        refused.code = code
        return refused


class _Repeating(dict[str, Json]):
    """A mapping with repeated keys; it stands in the value until its address is known."""

    __slots__ = ("repeated",)
    repeated: tuple[str, ...]


def _mapping(pairs: list[tuple[str, Json]]) -> Mapping:
    mapping = dict(pairs)
    if len(mapping) == len(pairs):
        return mapping
    repeating = _Repeating(mapping)
    times = Counter(key for key, _ in pairs)
    repeating.repeated = tuple(key for key, count in times.items() if count > 1)
    return repeating


def _integer(spelling: str) -> int | _Refused:
    if len(spelling) > len(str(-LARGEST_INTEGER)):
        return _Refused("D108", spelling)
    number = int(spelling)
    return number if abs(number) <= LARGEST_INTEGER else _Refused("D108", spelling)


def _decimal(spelling: str) -> Decimal | _Refused:
    exponent = _EXPONENT.search(spelling)
    if len(spelling) > MOST_DIGITS or (exponent and abs(int(exponent[1])) > MOST_DIGITS):
        return _Refused("D111", spelling)
    return Decimal(spelling)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What may stand in a value: texts are looked at only where one can hold a surrogate."""

    surrogates: bool
    decimals: bool

    def issues(self, value: object, path: _Path, level: int = 0) -> Iterator[Issue]:
        """Every fault below `path`, at the address of the smallest part that holds it."""
        match value:
            case _Refused():
                yield _issue(value.code, path, found=shown(value), most=MOST_DIGITS)
            case str():
                if self.surrogates and _SURROGATE.search(value):
                    yield _issue("D107", path, text=shown(value))
            case dict() | list() if level >= MOST_LEVELS:
                raise DocumentRefused([_issue("D113", path, most=MOST_LEVELS)])
            case dict():
                yield from _mapping_issues(value, path)
                for key, part in value.items():
                    yield from self.issues(part, (*path, str(key)), level + 1)
            case list():
                items = keyed_items(value)
                parts = items.items() if items is not None else ((None, part) for part in value)
                for step, part in parts:
                    below = path if step is None else (*path, step)
                    yield from self.issues(part, below, level + 1)
            case _:
                yield from self.scalar_issues(value, path)

    def scalar_issues(self, value: object, path: _Path) -> Iterator[Issue]:
        """What a value that is no text can have: a number of the wrong kind, or no JSON."""
        match value:
            case None | bool():
                return
            case int():
                if abs(value) > LARGEST_INTEGER:
                    yield _issue("D108", path, found=shown(_digits(value)))
            case Decimal() | float():
                if not self.decimals:
                    code = "D109" if math.isfinite(value) else "D105"
                    yield _issue(code, path, found=shown(str(value)))
            case _:
                yield _issue("D114", path, found=shown(type(value).__name__))


def _sound(value: T, judge: _Judge) -> T:
    issues = tuple(judge.issues(value, ()))
    if issues:
        raise DocumentRefused(issues)
    return value


def _digits(number: int) -> str:
    """The number in digits; one of thousands, which Python does not print, by sixteens."""
    return str(number) if number.bit_length() < MOST_BITS else hex(number)


def _mapping_issues(mapping: dict[str, Any], path: _Path) -> Iterator[Issue]:
    if isinstance(mapping, _Repeating):
        for key in mapping.repeated:
            yield _issue("D106", (*path, key), key=shown(key))
    for key in mapping:
        if not isinstance(key, str):
            yield _issue("D115", path, key=shown(str(key)))
        elif not is_step(key):
            yield _issue("D110", path, key=shown(key), most=MOST_CHARACTERS)


def _issue(code: str, path: _Path, **values: str | int) -> Issue:
    return TEXTS.issue(code, shown(address_text((), path)), span=None, **values)
