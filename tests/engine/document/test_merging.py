"""Merging by worked examples: a province's next version, and what a county made of the last one."""

from __future__ import annotations

import pytest

from engine.document import (
    Edit,
    Json,
    Merge,
    apply,
    diff,
    edit_as_json,
    edits_as_json,
    merge,
    parse_edits,
)
from engine.errors import EditsRefused

PRICES: Json = {
    "title": "随享贷",
    "grace": {"days": "3", "rate": "0.0000"},
    "rows": [
        {"id": "p1", "if": {"band": '"A"'}, "then": {"spread": "0.0200"}},
        {"id": "p2", "if": {"band": '"B"'}, "then": {"spread": "0.0300"}},
        {"id": "p3", "if": {"band": '"C"'}, "then": {"spread": "0.0400"}},
        {"id": "p4", "if": {"band": '"D"'}, "then": {"spread": "0.0500"}},
    ],
}


def put(at: str, value: Json) -> Json:
    return {"at": at, "set": value}


def add(identity: str, after: str | None, spread: str = "0.0350") -> Json:
    return {"at": f"rows/{identity}", "add": {"then": {"spread": spread}}, "after": after}


def move(identity: str, after: str | None) -> Json:
    return {"at": f"rows/{identity}", "move": True, "after": after}


def remove(at: str) -> Json:
    return {"at": at, "remove": True}


def merged(county: list[Json], province: list[Json]) -> Merge:
    ours, theirs = (apply(PRICES, parse_edits(edits)) for edits in (county, province))
    return merge(PRICES, ours, theirs)


def ids(edits: tuple[Edit, ...]) -> str:
    document = apply(PRICES, edits)
    assert isinstance(document, dict)
    assert isinstance(document["rows"], list)
    return " ".join(str(row["id"]) for row in document["rows"] if isinstance(row, dict))


def conflicts(merge: Merge) -> dict[str, tuple[list[Json], list[Json]]]:
    return {
        str(conflict.at): (in_order(conflict.ours), in_order(conflict.theirs))
        for conflict in merge.conflicts
    }


def in_order(edits: tuple[Edit, ...]) -> list[Json]:
    return [edit_as_json(edit) for edit in edits]


def notes(merge: Merge) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(str(note.at), note.after, note.items) for note in merge.notes]


def test_a_countys_change_stays_with_its_row_when_the_province_inserts_one_above() -> None:
    county, province = put("rows/p2/then/spread", "0.0295"), add("p1a", "p1")
    result = merged([county], [province])
    assert edits_as_json(result.edits) == [province, county]
    assert ids(result.edits) == "p1 p1a p2 p3 p4"
    assert not result.conflicts
    assert not result.notes


@pytest.mark.parametrize("province", [move("p2", "p4"), put("rows/p2/if/band", '"B+"')])
def test_a_row_can_be_moved_or_changed_by_both_in_different_ways(province: Json) -> None:
    county = put("rows/p2/then/spread", "0.0295")
    result = merged([county], [province])
    assert edits_as_json(result.edits) == [province, county]
    assert not result.conflicts


def test_what_both_sides_did_is_done_once() -> None:
    both = [add("p5", "p2"), move("p1", "p4"), remove("rows/p3"), put("grace/days", "5")]
    result = merged(both, both)
    assert ids(result.edits) == "p2 p5 p4 p1"
    assert not result.conflicts
    assert not result.notes


def test_a_cell_that_both_change_keeps_its_value_until_somebody_decides() -> None:
    county, province = put("rows/p2/then/spread", "0.0295"), put("rows/p2/then/spread", "0.0310")
    result = merged([county], [province, put("title", "随享贷二版")])
    assert edits_as_json(result.edits) == [put("title", "随享贷二版")]
    assert conflicts(result) == {"rows/p2/then/spread": ([county], [province])}


def test_true_and_one_are_different_values() -> None:
    def edits(value: Json) -> list[Json]:
        return [put("open", value), {"at": "rows/p5", "add": {"open": value}, "after": "p2"}]

    assert list(conflicts(merged(edits(True), edits(1)))) == ["open", "rows/p5"]


def test_a_row_that_the_province_drops_stays_while_a_county_changes_it() -> None:
    county, province = put("rows/p2/then/spread", "0.0295"), remove("rows/p2")
    result = merged([county], [province])
    assert ids(result.edits) == "p1 p2 p3 p4"
    assert conflicts(result) == {"rows/p2": ([county], [province])}
    assert conflicts(merged([province], [county])) == {"rows/p2": ([province], [county])}


