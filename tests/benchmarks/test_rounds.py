"""Ways take turns, each with the same things."""

from __future__ import annotations

import gc

from benchmarks.rounds import in_turns


def test_every_way_gets_the_same_things_and_the_first_one_changes() -> None:
    seen: list[tuple[str, int]] = []
    ways = {
        "ours": lambda thing: seen.append(("ours", thing)),
        "theirs": lambda thing: seen.append(("theirs", thing)),
    }
    took = in_turns(ways, [[1, 2], [3]])
    assert seen == [
        ("theirs", 1), ("theirs", 2), ("ours", 1), ("ours", 2), ("ours", 3), ("theirs", 3),
    ]  # fmt: skip
    assert set(took) == {"ours", "theirs"}


def test_the_collector_of_garbage_rests_for_every_way_alike() -> None:
    resting: list[bool] = []
    ways = {name: lambda thing: resting.append(not gc.isenabled()) for name in ("ours", "theirs")}
    in_turns(ways, [[1], [2]])
    assert resting == [True] * 4
    assert gc.isenabled()
