"""Extension points: a subflow of the template inside which a child draws freely.

The node itself stays: its ways out, and what it sets. So the subflow still has to give every
output that the node takes, within the bounds of the template's variable, and its asks name nobody
whom the template's own flows do not ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from ...document import Edit, Json, Set
from .breach import Breach, said
from .bundle import Path, outer, part_at
from .comparison import Comparison
from .permits import Permit
from .quantity import quantity
from .texts import TEXTS

MOST_CHARACTERS = 10**9
"""More than any text of a flow has."""
_Source: TypeAlias = tuple[str, str]
"""A kind of source, and the name of one: `("source", "credit_bureau")`."""


def extension_breaches(
    comparison: Comparison, permit: Permit, edits: Sequence[Edit]
) -> Iterator[Breach]:
    """The faults of what a child drew inside an extension point."""
    node = permit.start[:-1]
    yield from _output_breaches(comparison, permit, node, edits)
    yield from _source_breaches(comparison, permit, node, edits)


def _output_breaches(
    comparison: Comparison, permit: Permit, node: Path, edits: Sequence[Edit]
) -> Iterator[Breach]:
    taken = part_at(comparison.child, (*node, "sets"))
    for name, variable in (taken if isinstance(taken, dict) else {}).items():
        wanted = part_at(comparison.child, (*node[:-2], "variables", str(variable)))
        at = (*node, "use", "variables", name)
        given = part_at(comparison.child, at)
        is_output = part_at(comparison.child, (*node, "use", "outputs", name)) is True
        guilty = [edit for edit in edits if _touch(edit, at, (*node, "use", "outputs", name))]
        if not guilty:
            continue  # what the template itself lacks is no fault of the child's
        if not is_output or not isinstance(given, dict):
            issue = TEXTS.issue("P247", str(outer(at)), permit=permit.id, found=name)
            yield comparison.breach(issue, guilty, at=at, permit=permit, nearest=wanted)
        elif isinstance(wanted, dict) and not _fits(given, wanted):
            yield _wider(comparison, permit, at, given, wanted, guilty)


def _wider(
    comparison: Comparison,
    permit: Permit,
    at: Path,
    given: dict[str, Json],
    wanted: dict[str, Json],
    guilty: Sequence[Edit],
) -> Breach:
    """The fault that an output may be what the template's variable cannot."""
    kind = {key: value for key, value in wanted.items() if key != "label"}
    nearest: Json = {**given, **kind}
    whole = [edit for edit in guilty if edit.at.path == at]
    issue = TEXTS.issue("P248", str(outer(at)), permit=permit.id, wanted=said(kind))
    return comparison.breach(
        issue,
        guilty,
        at=at,
        permit=permit,
        allowed=kind,
        found=given,
        nearest=nearest,
        instead=[Set(edit.at, nearest) for edit in whole],
    )


def _fits(given: dict[str, Json], wanted: dict[str, Json]) -> bool:
    """Whether every value of one variable is one of the other's."""
    if any(given.get(name) != wanted.get(name) for name in ("type", "scale", "list")):
        return False
    if given.get("nullable") and not wanted.get("nullable"):
        return False
    values = given.get("values"), wanted.get("values")
    if isinstance(values[1], list):
        return isinstance(values[0], list) and all(value in values[1] for value in values[0])
    if wanted.get("type") == "text":
        return _longest(given) <= _longest(wanted)
    return _is_least(wanted, given, "min") and _is_least(given, wanted, "max")


def _longest(variable: dict[str, Json]) -> int:
    """The most characters that a text has."""
    values, most = variable.get("values"), variable.get("max_length")
    if isinstance(values, list):
        return max((len(str(value)) for value in values), default=0)
    return most if isinstance(most, int) else MOST_CHARACTERS


def _is_least(one: dict[str, Json], other: dict[str, Json], bound: str) -> bool:
    low, high = quantity(one.get(bound)), quantity(other.get(bound))
    return high is None if low is None else high is None or low <= high


def _source_breaches(
    comparison: Comparison, permit: Permit, node: Path, edits: Sequence[Edit]
) -> Iterator[Breach]:
    known = {source for _, source in _asked(part_at(comparison.parent, ("flows",)), ("flows",))}
    inside = (*node, "use")
    for at, source in _asked(part_at(comparison.child, inside), inside):
        if source not in known:
            of_kind = sorted(name for kind, name in known if kind == source[0])
            values = {"found": source[1], "known": " / ".join(of_kind) or said(None)}
            yield comparison.breach(
                TEXTS.issue("P249", str(outer(at)), permit=permit.id, span=None, **values),
                [edit for edit in edits if _touch(edit, at)],
                at=at,
                permit=permit,
                found=source[1],
            )


def _asked(part: Json, path: Path) -> Iterator[tuple[Path, _Source]]:
    """Whom the asks in a part ask, and where."""
    if not isinstance(part, dict):
        return
    if part.get("kind") == "ask":
        for source in _sources(part.get("from")):
            yield (*path, "from"), source
        return
    for key, inside in part.items():
        yield from _asked(inside, (*path, key))


def _sources(origin: Json) -> Iterable[_Source]:
    match origin:
        case {"lists": dict(lists)}:
            return [("list", name) for name in lists]
        case dict():
            kinds = ("source", "person", "counter")
            return [(kind, str(origin[kind])) for kind in kinds if kind in origin]
        case _:
            return []


def _touch(edit: Edit, *places: Path) -> bool:
    """Whether an edit changes one of some parts, something above it or something below."""
    path = edit.at.path
    return any(path[: len(place)] == place[: len(path)] for place in places)
