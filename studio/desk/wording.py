"""Numbers as people read and type them: counts, shares, money, rates."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from .texts import Texts

TEN_THOUSAND, HUNDRED_MILLION = 10**4, 10**8
UNKNOWN = "—"


def count(number: int) -> str:
    """A count with its thousands set apart.

    >>> count(4454)
    '4,454'
    """
    return f"{number:,}"


def percent(share: Fraction | None, places: int = 1) -> str:
    """A share in percent, rounded half up; a dash where there is none.

    >>> percent(Fraction(1, 3))
    '33.3%'
    """
    if share is None:
        return UNKNOWN
    return f"{_half_up(share * 100, places)}%"


def points(change: Fraction) -> str:
    """A change of a share in points of a percent, with its sign.

    >>> points(Fraction(-12, 1000))
    '−1.2'
    """
    rounded = _half_up(abs(change) * 100, 1)
    sign = "−" if change < 0 else "+"
    return "0.0" if not rounded else f"{sign}{rounded}"


def _half_up(number: Fraction, places: int) -> Decimal:
    scaled = int(abs(number) * 10**places * 2 + 1) // 2
    return Decimal(-scaled if number < 0 else scaled).scaleb(-places)


def amount(number: Decimal) -> str:
    """Money with two places.

    >>> amount(Decimal("50000"))
    '50,000.00'
    """
    return f"{number:,.2f}"


def short_amount(number: Decimal, texts: Texts) -> str | None:
    """Money as it is said, 5万; None where the language or the number has no shorter way."""
    for size, key in ((HUNDRED_MILLION, "hundred million"), (TEN_THOUSAND, "ten thousand")):
        if number >= size and texts.known(key, ""):
            return texts(key, number=_plain(number / size))
    return None


def rate(number: Decimal) -> str:
    """An annual rate in percent, at least two places.

    >>> rate(Decimal("0.048500"))
    '4.85\\xa0%'
    """
    shown = _plain(number * 100)
    _, _, places = shown.partition(".")
    return f"{Decimal(shown):.{max(2, len(places))}f}\xa0%"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


_TYPED = re.compile(
    r"(?P<digits>-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?)\s*(?P<unit>[万亿%]?|基点|bp)"
)
_UNITS = {"": 0, "万": 4, "亿": 8, "%": -2, "基点": -4, "bp": -4}


def typed_number(text: str) -> str:
    """A number as the engine reads it, of what a person types; other text stays as it is.

    >>> typed_number("5万"), typed_number("50,000.00"), typed_number("4.85 %")
    ('50000', '50000.00', '0.0485')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _TYPED.fullmatch(plain)
    if found is None:
        return plain
    digits = Decimal(found["digits"].replace(",", ""))
    return f"{digits.scaleb(_UNITS[found['unit']]):f}"


def wide_as(text: str, size: int) -> float:
    """About how wide a text is in a type of `size`: a wide character is one size, others half."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return (wide + (len(text) - wide) * 0.56) * size
