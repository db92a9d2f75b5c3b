"""A small province and its counties: the products that the tests of this room speak of.

A test writes what a county or the province changes, by address: `{"line/amount/max": "100000.00"}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from engine.document import (
    Add,
    Edit,
    Json,
    Set,
    content_name,
    edits_as_json,
    parse_address,
)
from engine.product.derive import (
    Breach,
    Item,
    Prefixes,
    Rebase,
    collapse,
    derive,
    expand,
    rebase,
    refine,
)

HERE = Path(__file__).parent
Document: TypeAlias = dict[str, Json]
Changes: TypeAlias = Mapping[str, Json] | Sequence[Edit]
"""Edits, or values by address."""

XINYANG = Prefixes("xinyang.", "XY")
TENANTS = {"xinyang": XINYANG, "luoyang": Prefixes("luoyang.", "LY")}


def read(name: str) -> Document:
    """A document beside this file."""
    document: Document = json.loads((HERE / name).read_text("utf-8"))
    return document


@cache
def shelf() -> Mapping[str, Json]:
    """The template and its flows, by name."""
    county, flow, product = (read(f"small.{name}.json") for name in ("county", "apply", "template"))
    part(flow, "nodes/county")["use"] = content_name(county)
    product["flows"] = {"apply": content_name(flow)}
    return {content_name(each): each for each in (county, flow, product)}


def part(document: Json, at: str) -> Document:
    """The mapping at an address of a document without lists on the way."""
    here = document
    for step in parse_address(at).path:
        assert isinstance(here, dict)
        here = here[step]
    assert isinstance(here, dict)
    return here


def template() -> Document:
    """The template as it is kept."""
    return next(each for each in map(as_mapping, shelf().values()) if each["id"] == "suidai")


def as_mapping(document: Json) -> Document:
    """A document that is a mapping, as all are."""
    assert isinstance(document, dict)
    return document


@cache
def whole() -> Json:
    """The template with its flows in place."""
    return expand(template(), shelf())


def edits(changes: Changes) -> list[Edit]:
    """Edits, where values are set by address."""
    if not isinstance(changes, Mapping):
        return list(changes)
    return [Set(parse_address(at), value) for at, value in changes.items()]


def changed(changes: Changes, product: Json = None) -> Json:
    """A whole product with some changes, the template where no other is given."""
    return derive(product or whole(), edits(changes))


def breaches(changes: Changes, *, parent: Json = None, today: str | None = None) -> list[Breach]:
    """What is wrong with the changes of a county under Xinyang's prefixes."""
    above = parent or whole()
    child = derive(above, edits(changes))
    return list(refine(above, child, prefixes=[XINYANG], today=today))


def found(changes: Changes, *, parent: Json = None) -> dict[str, str]:
    """The codes of what is wrong with a county's changes, by address."""
    return {str(breach.at): breach.issue.code for breach in breaches(changes, parent=parent)}


def only(of: Sequence[Breach]) -> Breach:
    """The one breach that there is."""
    (breach,) = of
    return breach


def child_of(
    parent: Json, changes: Changes, *, identity: str = "xinyang.suidai", tenant: str = "xinyang"
) -> Document:
    """A child's document: its parent's name and edits."""
    return {
        "format": "loanfoundry.product/1",
        "id": identity,
        "role": "product",
        "tenant": tenant,
        "parent": content_name(parent),
        "edits": list(edits_as_json(edits(changes))),
    }


def version(changes: Changes, product: Json = None) -> tuple[Document, Mapping[str, Json]]:
    """A next version of the template as it is kept, and its flows by name."""
    kept, flows = collapse(changed(changes, product))
    return as_mapping(kept), flows


def rebased(
    ours: Changes,
    theirs: Changes,
    *,
    parent: Changes = (),
    until: str | None = None,
    today: str | None = None,
) -> Rebase:
    """Xinyang's changes of the template on the province's next version of it.

    `parent` are changes that the template has before either side begins.
    """
    before, flows = version(parent)
    onto, more = version(theirs, changed(parent))
    documents = {**shelf(), **flows, **more, content_name(before): before}
    child = child_of(before, ours)
    return rebase(child, onto, documents, tenants=TENANTS, until=until, today=today)


def states(of: Rebase) -> dict[str, str]:
    """The state of each part that the county changed, with its note, by address."""
    return {
        str(item.at): item.state if item.note is None else f"{item.state} {item.note}"
        for item in of.items
        if item.state != "clean"
    }


def values(made: Iterable[Edit]) -> dict[str, Json]:
    """The values that some edits set, by address."""
    assert all(isinstance(edit, Set) for edit in made)
    return {str(edit.at): edit.value for edit in made if isinstance(edit, Set)}


def row(at: str, cells: dict[str, Json], then: dict[str, Json], after: str, **marks: Json) -> Edit:
    """A new row of a table."""
    return Add(parse_address(at), {"if": dict(cells), "then": dict(then), **marks}, after)


def item(of: Rebase, at: str) -> Item:
    """The item at an address."""
    return next(each for each in of.items if str(each.at) == at)


def because(of: Rebase, at: str) -> list[str]:
    """What the province did that bears on a part."""
    return [str(each) for each in item(of, at).because]
