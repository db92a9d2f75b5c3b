"""Writes a tree in the normal spelling: `parse(print_tree(tree)) == tree`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import assert_never

from ..issues import Language
from . import tree
from .faults import TEXTS
from .tree import ARITHMETIC, COMPARISON, LOGIC, UNARY

ATOM = 100


def print_tree(of: tree.Tree, labels: Mapping[str, str] | None = None) -> str:
    """The expression as text; `labels` gives the name to show for a code."""
    return _Printer(labels or {}).at_least(-1, of)


def print_tests(of: tuple[tree.Test, ...], labels: Mapping[str, str] | None = None) -> str:
    """A cell's tests as text."""
    return _Printer(labels or {}).tests(of)


def say_tree(of: tree.Tree, labels: Mapping[str, str], language: Language) -> str:
    """The expression for reading: labels for codes, and the language's words for FEEL's."""
    return _Sayer(labels, language).at_least(-1, of)


def say_tests(of: tuple[tree.Test, ...], labels: Mapping[str, str], language: Language) -> str:
    """A cell for reading, to stand behind what it tests: `= "A"`, `in ("A", "B")`, `< 25`."""
    return _Sayer(labels, language).said_tests(of)


class _Printer:
    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels

    def word(self, word: str) -> str:
        """How a word of FEEL is spelled."""
        return word

    def at_least(self, power: int, of: tree.Tree) -> str:
        text, own = self.spelled(of)
        return text if own >= power else f"({text})"

    def spelled(self, of: tree.Tree) -> tuple[str, int]:
        """The text, and how tightly it binds."""
        match of:
            case tree.Number(digits):
                return digits, ATOM
            case tree.String(value):
                return quote(value), ATOM
            case tree.Boolean(value):
                return self.word("true" if value else "false"), ATOM
            case tree.Null():
                return self.word("null"), ATOM
            case tree.At(text):
                return "@" + quote(text), ATOM
            case tree.Name(code):
                return self.labels.get(code, code), ATOM
            case tree.Input():
                return "?", ATOM
            case tree.Negate(inner):
                return "-" + self.at_least(UNARY + 1, inner), UNARY
            case tree.Arithmetic(first, rest):
                own = ARITHMETIC[rest[0].sign]
                terms = (f" {term.sign} {self.at_least(own + 1, term.value)}" for term in rest)
                return self.at_least(own + 1, first) + "".join(terms), own
            case tree.Logic(word, parts):
                own = LOGIC[word]
                return f" {self.word(word)} ".join(self.at_least(own + 1, p) for p in parts), own
            case tree.If(condition, then, otherwise):
                said = (self.at_least(-1, part) for part in (condition, then, otherwise))
                words = (self.word(word) for word in ("if", "then", "else"))
                return " ".join(chain.from_iterable(zip(words, said, strict=True))), -1
            case tree.Call():
                return self.call(of), ATOM
            case tree.Property(inner, name):
                return f"{self.at_least(ATOM, inner)}.{name}", ATOM
            case tree.Compare() | tree.Between() | tree.In():
                return self.comparison(of), COMPARISON
            case _:
                assert_never(of)

    def comparison(self, of: tree.Compare | tree.Between | tree.In) -> str:
        inner = COMPARISON + 1
        match of:
            case tree.Compare(sign, left, right):
                return f"{self.at_least(inner, left)} {sign} {self.at_least(inner, right)}"
            case tree.Between(value, low, high):
                ends = f"{self.at_least(inner, low)} and {self.at_least(inner, high)}"
                return f"{self.at_least(inner, value)} between {ends}"
            case tree.In(value, (tree.Matches() | tree.Interval() | tree.Excluding() as only,)):
                return f"{self.at_least(inner, value)} {self.word('in')} {self.test(only)}"
            case tree.In(value, (tree.Equals(tree.Name() as name),)):
                named = self.at_least(0, name)
                return f"{self.at_least(inner, value)} {self.word('in')} {named}"
            case tree.In(value, tests):
                return f"{self.at_least(inner, value)} {self.word('in')} ({self.tests(tests)})"
            case _:
                assert_never(of)

    def call(self, of: tree.Call) -> str:
        arguments = [self.at_least(-1, argument) for argument in of.arguments]
        if of.names:
            arguments = [f"{n}: {a}" for n, a in zip(of.names, arguments, strict=True)]
        return f"{of.function}({', '.join(arguments)})"

    def tests(self, of: tuple[tree.Test, ...]) -> str:
        return ", ".join(self.test(test) for test in of)

    def test(self, of: tree.Test) -> str:
        inner = COMPARISON + 1
        match of:
            case tree.Matches(sign, value):
                return f"{sign} {self.at_least(inner, value)}"
            case tree.Interval(low, high, low_open, high_open):
                ends = f"{self.at_least(inner, low)}..{self.at_least(inner, high)}"
                return f"{'(' if low_open else '['}{ends}{')' if high_open else ']'}"
            case tree.Equals(value):
                text = self.at_least(-1, value)
                return f"({text})" if text.startswith("not(") else text
            case tree.Excluding(tests):
                return f"not({self.tests(tests)})"
            case _:
                assert_never(of)


class _Sayer(_Printer):
    """The same for people to read; it need not be read back."""

    def __init__(self, labels: Mapping[str, str], language: Language) -> None:
        super().__init__(labels)
        self.language = language

    def word(self, word: str) -> str:
        return TEXTS.word(word, self.language)

    def call(self, of: tree.Call) -> str:
        said = super().call(of)
        return self.word("not") + said.removeprefix("not") if of.function == "not" else said

    def comparison(self, of: tree.Compare | tree.Between | tree.In) -> str:
        inner = COMPARISON + 1
        match of:
            case tree.Between(value, low, high):
                ends = f"[{self.at_least(inner, low)}..{self.at_least(inner, high)}]"
                return f"{self.at_least(inner, value)} {self.word('in')} {ends}"
            case tree.In(value, (tree.Excluding() as only,)):
                return f"{self.at_least(inner, value)} {self.said_tests((only,))}"
            case _:
                return super().comparison(of)

    def said_tests(self, of: tuple[tree.Test, ...]) -> str:
        """One value is said with `=`, several with `in`, others one beside the other."""
        match of:
            case (tree.Equals(value),):
                return f"= {self.at_least(-1, value)}"
            case (tree.Excluding(tests),):
                return f"{self.word('not in')} ({self.tests(tests)})"
            case _ if all(isinstance(test, tree.Equals) for test in of):
                return f"{self.word('in')} ({self.tests(of)})"
            case (only,):
                return self.test(only)
            case _:
                return f" {self.word('or')} ".join(self.said_tests((test,)) for test in of)


def quote(value: str) -> str:
    """A string literal: `\\` and `"` escaped, and what cannot be seen."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(character, character) for character in value) + '"'
