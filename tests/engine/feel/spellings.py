"""Generated trees of any shape, well typed or not: all that can be written."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.feel import tree
from engine.feel.builtins import BUILTINS
from tests.engine.feel.names import SCOPE
from tests.engine.feel.pieces import COMPARISONS, Tests, Trees

SIGNS: tuple[tree.ArithmeticSign, ...] = ("+", "-", "*", "/", "**")

LEAVES: Trees = st.one_of(
    st.from_regex(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?", fullmatch=True).map(tree.Number),
    st.text(max_size=5).map(tree.String),
    st.booleans().map(tree.Boolean),
    st.just(tree.Null()),
    st.sampled_from(["2024-02-29", "P1Y2M", '"', "x"]).map(tree.At),
    st.sampled_from(sorted(SCOPE.names)).map(tree.Name),
    st.just(tree.Input()),
)


def longer(inner: Trees) -> Trees:
    """Trees that hold others."""
    arguments = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.Negate, inner),
        st.builds(tree.calculated, st.sampled_from(SIGNS), inner, inner),
        st.builds(tree.Compare, st.sampled_from(COMPARISONS), inner, inner),
        st.builds(tree.connected, st.sampled_from(("and", "or")), inner, inner),
        st.builds(tree.Between, inner, inner, inner),
        st.builds(tree.In, inner, tests(inner)),
        st.builds(tree.If, inner, inner, inner),
        st.builds(tree.Call, st.sampled_from(sorted(BUILTINS)), arguments),
        st.builds(
            tree.Call,
            st.just("substring"),
            st.tuples(inner, inner),
            st.permutations(["string", "start position"]).map(tuple),
        ),
        st.builds(tree.Property, inner, st.sampled_from(["year", "weekday", "odd"])),
    )


def tests(inner: Trees) -> Tests:
    """The tests of a cell, `not(…)` among them."""
    plain: st.SearchStrategy[tree.Test] = st.one_of(
        st.builds(tree.Matches, st.sampled_from(COMPARISONS), inner),
        st.builds(tree.Interval, inner, inner, st.booleans(), st.booleans()),
        st.builds(tree.Equals, inner),
    )
    group = st.lists(plain, min_size=1, max_size=2).map(tuple)
    one = st.one_of(plain, plain, st.builds(tree.Excluding, group))
    return st.lists(one, min_size=1, max_size=3).map(tuple)


TREES: Trees = st.recursive(LEAVES, longer, max_leaves=12)
CELLS: Tests = tests(TREES)
