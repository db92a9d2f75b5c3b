"""Hits that agree in value, cells that say null, and the bounds of a sum."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine import DecisionFailed, FlowRefused, Program, load
from tests.engine.flow.small import needed, small_dictionary, small_flow

Rows = Mapping[str, tuple[str, str]]
"""By the row's id its cell on the debt service (none where empty), and what it sets."""


def table(hit: str, rows: Rows, *, lo: str = "0", hi: str = "1000") -> Program:
    """A flow of one table that sets `sum` within bounds."""
    flow = small_flow()
    debt = {"id": "debt", "of": "applicant.debt", "missing": "skip"}
    node = {
        "kind": "table", "title": {"zh": "表"}, "hit": hit, "in": [debt],
        "out": [{"id": "sum", "sets": "sum"}],
        "rows": [
            {"id": name, "if": {"debt": cell} if cell else {}, "then": {"sum": then}}
            for name, (cell, then) in rows.items()
        ],
        "else": {"sum": lo}, "next": {"done": "declined"},
    }  # fmt: skip
    variable = {**flow["variables"]["score"], "min": lo, "max": hi}
    flow |= {"start": "t", "outputs": {"sum": True}, "variables": {"sum": variable}}
    flow["nodes"] = {"t": node, "declined": flow["nodes"]["declined"]}
    return load(flow, dictionary=small_dictionary())


def decided(by: Program, **changes: object) -> tuple[str, str]:
    """The row that fired, and what it set."""
    decision = by.decide(needed(by, **changes))
    return ",".join(decision.path[0].fired or ()), str(decision.outputs["sum"])


# Two hits.

QUERIES = {"r1": ("< 500", "asked.term_months"), "r2": ("> 50", "applicant.age + 1")}
"""The applicant of the small flow has a debt of 100 and is 36 years old."""


@pytest.mark.parametrize("hit", ["U", "A"])
def test_two_hits_that_agree_in_value_are_one_answer(hit: str) -> None:
    assert decided(table(hit, QUERIES), asked__term_months=37) == ("r1", "37")


@pytest.mark.parametrize("hit", ["U", "A"])
def test_two_hits_that_differ_in_value_are_named(hit: str) -> None:
    rows = {"r0": ("", "asked.term_months"), **QUERIES, "r3": ("> 0", "5")}
    with pytest.raises(DecisionFailed) as failed:
        decided(table(hit, rows), asked__term_months=12)
    assert [issue.text("en") for issue in failed.value.issues] == [
        "nodes/t: A201 rows r0 and r2 both hit and differ, so there is no decision"
    ]


def test_rows_that_do_not_hit_are_not_compared() -> None:
    rows = table("U", {"r0": ("> 9000", "7"), **QUERIES})
    assert decided(rows, asked__term_months=3, applicant__debt=50) == ("r1", "3")
    assert decided(rows, asked__term_months=37) == ("r1", "37")
    assert decided(rows, applicant__debt=None) == ("else", "0")


# Null.


@pytest.mark.parametrize(
    "cell",
    ["null", "= null", "? = null", "null = ?", "is(?, null)", "> 1000, = null", "? in (null, 7)",
     "? = null or ? > 1000", "if ? = null then true else ? > 1000", "not(!= null)",
     "not(? != null)"],
)  # fmt: skip
def test_null_meets_a_cell_that_says_null(cell: str) -> None:
    rows = table("F", {"r1": (cell, "9")})
    assert decided(rows, applicant__debt=None) == ("r1", "9")
    assert decided(rows, applicant__debt=100) == ("else", "0")


@pytest.mark.parametrize(
    "cell",
    ["!= null", "? != null", "not(null)", "not(= null)", "not(5, null)", "!= 5", "not(5)",
     "? != 5", "not(? = 5)", "? != null and ? != 5", "> 5", "? > 5 or ? < 3", "is defined(?)",
     "? != 5 + asked.term_months", "!= (if asked.term_months > 20 then null else 5)"],
)  # fmt: skip
def test_null_meets_no_other_cell(cell: str) -> None:
    rows = table("F", {"r1": (cell, "9")})
    assert decided(rows, applicant__debt=None) == ("else", "0")
    assert decided(rows, applicant__debt=100) == ("r1", "9")


# The bounds of a sum.


@pytest.mark.parametrize(
    ("cells", "lo", "hi"),
    [
        (("-4", "-5"), "-9", "-4"),
        (("4", "5"), "4", "9"),
        (("-4", "5"), "-4", "5"),
        (("0", "-5"), "-5", "0"),
        (("0", "5"), "0", "5"),
        (("-4",), "-4", "-4"),
        ((), "3", "4"),
    ],
)
def test_a_sum_has_the_bounds_of_one_hit_or_more(cells: tuple[str, ...], lo: str, hi: str) -> None:
    rows = {f"r{i}": ("", cell) for i, cell in enumerate(cells)}
    table("C+", rows, lo=lo, hi=hi)
    tighter = [(str(int(lo) + 1), hi), (lo, str(int(hi) - 1))]
    for low, high in tighter if int(lo) < int(hi) and cells else []:
        with pytest.raises(FlowRefused) as refused:
            table("C+", rows, lo=low, hi=high)
        found = [(issue.code, issue.at) for issue in refused.value.issues]
        assert found == [("E221", "nodes/t/out/sum/sets")]
