"""Cuts the text of an expression into tokens, names by the scope."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from .faults import ExpressionFault, fault
from .scope import Scope, continues_name
from .tree import Span

LENGTH_LIMIT = 10_000

Kind = Literal[
    "number", "string", "name", "function", "parameter", "keyword", "sign", "property", "end"
]

KEYWORDS = (
    "and", "or", "if", "then", "else", "between", "in", "true", "false", "null", "not",
    "for", "some", "every", "function", "instance",
)  # fmt: skip
RING_TWO_WORDS = ("for", "some", "every", "function", "instance")
SIGNS = ("**", "..", "!=", "<=", ">=", *"+-*/=<>()[],?@:{}")
MEANT = {"==": "=", "<>": "!=", "&&": "and", "||": "or", "且": "and", "或": "or"}
TYPOGRAPHIC = {
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "−": "-", "–": "-", "〔": "[", "〕": "]",
    "【": "[", "】": "]", "、": ",", "≧": ">=", "≦": "<=",
}  # fmt: skip
WIDE_DIGITS = "０１２３４５６７８９．"
QUOTES = {'"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」"}
ESCAPES = {'"': '"', "\\": "\\", "/": "/", "'": "'", "n": "\n", "t": "\t", "r": "\r"}

_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_WORD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
# At most five words, as the longest name has: a run of thousands would be read again at each.
_WORDS = r"[^\W\d]\w*(?:\s+[^\W\d]\w*){0,4}"
_PARAMETER = re.compile(_WORDS + r"(?=\s*[:：])")
_CALLED = re.compile(_WORDS + r"(?=\s*[(（])")
_PROPERTY = re.compile(r"\.\s*([A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the normal spelling: a name's code, a string's value, a sign in ASCII."""

    kind: Kind
    text: str
    span: Span


def cut(text: str, scope: Scope, functions: Container[str]) -> list[Token]:
    """The tokens of `text`, with an `end` last; `functions` holds the names of the built-ins.

    Raises ExpressionFault at the first place that is no token.
    """
    if len(text) > LENGTH_LIMIT:
        raise fault("E105", (0, len(text)), most=LENGTH_LIMIT)
    return list(_Cutter(text, scope, functions).tokens())


