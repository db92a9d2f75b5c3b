"""An extension point of which both sides are authors: the province's drawing and the county's."""

from __future__ import annotations

import pytest

from engine.document import Add, Json, Move, Remove, parse_address
from tests.engine.product.derive.small import Changes, because, rebased, row, states

AT = parse_address
TABLE: Json = {
    "kind": "table",
    "hit": "F",
    "rows": [
        {"id": "a", "if": {"x": "1"}, "then": {"factor": "1.00"}},
        {"id": "b", "if": {"x": "2"}, "then": {"factor": "0.90"}},
        {"id": "c", "if": {"x": "3"}, "then": {"factor": "0.80"}},
        {"id": "d", "if": {"x": "4"}, "then": {"factor": "0.70"}},
    ],
}
FIRST: Json = {
    "kind": "rules",
    "fire": "first",
    "rules": [
        {"id": "a", "when": "x", "then": "decline", "reason": "A01"},
        {"id": "b", "when": "y", "then": "decline", "reason": "A02"},
    ],
}
ARMS: Json = {
    "kind": "branch",
    "arms": [{"id": "a", "when": "x"}, {"id": "b", "when": "y"}],
    "next": {},
}
SHARES: Json = {
    "kind": "branch",
    "split": {"by": "x", "salt": "s"},
    "arms": [{"id": "a", "share": "0.5"}, {"id": "b", "share": "0.5"}],
}
DRAWN = "apply:county:nodes/drawn"
NODES = {"drawn": TABLE, "first": FIRST, "arms": ARMS, "shares": SHARES}
PARENT: Changes = {f"apply:county:nodes/{name}": node for name, node in NODES.items()}
ROWS = f"{DRAWN}/rows"
BOTH: dict[str, tuple[Changes, Changes, dict[str, str]]] = {
    "one row to two places": (
        [Move(AT(f"{ROWS}/c"), None)],
        [Move(AT(f"{ROWS}/c"), "a")],
        {f"{ROWS}/c": "conflict"},
    ),
    "two rows behind one another": (
        [Move(AT(f"{ROWS}/a"), "c")],
        [Move(AT(f"{ROWS}/c"), None)],
        {f"{ROWS}/a": "kept reach"},
    ),
    "a condition and its value": (
        {f"{ROWS}/b/if/x": "4"},
        {f"{ROWS}/b/then/factor": "0.85"},
        {f"{ROWS}/b/if/x": "conflict"},
    ),
    "a new row at one place": (
        [row(f"{ROWS}/z", {"x": "9"}, {"factor": "0.10"}, "a")],
        [row(f"{ROWS}/m", {"x": "8"}, {"factor": "0.20"}, "a")],
        {f"{ROWS}/z": "kept reach"},
    ),
    "a new row of one id": (
        [row(f"{ROWS}/z", {"x": "9"}, {"factor": "0.10"}, "a")],
        [row(f"{ROWS}/z", {"x": "8"}, {"factor": "0.20"}, "c")],
        {f"{ROWS}/z": "conflict"},
    ),
    "one new row at two places": (
        [row(f"{ROWS}/z", {"x": "9"}, {"factor": "0.10"}, "a")],
        [row(f"{ROWS}/z", {"x": "9"}, {"factor": "0.10"}, "c")],
        {f"{ROWS}/z": "same"},
    ),
    "two rows in a circle": (
        [Move(AT(f"{ROWS}/b"), "d")],
        [Move(AT(f"{ROWS}/d"), "b")],
        {f"{ROWS}/b": "conflict"},
    ),
    "a title and a condition": (
        {f"{ROWS}/b/title": {"zh": "行"}},
        {f"{ROWS}/b/if/x": "4"},
        {f"{ROWS}/b/title": "kept"},
    ),
    "the reason of a rule and its condition": (
        {"apply:county:nodes/first/rules/b/reason": "XY01"},
        {"apply:county:nodes/first/rules/b/when": "z"},
        {"apply:county:nodes/first/rules/b/reason": "conflict"},
    ),
    "a rule where the first that fires decides": (
        {"apply:county:nodes/first/rules/b/reason": "XY01"},
        {"apply:county:nodes/first/rules/a/when": "z"},
        {"apply:county:nodes/first/rules/b/reason": "kept reach"},
    ),
    "an arm behind another": (
        {"apply:county:nodes/arms/arms/b/when": "w"},
        {"apply:county:nodes/arms/arms/a/when": "z"},
        {"apply:county:nodes/arms/arms/b/when": "kept reach"},
    ),
    "a share beside a new one": (
        {"apply:county:nodes/shares/arms/b/share": "0.3"},
        [Add(AT("apply:county:nodes/shares/arms/c"), {"share": "0.2"}, "a")],
        {"apply:county:nodes/shares/arms/b/share": "kept"},
    ),
    "a row that the other moves": (
        [Remove(AT(f"{ROWS}/c"))],
        [Move(AT(f"{ROWS}/c"), None)],
        {f"{ROWS}/c": "conflict"},
    ),
    "a row that the other takes away": (
        [Move(AT(f"{ROWS}/c"), None)],
        [Remove(AT(f"{ROWS}/c"))],
        {f"{ROWS}/c": "orphan"},
    ),
    "a row and a cell of it": (
        [Remove(AT(f"{ROWS}/c"))],
        {f"{ROWS}/c/then/factor": "0.70"},
        {f"{ROWS}/c": "conflict"},
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), BOTH.values(), ids=BOTH.keys())
def test_in_an_extension_point_both_may_draw(
    ours: Changes, theirs: Changes, expected: dict[str, str]
) -> None:
    assert states(rebased(ours, theirs, parent=PARENT)) == expected


def test_in_a_circle_the_other_move_is_why() -> None:
    ours, theirs = [Move(AT(f"{ROWS}/b"), "d")], [Move(AT(f"{ROWS}/d"), "b")]
    asked = rebased(ours, theirs, parent=PARENT)
    assert because(asked, f"{ROWS}/b") == [f"{ROWS}/d"]
    assert [str(each.at) for each in asked.items] == [f"{ROWS}/b"]


def test_an_edit_below_a_change_names_it() -> None:
    theirs = {f"{ROWS}/c/then/factor": "0.70"}
    asked = rebased([Remove(AT(f"{ROWS}/c"))], theirs, parent=PARENT)
    assert because(asked, f"{ROWS}/c") == [f"{ROWS}/c/then/factor"]
