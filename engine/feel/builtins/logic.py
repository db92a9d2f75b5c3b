"""Functions on conditions and on null."""

from __future__ import annotations

from ... import ir
from .. import comparisons
from ..faults import fault
from ..meaning import TRUE, Value, plain, type_name
from .entry import Builtin


def condition(value: Value) -> ir.Expr:
    """The value, which must be a condition. Raises ExpressionFault."""
    expression = plain(value)
    if isinstance(expression.type, ir.Null):
        return ir.Const(ir.Bool(nullable=True), None)
    if not isinstance(expression.type, ir.Bool):
        raise fault("E210", found=type_name(expression.type))
    return expression


def _not(value: Value) -> Value:
    return comparisons.negated(condition(value))


def _all(*values: Value) -> Value:
    return comparisons.all_of([condition(value) for value in values])


def _any(*values: Value) -> Value:
    return comparisons.any_of([condition(value) for value in values])


def _is(left: Value, right: Value) -> Value:
    return comparisons.equal(left, right)


def _is_defined(value: Value) -> Value:
    expression = plain(value)
    if isinstance(expression.type, ir.Null):
        return comparisons.negated(TRUE)
    return comparisons.negated(ir.IsNull(expression)) if expression.type.nullable else TRUE


LOGIC: tuple[Builtin, ...] = (
    Builtin("not", ("negand",), _not),
    Builtin("all", ("list",), _all, variadic=True),
    Builtin("any", ("list",), _any, variadic=True),
    Builtin("is", ("value1", "value2"), _is),
    Builtin("is defined", ("value",), _is_defined, ours=True),
)