@dataclass
class _Cutter:
    text: str
    scope: Scope
    functions: Container[str]
    at: int = 0

    def tokens(self) -> Iterator[Token]:
        while True:
            while self.at < len(self.text) and self.text[self.at].isspace():
                self.at += 1
            if self.at >= len(self.text):
                yield Token("end", "", (self.at, self.at))
                return
            token = self._next()
            self.at = token.span[1]
            yield token

    def _next(self) -> Token:
        word = self._parameter() or self._function() or self._keyword()
        known = self.scope.match(self.text, self.at)
        if known and (word is None or known[0] > word.span[1]):
            return self._name(*known)
        return word or self._literal() or self._sign() or self._refuse()

    def _name(self, end: int, codes: tuple[str, ...]) -> Token:
        span = (self.at, end)
        if len(codes) > 1:
            raise fault("E112", span, name=self.text[self.at : end], codes=" / ".join(codes))
        return Token("name", codes[0], span)

    def _parameter(self) -> Token | None:
        """A parameter's name with a colon behind it, in a call with named arguments."""
        words = _PARAMETER.match(self.text, self.at)
        if words is None:
            return None
        return Token("parameter", " ".join(words.group().split()), words.span())

    def _function(self) -> Token | None:
        """A built-in's name with a parenthesis behind it; its words part by spaces."""
        words = _CALLED.match(self.text, self.at)
        if words is None:
            return None
        name = " ".join(words.group().split())
        return Token("function", name, words.span()) if name in self.functions else None

    def _keyword(self) -> Token | None:
        for word in KEYWORDS:
            end = self.at + len(word)
            if self.text.startswith(word, self.at) and not continues_name(self.text, end):
                if word in RING_TWO_WORDS:
                    raise fault("E109", (self.at, end), found=word)
                return Token("keyword", word, (self.at, end))
        return None

    def _literal(self) -> Token | None:
        if self.text[self.at] in QUOTES:
            return self._string(QUOTES[self.text[self.at]])
        if self.text[self.at] in WIDE_DIGITS:
            return self._wide_number()
        number = _NUMBER.match(self.text, self.at)
        if number is None:
            return self._part()
        return self._number(number.group(), number.end())

    def _number(self, digits: str, end: int) -> Token:
        behind = self.text[end : end + 1]
        if behind in ("%", "％", "‰"):
            raise fault("E108", (self.at, end + 1), number=digits)
        if continues_name(self.text, end):
            word = re.compile(r"\w+").match(self.text, self.at)
            raise self._unknown(word.group() if word else digits)
        span = (self.at, end)
        return Token("number", _plain_digits(digits, span), span)

    def _wide_number(self) -> Token:
        """Full-width digits, read as the ASCII digits they stand for."""
        end = self.at
        while end < len(self.text) and self.text[end] in WIDE_DIGITS + "0123456789.":
            end += 1
        digits = unicodedata.normalize("NFKC", self.text[self.at : end])
        if not _NUMBER.fullmatch(digits):
            raise fault("E101", (self.at, end), found=self.text[self.at : end])
        return self._number(digits, end)

    def _part(self) -> Token | None:
        part = _PROPERTY.match(self.text, self.at)
        return Token("property", part.group(1), (self.at, part.end())) if part else None

    def _string(self, closing: str) -> Token:
        value, at = [], self.at + 1
        while at < len(self.text) and self.text[at] != closing:
            if self.text[at] == "\\":
                character, at = self._escape(at)
                value.append(character)
            else:
                value.append(self.text[at])
                at += 1
        if at >= len(self.text):
            raise fault("E102", (self.at, len(self.text)))
        return Token("string", "".join(value), (self.at, at + 1))

    def _escape(self, at: int) -> tuple[str, int]:
        letter = self.text[at + 1 : at + 2]
        if letter in ESCAPES:
            return ESCAPES[letter], at + 2
        digits = {"u": 4, "U": 6}.get(letter, 0)
        code = self.text[at + 2 : at + 2 + digits]
        if digits and re.fullmatch(rf"[0-9A-Fa-f]{{{digits}}}", code):
            number = int(code, 16)
            if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF:
                return chr(number), at + 2 + digits
        found = self.text[at : at + 2 + digits]
        raise fault("E113", (at, at + len(found)), found=found)

    def _sign(self) -> Token | None:
        for meant, right in MEANT.items():
            end = self.at + len(meant)
            part_of_name = meant.isalpha() and continues_name(self.text, end)
            if self.text.startswith(meant, self.at) and not part_of_name:
                raise fault("E114", (self.at, end), found=meant, right=right)
        first, *others = map(_ascii, self.text[self.at : self.at + 2])
        for sign in SIGNS:
            if "".join([first, *others]).startswith(sign):
                width = 1 if first.startswith(sign) else len(sign)
                return Token("sign", sign, (self.at, self.at + width))
        if first == "!":
            raise fault("E114", (self.at, self.at + 1), found="!", right="not(…)")
        return None

    def _refuse(self) -> Token:
        word = _WORD.match(self.text, self.at)
        if word:
            raise self._unknown(word.group())
        raise fault("E101", (self.at, self.at + 1), found=self.text[self.at])

    def _unknown(self, word: str) -> ExpressionFault:
        span = (self.at, self.at + len(word))
        near = self.scope.suggestions(unicodedata.normalize("NFKC", word))
        if near:
            return fault("E106", span, name=word, near=" / ".join(near))
        return fault("E107", span, name=word)


def _ascii(character: str) -> str:
    """What a full-width or typographic sign stands for."""
    return TYPOGRAPHIC.get(character) or unicodedata.normalize("NFKC", character)


def _plain_digits(literal: str, span: Span) -> str:
    """The literal without exponent, with a digit before the point and no needless zero."""
    mantissa, _, exponent = literal.lower().partition("e")
    whole, _, places = mantissa.partition(".")
    shift = int(exponent) if exponent and len(exponent) < 5 else 0
    if (exponent and len(exponent) >= 5) or abs(shift) > 60 or len(mantissa) > 80:
        raise fault("E120", span)
    digits = whole + places
    point = len(whole) + shift
    digits = digits.rjust(len(digits) - min(point, 0), "0") if point < 0 else digits
    digits, point = digits.ljust(point, "0"), max(point, 0)
    whole, places = digits[:point].lstrip("0") or "0", digits[point:]
    return f"{whole}.{places}" if places else whole
