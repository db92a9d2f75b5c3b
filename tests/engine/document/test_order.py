"""The order of placed items, against the plain reading of the format."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.order import circles, longest_run, ordered

Anchors = dict[str, str | None]


def plainly_ordered(base: list[str], anchors: Anchors) -> list[str]:
    def followed(start: str | None) -> list[str]:
        behind = sorted(item for item, after in anchors.items() if after == start)
        return [place for item in behind for place in (item, *followed(item))]

    staying = [item for item in base if item not in anchors]
    return followed(None) + [place for item in staying for place in (item, *followed(item))]


@st.composite
def placings(draw: st.DrawFn) -> tuple[list[str], Anchors]:
    base = draw(st.permutations("abcde"))[: draw(st.integers(0, 5))]
    placed = draw(st.permutations([*base, "x", "y", "z"]))[: draw(st.integers(0, 6))]
    anchors: Anchors = {}
    for item in placed:
        possible = [other for other in (*base, *anchors) if other != item]
        anchors[item] = draw(st.sampled_from([None, *possible]))
    return base, anchors


@given(placings())
def test_items_stand_behind_their_anchors_as_the_format_says(
    placing: tuple[list[str], Anchors],
) -> None:
    base, anchors = placing
    if circles(anchors):
        return
    assert ordered(base, anchors) == plainly_ordered(base, anchors)
    assert sorted(ordered(base, anchors)) == sorted({*base, *anchors})


@given(placings())
def test_items_come_out_once_each_exactly_if_there_is_no_circle(
    placing: tuple[list[str], Anchors],
) -> None:
    base, anchors = placing
    complete = len(ordered(base, anchors)) == len({*base, *anchors})
    assert complete is not bool(circles(anchors))


@pytest.mark.parametrize(
    ("anchors", "expected"),
    [
        ({"a": "a"}, [["a"]]),
        ({"a": "b", "b": "a", "c": "a"}, [["a", "b"]]),
        ({"c": "d", "d": "e", "e": "c", "a": "b", "b": "a"}, [["a", "b"], ["c", "d", "e"]]),
        ({"a": "b", "b": "c", "c": None}, []),
    ],
)
def test_each_circle_of_anchors_is_found_once(anchors: Anchors, expected: list[list[str]]) -> None:
    assert circles(anchors) == expected


@pytest.mark.parametrize("size", range(7))
def test_the_longest_run_with_the_smallest_positions_stays(size: int) -> None:
    for positions in permutations(range(size)):
        runs = (
            run
            for length in range(size + 1)
            for run in combinations(positions, length)
            if list(run) == sorted(run)
        )
        longest = min(runs, key=lambda run: (-len(run), run))
        assert longest_run(positions) == list(longest)


def test_a_chain_of_ten_thousand_items_is_ordered() -> None:
    chain = [f"{number:05}" for number in range(10_000)]
    anchors: Anchors = dict(zip(chain, [None, *chain[:-1]], strict=True))
    assert ordered([], anchors) == chain
