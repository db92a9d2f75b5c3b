"""Generated trees over the names of the tests: of one type each, nested to a given depth."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from engine.feel import tree
from tests.engine.feel.names import CITIES, GRADES
from tests.engine.feel.pieces import (
    COMPARISONS,
    EQUALITIES,
    EXACT_DIVISORS,
    LITERALS,
    NULL,
    NULLABLE_NUMBERS,
    NUMBERS,
    PRODUCTS,
    ROUNDINGS,
    SUMS,
    Tests,
    Trees,
    arithmetic,
    called,
    calls,
    compared,
    literals,
    names,
    several,
    strings,
)


def choices(depth: int, arms: Trees) -> Trees:
    """`if` with arms of one type, one of which may be null."""
    return st.builds(tree.If, conditions(depth), arms, arms) | st.builds(
        tree.If, conditions(depth), arms, NULL
    )


@cache
def numbers(depth: int) -> Trees:
    """Numbers that no division leaves open."""
    leaf = names(*NUMBERS) | literals(*LITERALS)
    if depth == 0:
        return leaf
    inner = numbers(depth - 1)
    return st.one_of(
        leaf,
        NULL,
        arithmetic(PRODUCTS, inner, inner),
        arithmetic(PRODUCTS, inner, leaf),
        arithmetic(("/",), inner, literals(*EXACT_DIVISORS)),
        arithmetic(("**",), inner, literals("0", "1", "2", "3")),
        st.builds(tree.Negate, inner),
        rounded(depth - 1),
        rounded(depth - 1),
        called(("min", "max", "sum"), inner, 1, 3),
        called(("modulo",), inner, 2, 2),
        called(("abs",), inner, 1, 1),
        called(("product", "mean"), inner, 2, 2),
        choices(depth - 1, inner),
        guarded(depth - 1),
        counted(depth - 1),
    )


def rounded(depth: int) -> Trees:
    """A rounding of anything that is exact."""
    places = literals("0", "1", "2", "4") | literals("1", "2", "3").map(tree.Negate)
    open_value = quotients(depth)
    with_places = st.builds(tree.Call, st.sampled_from(ROUNDINGS), st.tuples(open_value, places))
    return with_places | called(("floor", "ceiling"), open_value, 1, 1)


@st.composite
def guarded(draw: st.DrawFn, depth: int) -> tree.Tree:
    """A nullable number behind a condition that may say that it is there."""
    name = tree.Name(draw(st.sampled_from(NULLABLE_NUMBERS)))
    there: Trees = st.sampled_from(
        [
            tree.Compare("!=", name, tree.Null()),
            tree.Compare("=", tree.Null(), name),
            tree.Compare(">", name, tree.Number("1")),
            tree.Compare("=", name, tree.Number("0")),
            tree.Between(name, tree.Number("0"), tree.Number("9")),
            tree.In(name, (tree.Interval(tree.Number("0"), tree.Number("1"), False, False),)),
            tree.In(name, (tree.Matches("<", tree.Number("1")),)),
        ]
    )
    condition = draw(there)
    if draw(st.booleans()):
        condition = tree.connected(draw(st.sampled_from(("and", "or"))), condition, draw(there))
    used = tree.calculated("+", name, draw(numbers(depth)))
    then, otherwise = draw(st.permutations([used, draw(numbers(depth))]))
    return tree.If(condition, then, otherwise)


def counted(depth: int) -> Trees:
    """Numbers out of dates and texts."""
    inner = dates(depth)
    between = called(("days between", "months between", "years between"), inner, 2, 2)
    part = st.builds(tree.Property, inner, st.sampled_from(("year", "month", "day", "weekday")))
    length = called(("string length",), texts(depth), 1, 1)
    return st.one_of(between, part, length, called(("day of year",), inner, 1, 1))


@cache
def quotients(depth: int) -> Trees:
    """Numbers that may be quotients, which a rounding or a comparison must end."""
    if depth == 0:
        return numbers(0)
    inner = quotients(depth - 1)
    return st.one_of(
        numbers(depth),
        arithmetic(("/",), inner, inner),
        arithmetic(("/",), numbers(depth - 1), numbers(depth - 1)),
        arithmetic(("+", "-", "*", "/"), inner, inner),
        arithmetic(("**",), inner, literals("0", "1", "2")),
        st.builds(tree.Negate, inner),
        called(("mean",), numbers(0), 3, 3),
    )


@cache
def conditions(depth: int) -> Trees:
    """True, false or null."""
    leaf = names("married", "local", "product.active") | st.booleans().map(tree.Boolean)
    if depth == 0:
        return leaf
    inner = conditions(depth - 1)
    return st.one_of(
        leaf,
        compared(COMPARISONS, quotients(depth - 1), quotients(depth - 1)),
        compared(COMPARISONS, quotients(depth - 1), quotients(depth - 1)),
        compared(EQUALITIES, quotients(depth - 1) | dates(depth - 1) | inner, NULL),
        compared(EQUALITIES, inner, inner),
        st.builds(tree.connected, st.sampled_from(("and", "or")), inner, inner),
        st.builds(tree.connected, st.sampled_from(("and", "or")), inner, inner),
        called(("not",), inner | NULL, 1, 1),
        called(("all", "any"), inner, 1, 3),
        called(("odd", "even"), numbers(depth - 1), 1, 1),
        called(("is defined",), numbers(depth - 1) | texts(depth - 1) | inner, 1, 1),
        called(("is",), numbers(depth - 1), 2, 2),
        st.builds(tree.Between, *[quotients(depth - 1)] * 3),
        st.builds(tree.In, quotients(depth - 1), number_tests(depth - 1)),
        choices(depth - 1, inner),
        about_text(depth - 1),
        about_dates(depth - 1),
    )


def about_text(depth: int) -> Trees:
    """Conditions on text."""
    city, grade = chosen(depth, "city", CITIES), chosen(depth, "grade", GRADES)
    found = called(("contains", "starts with", "ends with"), texts(depth), 2, 2)
    return st.one_of(
        compared(COMPARISONS, texts(depth), texts(depth)),
        compared(EQUALITIES, city, strings(*CITIES) | names("city") | NULL),
        compared(EQUALITIES, names("product.kind"), strings("credit", "pledge")),
        st.builds(tree.In, grade, choice_tests(GRADES)),
        st.builds(tree.In, city, names("product.cities").map(lambda of: (tree.Equals(of),))),
        st.builds(tree.In, texts(depth), st.tuples(st.builds(tree.Equals, texts(depth)))),
        compared(EQUALITIES, calls("day of week", dates(depth)), strings("Monday", "Sunday")),
        found,
    )


def about_dates(depth: int) -> Trees:
    """Conditions on dates and lengths of time."""
    inner = dates(depth)
    ends = st.builds(tree.Interval, inner, inner, st.booleans(), st.booleans())
    return st.one_of(
        compared(COMPARISONS, inner, inner),
        st.builds(tree.Between, inner, inner, inner),
        st.builds(tree.In, inner, st.tuples(ends)),
        called(("before", "after", "coincides"), inner, 2, 2),
        compared(COMPARISONS, day_lengths(depth), day_lengths(depth)),
        compared(COMPARISONS, month_lengths(depth), month_lengths(depth)),
    )


@cache
def dates(depth: int) -> Trees:
    """Dates, the computed ones inside 1900..2999."""
    written: tuple[tree.Tree, ...] = (
        tree.At("2024-02-29"),
        tree.Call("date", (tree.String("2023-12-31"),)),
    )
    leaf = names("born", "opened", "product.from") | st.sampled_from(written)
    if depth == 0:
        return leaf
    inner = dates(depth - 1)
    return st.one_of(
        leaf,
        arithmetic(SUMS, inner, day_lengths(depth - 1)),
        arithmetic(SUMS, inner, month_lengths(depth - 1)),
        arithmetic(("+",), month_lengths(0), inner),
        calls("last day of month", inner),
        called(("min", "max"), inner, 1, 2),
        choices(depth - 1, inner),
    )


@cache
def day_lengths(depth: int) -> Trees:
    """Lengths of time in days."""
    leaf: Trees = st.sampled_from(["P0D", "P1D", "P31D", "-P366D"]).map(tree.At)
    if depth == 0:
        return leaf
    inner = day_lengths(depth - 1)
    return st.one_of(
        leaf,
        arithmetic(("-",), dates(depth - 1), dates(depth - 1)),
        arithmetic(SUMS, inner, inner),
        st.builds(tree.Negate, inner),
        choices(depth - 1, inner),
    )


@cache
def month_lengths(depth: int) -> Trees:
    """Lengths of time in months."""
    leaf: Trees = st.sampled_from(["P1M", "P1Y", "-P1Y1M", "P0M", "P11M"]).map(tree.At)
    if depth == 0:
        return leaf
    inner = month_lengths(depth - 1)
    return st.one_of(
        leaf,
        called(("years and months duration",), dates(depth - 1), 2, 2),
        arithmetic(SUMS, inner, inner),
        st.builds(tree.Negate, inner),
    )


@cache
def texts(depth: int) -> Trees:
    """Texts out of no written list."""
    leaf = names("remark", "title")
    if depth == 0:
        return leaf
    inner = texts(depth - 1)
    part = inner | strings("", "a", "X", "信用", '"\\')
    start = literals("1", "2", "5") | literals("1", "3").map(tree.Negate)
    return st.one_of(
        leaf,
        arithmetic(("+",), inner, part),
        called(("upper case", "lower case", "trim"), inner, 1, 1),
        st.builds(tree.Call, st.sampled_from(("substring before", "substring after")),
                  st.tuples(inner, part)),
        calls("substring", inner, start),
        calls("substring", inner, start, literals("0", "1", "3")),
        called(("string join",), inner, 1, 3),
        choices(depth - 1, inner),
    )  # fmt: skip


def chosen(depth: int, name: str, values: tuple[str, ...]) -> Trees:
    """A text out of a written list."""
    leaf = names(name)
    return leaf | st.builds(tree.If, conditions(depth), leaf, strings(*values))


def choice_tests(values: tuple[str, ...]) -> Tests:
    """Tests on a text out of a written list."""
    value = strings(*values)
    plain = st.builds(tree.Equals, value | NULL) | st.builds(
        tree.Matches, st.sampled_from(EQUALITIES), value
    )
    return several(plain)


def number_tests(depth: int) -> Tests:
    """Tests on a number or quotient."""
    value = numbers(depth)
    own = st.builds(tree.Compare, st.sampled_from(COMPARISONS), st.just(tree.Input()), value)
    plain = st.one_of(
        st.builds(tree.Matches, st.sampled_from(COMPARISONS), value),
        st.builds(tree.Interval, value, value, st.booleans(), st.booleans()),
        st.builds(tree.Equals, value | NULL | own),
    )
    return several(plain)


VALUES: dict[str, Trees] = {
    "number": numbers(3),
    "condition": conditions(3),
    "date": dates(2),
    "text": texts(2),
    "days": day_lengths(2),
    "months": month_lengths(2),
}
"""Well-typed trees by type."""
