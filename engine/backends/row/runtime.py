"""What generated row code calls: the operations that are more than one line of Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

EPOCH = 719_163
"""The ordinal of 1970-01-01."""

Cell = int | str | bool | None

Records = tuple[tuple[Cell, ...], ...]
"""The items of a collection, each with the values of its fields in their order."""

Given = Cell | Records


def half_up(dividend: int, divisor: int) -> int:
    """The quotient rounded to an integer, a half away from zero."""
    if divisor < 0:
        dividend, divisor = -dividend, -divisor
    if dividend < 0:
        return -((divisor - 2 * dividend) // (2 * divisor))
    return (2 * dividend + divisor) // (2 * divisor)


def half_down(dividend: int, divisor: int) -> int:
    """The quotient rounded to an integer, a half toward zero."""
    if divisor < 0:
        dividend, divisor = -dividend, -divisor
    if dividend < 0:
        return (divisor + 2 * dividend) // (2 * divisor)
    return -((divisor - 2 * dividend) // (2 * divisor))


def half_even(dividend: int, divisor: int) -> int:
    """The quotient rounded to an integer, a half to the even one."""
    whole, rest = divmod(dividend, divisor)
    twice = 2 * abs(rest)
    if twice > abs(divisor) or (twice == abs(divisor) and whole % 2):
        return whole + 1
    return whole


def toward_zero(dividend: int, divisor: int) -> int:
    """The quotient without its fraction."""
    whole = abs(dividend) // abs(divisor)
    return whole if (dividend < 0) == (divisor < 0) else -whole


def away_from_zero(dividend: int, divisor: int) -> int:
    """The quotient rounded to the integer farther from zero."""
    whole = -(-abs(dividend) // abs(divisor))
    return whole if (dividend < 0) == (divisor < 0) else -whole


def year(day: int) -> int:
    """The year of a day."""
    return date.fromordinal(day + EPOCH).year


def month(day: int) -> int:
    """The month of a day, 1..12."""
    return date.fromordinal(day + EPOCH).month


def month_day(day: int) -> int:
    """The day within its month, 1..31."""
    return date.fromordinal(day + EPOCH).day


def weekday(day: int) -> int:
    """1 for Monday to 7 for Sunday."""
    return (day + 3) % 7 + 1


def year_day(day: int) -> int:
    """The day within its year, 1..366."""
    of = date.fromordinal(day + EPOCH)
    return of.toordinal() - date(of.year, 1, 1).toordinal() + 1


def month_end(day: int) -> int:
    """The last day of the day's month."""
    of = date.fromordinal(day + EPOCH)
    return date(of.year + of.month // 12, of.month % 12 + 1, 1).toordinal() - 1 - EPOCH


def ymd(day: int) -> int:
    """10000 y + 100 m + d of a day."""
    of = date.fromordinal(day + EPOCH)
    return of.year * 10_000 + of.month * 100 + of.day


def mmd(day: int) -> int:
    """1200 y + 100 m + d of a day."""
    of = date.fromordinal(day + EPOCH)
    return of.year * 1200 + of.month * 100 + of.day


def add_months(day: int, months: int) -> int:
    """The day some months later, clamped to the end of its month."""
    of = date.fromordinal(day + EPOCH)
    index = of.year * 12 + of.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return min(first.toordinal() - EPOCH + of.day - 1, month_end(first.toordinal() - EPOCH))


def substring(text: str, start: int, length: int) -> str:
    """Up to `length` code points from `start`, which counts from 1, or from the end if negative."""
    begin = start - 1 if start > 0 else max(len(text) + start, 0)
    return text[begin : begin + length]


def before(text: str, part: str) -> str:
    """What stands before the first `part`; empty where there is none."""
    return text.partition(part)[0] if part and part in text else ""


def after(text: str, part: str) -> str:
    """What stands after the first `part`; empty where there is none."""
    return text.partition(part)[2] if part else text


def bucket(salt: str, text: str) -> int:
    """0..9999 by the salted hash of a text."""
    digest = hashlib.sha256(f"{salt}\x1f{text}".encode()).hexdigest()
    return int(digest[:15], 16) % 10_000


def members(mask: int) -> list[int]:
    """The indexes in a mask, ascending."""
    return [index for index in range(mask.bit_length()) if mask >> index & 1]


def chosen(mask: int, items: Sequence[int]) -> list[int]:
    """The items in a mask."""
    return [items[index] for index in members(mask)]


def gather(mask: int, items: Sequence[Cell], order: Sequence[int]) -> tuple[Cell, ...]:
    """The items in a mask, in a written order of indexes."""
    return tuple(items[index] for index in order if mask >> index & 1)


def differing(mask: int, values: Sequence[tuple[Cell, ...]]) -> tuple[int, int] | None:
    """The first index in a mask and the next one there that has other values."""
    first, *others = members(mask)
    return next(((first, index) for index in others if values[index] != values[first]), None)
