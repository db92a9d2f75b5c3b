"""The syntax tree of an expression. Places do not count in comparisons; names hold codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

Span = tuple[int, int]
ArithmeticSign = Literal["+", "-", "*", "/", "**"]
CompareSign = Literal["=", "!=", "<", "<=", ">", ">="]
LogicWord = Literal["and", "or"]

# Binding powers: a larger one binds tighter. `**` and `-` associate to the left (the conformance
# suite: `3 ** 4 ** 5 = 3486784401`), unary minus binds tighter than `**`.
LOGIC: Mapping[LogicWord, int] = {"or": 10, "and": 20}
COMPARISON = 30
ARITHMETIC: Mapping[ArithmeticSign, int] = {"+": 40, "-": 40, "*": 50, "/": 50, "**": 60}
UNARY = 70


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
class Term:
    """`- c` in `a + b - c`: a sign and what follows it. Its place is the chain up to here."""

    sign: ArithmeticSign
    value: Tree
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A chain of signs that bind alike, from the left: `a + b - c`. `first` is no such chain."""

    first: Tree
    rest: tuple[Term, ...]
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
    """Conditions joined by one word; the first of them is not joined by it."""

    word: LogicWord
    parts: tuple[Tree, ...]
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


def calculated(sign: ArithmeticSign, left: Tree, right: Tree, span: Span = (0, 0)) -> Arithmetic:
    """`left sign right`; a chain on the left is one longer."""
    term = Term(sign, right, span=span)
    if isinstance(left, Arithmetic) and ARITHMETIC[left.rest[0].sign] == ARITHMETIC[sign]:
        return Arithmetic(left.first, (*left.rest, term), span=span)
    return Arithmetic(left, (term,), span=span)


def connected(word: LogicWord, left: Tree, right: Tree, span: Span = (0, 0)) -> Logic:
    """`left word right`; conditions that the word joins on the left are one more."""
    before = left.parts if isinstance(left, Logic) and left.word == word else (left,)
    return Logic(word, (*before, right), span=span)


def terms(of: Tree) -> int:
    """How many operands a chain has; 1 where there is none."""
    match of:
        case Arithmetic(_, rest):
            return 1 + len(rest)
        case Logic(_, parts):
            return len(parts)
        case _:
            return 1


def holds(of: Tree | Test, kind: type[Tree]) -> bool:
    """Whether a part of a kind stands anywhere in a tree."""
    return isinstance(of, kind) or any(holds(part, kind) for part in parts(of))


def parts(of: Tree | Test) -> Iterator[Tree | Test]:
    """What stands directly below a tree or a test."""
    for each in fields(of):
        value = getattr(of, each.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Term):
                yield part.value
            elif isinstance(part, Tree | Test):
                yield part
