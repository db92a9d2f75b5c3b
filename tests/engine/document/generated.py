"""Generated documents, variants of them, and batches of edits, for the laws of this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from engine.document import (
    Add,
    Address,
    Edit,
    Json,
    Move,
    Remove,
    Set,
    Shape,
    apply,
    canonical_bytes,
    shape,
)
from engine.errors import EditsRefused
from engine.issues import Issue

KEYS = ("a", "b.c", "/", ":", "~", "~1", "月收入", "id")
IDS = ("r1", "r2", "r/3", "~:", "行", "r.6")
LEAVES: tuple[Json, ...] = (
    None, True, False, 0, 1, "", "1", "文", [1, True], ["a"], [{"id": "r1"}, {"id": "r1"}], [{}],
)  # fmt: skip

NEW = ("n1", "n2", "n3")
Path = tuple[str, ...]
Place = tuple[Path, tuple[str, ...] | None]
"""A part's path and, for an item, the ids of its list."""


def mappings(parts: st.SearchStrategy[Json]) -> st.SearchStrategy[dict[str, Json]]:
    return st.dictionaries(st.sampled_from(KEYS), parts, max_size=4)


@st.composite
def keyed_lists(draw: st.DrawFn, parts: st.SearchStrategy[Json]) -> Json:
    ids, content = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=5)), mappings(parts)
    return [{**draw(content), "id": identity} for identity in ids]


def containers(parts: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.one_of(mappings(parts), keyed_lists(parts))


def parts(levels: int) -> st.SearchStrategy[Json]:
    leaves = st.sampled_from(LEAVES)
    return st.one_of(leaves, leaves, containers(parts(levels - 1))) if levels else leaves


PARTS = parts(2)
DOCUMENTS = st.one_of(containers(PARTS), PARTS)
VALUES = st.one_of(st.sampled_from(LEAVES), PARTS)
ITEMS = st.dictionaries(st.just("a"), st.sampled_from(LEAVES))


@st.composite
def variants(draw: st.DrawFn, part: Json) -> Json:
    """A part like another: some of it kept, some changed, dropped, added or in other order."""
    change = draw(st.integers(0, 9))
    if change == 0:
        return draw(PARTS)
    if change < 4:
        return part
    if isinstance(part, dict):
        return draw(varied_mappings(part))
    if isinstance(part, list) and shape(part) is Shape.KEYED_LIST:
        return draw(varied_lists(part))
    return draw(st.sampled_from([part, *LEAVES]))


@st.composite
def varied_mappings(draw: st.DrawFn, mapping: dict[str, Json]) -> dict[str, Json]:
    kept = {key: draw(variants(value)) for key, value in mapping.items() if draw(st.integers(0, 4))}
    more = draw(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(LEAVES), max_size=1))
    return {**more, **kept}


@st.composite
def varied_lists(draw: st.DrawFn, items: list[Json]) -> Json:
    by_id = {str(item["id"]): item for item in items if isinstance(item, dict)}
    ids = [identity for identity in by_id if draw(st.integers(0, 4))]
    new = [identity for identity in IDS if identity not in by_id and draw(st.integers(0, 4)) == 0]
    order = draw(st.permutations(ids + new))
    return [
        {**draw(varied_mappings(by_id.get(identity, {}))), "id": identity} for identity in order
    ]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Json, Json]:
    before = draw(DOCUMENTS)
    return before, draw(st.one_of(variants(before), variants(before), DOCUMENTS))


def places(part: Json, path: Path = ()) -> Iterator[Place]:
    """Every place that an edit could name: the parts there are, and in each a new one."""
    if isinstance(part, dict):
        for key in (*part, "new"):
            yield (*path, key), None
            yield from places(part.get(key), (*path, key))
    elif isinstance(part, list) and shape(part) is Shape.KEYED_LIST:
        items = {str(item["id"]): item for item in part if isinstance(item, dict)}
        for identity in (*items, *NEW):
            yield (*path, identity), (*items, *NEW)
            yield from places(items.get(identity), (*path, identity))


def part_at(document: Json, path: Path) -> list[Json]:
    """The part at a path, alone in a list; an empty one if it is not there."""
    for step in path:
        if isinstance(document, list):
            document = {str(item["id"]): item for item in document if isinstance(item, dict)}
        if not isinstance(document, dict) or step not in document:
            return []
        document = document[step]
    return [document]


@st.composite
def edits_at(draw: st.DrawFn, place: Place) -> Edit:
    path, ids = place
    at = Address((), path)
    if ids is None:
        return Set(at, draw(VALUES)) if draw(st.booleans()) else Remove(at)
    item, after = draw(ITEMS), draw(st.sampled_from([None, *ids]))
    if path[-1] in NEW:
        return Add(at, item, after)
    possible: list[Edit] = [Set(at, item), Remove(at), Move(at, after), Move(at, after)]
    return draw(st.sampled_from(possible))


@st.composite
def batches(draw: st.DrawFn) -> tuple[Json, list[Edit]]:
    """A document and a batch, which often applies and often does not."""
    document = draw(st.one_of(keyed_lists(parts(2)), containers(parts(2))))
    chosen = draw(st.lists(st.sampled_from([*places(document)]), min_size=1, max_size=8))
    return document, [draw(edits_at(place)) for place in chosen]


@st.composite
def sound_batches(draw: st.DrawFn) -> tuple[Json, list[Edit]]:
    """A document and the part of a batch that applies, edit after edit."""
    document, edits = draw(batches())
    return document, sound(document, edits)


def sound(document: Json, edits: Iterable[Edit]) -> list[Edit]:
    """The edits of a batch that apply, each if it does with those kept before it."""
    kept: list[Edit] = []
    for edit in edits:
        if isinstance(outcome(document, [*kept, edit]), bytes):
            kept.append(edit)
    return kept


def outcome(document: Json, edits: list[Edit]) -> bytes | tuple[Issue, ...]:
    try:
        return canonical_bytes(apply(document, edits))
    except EditsRefused as refusal:
        return refusal.issues
