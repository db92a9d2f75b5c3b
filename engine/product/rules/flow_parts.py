"""The parts of flows: each number has a source, each permit something to stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...document import Json
from ...document.address import address_text
from ...document.shape import keyed_items
from ...flow.schema import using
from ...issues import Issue
from ...nodes.rules.spec import Rules
from ...values import NUMBER_PATTERN
from ..draft import Draft, Stage
from ..pattern import MORE, ONE, Steps, parse_pattern
from ..schema import control
from ..texts import TEXTS
from .sources import prefixes

NO_NUMBERS = {"id", "kind", "title", "next", "reason", "sets", "split_from", "joined_from"}
"""The fields of nodes that hold names and words, whatever digits stand in them."""

NUMERAL = re.compile(r'(?<![\w."])[0-9]')

Found = tuple[Steps, Json]
"""A part of a flow: its path and what stands there."""


def covered(draft: Draft) -> Iterable[Issue]:
    """Every number that stands in a flow has a source."""
    known = [address for _, address in prefixes(draft)]
    for slot, stage in draft.stages.items():
        starts = [address.path for address in known if address.slots == (slot,)]
        for path, value in _leaves(("nodes",), stage.document["nodes"]):
            is_number = isinstance(value, str) and NUMERAL.search(value)
            if is_number and not any(path[: len(start)] == start for start in starts):
                yield TEXTS.issue("P161", address_text((slot,), path))


def _below(value: Json) -> dict[str, Json]:
    """The parts one step below."""
    return value if isinstance(value, dict) else dict(keyed_items(value) or {})


def _leaves(path: tuple[str, ...], value: Json) -> Iterator[Found]:
    """The parts of nodes that hold no others, of those that may hold a number."""
    inner = _below(value)
    if not inner:
        yield path, value
    for step, below in inner.items():
        if step not in NO_NUMBERS:
            yield from _leaves((*path, step), below)


def permitted(draft: Draft) -> Iterable[Issue]:
    """A permit on parts of a flow meets some, and holds what stands there now.

    A template has what its permits open; a child may have dropped it.
    """
    for name, permit in draft.product.permits.items():
        pattern = parse_pattern(permit.on)
        if pattern is None or not pattern.slots or pattern.slots[0] not in draft.stages:
            continue
        stage = draft.stages[pattern.slots[0]]
        # What stands inside a subflow is for who has that flow at hand.
        is_inside = len(pattern.slots) > 1
        parts = [] if is_inside else list(_met((), dict(stage.document), pattern.steps))
        if not parts and not (is_inside and pattern.slots[1] in using(stage.flow)):
            code = "P172" if draft.product.role == "template" else "P173"
            yield TEXTS.issue(code, f"permits/{name}/on", found=permit.on)
        for path, value in parts:
            yield from _holds(permit, stage, pattern.slots[0], (path, value), f"permits/{name}")


def _met(path: Steps, value: Json, steps: Steps) -> Iterator[Found]:
    """The parts of a flow that steps lead to."""
    if not steps:
        yield path, value
        return
    for step, below in _below(value).items():
        if steps[0] in (step, ONE, MORE):
            yield from _met((*path, step), below, steps[1:])
        if steps[0] == MORE:
            yield from _met((*path, step), below, steps)


def _holds(
    permit: control.Permit, stage: Stage, slot: str, part: Found, at: str
) -> Iterator[Issue]:
    """What a permit says fits a part: rules are appended to, numbers lie within."""
    path, value = part
    where = address_text((slot,), path)
    match permit:
        case control.Append() if not _takes_rules(stage, path):
            yield TEXTS.issue("P176", f"{at}/allow", allow="append", on=where)
        case control.WithinRange() | control.WithinDistance() if not _is_number(value):
            yield TEXTS.issue("P182", f"{at}/on", at=where)
        case control.WithinRange() if not _inside(permit, Decimal(str(value))):
            right = f"{permit.min}..{permit.max} / {permit.step}"
            yield TEXTS.issue("P178", f"{at}/on", at=where, found=str(value), right=right)


def _takes_rules(stage: Stage, path: Steps) -> bool:
    """Whether a path leads to the rules of a node in which all of them are evaluated."""
    match path:
        case ("nodes", name, "rules"):
            node = stage.flow.nodes.get(name)
            return isinstance(node, Rules) and node.fire == "all"
    return False


def _is_number(value: Json) -> bool:
    return isinstance(value, str) and re.match(NUMBER_PATTERN, value) is not None


def _inside(permit: control.WithinRange, value: Decimal) -> bool:
    low, high, step = Decimal(permit.min), Decimal(permit.max), Decimal(permit.step)
    return low <= value <= high and not (step and (value - low) % step)
