"""Generated documents that two sides changed in the same places, so that they often clash."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from engine.document import Add, Address, Edit, Json, Move, Remove, Set, Shape, apply, diff, shape
from tests.engine.document.generated import (
    IDS,
    LEAVES,
    NEW,
    Path,
    Place,
    containers,
    part_at,
    parts,
    places,
    sound,
)

Versions = tuple[Json, Json, Json]
"""A document, and what each of two sides made of it."""

CONTENTS: tuple[dict[str, Json], ...] = (
    {},
    {"a": None, "b.c": "1"},
    {"~": {"月收入": 1, ":": []}},
    {"/": [{"id": "r1"}, {"id": "行", "a": 1}, {"id": "r/3"}], "a": [1, True]},
    {"b.c": [{"id": "~:", "/": [{"id": "r2"}, {"id": "r1"}]}, {"id": "r.6", "a": {"a": False}}]},
)
"""What a row may hold, lists inside one another among it."""


@st.composite
def tables(draw: st.DrawFn) -> Json:
    ids = draw(st.permutations(IDS))[: draw(st.integers(3, 5))]
    return [{**draw(st.sampled_from(CONTENTS)), "id": identity} for identity in ids]


def two_tables(one: Json, other: Json) -> Json:
    return {"~1": one, "表": {":": other}}


TABLES = st.one_of(tables(), tables(), st.builds(two_tables, tables(), tables()))
BASES = st.one_of(TABLES, TABLES, containers(parts(2)))


@st.composite
def versions(draw: st.DrawFn) -> Versions:
    """A document and two changed ones.

    Chance changes them and not Hypothesis, which likes both sides to be alike and short.
    """
    base, chance = draw(BASES), draw(st.randoms(use_true_random=True))
    every = [*places(base)]
    items = [path for path, ids in every if ids and path[-1] not in NEW]
    home = chance.choice([path[:-1] for path in items] or [()])
    contested = [place for place in every if place[0][: len(home)] == home]
    if chance.random() < 0.1:
        contested += [((), None), (home, None), (home[:-1], None)]
    one, other = crossed(chance, [path for path in items if path[:-1] == home])
    ours = side(chance, base, home, contested, first=one)
    shared = [edit for edit in ours if chance.random() < 0.2]
    theirs = side(chance, base, home, contested, first=[*other, *shared])
    return base, apply(base, ours), apply(base, theirs)


def side(
    chance: Random, base: Json, home: Path, contested: list[Place], first: list[Edit]
) -> list[Edit]:
    """A batch that applies: some edits first, another order at home, edits at contested places."""
    other = [edit_at(chance, chance.choice(contested)) for _ in range(chance.randint(0, 5))]
    rows = reordered(chance, home, *part_at(base, home)) if len(other) < 4 else []
    return sound(base, [*first, *rows, *other])


def crossed(chance: Random, items: list[Path]) -> tuple[list[Edit], list[Edit]]:
    """Now and then a circle: an item moved behind a later one, and that one moved behind it."""
    if len(items) < 3 or chance.random() < 0.8:
        return [], []
    first, last = items[0], chance.choice(items[2:])
    return [Move(Address((), first), last[-1])], [Move(Address((), last), first[-1])]


def reordered(chance: Random, home: Path, part: Json) -> list[Edit]:
    """The edits that bring a list, if it is one, in another order, with items come and gone."""
    if shape(part) is not Shape.KEYED_LIST or not isinstance(part, list):
        return []
    content = chance.choice(CONTENTS[:2])
    new: list[Json] = [{"id": identity, **content} for identity in NEW if chance.random() < 0.5]
    kept = [item for item in part if chance.random() < 0.9]
    edits = diff(part, chance.sample(kept + new, len(kept + new)))
    return [replace(edit, at=Address((), (*home, *edit.at.path))) for edit in edits]


def edit_at(chance: Random, place: Place) -> Edit:
    path, ids = place
    at = Address((), path)
    if ids is None:
        return Remove(at) if chance.random() < 0.3 else Set(at, chance.choice(LEAVES))
    after, item = chance.choice([None, *ids]), chance.choice(CONTENTS[:3])
    if path[-1] in NEW:
        return Add(at, item, after)
    possible: list[Edit] = [Set(at, item), Remove(at), Move(at, after), Move(at, after)]
    return chance.choice(possible)
