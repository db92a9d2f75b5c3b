"""The door of the room: a text at an address becomes a typed value, or issues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import ir
from ..issues import Issue, Language
from . import comparisons, tree
from .faults import TEXTS, ExpressionFault
from .fitting import fitted
from .kinds import not_null
from .meaning import FALSE, HOLE, NULL, Value, is_hole, plain
from .parse import parse, parse_tests
from .print import say_tests, say_tree
from .scope import Scope
from .types import Typer


@dataclass(frozen=True, slots=True)
class Typed:
    """A value with the issues of its text; with issues the value is a hole."""

    value: Value
    issues: tuple[Issue, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def expression(self) -> ir.Expr:
        """The value as a core expression."""
        return plain(self.value)


def value(text: str, scope: Scope, at: str) -> Typed:
    """A value that may still be a quotient: the `of` of a column or a characteristic."""
    try:
        parsed = parse(text, scope)
    except ExpressionFault as found:
        return Typed(HOLE, (found.issue(at),))
    typer = Typer(scope, at)
    result = typer.value(parsed)
    return Typed(HOLE if typer.issues else result, tuple(typer.issues), frozenset(typer.names))


def assigned(text: str, scope: Scope, at: str, target: ir.Type) -> Typed:
    """A value that fits a variable or a field of `target`."""
    typed = value(text, scope, at)
    if typed.issues:
        return typed
    try:
        return Typed(fitted(typed.value, target), (), typed.names)
    except ExpressionFault as found:
        return Typed(HOLE, (found.issue(at, (0, len(text))),), typed.names)


def condition(text: str, scope: Scope, at: str) -> Typed:
    """A condition; it may be null where its type says so."""
    try:
        parsed = parse(text, scope)
    except ExpressionFault as found:
        return Typed(FALSE, (found.issue(at),))
    typer = Typer(scope, at)
    result = typer.condition(parsed)
    return Typed(result, tuple(typer.issues), frozenset(typer.names))


def cell(text: str, scope: Scope, at: str, subject: Value) -> Typed:
    """The condition that a cell puts on a value; null meets only a test that says `null`."""
    try:
        tests = parse_tests(text, scope)
    except ExpressionFault as found:
        return Typed(FALSE, (found.issue(at),))
    if is_hole(subject):
        return Typed(FALSE)
    typer = Typer(scope, at)
    conditions = [_met(typer, subject, test) for test in tests]
    return Typed(comparisons.any_of(conditions), tuple(typer.issues), frozenset(typer.names))


def _met(typer: Typer, subject: Value, test: tree.Test) -> ir.Expr:
    """A test that does not say `null` sees the value as one that is there."""
    if isinstance(test, tree.Equals) and isinstance(test.value, tree.Null):
        return typer.tests(subject, (test,))
    present = comparisons.negated(comparisons.equal(subject, NULL))
    if isinstance(subject, ir.Read):
        subject = ir.Read(not_null(subject.type), subject.name)
    return comparisons.both(present, typer.tests(subject, (test,)))


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
