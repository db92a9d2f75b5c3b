"""The pieces that generated trees are put together from."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.feel import tree

Trees = st.SearchStrategy[tree.Tree]
Tests = st.SearchStrategy[tuple[tree.Test, ...]]

NUMBERS = ("income", "debt", "balance", "ratio", "rate", "score", "overdue.count", "drift",
           "product.cap", "product.factor", "product.eighth")  # fmt: skip
LITERALS = ("0", "1", "2", "3", "7", "12", "0.5", "0.50", "1.25", "0.003", "99.99", "1000")
EXACT_DIVISORS = ("2", "4", "0.5", "100", "12.5", "10000")
NULLABLE_NUMBERS = ("debt", "ratio", "score")
ROUNDINGS = ("decimal", "floor", "ceiling", "round up", "round down", "round half up",
             "round half down")  # fmt: skip
COMPARISONS: tuple[tree.CompareSign, ...] = ("=", "!=", "<", "<=", ">", ">=")
EQUALITIES: tuple[tree.CompareSign, ...] = ("=", "!=")
SUMS: tuple[tree.ArithmeticSign, ...] = ("+", "-")
PRODUCTS: tuple[tree.ArithmeticSign, ...] = ("+", "-", "*")

NULL: Trees = st.just(tree.Null())


def names(*codes: str) -> Trees:
    return st.sampled_from(codes).map(tree.Name)


def literals(*digits: str) -> Trees:
    return st.sampled_from(digits).map(tree.Number)


def strings(*values: str) -> Trees:
    return st.sampled_from(values).map(tree.String)


def calls(function: str, *arguments: Trees) -> Trees:
    return st.tuples(*arguments).map(lambda given: tree.Call(function, given))


def called(functions: tuple[str, ...], arguments: Trees, least: int, most: int) -> Trees:
    """A function of any number of arguments of one type."""
    return st.builds(
        tree.Call,
        st.sampled_from(functions),
        st.lists(arguments, min_size=least, max_size=most).map(tuple),
    )


def arithmetic(signs: tuple[tree.ArithmeticSign, ...], left: Trees, right: Trees) -> Trees:
    return st.builds(tree.calculated, st.sampled_from(signs), left, right)


def compared(signs: tuple[tree.CompareSign, ...], left: Trees, right: Trees) -> Trees:
    return st.builds(tree.Compare, st.sampled_from(signs), left, right)


def several(plain: st.SearchStrategy[tree.Test]) -> Tests:
    """One to three tests, one of which may be `not(…)`."""
    group = st.lists(plain, min_size=1, max_size=2).map(tuple)
    one = st.one_of(plain, plain, st.builds(tree.Excluding, group))
    return st.lists(one, min_size=1, max_size=3).map(tuple)
