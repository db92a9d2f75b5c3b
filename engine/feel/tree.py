"""The syntax tree of an expression. Places do not count in comparisons; names hold codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
ArithmeticSign = Literal["+", "-", "*", "/", "**"]
CompareSign = Literal["=", "!=", "<", "<=", ">", ">="]


def _span() -> Span:
    return field(default=(0, 0), compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number:
    """A literal; `digits` keeps its places (`0.50` has two)."""

    digits: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class String:
    """A text literal, unescaped."""

    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    value: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Null:
    """`null`."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class At:
    """A date or duration literal: `@"2026-11-02"`, `@"P1Y"`."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, variable or parameter by its code."""

    code: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Input:
    """`?`: the value that a cell tests."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Negate:
    """`-x`."""

    of: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two operands under a sign."""

    sign: ArithmeticSign
    left: Tree
    right: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Compare:
    """Two operands compared."""

    sign: CompareSign
    left: Tree
    right: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Logic:
    """Two conditions joined."""

    word: Literal["and", "or"]
    left: Tree
    right: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Between:
    """`x between low and high`, both ends inclusive."""

    of: Tree
    low: Tree
    high: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class In:
    """`x in (…)`: one of the tests holds."""

    of: Tree
    tests: tuple[Test, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class If:
    """`if … then … else …`."""

    condition: Tree
    then: Tree
    otherwise: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in function; `names` stand where arguments were given by name."""

    function: str
    arguments: tuple[Tree, ...]
    names: tuple[str, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Property:
    """A part of a date: `today.year`."""

    of: Tree
    name: str
    span: Span = _span()


Tree = (
    Number | String | Boolean | Null | At | Name | Input | Negate | Arithmetic | Compare | Logic
    | Between | In | If | Call | Property
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matches:
    """`< 25`, `!= "A"`: the input compared with a value."""

    sign: CompareSign
    value: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Interval:
    """`[25..35)`: an end that is open does not belong to it."""

    low: Tree
    high: Tree
    low_open: bool
    high_open: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Equals:
    """A value that the input equals, or a condition that holds (one with `?`)."""

    value: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Excluding:
    """`not("A", "B")`: none of the tests holds."""

    tests: tuple[Test, ...]
    span: Span = _span()


Test = Matches | Interval | Equals | Excluding
