"""What is printed is read back as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from engine.feel import tree
from engine.feel.parse import parse, parse_tests
from engine.feel.print import print_tests, print_tree
from tests.engine.feel.names import LABELS, SCOPE
from tests.engine.feel.spellings import CELLS, TREES

FEW, MANY = settings(max_examples=300), settings(max_examples=4_000)


def reads_back(of: tree.Tree) -> None:
    text = print_tree(of)
    assert parse(text, SCOPE) == of
    assert print_tree(parse(text, SCOPE)) == text
    assert parse(print_tree(of, LABELS), SCOPE) == of


def cell_reads_back(of: tuple[tree.Test, ...]) -> None:
    text = print_tests(of)
    assert parse_tests(text, SCOPE) == of
    assert print_tests(parse_tests(text, SCOPE)) == text
    assert parse_tests(print_tests(of, LABELS), SCOPE) == of


@FEW
@given(TREES)
def test_a_printed_tree_reads_back(of: tree.Tree) -> None:
    reads_back(of)


@FEW
@given(CELLS)
def test_a_printed_cell_reads_back(of: tuple[tree.Test, ...]) -> None:
    cell_reads_back(of)


@pytest.mark.long
@MANY
@given(TREES)
def test_many_printed_trees_read_back(of: tree.Tree) -> None:
    reads_back(of)


@pytest.mark.long
@MANY
@given(CELLS)
def test_many_printed_cells_read_back(of: tuple[tree.Test, ...]) -> None:
    cell_reads_back(of)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1+(2*3)", "1 + 2 * 3"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(-5)**2", "-5 ** 2"),
        ("-(5**2)", "-(5 ** 2)"),
        ("2**(3**2)", "2 ** (3 ** 2)"),
        ("(local and married)or local", "local and married or local"),
        ("local and(married or local)", "local and (married or local)"),
        ("(income>1)=local", "(income > 1) = local"),
        ("score in(1)", "score in (1)"),
        ("score in (<1)", "score in < 1"),
        ("score in ([1..5])", "score in [1..5]"),
        ("score in ]1..5[", "score in (1..5)"),
        ("city in(product.cities)", "city in product.cities"),
        ("city in product.cities and local", "city in product.cities and local"),
        ("(if local then 1 else 2)+1", "(if local then 1 else 2) + 1"),
        ("if local then 1 else(2+1)", "if local then 1 else 2 + 1"),
        ("( born ).year", "born.year"),
        ("modulo( dividend:5,divisor:3 )", "modulo(dividend: 5, divisor: 3)"),
    ],
)
def test_the_normal_spelling_has_the_parentheses_that_it_needs(typed: str, normal: str) -> None:
    assert print_tree(parse(typed, SCOPE)) == normal
    assert parse(normal, SCOPE) == parse(typed, SCOPE)


def test_labels_are_shown_in_place_of_codes() -> None:
    of = parse("ratio > 0.5 and overdue.count < 3 or balance = debt", SCOPE)
    assert print_tree(of, LABELS) == (
        "负债收入比（月） > 0.5 and 近3个月逾期次数 < 3 or 账户余额（元） = 负债 合计"
    )
    assert print_tests(parse_tests("<income,not(debt,null)", SCOPE), LABELS) == (
        "< 月收入, not(负债 合计, null)"
    )


def test_not_in_a_cell_is_told_from_not_of_a_condition() -> None:
    for text in ("not(local)", "(not(local))", "not(not(local))", "(not(local) = married)"):
        tests = parse_tests(text, SCOPE)
        assert print_tests(tests) == text
        assert parse_tests(print_tests(tests), SCOPE) == tests
