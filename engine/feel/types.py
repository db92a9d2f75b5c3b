"""Types an expression against the scope and builds its meaning in the core.

Typing and building are one step: what has a type has a meaning. Every fault becomes an issue with
its place; the part with the fault becomes a hole, which fits everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import assert_never

from .. import ir
from ..issues import Issue
from . import comparisons, narrowing, numbers, tree
from .builtins import BUILTINS
from .builtins.calendar import at_literal, date_property, shifted
from .builtins.text import joined
from .faults import ExpressionFault, fault
from .kinds import not_null, united
from .meaning import (
    FALSE,
    HOLE,
    NULL,
    Quotient,
    TextSet,
    Value,
    balanced,
    is_hole,
    is_number,
    is_text,
    plain,
    type_name,
)
from .scope import Scope
from .size import Sizes


class Typer:
    """Types the trees of one place; `issues` collects what it finds."""

    def __init__(self, scope: Scope, at: str, subject: Value | None = None) -> None:
        self.scope, self.at, self.subject = scope, at, subject
        self.issues: list[Issue] = []
        self.known: frozenset[str] = frozenset()
        self.names: set[str] = set()
        self._sizes = Sizes()
        self._never_null: dict[int, bool] = {}

    def guarded(self, of: tree.Tree | tree.Term | tree.Test, build: Callable[[], Value]) -> Value:
        """What `build` gives, or a hole and an issue at the place of `of`."""
        try:
            return build()
        except ExpressionFault as found:
            self.issues.append(found.issue(self.at, of.span))
            return HOLE

    def value(self, of: tree.Tree) -> Value:
        """The typed meaning of a tree."""
        result = self.guarded(of, lambda: self._sizes.checked(self._value(of)))
        holder = isinstance(result, Quotient | TextSet)
        self._never_null[id(of)] = not holder and not plain(result).type.nullable
        return result

    def plain(self, of: tree.Tree) -> ir.Expr:
        """The meaning as one value: no quotient that nothing ends, no set."""
        result = self.guarded(of, lambda: plain(self.value(of)))
        return plain(result)

    def condition(self, of: tree.Tree) -> ir.Expr:
        """The meaning of a condition; another type is an issue."""
        result = self.plain(of)
        if isinstance(result.type, ir.Null):
            return ir.Const(ir.Bool(nullable=True), None)
        if isinstance(result.type, ir.Hole):
            return FALSE
        if not isinstance(result.type, ir.Bool):
            found = fault("E210", found=type_name(result.type))
            self.issues.append(found.issue(self.at, of.span))
            return FALSE
        return result

    def _value(self, of: tree.Tree) -> Value:
        match of:
            case tree.Number(digits):
                return literal(digits)
            case tree.String(text):
                return ir.Const(ir.Text(len(text), (text,)), text)
            case tree.Boolean(truth):
                return ir.Const(ir.Bool(), truth)
            case tree.Null():
                return NULL
            case tree.At(text):
                return at_literal(text)
            case tree.Name(code):
                return self._name(code)
            case tree.Input():
                if self.subject is None:
                    raise fault("E121")
                return self.subject
            case tree.Negate(inner):
                return self._negate(self.value(inner))
            case tree.Arithmetic():
                return self._arithmetic(of)
            case tree.Compare(sign, left, right):
                return self._compared(sign, self.value(left), self.value(right))
            case tree.Logic():
                return self._logic(of)
            case tree.Between(value, low, high):
                ends = (self.value(value), self.value(low), self.value(high))
                return FALSE if any(map(is_hole, ends)) else comparisons.within(*ends)
            case tree.In(value, tests):
                return self.tests(self.value(value), tests)
            case tree.If():
                return self._if(of)
            case tree.Call():
                return self._call(of)
            case tree.Property(inner, name):
                day = self.value(inner)
                return HOLE if is_hole(day) else date_property(day, name)
            case _:
                assert_never(of)

    def _name(self, code: str) -> Value:
        self.names.add(code)
        means = self.scope.names[code].means
        if isinstance(means, frozenset):
            return TextSet(means)
        if code in self.known and isinstance(means, ir.Read):
            return ir.Read(not_null(means.type), means.name)
        return means

    def _negate(self, of: Value) -> Value:
        if is_hole(of):
            return HOLE
        if isinstance(of, Quotient):
            return numbers.negated(of)
        expression = plain(of)
        if isinstance(expression.type, ir.Null):
            return NULL
        if isinstance(expression.type, ir.Days | ir.Months):
            return shifted("-", None, expression)
        return numbers.negated(expression)

    def _arithmetic(self, of: tree.Arithmetic) -> Value:
        run = [(True, self.value(of.first))]
        for term in of.rest:
            value = self.value(term.value)
            if lengthens(run, term.sign, value):
                run.append((term.sign == "+", value))
            else:
                build = partial(self._calculated, term.sign, joined_run(run), value)
                run = [(True, self.guarded(term, build))]
        return joined_run(run)

    def _calculated(self, sign: tree.ArithmeticSign, left: Value, right: Value) -> Value:
        if is_hole(left) or is_hole(right):
            return HOLE
        kinds = [side.type for side in (left, right) if not isinstance(side, Quotient | TextSet)]
        if any(isinstance(kind, ir.Null) for kind in kinds):
            return NULL
        if sign == "**":
            return self._sizes.checked(numbers.power(left, right))
        timed = any(isinstance(kind, ir.Date | ir.Days | ir.Months) for kind in kinds)
        if sign in "+-" and len(kinds) == 2 and timed:
            return self._sizes.checked(shifted(sign, plain(left), plain(right)))
        return self._sizes.checked(numbers.combine(sign, left, right))

    def _compared(self, sign: str, left: Value, right: Value) -> Value:
        if is_hole(left) or is_hole(right):
            return FALSE
        return comparisons.compare(sign, left, right)

    def _logic(self, of: tree.Logic) -> Value:
        is_and = of.word == "and"
        after = narrowing.after_true if is_and else narrowing.after_false
        before, conditions = self.known, []
        for part in of.parts:
            conditions.append(self.condition(part))
            self.known |= after(part)
        self.known = before
        return comparisons.all_of(conditions) if is_and else comparisons.any_of(conditions)

    def _knowing(self, names: frozenset[str], build: Callable[[], ir.Expr]) -> ir.Expr:
        before, self.known = self.known, self.known | names
        result = build()
        self.known = before
        return result

    def _if(self, of: tree.If) -> Value:
        condition = self.condition(of.condition)
        then = self._knowing(
            narrowing.in_then(of.condition, lambda part: self._never_null[id(part)]),
            lambda: self.plain(of.then),
        )
        otherwise = self._knowing(narrowing.in_else(of.condition), lambda: self.plain(of.otherwise))
        then, otherwise, kind = united(then, otherwise)
        return ir.If(kind, condition, then, otherwise)

    def _call(self, of: tree.Call) -> Value:
        builtin = BUILTINS[of.function]
        arguments = [self.value(argument) for argument in ordered_arguments(of)]
        if any(map(is_hole, arguments)):
            return HOLE
        return builtin.build(*arguments)

    def tests(self, subject: Value, tests: tuple[tree.Test, ...]) -> ir.Expr:
        """Whether one of the tests holds for a value."""
        before, self.subject = self.subject, subject
        conditions = [self._guarded_test(test) for test in tests]
        self.subject = before
        return comparisons.any_of(conditions)

    def _guarded_test(self, test: tree.Test) -> ir.Expr:
        result = plain(self.guarded(test, lambda: self._test(test)))
        return FALSE if is_hole(result) else result

    def _test(self, test: tree.Test) -> ir.Expr:
        subject = self.subject
        if subject is None or is_hole(subject):
            return FALSE
        match test:
            case tree.Matches(sign, value):
                return plain(self._compared(sign, subject, self.value(value)))
            case tree.Interval(low, high, low_open, high_open):
                ends = (self.value(low), self.value(high))
                if any(map(is_hole, ends)):
                    return FALSE
                return comparisons.within(subject, *ends, low_open=low_open, high_open=high_open)
            case tree.Excluding(tests):
                return comparisons.negated(self.tests(subject, tests))
            case tree.Equals(value):
                return self._equals(subject, value)
            case _:
                assert_never(test)

    def _equals(self, subject: Value, value: tree.Tree) -> ir.Expr:
        if has_input(value):
            return self.condition(value)
        right = self.value(value)
        if isinstance(right, TextSet):
            return comparisons.member(subject, right)
        return plain(self._compared("=", subject, right))


def literal(digits: str) -> ir.Const:
    """A number as written: `0.50` has two places."""
    whole, _, places = digits.partition(".")
    value = int(whole + places)
    if value >= ir.INTERMEDIATE_LIMIT or len(places) > ir.SCALE_LIMIT:
        raise fault("E207")
    return numbers.constant(value, len(places))


def lengthens(run: Sequence[numbers.Signed], sign: str, value: Value) -> bool:
    """Whether a sum of numbers, or of texts, goes on with another one of them."""
    _, first = run[0]
    if is_number(first):
        return sign in "+-" and is_number(value)
    return is_text(first) and sign == "+" and is_text(value)


def joined_run(run: Sequence[numbers.Signed]) -> Value:
    """The value of such a sum."""
    values = [value for _, value in run]
    return balanced(joined, list(map(plain, values))) if is_text(values[0]) else numbers.total(run)


def has_input(of: tree.Tree | tree.Test) -> bool:
    """Whether `?` stands in an expression; in the tests of an `in` it is another one."""
    match of:
        case tree.Input():
            return True
        case tree.In(inner, _):
            return has_input(inner)
        case _:
            return any(map(has_input, tree.parts(of)))


def ordered_arguments(of: tree.Call) -> tuple[tree.Tree, ...]:
    """The arguments in the order of the parameters. Raises ExpressionFault for a wrong number."""
    builtin = BUILTINS[of.function]
    most = len(builtin.parameters)
    least = most - builtin.optional
    usage = f"{of.function}({', '.join(builtin.parameters)}{', …' if builtin.variadic else ''})"
    count = len(of.arguments)
    if count < least or (count > most and not builtin.variadic):
        raise fault("E122", usage=usage, found=count)
    if not of.names:
        return of.arguments
    given = dict(zip(of.names, of.arguments, strict=True))
    wanted = builtin.parameters[:count]
    if len(given) < count or set(given) != set(wanted):
        raise fault("E123", usage=usage)
    return tuple(given[name] for name in wanted)
