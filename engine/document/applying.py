"""A batch of edits applied to a document: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import EditsRefused
from ..issues import Issue
from .address import address_text
from .edits import Add, Edit, Remove, Set
from .order import circles, ordered
from .plan import Plan, plan_edits
from .shape import Json, Mapping, keyed_items
from .texts import TEXTS

_Path = tuple[str, ...]


def apply(document: Json, edits: Iterable[Edit]) -> Json:
    """The document after a batch of edits, whose order does not matter.

    Every address and anchor means the document before, or an item that the batch adds.
    The document itself stays as it is; parts that no edit touches are shared with the result.
    Raises EditsRefused with every fault of the batch.
    """
    plan, issues = plan_edits(edits)
    issues.extend(_root_faults(document, plan))
    if issues:
        raise EditsRefused(sorted(issues, key=lambda issue: (issue.at, issue.code)))
    if isinstance(plan.content, Set):
        return plan.content.value
    return _changed(document, plan)


def _changed(part: Json, plan: Plan) -> Json:
    if isinstance(part, dict):
        return _changed_mapping(part, plan.below)
    items = keyed_items(part)
    if items is None:
        return part
    return _changed_list(items, plan.below)


def _changed_mapping(mapping: Mapping, below: dict[str, Plan]) -> Mapping:
    result = dict(mapping)
    for key, plan in below.items():
        match plan.content:
            case Set(value=value):
                result[key] = value
            case Remove():
                del result[key]
            case _:
                result[key] = _changed(mapping[key], plan)
    return result


def _changed_list(items: dict[str, Mapping], below: dict[str, Plan]) -> list[Json]:
    result = dict(items)
    for identity, plan in below.items():
        match plan.content:
            case Set(value=dict(value)) | Add(item=value):
                result[identity] = {"id": identity, **value}
            case Remove():
                del result[identity]
            case _:
                result[identity] = _changed_mapping(items[identity], plan.below)
    return [result[identity] for identity in ordered(items, _anchors(below)) if identity in result]


def _anchors(below: dict[str, Plan]) -> dict[str, str | None]:
    return {
        identity: plan.placing.after for identity, plan in below.items() if plan.placing is not None
    }


def _root_faults(document: Json, plan: Plan) -> Iterator[Issue]:
    if plan.move is not None or isinstance(plan.content, Add | Remove):
        yield TEXTS.issue("D304", "")
    yield from _faults(document, plan, ())


def _faults(part: Json, plan: Plan, path: _Path) -> Iterator[Issue]:
    """The faults of the edits below a part, which stands at `path` before the batch."""
    if not plan.below:
        return
    if isinstance(part, dict):
        for key, inner in plan.below.items():
            yield from _entry_faults(part, key, inner, (*path, key))
        return
    items = keyed_items(part)
    if items is None:
        yield from _faults_below("D305", plan, path)
        return
    for identity, inner in plan.below.items():
        yield from _item_faults(items, identity, inner, (*path, identity))
    yield from _anchor_faults(items, plan.below, path)


def _entry_faults(mapping: Mapping, key: str, plan: Plan, path: _Path) -> Iterator[Issue]:
    at = address_text((), path)
    if plan.placing is not None:
        yield TEXTS.issue("D306", at)
    if key in mapping:
        yield from _faults(mapping[key], plan, path)
        return
    if isinstance(plan.content, Remove):
        yield TEXTS.issue("D307", at, part=at)
    yield from _faults_below("D307", plan, path)


def _item_faults(
    items: dict[str, Mapping], identity: str, plan: Plan, path: _Path
) -> Iterator[Issue]:
    at = address_text((), path)
    match plan.content:
        case Set(value=value) | Add(item=value) if not isinstance(value, dict) or "id" in value:
            yield TEXTS.issue("D308", at)
        case _:
            pass
    if identity not in items:
        if plan.move is not None or isinstance(plan.content, Set | Remove):
            yield TEXTS.issue("D307", at, part=at)
        yield from _faults_below("D307", plan, path)
        return
    if isinstance(plan.content, Add):
        yield TEXTS.issue("D309", at)
    if "id" in plan.below:
        yield from (TEXTS.issue("D310", str(edit.at)) for edit in plan.below["id"].edits())
    yield from _faults(items[identity], plan, path)


def _faults_below(code: str, plan: Plan, path: _Path) -> Iterator[Issue]:
    part = address_text((), path)
    for inner in plan.below.values():
        yield from (TEXTS.issue(code, str(edit.at), part=part) for edit in inner.edits())


def _anchor_faults(
    items: dict[str, Mapping], below: dict[str, Plan], path: _Path
) -> Iterator[Issue]:
    anchors = _anchors(below)
    added = {identity for identity, plan in below.items() if isinstance(plan.content, Add)}
    for identity, after in anchors.items():
        if after is not None and after not in items and after not in added:
            at = address_text((), (*path, identity))
            yield TEXTS.issue("D311", at, after=after)
    for circle in circles(anchors):
        yield TEXTS.issue("D312", address_text((), path), items=", ".join(circle))
