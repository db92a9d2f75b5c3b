"""What a typed expression is while it is put together: a core expression, a quotient, a set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .. import ir
from .faults import ExpressionFault, fault

Kind = TypeVar("Kind", bound=ir.Type)
Part = TypeVar("Part")

HOLE = ir.Const(ir.Hole(), None)
NULL = ir.Const(ir.Null(), None)
TRUE = ir.Const(ir.Bool(), True)
FALSE = ir.Const(ir.Bool(), False)


@dataclass(frozen=True, slots=True)
class Quotient:
    """An exact fraction of two numbers; a rounding or a comparison must end it."""

    dividend: ir.Expr
    divisor: ir.Expr


@dataclass(frozen=True, slots=True)
class TextSet:
    """A parameter's set of texts; only `in` reads it."""

    values: frozenset[str]


Value = ir.Expr | Quotient | TextSet


def is_hole(value: Value) -> bool:
    """Whether an issue was already found inside."""
    if isinstance(value, Quotient):
        return is_hole(value.dividend) or is_hole(value.divisor)
    return not isinstance(value, TextSet) and isinstance(value.type, ir.Hole)


def plain(value: Value) -> ir.Expr:
    """The value as a core expression. Raises ExpressionFault for a quotient or a set."""
    if isinstance(value, Quotient):
        raise fault("E203")
    if isinstance(value, TextSet):
        raise fault("E204")
    return value


def number(value: Value) -> ir.Expr:
    """The value, which must be a number. Raises ExpressionFault."""
    expression = plain(value)
    if not isinstance(expression.type, ir.Num):
        raise wrong_type(expression, "number")
    return expression


def is_number(value: Value) -> bool:
    """Whether a value is a number, be it one that is still a quotient."""
    return isinstance(value, Quotient) or (
        not isinstance(value, TextSet) and isinstance(value.type, ir.Num)
    )


def is_text(value: Value) -> bool:
    """Whether a value is a text."""
    return not isinstance(value, Quotient | TextSet) and isinstance(value.type, ir.Text)


def num(expression: ir.Expr) -> ir.Num:
    """The type of an expression that is known to be a number."""
    if not isinstance(expression.type, ir.Num):
        raise wrong_type(expression, "number")
    return expression.type


def whole_literal(value: Value) -> int | None:
    """The integer that is written out or that a parameter gives; None for any other value."""
    expression = plain(value)
    whole = isinstance(expression.type, ir.Num) and expression.type.scale == 0
    if not whole or not isinstance(expression, ir.Const) or not isinstance(expression.value, int):
        return None
    return expression.value


def of_type(value: Value, kind: type[Kind], name: str) -> tuple[ir.Expr, Kind]:
    """The value and its type, which must be of `kind`. Raises ExpressionFault."""
    expression = plain(value)
    if not isinstance(expression.type, kind):
        raise wrong_type(expression, name)
    return expression, expression.type


def wrong_type(expression: ir.Expr, wanted: str) -> ExpressionFault:
    """The fault that one type stands where another must."""
    return fault("E201", wanted=wanted, found=type_name(expression.type))


def balanced(join: Callable[[Part, Part], Part], parts: Sequence[Part]) -> Part:
    """All parts joined two by two, for a joining whose order does not matter.

    A chain of a thousand is ten levels deep, which every back end can hold.
    """
    if len(parts) == 1:
        return parts[0]
    half = (len(parts) + 1) // 2
    return join(balanced(join, parts[:half]), balanced(join, parts[half:]))


def type_name(of: ir.Type) -> str:
    """The name of a type for a message, in FEEL's words."""
    names: dict[type[ir.Type], str] = {
        ir.Num: "number", ir.Bool: "boolean", ir.Text: "string", ir.Date: "date",
        ir.Days: "days duration", ir.Months: "months duration", ir.Null: "null",
    }  # fmt: skip
    return names.get(type(of), "value")
