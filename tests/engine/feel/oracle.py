"""The oracle: a slow, plain, exact reading of an expression's tree.

Written from the semantics and the FEEL standard, over fractions and calendar dates; it knows
nothing of scales, bounds, types or the core, so that it cannot share a mistake with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from engine.feel import tree
from tests.engine.feel.oracle_functions import (
    ARITHMETIC,
    LENIENT,
    ORDER,
    PARAMETERS,
    PARTS,
    STRICT,
    Value,
    conjunction,
    disjunction,
    negate,
    negation,
    read_at,
)

Facts = Mapping[str, Value]


def evaluate(of: tree.Tree, facts: Facts, subject: Value = None) -> Value:
    """The value of an expression; `subject` is what `?` stands for."""

    def value(part: tree.Tree) -> Value:
        return evaluate(part, facts, subject)

    match of:
        case tree.Number(digits):
            return Fraction(digits)
        case tree.String(text):
            return text
        case tree.Boolean(truth):
            return truth
        case tree.Null():
            return None
        case tree.At(text):
            return read_at(text)
        case tree.Name(code):
            return facts[code]
        case tree.Input():
            return subject
        case tree.Negate(inner):
            return strict(negate, value(inner))
        case tree.Arithmetic(first, rest):
            result = value(first)
            for term in rest:
                result = strict(ARITHMETIC[term.sign], result, value(term.value))
            return result
        case tree.Compare(sign, left, right):
            return compare(sign, value(left), value(right))
        case tree.Logic(word, parts):
            return (conjunction if word == "and" else disjunction)(map(value, parts))
        case tree.Between(inner, low, high):
            return between(value(inner), value(low), value(high))
        case tree.In(inner, tests):
            return disjunction(holds(test, value(inner), facts) for test in tests)
        case tree.If(condition, then, otherwise):
            return value(then) if value(condition) is True else value(otherwise)
        case tree.Call(function, arguments, names):
            return call(function, [value(argument) for argument in arguments], names)
        case tree.Property(inner, name):
            return strict(PARTS[name], value(inner))
        case _:
            assert_never(of)


def cell_holds(tests: Iterable[tree.Test], subject: Value, facts: Facts) -> Value:
    """Whether a cell meets a value; null meets only a test that says `null`."""

    def one(test: tree.Test) -> Value:
        unmet = subject is None and not says_null(test)
        return False if unmet else holds(test, subject, facts)

    return disjunction(map(one, tests))


def says_null(test: tree.Test) -> bool:
    """Whether a test compares with null itself, or speaks of `?` and of null."""
    match test:
        case tree.Excluding(tests):
            return any(map(says_null, tests))
        case tree.Interval():
            return False
        case _:
            return test.value == tree.Null() or all(
                part in repr(test.value) for part in ("Input()", "Null()")
            )


def holds(test: tree.Test, subject: Value, facts: Facts) -> Value:
    """Whether one test holds for a value."""
    match test:
        case tree.Matches(sign, value):
            return compare(sign, subject, evaluate(value, facts, subject))
        case tree.Interval(low, high, low_open, high_open):
            above = compare(">" if low_open else ">=", subject, evaluate(low, facts, subject))
            below = compare("<" if high_open else "<=", subject, evaluate(high, facts, subject))
            return conjunction([above, below])
        case tree.Excluding(tests):
            return negation(disjunction(holds(one, subject, facts) for one in tests))
        case tree.Equals(value) if "Input()" in repr(value):
            return evaluate(value, facts, subject)
        case tree.Equals(value):
            found = evaluate(value, facts, subject)
            return subject in found if isinstance(found, frozenset) else subject == found
        case _:
            assert_never(test)


def compare(sign: str, left: Value, right: Value) -> Value:
    if sign in ("=", "!="):
        return (left == right) is (sign == "=")
    if left is None or right is None:
        return None
    return ORDER[sign](left, right)


def between(of: Value, low: Value, high: Value) -> Value:
    return conjunction([compare(">=", of, low), compare("<=", of, high)])


def strict(function: Callable[..., Value], *values: Value) -> Value:
    """The function's value; null where one of its values is."""
    return None if any(value is None for value in values) else function(*values)


def call(function: str, values: list[Value], names: tuple[str, ...] = ()) -> Value:
    """The value of a built-in function."""
    if names:
        order = PARAMETERS[function]
        values = [value for _, value in sorted(zip(map(order.index, names), values, strict=True))]
    if function in LENIENT:
        return LENIENT[function](*values)
    return strict(STRICT[function], *values)
