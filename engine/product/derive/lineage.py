"""A product's line: its template, and the edits of each child down to the product itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from ...document import (
    Edit,
    Json,
    Move,
    Reason,
    apply,
    content_name,
    diff,
    parse_address,
    parse_edits,
)
from ...document.shape import keyed_items
from ...errors import DocumentRefused, EditsRefused
from ...issues import Issue
from .bundle import (
    Path,
    edits_inside,
    edits_outside,
    expand,
    inner,
    named_fault,
    outer,
    part_at,
    parts_at,
)
from .texts import TEXTS

HEAD = frozenset(("format", "id", "role", "tenant", "parent", "origin", "edits", "canvas"))
"""What a product says of itself and takes from no parent."""
NONE: Mapping[str, Json] = {}


@dataclass(frozen=True, slots=True)
class Generation:
    """One product of a line: its name, its own document, its edits, and what it comes to.

    `edits` change the generation before, in the product's addresses; a template has none.
    `effective` is the whole product with its flows in place, under the document's own head.
    """

    name: str
    document: dict[str, Json]
    edits: tuple[Edit, ...]
    effective: Json

    @property
    def first_day(self) -> date | None:
        """The day from which it is sold; None where it writes none that there is."""
        try:
            return date.fromisoformat(str(part_at(self.effective, ("sale", "from"))))
        except ValueError:
            return None


def derive(parent: Json, edits: Iterable[Edit], flows: Mapping[str, Json] = NONE) -> Json:
    """The product that a child's edits make of its parent, both with their flows in place.

    A flow that an edit names is taken from `flows`. Raises EditsRefused with every fault: an
    address that is not there, edits that overlap, an edit of the head.
    """
    inside, issues = edits_inside(parent, edits, flows)
    issues.extend(
        TEXTS.issue("P206", str(outer(edit.at.path))) for edit in inside if _is_head(edit)
    )
    try:
        result = apply(parent, inside)
    except EditsRefused as refusal:
        issues.extend(_outside(issue, parent) for issue in refusal.issues)
        raise EditsRefused(sorted(issues, key=_place)) from None
    if issues:
        raise EditsRefused(sorted(issues, key=_place))
    return result


def lineage(product: Json, documents: Mapping[str, Json]) -> tuple[Generation, ...]:
    """The line of a product, its template first; of a product without a parent, itself alone.

    `documents` holds parents and flows by name (`ID@sha256:…`). Raises DocumentRefused with
    every document of the line that is missing, altered or its own parent, and EditsRefused with
    every fault of the first child whose edits do not apply.
    """
    (name, template), *children = _documents(product, documents)
    line = [Generation(name, template, (), expand(template, documents))]
    for name, child in children:
        edits = parse_edits(child.get("edits", []))
        whole = derive(line[-1].effective, edits, documents)
        line.append(Generation(name, child, edits, headed(child, whole)))
    return tuple(line)


def effective(product: Json, documents: Mapping[str, Json]) -> Json:
    """The whole product with its flows in place. Raises as `lineage` does."""
    return lineage(product, documents)[-1].effective


def needless_edits(line: Sequence[Generation]) -> tuple[Issue, ...]:
    """A notice for each edit of the last child of a line that changes nothing of its parent."""
    if len(line) < 2:
        return ()
    parent, child = line[-2:]
    made = [inner(edit.at) for edit in normal_edits(parent.effective, child.effective)]
    return tuple(
        TEXTS.issue("P212", str(edit.at))
        for edit in child.edits
        if not any(path[: len(inner(edit.at))] == inner(edit.at) for path in made)
    )


def body(product: Json) -> dict[str, Json]:
    """A whole product without its head and its layout: what a parent hands on."""
    assert isinstance(product, dict)
    return {key: part for key, part in product.items() if key not in HEAD}


def headed(document: dict[str, Json], whole: Json) -> Json:
    """The body of a whole product under the head of a document, without edits."""
    head = {key: part for key, part in document.items() if key in HEAD - {"edits"}}
    return {**head, **body(whole)}


def edits_between(parent: Json, child: Json, stored: Iterable[Edit] = ()) -> tuple[Edit, ...]:
    """The edits in normal form, in the one document, that lead from a parent's body to a child's.

    An edit takes its `why` from the one of `stored` (in the product's addresses) with the same
    target, or the next above it.
    """
    reasons = {(inner(edit.at), isinstance(edit, Move)): edit.why for edit in stored}
    edits = diff(body(parent), body(child))
    return tuple(replace(edit, why=_why(edit, reasons)) for edit in edits)


def normal_edits(parent: Json, child: Json, stored: Iterable[Edit] = ()) -> tuple[Edit, ...]:
    """The same edits as a child stores them: in the product's addresses, sorted by their text."""
    return edits_outside(edits_between(parent, child, stored))


def _why(edit: Edit, reasons: Mapping[tuple[Path, bool], Reason | None]) -> Reason | None:
    path = edit.at.path
    here = (path, isinstance(edit, Move))
    above = ((path[:length], False) for length in range(len(path) - 1, -1, -1))
    return next((reasons[place] for place in (here, *above) if place in reasons), None)


def _documents(product: Json, documents: Mapping[str, Json]) -> list[tuple[str, dict[str, Json]]]:
    """The documents of a line with their names, the template first."""
    assert isinstance(product, dict)
    line, issues = [(content_name(product), product)], list[Issue]()
    while isinstance(name := line[-1][1].get("parent"), str):
        if name in dict(line):
            issues.append(TEXTS.issue("P207", "parent", name=name))
            break
        parent = documents.get(name)
        fault = named_fault(name, parent, "parent", documents)
        issues.extend([] if fault is None else [fault])
        if not isinstance(parent, dict):
            break
        line.append((name, parent))
    if issues:
        raise DocumentRefused(issues)
    return line[::-1]


def _is_head(edit: Edit) -> bool:
    return not edit.at.path or edit.at.path[0] in HEAD


def _place(issue: Issue) -> tuple[str, str]:
    return issue.at, issue.code


def _outside(issue: Issue, parent: Json) -> Issue:
    """What the one document refuses, at the product's address, with what would be right."""
    path = parse_address(issue.at).path
    at = str(outer(path))
    match issue.code:
        case "D302":
            return TEXTS.issue("P208", at, above=_outer_text(issue.values["above"]))
        case "D303":
            return TEXTS.issue("P209", at)
        case "D307":
            part = parse_address(str(issue.values["part"])).path
            return TEXTS.issue("P210", at, part=str(outer(part)), near=_nearest(parent, part))
        case "D311":
            near = _nearest(parent, (*path[:-1], str(issue.values["after"])))
            return TEXTS.issue("P211", at, after=issue.values["after"], near=near)
        case _:
            values = {name: _outer_text(value) for name, value in issue.values.items()}
            return replace(issue, at=at, values=values if "part" in values else issue.values)


def _outer_text(text: str | int) -> str:
    return str(outer(parse_address(str(text)).path))


def _nearest(document: Json, path: Path) -> str:
    """The address of the part that is there and most like one that is not."""
    length = next(n for n in range(len(path)) if not parts_at(document, path[: n + 1]))
    (holder,) = parts_at(document, path[:length])
    inside = keyed_items(holder) if isinstance(holder, list) else holder
    known = inside if isinstance(inside, dict) else {}
    near = get_close_matches(path[length], known, 1, 0.0)
    return str(outer((*path[:length], *near)))
