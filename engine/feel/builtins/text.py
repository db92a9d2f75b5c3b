"""Functions on text. Positions count code points from 1; a negative one counts from the end."""

from __future__ import annotations

from ... import ir
from .. import numbers
from ..faults import fault
from ..meaning import NULL, Value, balanced, of_type, plain, whole_literal
from .entry import Builtin

GROWTH = 3
"""Changing case can turn one code point into three (U+0390)."""


def _text(value: Value) -> ir.Expr:
    expression, _ = of_type(value, ir.Text, "string")
    return expression


def _most(of: ir.Expr) -> int:
    return of.type.most if isinstance(of.type, ir.Text) else 0


def _any_null(*values: Value) -> bool:
    return any(isinstance(plain(value).type, ir.Null) for value in values)


def _length(value: Value) -> Value:
    if _any_null(value):
        return NULL
    text = _text(value)
    return ir.TextCall(ir.Num(0, 0, _most(text), text.type.nullable), "length", (text,))


def _changed(operator: ir.TextOperator, name: str, growth: int, *, ours: bool = False) -> Builtin:
    def build(value: Value) -> Value:
        if _any_null(value):
            return NULL
        text = _text(value)
        of = ir.Text(_most(text) * growth, None, text.type.nullable)
        return ir.TextCall(of, operator, (text,))

    return Builtin(name, ("string",), build, ours=ours)


def _tested(operator: ir.TextOperator, name: str) -> Builtin:
    def build(value: Value, match: Value) -> Value:
        if _any_null(value, match):
            return ir.Const(ir.Bool(nullable=True), None)
        text, part = _text(value), _text(match)
        nullable = text.type.nullable or part.type.nullable
        return ir.TextCall(ir.Bool(nullable), operator, (text, part))

    return Builtin(name, ("string", "match"), build)


def _parted(operator: ir.TextOperator, name: str) -> Builtin:
    def build(value: Value, match: Value) -> Value:
        if _any_null(value, match):
            return NULL
        text, part = _text(value), _text(match)
        of = ir.Text(_most(text), None, text.type.nullable or part.type.nullable)
        return ir.TextCall(of, operator, (text, part))

    return Builtin(name, ("string", "match"), build)


def _substring(value: Value, start: Value, length: Value | None = None) -> Value:
    if _any_null(value):
        return NULL
    text = _text(value)
    begin = _position(start, "start position")
    count = _most(text) if length is None else _position(length, "length")
    if begin == 0 or count < 0:
        raise fault("E124")
    of = ir.Text(min(_most(text), count), None, text.type.nullable)
    places = (numbers.constant(begin, 0), numbers.constant(count, 0))
    return ir.TextCall(of, "substring", (text, *places))


def _position(value: Value, name: str) -> int:
    """A literal whole number."""
    position = whole_literal(value)
    if position is None:
        raise fault("E125", name=name)
    return position


def _concatenate(*values: Value) -> Value:
    if _any_null(*values):
        return NULL
    return balanced(joined, list(map(_text, values)))


def joined(left: ir.Expr, right: ir.Expr) -> ir.Expr:
    """Two texts one after the other."""
    nullable = left.type.nullable or right.type.nullable
    return ir.TextCall(ir.Text(_most(left) + _most(right), None, nullable), "join", (left, right))


TEXT: tuple[Builtin, ...] = (
    Builtin("string length", ("string",), _length),
    _changed("upper", "upper case", GROWTH),
    _changed("lower", "lower case", GROWTH),
    _changed("trim", "trim", 1, ours=True),
    _tested("contains", "contains"),
    _tested("starts", "starts with"),
    _tested("ends", "ends with"),
    _parted("before", "substring before"),
    _parted("after", "substring after"),
    Builtin("substring", ("string", "start position", "length"), _substring, optional=1),
    Builtin("string join", ("list",), _concatenate, variadic=True, ours=True),
)
