"""A cell of constants as a set of values: the same values that it meets when it runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import ir
from engine.feel import tree
from engine.feel.parse import parse_tests
from engine.feel.print import print_tests
from engine.feel.regions import Domain, Region, domain, region
from engine.issues import Issue
from tests.engine.feel.evaluation import HERE
from tests.engine.feel.names import CITIES, SCOPE, facts, meant
from tests.engine.feel.oracle import cell_holds
from tests.engine.feel.pieces import COMPARISONS, literals, several, strings

TENTHS = ir.Num(1, -12, 30)
NUMBER = literals("0", "1", "2.5", "0.05", "3", "99", "1.2") | literals("0.7", "1.2").map(
    tree.Negate
)
NUMBER_CELLS = several(
    st.one_of(
        st.builds(tree.Matches, st.sampled_from(COMPARISONS), NUMBER),
        st.builds(tree.Interval, NUMBER, NUMBER, st.booleans(), st.booleans()),
        st.builds(tree.Equals, NUMBER),
    )
)

CITY = strings(*CITIES)
CITY_CELLS = several(
    st.one_of(
        st.builds(tree.Matches, st.sampled_from(COMPARISONS), CITY),
        st.builds(tree.Interval, CITY, CITY, st.booleans(), st.booleans()),
        st.builds(tree.Equals, CITY),
    )
)


def members(found: Region | Issue) -> set[int]:
    assert isinstance(found, Region)
    assert all(b < c - 1 for (_, b), (c, _) in zip(found.spans, found.spans[1:], strict=False))
    return {value for lo, hi in found.spans for value in range(lo, hi + 1)}


@settings(max_examples=300)
@given(NUMBER_CELLS)
def test_a_region_holds_the_numbers_that_meet_the_cell(tests: tuple[tree.Test, ...]) -> None:
    found = members(region(print_tests(tests), SCOPE, HERE, Domain(TENTHS)))
    met = {
        value
        for value in range(TENTHS.lo, TENTHS.hi + 1)
        if cell_holds(tests, meant(value, TENTHS), facts({}))
    }
    assert found == met


@pytest.mark.parametrize("sign", COMPARISONS)
@pytest.mark.parametrize("number", ["-1.2", "-1.15", "0", "0.05", "0.1", "1.25", "2.99", "3", "99"])
def test_the_ends_of_a_region_lie_where_the_comparison_turns(sign: str, number: str) -> None:
    text = f"{sign} {number}"
    found = members(region(text, SCOPE, HERE, Domain(TENTHS)))
    assert found == {
        value
        for value in range(TENTHS.lo, TENTHS.hi + 1)
        if cell_holds(parse_tests(text, SCOPE), meant(value, TENTHS), facts({}))
    }


@settings(max_examples=100)
@given(CITY_CELLS)
def test_a_region_holds_the_texts_that_meet_the_cell(tests: tuple[tree.Test, ...]) -> None:
    of = domain(ir.Text(2, CITIES))
    assert of is not None
    found = members(region(print_tests(tests), SCOPE, HERE, of))
    met = {place for place, city in enumerate(CITIES) if cell_holds(tests, city, facts({}))}
    assert found == met


def test_regions_join_meet_and_part() -> None:
    a, b = Region.of([(1, 5), (8, 9)]), Region.of([(6, 6), (9, 12)])
    assert a.union(b) == Region(((1, 6), (8, 12)))
    assert a.meet(b) == Region(((9, 9),))
    assert a.without(b) == Region(((1, 5), (8, 8)))
    assert Region.of([(3, 2)]) == Region(())


def test_parameters_are_constants_and_facts_are_not() -> None:
    of = Domain(ir.Num(2, 0, 10_000_000))
    assert region("< product.cap", SCOPE, HERE, of) == Region(((0, 2_999_999),))
    wrong = {"< income": "E128", "? > 3": "E128", "< 1 / 3": "E203", "null + 1": "E128",
             "null": "E128", '< "a"': "E201", '@"2024-02-29"': "E201"}  # fmt: skip
    for text, code in wrong.items():
        found = region(text, SCOPE, HERE, of)
        assert isinstance(found, Issue)
        assert found.code == code


def test_a_cell_about_text_or_boolean_is_made_of_their_values() -> None:
    of = domain(ir.Bool())
    assert of is not None
    assert region("true", SCOPE, HERE, of) == Region(((1, 1),))
    assert region("not(true)", SCOPE, HERE, of) == Region(((0, 0),))
    for text in ("1", '"a"', "< true"):
        found = region(text, SCOPE, HERE, of)
        assert isinstance(found, Issue)
        assert found.code == "E201"


def test_a_cell_that_cannot_be_read_gives_its_own_issue() -> None:
    found = region("< 3 4", SCOPE, HERE, Domain(TENTHS))
    assert isinstance(found, Issue)
    assert (found.code, found.span) == ("E104", (4, 5))
    assert parse_tests("3", SCOPE)


@pytest.mark.parametrize("of", [ir.Text(5), ir.Days(0, 1), ir.Null()])
def test_what_cannot_be_counted_has_no_domain(of: ir.Type) -> None:
    assert domain(of) is None
