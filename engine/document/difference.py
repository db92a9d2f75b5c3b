"""The difference of two documents as the batch of edits that leads from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .address import Address
from .applying import apply
from .edits import Add, Edit, Move, Remove, Set
from .order import longest_run
from .shape import Json, Mapping, equal, keyed_items

_Path = tuple[str, ...]
_Items = dict[str, Mapping]


def diff(before: Json, after: Json) -> tuple[Edit, ...]:
    """The edits in normal form that make `before` into `after`, sorted by the text of `at`.

    It descends mappings and keyed lists and sets anything else whole. As few items move as
    can: the longest run of items in unchanged order stays.
    """
    return tuple(sorted(_differences(before, after, ()), key=lambda edit: str(edit.at)))


def invert(document: Json, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that lead back from `apply(document, edits)`, positions included.

    Raises EditsRefused as `apply` does.
    """
    return diff(apply(document, edits), document)


def _differences(before: Json, after: Json, path: _Path) -> Iterator[Edit]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _mapping_differences(before, after, path)
        return
    old, new = keyed_items(before), keyed_items(after)
    if old is not None and new is not None:
        yield from _list_differences(old, new, path)
    elif not equal(before, after):
        yield Set(Address((), path), after)


def _mapping_differences(before: Mapping, after: Mapping, path: _Path) -> Iterator[Edit]:
    for key, value in before.items():
        if key not in after:
            yield Remove(Address((), (*path, key)))
        elif not equal(value, after[key]):
            yield from _differences(value, after[key], (*path, key))
    for key, value in after.items():
        if key not in before:
            yield Set(Address((), (*path, key)), value)


def _list_differences(before: _Items, after: _Items, path: _Path) -> Iterator[Edit]:
    for identity in before.keys() - after.keys():
        yield Remove(Address((), (*path, identity)))
    staying = _staying(before, after)
    behind: str | None = None
    for identity, item in after.items():
        if identity not in before:
            content = {key: value for key, value in item.items() if key != "id"}
            yield Add(Address((), (*path, identity)), content, behind)
        else:
            if identity not in staying:
                yield Move(Address((), (*path, identity)), behind)
            if not equal(before[identity], item):
                yield from _mapping_differences(before[identity], item, (*path, identity))
        behind = identity


def _staying(before: _Items, after: _Items) -> set[str]:
    """The items in both lists that need no move."""
    ids = list(before)
    position = {identity: place for place, identity in enumerate(ids)}
    run = longest_run([position[identity] for identity in after if identity in position])
    return {ids[place] for place in run}
