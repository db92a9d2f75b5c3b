"""A product and its flows as one document, so that one algebra of edits reaches every part.

In it a flow stands where its name stands otherwise: at `flows/<slot>` of the product and at
`nodes/<id>/use` of a subflow node. An address with slots is then a path like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import islice
from typing import TypeAlias, assert_never

from ...document import Add, Address, Edit, Json, Move, Remove, Set, content_hash, content_name
from ...errors import DocumentRefused
from ...flow.frames import DEEPEST
from ...issues import Issue
from .texts import TEXTS

Path: TypeAlias = tuple[str, ...]
_Change: TypeAlias = Callable[[Json, Path], Json]
"""What comes in place of a flow, or of its name, at a path."""


def inner(address: Address) -> Path:
    """The path, in the one document, of the part that an address of the product names.

    >>> inner(Address(("apply", "gate"), ("nodes", "credit")))
    ('flows', 'apply', 'nodes', 'gate', 'use', 'nodes', 'credit')
    """
    return below_slots(address.slots, address.path)


def below_slots(slots: Path, path: Path) -> Path:
    """The path in the one document of what stands at `path` behind some slots."""
    if not slots:
        return path
    between = (step for slot in slots[1:] for step in ("nodes", slot, "use"))
    return ("flows", slots[0], *between, *path)


def outer(path: Path) -> Address:
    """The address, in the product, of the part at a path of the one document.

    >>> str(outer(("flows", "apply", "nodes", "gate", "use", "nodes", "credit")))
    'apply:gate:nodes/credit'
    """
    if path[:1] != ("flows",) or len(path) < 3:
        return Address((), path)
    slots, rest = [path[1]], path[2:]
    while rest[0] == "nodes" and rest[2:3] == ("use",) and len(rest) > 3:
        slots.append(rest[1])
        rest = rest[3:]
    return Address(tuple(slots), rest)


def parts_at(document: Json, path: Path) -> tuple[Json, ...]:
    """The part at a path, an item without its id; nothing where there is none."""
    here, around = document, document
    for step in path:
        found = below(here, step)
        if not found:
            return ()
        here, around = found[0], here
    if path and isinstance(around, list) and isinstance(here, dict):
        return ({key: value for key, value in here.items() if key != "id"},)
    return (here,)


def below(part: Json, step: str) -> tuple[Json, ...]:
    """What stands one step below a part: under a key, or the item of an id; or nothing.

    A list is read no further than to the item: lists are long, and walks through them many.
    """
    match part:
        case dict():
            return (part[step],) if step in part else ()
        case list():
            named = (item for item in part if isinstance(item, dict) and item.get("id") == step)
            return tuple(islice(named, 1))
        case _:
            return ()


def part_at(document: Json, path: Path) -> Json:
    """The part at a path, an item without its id; None where there is none, or null stands."""
    found = parts_at(document, path)
    return found[0] if found else None


def expand(product: Json, flows: Mapping[str, Json]) -> Json:
    """The product with each flow, and each subflow in it, in place of its name.

    `flows` holds documents by name (`ID@sha256:…`); their layout stays behind. Raises
    DocumentRefused with every flow that is missing, altered, inside itself or too deep.
    """
    reading = _Reading(flows)
    expanded = _changed_below(product, (), reading.read)
    if reading.issues:
        raise DocumentRefused(reading.issues)
    return expanded


def collapse(expanded: Json) -> tuple[Json, dict[str, Json]]:
    """The product that names its flows by their content, and the flows by name."""
    flows: dict[str, Json] = {}
    return _changed_below(expanded, (), _naming(flows)), flows


def collapsed(part: Json, path: Path) -> Json:
    """A part of the one document as it stands in the product or its flow, flows by name."""
    return _changed(part, path, _naming({}))


def edits_inside(
    product: Json, edits: Iterable[Edit], flows: Mapping[str, Json]
) -> tuple[tuple[Edit, ...], list[Issue]]:
    """Edits of a product as edits of the one document `product`, and what is wrong with them.

    A flow that an edit names is taken from `flows`.
    """
    reading = _Reading(flows)
    inside: list[Edit] = []
    for edit in edits:
        path = inner(edit.at)
        if outer(path) != edit.at:
            right = str(outer(path))
            reading.issues.append(TEXTS.issue("P201", str(edit.at), right=right))
        names_model = isinstance(part_at(product, path), str)
        change = _kept if names_model else reading.read
        inside.append(_moved(edit, Address((), path), path, change))
    return tuple(inside), reading.issues


def edits_outside(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits of the one document as edits of the product, sorted by the text of `at`."""
    spelled = (_moved(edit, outer(edit.at.path), edit.at.path, _naming({})) for edit in edits)
    return tuple(sorted(spelled, key=lambda edit: str(edit.at)))