def test_a_part_changed_as_a_whole_clashes_with_every_change_below_it() -> None:
    county = [put("grace/days", "5"), put("grace/rate", "0.0100")]
    result = merged(county, [put("grace", None)])
    assert result.edits == ()
    assert conflicts(result) == {"grace": (county, [put("grace", None)])}


def test_one_change_of_the_whole_document_clashes_with_all_others() -> None:
    result = merge({"a": 1, "b": 2}, {"a": 3, "b": 4}, [])
    assert conflicts(result) == {"": ([put("a", 3), put("b", 4)], [put("", [])])}


def test_a_row_that_both_move_elsewhere_stays_where_it_was() -> None:
    county, province = move("p1", "p3"), move("p1", "p4")
    result = merged([county], [province])
    assert ids(result.edits) == "p1 p2 p3 p4"
    assert conflicts(result) == {"rows/p1": ([county], [province])}


def test_a_row_behind_one_that_both_move_elsewhere_stays_behind_it() -> None:
    result = merged([move("p1", "p4"), add("p5", "p1")], [move("p1", "p3")])
    assert ids(result.edits) == "p1 p5 p2 p3 p4"
    assert conflicts(result) == {"rows/p1": ([move("p1", "p4")], [move("p1", "p3")])}


def test_a_row_that_one_side_moves_and_the_other_drops_stays_where_it_was() -> None:
    county, province = move("p1", "p3"), remove("rows/p1")
    result = merged([county], [province])
    assert ids(result.edits) == "p1 p2 p3 p4"
    assert conflicts(result) == {"rows/p1": ([county], [province])}


@pytest.mark.parametrize("above", [remove("rows"), put("rows", ["none"])])
def test_a_row_moved_in_a_list_that_the_other_side_replaces_is_a_conflict_at_the_list(
    above: Json,
) -> None:
    result = merged([move("p1", "p3")], [above])
    assert ids(result.edits) == "p1 p2 p3 p4"
    assert conflicts(result) == {"rows": ([move("p1", "p3")], [above])}


def test_moves_behind_one_another_are_one_conflict_at_the_list() -> None:
    county, province = move("p1", "p4"), move("p4", "p1")
    result = merged([county, remove("rows/p2")], [province, put("title", "随享贷二版")])
    assert ids(result.edits) == "p1 p3 p4"
    assert edits_as_json(result.edits) == [remove("rows/p2"), put("title", "随享贷二版")]
    assert conflicts(result) == {"rows": ([county], [province])}


def letters(order: str) -> Json:
    return [{"id": letter} for letter in order]


def test_a_move_that_both_made_is_kept_though_it_closes_a_circle() -> None:
    result = merge(letters("abcdefgh"), letters("bdefghac"), letters("achbdefg"))
    assert edits_as_json(result.edits) == [{"at": "c", "move": True, "after": "a"}]
    assert conflicts(result) == {
        "": ([{"at": "a", "move": True, "after": "h"}], [{"at": "h", "move": True, "after": "c"}])
    }


def test_two_circles_in_one_list_are_one_conflict() -> None:
    result = merge(letters("abcdefghijkl"), letters("acdebfgijkhl"), letters("abecdfghkijl"))
    assert result.edits == ()
    assert conflicts(result) == {
        "": (
            [{"at": "b", "move": True, "after": "e"}, {"at": "h", "move": True, "after": "k"}],
            [{"at": "e", "move": True, "after": "b"}, {"at": "k", "move": True, "after": "h"}],
        )
    }


def test_a_conflict_inside_a_row_joins_the_circle_at_the_list() -> None:
    county = [move("p1", "p4"), put("rows/p1/then/spread", "0.0210")]
    province = [put("rows/p1/then/spread", "0.0190"), move("p4", "p1")]
    assert conflicts(merged(county, province)) == {"rows": (county, province)}


def test_a_new_item_is_kept_though_it_stands_in_a_circle() -> None:
    result = merge(letters("abcdefgh"), letters("abdefghxc"), letters("abchdefg"))
    assert edits_as_json(result.edits) == [{"at": "x", "add": {}, "after": "h"}]
    assert conflicts(result) == {
        "": ([{"at": "c", "move": True, "after": "x"}], [{"at": "h", "move": True, "after": "c"}])
    }


@pytest.mark.parametrize("province", [add("p5", "p2", "0.0320"), add("p5", "p4")])
def test_a_row_added_by_both_differently_or_in_two_places_is_left_out(province: Json) -> None:
    result = merged([add("p5", "p2")], [province])
    assert ids(result.edits) == "p1 p2 p3 p4"
    assert conflicts(result) == {"rows/p5": ([add("p5", "p2")], [province])}


