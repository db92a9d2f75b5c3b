"""Folds typed: bounds that hold for any items, and places as the fact has them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ir
from engine.backends.row import compile_expression
from engine.feel.folds import Over, Work, fires, folded
from engine.feel.meaning import TRUE
from engine.feel.scope import Named, Scope

HERE = "dictionary:facts/x/fold"
MONEY = ir.Num(2, -5_00, 9_99)
FIELDS: tuple[tuple[str, ir.Scalar], ...] = (
    ("a", MONEY),
    ("b", ir.Num(1, -4, 7, nullable=True)),
    ("day", ir.Date(0, 9)),
)
ITEMS = ir.Read(ir.Items(FIELDS, "a", most=4), "items")
SCOPE = Scope.of(Named(f"item.{name}", ir.Read(of, f"item.{name}")) for name, of in FIELDS)
WIDE = ir.Num(4, 1 - 10**37, 10**37 - 1, nullable=True)
Record = tuple[int, int | None, int]
RECORDS = st.lists(
    st.tuples(st.integers(-500, 999), st.none() | st.integers(-4, 7), st.integers(0, 9)), max_size=4
).map(tuple)


def built(do: Work, text: str | None, target: ir.Type = WIDE, where: ir.Expr = TRUE) -> ir.Expr:
    """A fold without faults."""
    typed = folded(do, text, Over(ITEMS, where), SCOPE, at=HERE, target=target)
    assert typed.issues == ()
    return typed.expression


def bounds(do: Work, text: str | None = None) -> tuple[int, int, int, bool]:
    """Places, bounds and whether it may be null, of a fold before it is widened."""
    of = built(do, text).type
    assert isinstance(of, ir.Num)
    unit = 10**4
    return of.scale, of.lo // unit, of.hi // unit, of.nullable


def value(of: ir.Expr, *records: Record) -> object:
    """What row code makes of items."""
    return compile_expression(of)({"items": records})


def test_a_sum_may_be_as_many_times_as_there_may_be_items_and_nothing() -> None:
    assert bounds("sum", "item.a") == (4, -20, 39, False)
    assert bounds("sum", "item.a + 6") == (4, 0, 63, False)
    assert bounds("sum", "item.a - 11") == (4, -64, 0, False)
    assert bounds("count") == (4, 0, 4, False)


def test_an_extreme_lies_in_the_bounds_of_what_is_taken_and_may_be_null() -> None:
    assert bounds("min", "item.a + 1") == (4, -4, 10, True)
    assert bounds("max", "item.b") == (4, -1, 0, True)


def test_a_fold_is_exact_and_widened_to_the_places_of_its_fact() -> None:
    total = built("sum", "item.a * 0.5")
    assert value(total, (1, 0, 0), (2, 0, 0)) == 150, "0.005 + 0.010 = 0.0150"
    assert value(built("max", "item.a"), (1, 0, 0), (2, 0, 0)) == 200


def test_a_day_is_folded_to_a_day() -> None:
    first = built("min", "item.day", ir.Date(-5, 50, nullable=True))
    assert first.type == ir.Date(0, 9, nullable=True)
    assert value(first, (1, 0, 7), (2, 0, 3)) == 3
    assert value(first) is None


def test_any_is_never_null() -> None:
    some = built("any", None, ir.Bool())
    assert some.type == ir.Bool()
    assert (value(some), value(some, (1, None, 0))) == (False, True)


def test_an_unknown_condition_counts_only_where_it_fires() -> None:
    unknown = ir.Compare(
        ir.Bool(nullable=True),
        "less",
        ir.Const(ir.Num(1, 0, 0), 0),
        ir.Read(FIELDS[1][1], "item.b"),
    )
    assert fires(unknown, "skip") == unknown
    skipped, counted = (
        built("count", None, where=fires(unknown, word)) for word in ("skip", "fire")
    )
    records = ((1, None, 0), (2, 1, 0), (3, -1, 0))
    assert value(skipped, *records) == 10_000
    assert value(counted, *records) == 20_000


@pytest.mark.parametrize(
    ("do", "text", "code", "at"),
    [
        ("sum", "item.day", "E201", "of"),
        ("max", '"a"', "E201", "of"),
        ("min", "null", "E201", "of"),
        ("sum", "item.a / 3", "E203", "of"),
        ("sum", "item.a * 0.001", "E220", "of"),
        ("sum", "item.c", "E106", "of"),
        ("any", None, "E224", "do"),
    ],
)
def test_a_fold_that_does_not_fit_is_an_issue_at_its_place(
    do: Work, text: str | None, code: str, at: str
) -> None:
    typed = folded(do, text, Over(ITEMS, TRUE), SCOPE, at=HERE, target=WIDE)
    assert [(issue.code, issue.at) for issue in typed.issues] == [(code, f"{HERE}/{at}")]
    assert isinstance(typed.expression.type, ir.Hole)


@given(
    RECORDS,
    st.sampled_from(["item.a", "item.b", "item.a * item.b", "if item.b > 0 then 1 else item.a"]),
)
def test_a_fold_stays_in_its_bounds(records: tuple[Record, ...], text: str) -> None:
    for do in ("sum", "min", "max"):
        of = built(do, text).type
        found = value(built(do, text), *records)
        assert isinstance(of, ir.Num)
        if found is None:
            assert of.nullable
        else:
            assert isinstance(found, int)
            assert of.lo <= found <= of.hi


@given(RECORDS)
def test_a_fold_is_null_where_what_it_takes_of_an_item_is(records: tuple[Record, ...]) -> None:
    null = any(b is None for _, b, _ in records)
    exact = sum(b * 1000 for _, b, _ in records if b is not None)
    assert value(built("sum", "item.b"), *records) == (None if null else exact)
    least = value(built("min", "item.b"), *records)
    assert (least is None) == (null or not records)


@given(RECORDS)
def test_a_fold_over_a_condition_takes_the_items_that_meet_it(records: tuple[Record, ...]) -> None:
    late = ir.Compare(
        ir.Bool(), "less", ir.Const(ir.Date(4, 4), 4), ir.Read(FIELDS[2][1], "item.day")
    )
    met = [a for a, _, day in records if day > 4]
    assert value(built("sum", "item.a", where=late), *records) == sum(met) * 100
    assert value(built("count", None, replace(WIDE, scale=0), late), *records) == len(met)
