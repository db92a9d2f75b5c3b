"""Reads the text of an expression or of a cell into its tree.

A Pratt parser over the tokens of one scope. Depth and length are counted limits, so that a hostile
text fails alike everywhere.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import get_args

from . import tree
from .builtins import BUILTINS, NOT_YET
from .faults import ExpressionFault, fault
from .scope import Scope
from .tokens import Token, cut

DEPTH_LIMIT = 50
TERMS_LIMIT = 500
"""The most operands of one chain: `a or b or c` has three, and is no deeper than `a or b`."""

COMPARE_SIGNS = get_args(tree.CompareSign)
_LOGIC: dict[str, tree.LogicWord] = {word: word for word in tree.LOGIC}
_ARITHMETIC: dict[str, tree.ArithmeticSign] = {sign: sign for sign in tree.ARITHMETIC}
_COMPARE: dict[str, tree.CompareSign] = {sign: sign for sign in COMPARE_SIGNS}


def parse(text: str, scope: Scope) -> tree.Tree:
    """The tree of one expression. Raises ExpressionFault."""
    parser = _parser(text, scope)
    result = parser.expression(0)
    parser.finish(result)
    return result


def parse_tests(text: str, scope: Scope) -> tuple[tree.Test, ...]:
    """The tests of a cell, of which one must hold. Raises ExpressionFault."""
    parser = _parser(text, scope)
    if parser.here.kind == "sign" and parser.here.text == "-" and parser.ahead().kind == "end":
        raise fault("E115", parser.here.span)
    tests = parser.tests()
    parser.finish(*tests)
    return tests


def _parser(text: str, scope: Scope) -> _Parser:
    functions: Container[str] = BUILTINS.keys() | NOT_YET.keys()
    tokens = cut(text, scope, functions)
    if tokens[0].kind == "end":
        raise fault("E111", (0, len(text)))
    return _Parser(tokens)


def _check_height(results: tuple[tree.Tree | tree.Test, ...]) -> None:
    """Refuses what is nested too deep without parentheses: `a = b = c …`; without recursion."""
    waiting = [(result, 1) for result in results]
    while waiting:
        of, level = waiting.pop()
        if level > DEPTH_LIMIT:
            raise fault("E116", of.span, most=DEPTH_LIMIT)
        waiting.extend((part, level + 1) for part in tree.parts(of))


@dataclass
class _Parser:
    tokens: list[Token]
    at: int = 0
    depth: int = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def ahead(self) -> Token:
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.here
        self.at += token.kind != "end"
        return token

    def is_sign(self, *signs: str) -> bool:
        return self.here.kind == "sign" and self.here.text in signs

    def is_word(self, *words: str) -> bool:
        return self.here.kind == "keyword" and self.here.text in words

    def expect(self, text: str) -> Token:
        if self.here.kind not in ("sign", "keyword") or self.here.text != text:
            raise self.unexpected(text)
        return self.take()

    def unexpected(self, wanted: str) -> ExpressionFault:
        if self.here.kind == "end":
            return fault("E110", self.here.span, wanted=wanted)
        return fault("E103", self.here.span, wanted=wanted, found=self.here.text)

    def finish(self, *results: tree.Tree | tree.Test) -> None:
        if self.is_sign("[", "{"):
            raise fault("E109", self.here.span, found=self.here.text)
        if self.here.kind != "end":
            raise fault("E104", self.here.span, found=self.here.text)
        if len(self.tokens) > DEPTH_LIMIT:
            _check_height(results)

    def deeper(self, span: tree.Span) -> None:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise fault("E116", span, most=DEPTH_LIMIT)

    def since(self, start: int) -> tree.Span:
        """From `start` to the end of the last token taken: parentheses count."""
        return (start, self.tokens[self.at - 1].span[1])

    def expression(self, power: int) -> tree.Tree:
        """An expression whose operators all bind tighter than `power`."""
        before, start = self.depth, self.here.span[0]
        self.deeper(self.here.span)
        left = self.prefix()
        while (extended := self.infix(left, power, start)) is not None:
            left = extended
        self.depth = before
        return left

    def prefix(self) -> tree.Tree:
        token = self.take()
        match token.kind:
            case "number":
                return tree.Number(token.text, span=token.span)
            case "string":
                return tree.String(token.text, span=token.span)
            case "name":
                return tree.Name(token.text, span=token.span)
            case "function":
                return self.call(token)
            case "keyword":
                return self.word(token)
            case "sign" if token.text == "-":
                of = self.expression(tree.UNARY)
                return tree.Negate(of, span=self.since(token.span[0]))
            case "sign" if token.text == "(":
                inner = self.expression(0)
                self.expect(")")
                return inner
            case "sign" if token.text == "?":
                return tree.Input(span=token.span)
            case "sign" if token.text == "@":
                return self.at_literal(token)
            case "sign" if token.text in "[{":
                raise fault("E109", token.span, found=token.text)
            case _:
                self.at -= token.kind != "end"
                raise self.unexpected("…")

    def word(self, token: Token) -> tree.Tree:
        match token.text:
            case "true" | "false":
                return tree.Boolean(token.text == "true", span=token.span)
            case "null":
                return tree.Null(span=token.span)
            case "if":
                condition = self.expression(0)
                self.expect("then")
                then = self.expression(0)
                self.expect("else")
                otherwise = self.expression(0)
                return tree.If(condition, then, otherwise, span=self.since(token.span[0]))
        self.at -= 1
        raise self.unexpected("…")

    def at_literal(self, sign: Token) -> tree.Tree:
        if self.here.kind != "string":
            raise self.unexpected('@"2026-11-02"')
        return tree.At(self.take().text, span=self.since(sign.span[0]))

    def call(self, function: Token) -> tree.Tree:
        if function.text in NOT_YET:
            raise fault("E117", function.span, name=function.text, instead=NOT_YET[function.text])
        self.expect("(")
        names: list[str] = []
        arguments: list[tree.Tree] = []
        while not self.is_sign(")"):
            if arguments:
                self.expect(",")
            if self.here.kind == "parameter":
                names.append(self.take().text)
                self.expect(":")
            arguments.append(self.expression(0))
        self.take()
        if names and len(names) != len(arguments):
            raise fault("E118", function.span, name=function.text)
        span = self.since(function.span[0])
        return tree.Call(function.text, tuple(arguments), tuple(names), span=span)

    def infix(self, left: tree.Tree, power: int, start: int) -> tree.Tree | None:
        """`left`, which begins at `start`, with one more operator that binds tighter than `power`.

        None where there is none.
        """
        token = self.here
        if token.kind == "property":
            self.take()
            return tree.Property(left, token.text, span=self.since(start))
        word = _LOGIC.get(token.text) if token.kind == "keyword" else None
        if word is not None and tree.LOGIC[word] > power:
            self.take()
            right = self.expression(tree.LOGIC[word])
            return self.counted(tree.connected(word, left, right, self.since(start)))
        if power < tree.COMPARISON and token.kind in ("sign", "keyword"):
            compared = self.comparison(left, start)
            if compared is not None:
                return compared
        sign = _ARITHMETIC.get(token.text) if token.kind == "sign" else None
        if sign is not None and tree.ARITHMETIC[sign] > power:
            self.take()
            right = self.expression(tree.ARITHMETIC[sign])
            return self.counted(tree.calculated(sign, left, right, self.since(start)))
        return None

    def counted(self, chain: tree.Tree) -> tree.Tree:
        if tree.terms(chain) > TERMS_LIMIT:
            raise fault("E130", chain.span, most=TERMS_LIMIT)
        return chain

    def comparison(self, left: tree.Tree, start: int) -> tree.Tree | None:
        if self.here.kind == "sign" and self.here.text in COMPARE_SIGNS:
            sign = _COMPARE[self.take().text]
            right = self.expression(tree.COMPARISON)
            return tree.Compare(sign, left, right, span=self.since(start))
        if self.is_word("between"):
            self.take()
            low = self.expression(tree.COMPARISON)
            self.expect("and")
            high = self.expression(tree.COMPARISON)
            return tree.Between(left, low, high, span=self.since(start))
        if self.is_word("in"):
            self.take()
            return tree.In(left, self.in_tests(), span=self.since(start))
        return None

    def in_tests(self) -> tuple[tree.Test, ...]:
        if self.is_sign("(") and not self.opens_interval():
            self.take()
            tests = self.tests()
            self.expect(")")
            return tests
        return (self.test(tree.COMPARISON),)

    def tests(self) -> tuple[tree.Test, ...]:
        tests = [self.test()]
        while self.is_sign(","):
            self.take()
            tests.append(self.test())
        return tuple(tests)

    def test(self, power: int = 0) -> tree.Test:
        """A test; the operators of one that is a value all bind tighter than `power`."""
        before = self.depth
        self.deeper(self.here.span)
        result = self.one_test(power)
        self.depth = before
        return result

    def one_test(self, power: int) -> tree.Test:
        start = self.here.span[0]
        if self.here.kind == "sign" and self.here.text in COMPARE_SIGNS:
            sign = _COMPARE[self.take().text]
            value = self.expression(tree.COMPARISON)
            return tree.Matches(sign, value, span=self.since(start))
        if self.opens_interval():
            return self.interval()
        if self.here.kind == "function" and self.here.text == "not":
            self.take()
            self.expect("(")
            tests = self.tests()
            self.expect(")")
            return tree.Excluding(tests, span=self.since(start))
        value = self.expression(power)
        if self.is_sign(".."):
            raise fault("E119", (start, self.here.span[1]))
        return tree.Equals(value, span=self.since(start))

    def opens_interval(self) -> bool:
        """Whether a bracket here opens `[a..b]`: its `..` stands before it closes."""
        if not self.is_sign("[", "(", "]"):
            return False
        depth = 0
        for token in self.tokens[self.at + 1 :]:
            if token.kind != "sign":
                continue
            if token.text in ("..", ",") and depth == 0:
                return token.text == ".."
            if token.text in ("(", "["):
                depth += 1
            elif token.text in (")", "]"):
                depth -= 1
                if depth < 0:
                    return False
        return False

    def interval(self) -> tree.Interval:
        opening = self.take()
        low = self.expression(tree.COMPARISON)
        self.expect("..")
        high = self.expression(tree.COMPARISON)
        if not self.is_sign(")", "]", "["):
            raise self.unexpected("]")
        closing = self.take()
        low_open, high_open = opening.text in ("(", "]"), closing.text in (")", "[")
        return tree.Interval(low, high, low_open, high_open, span=self.since(opening.span[0]))
