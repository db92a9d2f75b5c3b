"""The items of a collection as a host gives them, read carefully."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ... import ir
from ...document.address import address_text, is_step
from ...issues import Issue
from .runtime import Cell, Records
from .scalars import TEXTS, Fault, fault, read_value

SEARCHED = 20
"""Unknown names for which a near one is looked for: with thousands nobody means a near one."""


def read_items(name: str, of: ir.Items, given: object) -> Records | list[Issue]:
    """The items that a host gave for a collection, in its order, or all that is wrong with them.

    An item's place is its key, or its number counted from 0 where that is no text to go by.
    """
    if given is None:
        return [TEXTS.issue("A102", name)]
    if not isinstance(given, list | tuple):
        return [TEXTS.issue("A119", name)]
    if len(given) > of.most:
        return [TEXTS.issue("A116", name, found=len(given), most=of.most)]
    items = [_item(name, of, number, item) for number, item in enumerate(given)]
    issues = [issue for item in items for issue in item.issues]
    issues += _repeated(name, of.key, (item.key for item in items))
    return issues or tuple(item.values for item in items)


def unknown_names(
    given: Iterable[object], known: Sequence[str], within: tuple[str, ...] = ()
) -> Iterator[Issue]:
    """An issue for each given name that is no known one; a near one is offered."""
    unknown = [name for name in given if name not in known]
    for number, name in enumerate(unknown):
        text = name[:120] if isinstance(name, str) else type(name).__name__
        at = _at(*within, text) if within else text
        searched = isinstance(name, str) and number < SEARCHED
        near = difflib.get_close_matches(text, known, n=1) if searched else ()
        yield from (TEXTS.issue("A112", at, near=close) for close in near)
        if not near:
            yield TEXTS.issue("A111", at)


@dataclass(frozen=True, slots=True)
class _Item:
    """What was read of one item; its key is None where that cannot be read."""

    key: Cell
    values: tuple[Cell, ...]
    issues: tuple[Issue, ...]


def _item(collection: str, of: ir.Items, number: int, given: object) -> _Item:
    if not isinstance(given, Mapping):
        return _Item(None, (), (TEXTS.issue("A117", _at(collection, str(number))),))
    read = {name: _field(kind, name, given) for name, kind in of.fields}
    faults = {name: found for name, found in read.items() if isinstance(found, Fault)}
    values = tuple(found for found in read.values() if not isinstance(found, Fault))
    key = read[of.key]
    key = None if isinstance(key, Fault) else key
    place = (collection, key if isinstance(key, str) and is_step(key) else str(number))
    issues = [*unknown_names(given, [*read], place)]
    issues += [found.issue(_at(*place, name)) for name, found in faults.items()]
    return _Item(key, values, tuple(issues))


def _field(of: ir.Scalar, name: str, given: Mapping[object, object]) -> Cell | Fault:
    return read_value(of, given[name]) if name in given else fault("A101")


def _at(*steps: str) -> str:
    return address_text((), steps)


def _repeated(collection: str, key: str, keys: Iterable[Cell]) -> Iterator[Issue]:
    """A key that several items have."""
    for found, count in Counter(each for each in keys if each is not None).items():
        if count > 1:
            text = str(found)
            at = _at(collection, text, key) if is_step(text) else _at(collection)
            yield TEXTS.issue("A118", at, found=text[:40], count=count)
