"""Row code and the oracle agree: the value, its bounds, and where it may be null."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine import ir
from engine.backends.row import compile_expression
from engine.feel import expression, tree
from engine.feel.meaning import HOLE
from engine.feel.parse import parse
from engine.feel.print import print_tests, print_tree
from tests.engine.feel.expressions import VALUES, number_tests, quotients
from tests.engine.feel.names import ASSIGNMENTS, EPOCH, SCOPE, Cell, facts
from tests.engine.feel.oracle import cell_holds, evaluate
from tests.engine.feel.oracle_functions import Months, Value

LIMITS = {"E207", "E208", "E215"}
"""What a well-typed tree may run into: 10**37, thirty places, the years 1900 to 2999."""

FEW, MANY = settings(max_examples=300), settings(max_examples=3_000)
RUNS = st.lists(ASSIGNMENTS, min_size=1, max_size=4)


def at_run_time(value: Value, of: ir.Type) -> Cell:
    """The oracle's value as row code holds it; it must fit the places of the type."""
    match value:
        case None | bool() | str():
            return value
        case Fraction() if isinstance(of, ir.Num):
            scaled: Fraction = value * Fraction(10) ** of.scale
            assert scaled.denominator == 1
            return scaled.numerator
        case date():
            return (value - EPOCH).days
        case timedelta():
            return value.days
        case Months(count):
            return count
    raise TypeError(value)


def belongs(cell: Cell, of: ir.Type) -> bool:
    """Whether a run-time value lies in the bounds of a type."""
    if cell is None:
        return of.nullable
    match of:
        case ir.Num(_, lo, hi) | ir.Date(lo, hi) | ir.Days(lo, hi) | ir.Months(lo, hi):
            return type(cell) is int and lo <= cell <= hi
        case ir.Text(most, values):
            return isinstance(cell, str) and len(cell) <= most and cell in (values or (cell,))
        case ir.Bool():
            return isinstance(cell, bool)
    return False


def agrees(typed: expression.Typed, expected: Value, cells: dict[str, Cell]) -> None:
    """Row code gives the oracle's value, which the derived type holds."""
    found = compile_expression(typed.expression)(cells)
    assert found == at_run_time(expected, typed.expression.type)
    assert belongs(found, typed.expression.type)


def value_agrees(of: tree.Tree, runs: list[dict[str, Cell]]) -> None:
    text = print_tree(of)
    typed = expression.value(text, SCOPE, "here")
    event("left the ring" if typed.issues else "typed")
    assert {issue.code for issue in typed.issues} <= LIMITS
    assert (typed.value == HOLE) == bool(typed.issues)
    if not typed.issues:
        for cells in runs:
            agrees(typed, evaluate(parse(text, SCOPE), facts(cells)), cells)


def cell_agrees(of: tree.Tree, tests: tuple[tree.Test, ...], runs: list[dict[str, Cell]]) -> None:
    text = print_tests(tests)
    subject = expression.value(print_tree(of), SCOPE, "here")
    typed = expression.cell(text, SCOPE, "here", subject.value)
    issues = {issue.code for issue in (*subject.issues, *typed.issues)}
    event("left the ring" if issues else "typed")
    assert issues <= LIMITS
    if not issues:
        for cells in runs:
            value = evaluate(of, facts(cells))
            agrees(typed, cell_holds(tests, value, facts(cells)), cells)


SUBJECTS, CELLS = quotients(2), number_tests(1)


@FEW
@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_row_code_agrees_with_the_oracle(kind: str, data: st.DataObject) -> None:
    value_agrees(data.draw(VALUES[kind]), data.draw(RUNS))


@FEW
@given(of=SUBJECTS, tests=CELLS, runs=RUNS)
def test_a_cell_agrees_with_the_oracle(
    of: tree.Tree, tests: tuple[tree.Test, ...], runs: list[dict[str, Cell]]
) -> None:
    cell_agrees(of, tests, runs)


@pytest.mark.long
@MANY
@pytest.mark.parametrize("kind", VALUES)
@given(data=st.data())
def test_row_code_agrees_with_the_oracle_many_times(kind: str, data: st.DataObject) -> None:
    value_agrees(data.draw(VALUES[kind]), data.draw(RUNS))


@pytest.mark.long
@MANY
@given(of=SUBJECTS, tests=CELLS, runs=RUNS)
def test_a_cell_agrees_with_the_oracle_many_times(
    of: tree.Tree, tests: tuple[tree.Test, ...], runs: list[dict[str, Cell]]
) -> None:
    cell_agrees(of, tests, runs)
