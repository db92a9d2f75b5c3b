"""The laws of the document algebra, over generated documents and batches."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hypothesis import event, given
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
    diff,
    edits_as_json,
    equal,
    invert,
    parse_edits,
    print_json,
    read_json,
    shape,
)
from engine.errors import EditsRefused
from engine.issues import Issue

KEYS = ("a", "b.c", "/", ":", "~", "~1", "月收入", "id")
IDS = ("r1", "r2", "r/3", "~:", "行", "r.6")
LEAVES: tuple[Json, ...] = (
    None, True, False, 0, 1, "", "1", "文", [1, True], ["a"], [{"id": "r1"}, {"id": "r1"}], [{}],
)  # fmt: skip

Place = tuple[tuple[str, ...], tuple[str, ...] | None]
"""A part's path and, for an item, the ids of its list."""


def mappings(parts: st.SearchStrategy[Json]) -> st.SearchStrategy[dict[str, Json]]:
    return st.dictionaries(st.sampled_from(KEYS), parts, max_size=4)


@st.composite
def keyed_lists(draw: st.DrawFn, parts: st.SearchStrategy[Json]) -> Json:
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=5))
    return [{**draw(mappings(parts)), "id": identity} for identity in ids]


def containers(parts: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.one_of(mappings(parts), keyed_lists(parts))


def parts(levels: int) -> st.SearchStrategy[Json]:
    leaves = st.sampled_from(LEAVES)
    return st.one_of(leaves, leaves, containers(parts(levels - 1))) if levels else leaves


PARTS = parts(2)
DOCUMENTS = st.one_of(containers(PARTS), PARTS)


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


def places(part: Json, path: tuple[str, ...] = ()) -> Iterator[Place]:
    """Every place that an edit could name: the parts there are, and one new key or item each."""
    if isinstance(part, dict):
        for key in (*part, "new"):
            yield (*path, key), None
            yield from places(part.get(key), (*path, key))
    elif isinstance(part, list) and shape(part) is Shape.KEYED_LIST:
        items = {str(item["id"]): item for item in part if isinstance(item, dict)}
        for identity in (*items, "n1", "n2"):
            yield (*path, identity), (*items, "n1", "n2")
            yield from places(items.get(identity), (*path, identity))


@st.composite
def edits_at(draw: st.DrawFn, place: Place) -> Edit:
    path, ids = place
    at = Address((), path)
    if ids is None:
        return draw(st.one_of(st.builds(Set, st.just(at), PARTS), st.just(Remove(at))))
    item = draw(st.dictionaries(st.just("a"), st.sampled_from(LEAVES)))
    after = draw(st.sampled_from([None, *ids]))
    if path[-1] in ("n1", "n2"):
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
    kept: list[Edit] = []
    for edit in edits:
        if isinstance(outcome(document, [*kept, edit]), bytes):
            kept.append(edit)
    return document, kept


def outcome(document: Json, edits: list[Edit]) -> bytes | tuple[Issue, ...]:
    try:
        return canonical_bytes(apply(document, edits))
    except EditsRefused as refusal:
        return refusal.issues


@given(pairs())
def test_the_difference_leads_from_one_to_the_other(pair: tuple[Json, Json]) -> None:
    before, after = pair
    bytes_before = canonical_bytes(before)
    assert canonical_bytes(apply(before, diff(before, after))) == canonical_bytes(after)
    assert canonical_bytes(before) == bytes_before


@given(pairs())
def test_equality_is_equality_of_canonical_bytes(pair: tuple[Json, Json]) -> None:
    before, after = pair
    same = canonical_bytes(before) == canonical_bytes(after)
    assert equal(before, after) is same
    assert (not diff(before, after)) is same


@given(pairs())
def test_a_difference_is_its_own_normal_form(pair: tuple[Json, Json]) -> None:
    before, after = pair
    edits = diff(before, after)
    again = diff(before, apply(before, edits))
    assert equal(edits_as_json(again), edits_as_json(edits))
    assert [str(edit.at) for edit in edits] == sorted({str(edit.at) for edit in edits})


@given(pairs(), st.randoms(use_true_random=False))
def test_a_difference_does_not_depend_on_the_order_of_keys(
    pair: tuple[Json, Json], random: Random
) -> None:
    def shuffled(part: Json) -> Json:
        if isinstance(part, dict):
            keys = list(part)
            random.shuffle(keys)
            return {key: shuffled(part[key]) for key in keys}
        return [shuffled(item) for item in part] if isinstance(part, list) else part

    before, after = pair
    expected = edits_as_json(diff(before, after))
    assert equal(edits_as_json(diff(shuffled(before), shuffled(after))), expected)


@given(st.one_of(batches(), sound_batches()), st.data())
def test_a_batch_is_a_set(batch: tuple[Json, list[Edit]], data: st.DataObject) -> None:
    document, edits = batch
    result = outcome(document, edits)
    event("applies" if isinstance(result, bytes) and edits else "refused or empty")
    assert outcome(document, data.draw(st.permutations(edits))) == result


@given(sound_batches())
def test_the_inverse_leads_back(batch: tuple[Json, list[Edit]]) -> None:
    document, edits = batch
    undo = invert(document, edits)
    after = apply(document, edits)
    assert canonical_bytes(apply(after, undo)) == canonical_bytes(document)
    assert equal(edits_as_json(undo), edits_as_json(diff(after, document)))


@given(sound_batches())
def test_a_batch_and_its_normal_form_have_one_result(batch: tuple[Json, list[Edit]]) -> None:
    document, edits = batch
    event(f"{len(edits)} edits")
    normal = diff(document, apply(document, edits))
    assert canonical_bytes(apply(document, normal)) == outcome(document, edits)


@given(batches())
def test_a_batch_is_read_back_from_its_spelling(batch: tuple[Json, list[Edit]]) -> None:
    spelled = edits_as_json(batch[1])
    assert equal(edits_as_json(parse_edits(spelled)), spelled)


@given(DOCUMENTS)
def test_a_document_is_read_back_from_its_print(document: Json) -> None:
    text = print_json(document)
    again = read_json(text, numbers_as=int)
    assert canonical_bytes(again) == canonical_bytes(document)
    assert print_json(again) == text
