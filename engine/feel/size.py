"""How large an expression becomes in the core: a counted limit, so that every back end can hold it.

A tree of a few characters can grow without end there, for what a rule needs twice is written twice:
`x ** 9 ** 9 ** 9` holds x 729 times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import get_args

from .. import ir
from .faults import fault
from .meaning import Quotient, TextSet, Value

OPERATIONS_LIMIT = 10_000
NESTING_LIMIT = 60

_EXPRESSIONS = get_args(ir.Expr)


class Sizes:
    """Sizes of the expressions of one place, each counted once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[ir.Expr, int, int]] = {}

    def checked(self, value: Value) -> Value:
        """The same value. Raises ExpressionFault where it is too large."""
        if isinstance(value, Quotient):
            self._check(value.dividend)
            self._check(value.divisor)
        elif not isinstance(value, TextSet):
            self._check(value)
        return value

    def _check(self, of: ir.Expr) -> None:
        _, operations, nesting = self._measured(of)
        if operations > OPERATIONS_LIMIT or nesting > NESTING_LIMIT:
            raise fault("E129", most=OPERATIONS_LIMIT, levels=NESTING_LIMIT)

    def _measured(self, root: ir.Expr) -> tuple[ir.Expr, int, int]:
        """The expression, its operations and its nesting; without recursion, for it may be deep."""
        waiting = [root]
        while waiting:
            of = waiting[-1]
            unknown = [part for part in _parts(of) if id(part) not in self._known]
            if unknown:
                waiting.extend(unknown)
                continue
            known = [self._known[id(part)] for part in _parts(of)]
            operations = 1 + sum(size for _, size, _ in known)
            self._known[id(of)] = (of, operations, 1 + max((deep for *_, deep in known), default=0))
            waiting.pop()
        return self._known[id(root)]


def _parts(of: ir.Expr) -> Iterator[ir.Expr]:
    for field in fields(of):
        value = getattr(of, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, _EXPRESSIONS):
                yield part
