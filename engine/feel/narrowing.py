"""What is known not to be null where (SEMANTICS: null, rule 13)."""

from __future__ import annotations

from collections.abc import Callable

from . import tree

NeverNull = Callable[[tree.Tree], bool]


def after_true(condition: tree.Tree) -> frozenset[str]:
    """Names not null in B of `A and B`: those of `x != null` in A's conjuncts."""
    if isinstance(condition, tree.Logic) and condition.word == "and":
        return frozenset().union(*map(after_true, condition.parts))
    return _against_null(condition, "!=")


def after_false(condition: tree.Tree) -> frozenset[str]:
    """Names not null in B of `A or B`: those of `x = null` in A's disjuncts."""
    if isinstance(condition, tree.Logic) and condition.word == "or":
        return frozenset().union(*map(after_false, condition.parts))
    return _against_null(condition, "=")


def in_else(condition: tree.Tree) -> frozenset[str]:
    """Names not null in `else`: that of a condition `x = null`."""
    return _against_null(condition, "=")


def in_then(condition: tree.Tree, never_null: NeverNull) -> frozenset[str]:
    """Names not null in `then`: also the operands of an order comparison that held."""
    if isinstance(condition, tree.Logic) and condition.word == "and":
        return frozenset().union(*(in_then(part, never_null) for part in condition.parts))
    match condition:
        case tree.Compare("<" | "<=" | ">" | ">=", left, right):
            return _names(left, right)
        case tree.Compare("=", left, right):
            held = (left if never_null(right) else None, right if never_null(left) else None)
            return _names(*held)
        case tree.Between(of, low, high):
            return _names(of, low, high)
        case tree.In(of, (tree.Interval(low, high),)):
            return _names(of, low, high)
        case tree.In(of, (tree.Matches("<" | "<=" | ">" | ">=", value),)):
            return _names(of, value)
        case _:
            return _against_null(condition, "!=")


def _against_null(condition: tree.Tree, sign: str) -> frozenset[str]:
    match condition:
        case tree.Compare(found, tree.Name(code), tree.Null()) if found == sign:
            return frozenset((code,))
        case tree.Compare(found, tree.Null(), tree.Name(code)) if found == sign:
            return frozenset((code,))
        case _:
            return frozenset()


def _names(*operands: tree.Tree | None) -> frozenset[str]:
    return frozenset(operand.code for operand in operands if isinstance(operand, tree.Name))
