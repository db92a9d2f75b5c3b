"""The door of the room: a text at an address becomes a typed value, or issues."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar, assert_never

from .. import ir
from ..issues import Issue, Language
from . import comparisons, tree
from .faults import TEXTS, ExpressionFault, fault
from .fitting import fitted
from .kinds import not_null
from .meaning import FALSE, HOLE, NULL, Value, is_hole, plain
from .parse import parse, parse_tests
from .print import print_tests, print_tree, say_tests, say_tree
from .scope import Scope
from .types import Typer, has_input

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Typed:
    """A value with the issues of its text; with issues the value is a hole.

    `respelled` is the text in the normal spelling, codes for labels, where it is another one.
    """

    value: Value
    issues: tuple[Issue, ...] = ()
    names: frozenset[str] = frozenset()
    respelled: str | None = None

    @property
    def expression(self) -> ir.Expr:
        """The value as a core expression."""
        return plain(self.value)


def value(text: str, scope: Scope, at: str) -> Typed:
    """A value that may still be a quotient: the `of` of a column or a characteristic."""
    try:
        parsed = parse(text, scope)
        respelled = _respelled(text, print_tree(parsed), parsed, partial(parse, scope=scope))
    except ExpressionFault as found:
        return Typed(HOLE, (found.issue(at),))
    typer = Typer(scope, at)
    result = typer.value(parsed)
    issues, names = tuple(typer.issues), frozenset(typer.names)
    return Typed(HOLE if issues else result, issues, names, respelled)


def assigned(text: str, scope: Scope, at: str, target: ir.Type) -> Typed:
    """A value that fits a variable or a field of `target`."""
    typed = value(text, scope, at)
    if typed.issues:
        return typed
    try:
        return replace(typed, value=fitted(typed.value, target))
    except ExpressionFault as found:
        return Typed(HOLE, (found.issue(at, (0, len(text))),), typed.names)


def condition(text: str, scope: Scope, at: str) -> Typed:
    """A condition; it may be null where its type says so."""
    try:
        parsed = parse(text, scope)
        respelled = _respelled(text, print_tree(parsed), parsed, partial(parse, scope=scope))
    except ExpressionFault as found:
        return Typed(FALSE, (found.issue(at),))
    typer = Typer(scope, at)
    result = typer.condition(parsed)
    return Typed(result, tuple(typer.issues), frozenset(typer.names), respelled)


def cell(text: str, scope: Scope, at: str, subject: Value) -> Typed:
    """The condition that a cell puts on a value; null meets only a test that says `null`."""
    try:
        tests = parse_tests(text, scope)
        respelled = _respelled(text, print_tests(tests), tests, partial(parse_tests, scope=scope))
    except ExpressionFault as found:
        return Typed(FALSE, (found.issue(at),))
    if is_hole(subject):
        return Typed(FALSE)
    typer = Typer(scope, at)
    met = comparisons.any_of([_met(typer, subject, test) for test in tests])
    return Typed(met, tuple(typer.issues), frozenset(typer.names), respelled)


def _respelled(text: str, normal: str, parsed: T, read: Callable[[str], T]) -> str | None:
    """The normal spelling of a text that has another one. Raises ExpressionFault.

    A code may be a word of FEEL (`or`), or go on where a part of a date stands (`born.year`): typed
    by its label such a name means what its code would not.
    """
    if normal == text:
        return None
    try:
        again = read(normal)
    except ExpressionFault:
        again = None
    if again != parsed:
        raise fault("E131", (0, len(text)), normal=normal)
    return normal


def _met(typer: Typer, subject: Value, test: tree.Test) -> ir.Expr:
    """A test that does not say `null` sees the value as one that is there."""
    if _says_null(test):
        return typer.tests(subject, (test,))
    present = comparisons.negated(comparisons.equal(subject, NULL))
    if isinstance(subject, ir.Read):
        subject = ir.Read(not_null(subject.type), subject.name)
    return comparisons.both(present, typer.tests(subject, (test,)))


def _says_null(test: tree.Test) -> bool:
    """Whether a test says `null` of the value: `null`, `= null`, `? = null or ? > 5`."""
    match test:
        case tree.Matches(_, value) | tree.Equals(value):
            alone = isinstance(value, tree.Null)
            return alone or (has_input(value) and tree.holds(value, tree.Null))
        case tree.Excluding(tests):
            return any(map(_says_null, tests))
        case tree.Interval():
            return False
        case _:
            assert_never(test)


def normal(text: str, scope: Scope) -> str:
    """The expression in its normal spelling; one with a fault as it stands."""
    try:
        return print_tree(parse(text, scope))
    except ExpressionFault:
        return text


def said(text: str, scope: Scope, labels: Mapping[str, str], language: Language) -> str:
    """The expression for reading, labels in place of codes; one with a fault as it stands."""
    try:
        return say_tree(parse(text, scope), labels, language)
    except ExpressionFault:
        return text


def said_cell(text: str, scope: Scope, labels: Mapping[str, str], language: Language) -> str:
    """The cell for reading, to stand behind what it tests; one with a fault as it stands."""
    try:
        return say_tests(parse_tests(text, scope), labels, language)
    except ExpressionFault:
        return text


def needless(at: str, field: str) -> Issue:
    """The notice that `unknown` or `missing` stands where nothing can be null."""
    return TEXTS.issue("E219", f"{at}/{field}")


def undecided(at: str, field: str, text: str, right: str) -> Issue:
    """The issue that a condition may be null and the author does not say what then."""
    return TEXTS.issue("E218", at, span=(0, len(text)), field=field, right=right)