def _moved(edit: Edit, at: Address, path: Path, change: _Change) -> Edit:
    """An edit at another address, with `change` made of the flows in its value."""
    match edit:
        case Set():
            return replace(edit, at=at, value=_changed(edit.value, path, change))
        case Add():
            item = _changed(edit.item, path, change)
            assert isinstance(item, dict)
            return replace(edit, at=at, item=item)
        case Remove() | Move():
            return replace(edit, at=at)
        case _:
            assert_never(edit)


def named_fault(name: str, document: Json, at: str, known: Iterable[str]) -> Issue | None:
    """The issue that the document of a name is missing, or has other content than it says."""
    if document is None:
        by_id = {each.partition("@")[0]: each for each in known}
        near = get_close_matches(name.partition("@")[0], by_id, 1, 0.0)
        return TEXTS.issue("P202", at, name=name, near=by_id[near[0]] if near else "—")
    identity = document.get("id") if isinstance(document, dict) else None
    found = f"{identity}@{content_hash(document)}"
    return None if found == name else TEXTS.issue("P203", at, name=name, found=found)


@dataclass
class _Reading:
    """Puts flows in place of their names, and keeps what is wrong with them."""

    flows: Mapping[str, Json]
    issues: list[Issue] = field(default_factory=list)
    above: tuple[str, ...] = ()

    def read(self, name: Json, path: Path) -> Json:
        """The flow of a name, with its own subflows; what is no name stays as it is."""
        if not isinstance(name, str):
            return name
        at = str(outer(path))
        if name in self.above:
            return self._refused(TEXTS.issue("P204", at, name=name), name)
        if len(self.above) > DEEPEST:
            return self._refused(TEXTS.issue("P205", at, name=name, most=DEEPEST), name)
        document = self.flows.get(name)
        fault = named_fault(name, document, at, self.flows)
        if fault is not None:
            self.issues.append(fault)
        if not isinstance(document, dict):
            return name
        # An altered flow is read on, so that all its faults come at once.
        flow: Json = {key: part for key, part in document.items() if key != "canvas"}
        return _changed_below(flow, path, replace(self, above=(*self.above, name)).read)

    def _refused(self, issue: Issue, name: str) -> str:
        self.issues.append(issue)
        return name


def _naming(flows: dict[str, Json]) -> _Change:
    """Puts names in place of flows, and the flows into `flows`."""

    def named(flow: Json, path: Path) -> Json:
        if isinstance(flow, str):
            return flow
        document = _changed_below(flow, path, named)
        name = content_name(document)
        flows[name] = document
        return name

    return named


def _kept(name: Json, path: Path) -> Json:
    return name


def _changed(part: Json, path: Path, change: _Change) -> Json:
    """A part with `change` made of the flows in it, or of itself where it is one."""
    if _is_slot(path):
        return change(part, path)
    return _changed_below(part, path, change)


def _changed_below(part: Json, path: Path, change: _Change) -> Json:
    if not isinstance(part, dict):
        return part
    return {
        key: _changed(value, (*path, key), change) if _leads_to_slot(part, path, key) else value
        for key, value in part.items()
    }


def _is_slot(path: Path) -> bool:
    """Whether a flow, or its name, stands at a path."""
    return path[:1] == ("flows",) and len(path) > 1 and _in_flow(path) == ()


def _leads_to_slot(part: Mapping[str, Json], path: Path, key: str) -> bool:
    """Whether flows may stand at or below a key of the part at a path."""
    if path[:1] != ("flows",):
        return path == () and key == "flows"
    match _in_flow(path):
        case ():
            return len(path) == 1 or key == "nodes"
        case ("nodes",):
            return True
        case ("nodes", _):
            return key == "use" and part.get("kind") == "subflow"
        case _:
            return False


def _in_flow(path: Path) -> Path:
    """The rest of a path below the innermost flow; nothing at the flow itself."""
    rest = path[2:]
    while rest[:1] == ("nodes",) and rest[2:3] == ("use",):
        rest = rest[3:]
    return rest