def test_a_row_behind_one_that_is_left_out_takes_its_place() -> None:
    county = [add("p5", "p2", "0.0310"), add("p6", "p5"), add("p7", "p6")]
    province = [add("p5", "p4", "0.0320"), add("p8", "p5")]
    result = merged(county, province)
    assert ids(result.edits) == "p1 p2 p6 p7 p3 p4 p8"
    assert list(conflicts(result)) == ["rows/p5"]


def test_equal_rows_behind_rows_left_out_in_two_places_are_left_out_too() -> None:
    both = [add("p6", "p5"), add("p7", "p6")]
    county = [add("p5", "p2", "0.0310"), *both, add("p8", "p7")]
    province = [add("p5", "p4", "0.0320"), *both, add("p9", "p7")]
    result = merged(county, province)
    assert ids(result.edits) == "p1 p2 p8 p3 p4 p9"
    assert conflicts(result) == {
        "rows/p5": ([county[0]], [province[0]]),
        "rows/p6": ([add("p6", "p2")], [add("p6", "p4")]),
        "rows/p7": ([add("p7", "p2")], [add("p7", "p4")]),
    }


def test_one_row_is_compared_without_the_row_before_it_that_is_left_out() -> None:
    county = [add("p5", None, "0.0310"), add("p6", "p5")]
    province = [add("p5", "p4", "0.0320"), add("p6", None)]
    result = merged(county, province)
    assert ids(result.edits) == "p6 p1 p2 p3 p4"
    assert list(conflicts(result)) == ["rows/p5"]


def test_a_conflict_inside_a_row_joins_the_one_at_the_row() -> None:
    county = [move("p1", "p3"), put("rows/p1/then/spread", "0.0210")]
    province = [move("p1", "p4"), put("rows/p1/then/spread", "0.0190")]
    result = merged([*county, put("rows/p1/if/band", '"A+"')], province)
    assert edits_as_json(result.edits) == [put("rows/p1/if/band", '"A+"')]
    assert conflicts(result) == {"rows/p1": (county, province)}


@pytest.mark.parametrize(
    ("county", "province", "rows"),
    [
        ([add("p5", "p2")], [remove("rows/p2")], "p1 p5 p3 p4"),
        ([add("p5", "p2")], [move("p2", "p4")], "p1 p3 p4 p2 p5"),
        ([add("p5", "p2"), add("p6", "p4")], [remove(f"rows/p{n}") for n in range(1, 5)], "p5 p6"),
    ],
)
def test_a_row_goes_with_the_one_before_it_and_stays_when_that_is_dropped(
    county: list[Json], province: list[Json], rows: str
) -> None:
    result = merged(county, province)
    assert ids(result.edits) == rows
    assert not result.conflicts


def test_a_note_says_that_nobody_chose_the_order_of_two_rows() -> None:
    result = merged([add("p6", "p2"), add("p7", "p6")], [add("p5", "p2")])
    assert edits_as_json(result.edits) == [add("p5", "p2"), add("p6", "p5"), add("p7", "p6")]
    assert notes(result) == [("rows", "p2", ("p5", "p6"))]
    assert notes(merged([move("p4", None)], [add("p5", None)])) == [("rows", None, ("p4", "p5"))]
    two = merged([add("p6", None), add("p8", "p2")], [add("p5", "p2"), add("p7", None)])
    assert notes(two) == [("rows", "p2", ("p5", "p8")), ("rows", None, ("p6", "p7"))]


def test_no_note_is_made_of_rows_behind_different_ones() -> None:
    assert notes(merged([add("p6", "p2")], [add("p5", "p3"), move("p4", None)])) == []


def test_a_row_left_out_makes_no_note_but_the_one_that_takes_its_place_does() -> None:
    county = [add("p5", "p2", "0.0310"), add("p6", "p5")]
    province = [add("p5", "p4", "0.0320"), add("p8", "p2")]
    assert notes(merged(county, province)) == [("rows", "p2", ("p6", "p8"))]


def test_a_conflict_is_resolved_by_a_new_batch_on_the_merged_document() -> None:
    result = merged([move("p1", "p4")], [move("p4", "p1"), remove("rows/p2")])
    document = apply(PRICES, result.edits)
    (conflict,) = result.conflicts
    assert edits_as_json(diff(document, apply(document, conflict.ours))) == [move("p1", "p4")]
    with pytest.raises(EditsRefused) as refusal:
        apply(document, [*conflict.ours, *conflict.theirs])
    assert [issue.code for issue in refusal.value.issues] == ["D312"]
    assert in_order(conflict.theirs) == [move("p4", "p1")]


def test_a_document_stays_as_it_is_when_it_is_merged() -> None:
    before = repr(PRICES)
    merged([add("p5", "p2"), move("p1", "p3")], [remove("rows/p2"), put("title", "x")])
    assert repr(PRICES) == before
