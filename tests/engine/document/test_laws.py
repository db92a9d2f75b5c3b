"""The laws of the document algebra, over generated documents and batches."""

from __future__ import annotations

from random import Random

from hypothesis import event, given
from hypothesis import strategies as st

from engine.document import (
    Edit,
    Json,
    apply,
    canonical_bytes,
    diff,
    edits_as_json,
    equal,
    invert,
    parse_edits,
    print_json,
    read_json,
)
from tests.engine.document.generated import DOCUMENTS, batches, outcome, pairs, sound_batches


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
