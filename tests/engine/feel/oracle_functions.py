"""What operators and functions give in the oracle: fractions, calendar dates, plain text.

A function here sees no null, those of `LENIENT` aside.
"""

from __future__ import annotations

import calendar
import math
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction


@dataclass(frozen=True, order=True, slots=True)
class Months:
    """A length of time in months."""

    count: int


Value = Fraction | date | timedelta | Months | str | bool | frozenset[str] | None


# Logic: Kleene's three values.


def negation(of: Value) -> Value:
    return None if of is None else not of


def conjunction(parts: Iterable[Value]) -> Value:
    known = set(parts)
    return False if False in known else None if None in known else True


def disjunction(parts: Iterable[Value]) -> Value:
    known = set(parts)
    return True if True in known else None if None in known else False


ORDER: dict[str, Callable[..., Value]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


# Arithmetic.


def negate(of: Value) -> Value:
    if isinstance(of, Months):
        return Months(-of.count)
    assert isinstance(of, Fraction | timedelta)
    return -of


def add(left: Value, right: Value) -> Value:
    match left, right:
        case date(), Months(count):
            return months_later(left, count)
        case Months(), date():
            return add(right, left)
        case Months(a), Months(b):
            return Months(a + b)
    total: Value = operator.add(left, right)
    return total


def subtract(left: Value, right: Value) -> Value:
    if isinstance(left, date) and isinstance(right, date):
        return left - right
    return add(left, negate(right))


def multiply(left: Fraction, right: Fraction) -> Value:
    return left * right


def divide(left: Fraction, right: Fraction) -> Value:
    return left / right if right else None


def power(left: Fraction, right: Fraction) -> Value:
    result = Fraction(1)
    for _ in range(int(right)):
        result *= left
    return result


ARITHMETIC: dict[str, Callable[..., Value]] = {
    "+": add, "-": subtract, "*": multiply, "/": divide, "**": power,
}  # fmt: skip


def modulo(dividend: Fraction, divisor: Fraction) -> Value:
    return dividend - divisor * math.floor(dividend / divisor) if divisor else None


def rounding(whole: Callable[[Fraction], int]) -> Callable[..., Value]:
    """A rounding function from one that rounds to an integer."""

    def rounded(number: Fraction, places: Fraction = Fraction(0)) -> Value:
        unit = Fraction(10) ** -int(places)
        return whole(number / unit) * unit

    return rounded


def about_zero(whole: Callable[[Fraction], int]) -> Callable[[Fraction], int]:
    """Rounds a negative number as its mirror image."""
    return lambda number: -whole(-number) if number < 0 else whole(number)


# Dates.


def read_at(text: str) -> Value:
    """A date or a duration literal."""
    if "P" not in text:
        return date.fromisoformat(text)
    sign = -1 if text.startswith("-") else 1
    amounts = {unit: int(count) for count, unit in re.findall(r"(\d+)([YMD])", text)}
    if "D" in amounts:
        return timedelta(days=sign * amounts["D"])
    return Months(sign * (amounts.get("Y", 0) * 12 + amounts.get("M", 0)))


def months_later(day: date, months: int) -> date:
    """The same day of another month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, length))


def months_between(start: date, end: date) -> int:
    """Full months: one is full when the day of the month is reached again."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def years_between(start: date, end: date) -> int:
    """Full years: one is full when month and day are reached again."""
    if end < start:
        return -years_between(end, start)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def make_date(source: Value, month: Fraction | None = None, day: Fraction | None = None) -> Value:
    if isinstance(source, Fraction) and month is not None and day is not None:
        return date(int(source), int(month), int(day))
    return date.fromisoformat(source) if isinstance(source, str) else source


PARTS: dict[str, Callable[[date], Value]] = {
    "year": lambda day: Fraction(day.year),
    "month": lambda day: Fraction(day.month),
    "day": lambda day: Fraction(day.day),
    "weekday": lambda day: Fraction(day.isoweekday()),
}


# Text.


def substring(text: str, start: Fraction, length: Fraction | None = None) -> Value:
    """Code points from 1; a negative start counts from the end."""
    positions = range(1, len(text) + 1)
    first = int(start) if start > 0 else max(len(text) + int(start) + 1, 1)
    last = len(text) if length is None else first + int(length) - 1
    return "".join(text[place - 1] for place in positions if first <= place <= last)


def substring_before(text: str, part: str) -> Value:
    return text[: text.index(part)] if part in text else ""


def substring_after(text: str, part: str) -> Value:
    return text[text.index(part) + len(part) :] if part in text else ""


# Functions.

STRICT: dict[str, Callable[..., Value]] = {
    "decimal": rounding(round),
    "floor": rounding(math.floor),
    "ceiling": rounding(math.ceil),
    "round down": rounding(math.trunc),
    "round up": rounding(about_zero(math.ceil)),
    "round half up": rounding(about_zero(lambda number: math.floor(number + Fraction(1, 2)))),
    "round half down": rounding(about_zero(lambda number: math.ceil(number - Fraction(1, 2)))),
    "abs": abs,
    "modulo": modulo,
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "sum": lambda *values: sum(values, Fraction(0)),
    "mean": lambda *values: sum(values, Fraction(0)) / len(values),
    "product": lambda *values: math.prod(values, start=Fraction(1)),
    "odd": lambda number: modulo(number, Fraction(2)) == 1,
    "even": lambda number: modulo(number, Fraction(2)) == 0,
    "string length": lambda text: Fraction(len(text)),
    "upper case": str.upper,
    "lower case": str.lower,
    "trim": str.strip,
    "contains": lambda text, part: part in text,
    "starts with": str.startswith,
    "ends with": str.endswith,
    "substring before": substring_before,
    "substring after": substring_after,
    "substring": substring,
    "string join": lambda *texts: "".join(texts),
    "date": make_date,
    "duration": read_at,
    "years and months duration": lambda start, end: Months(months_between(start, end)),
    "day of week": lambda day: calendar.day_name[day.weekday()],
    "month of year": lambda day: calendar.month_name[day.month],
    "day of year": lambda day: Fraction(day.timetuple().tm_yday),
    "last day of month": lambda day: months_later(day.replace(day=1), 1) - timedelta(days=1),
    "days between": lambda start, end: Fraction((end - start).days),
    "months between": lambda start, end: Fraction(months_between(start, end)),
    "years between": lambda start, end: Fraction(years_between(start, end)),
    "before": operator.lt,
    "after": operator.gt,
    "coincides": operator.eq,
}
"""Functions that are null where an argument is."""

LENIENT: dict[str, Callable[..., Value]] = {
    "not": negation,
    "all": lambda *values: conjunction(values),
    "any": lambda *values: disjunction(values),
    "is": lambda left, right: left == right,
    "is defined": lambda value: value is not None,
}
"""Functions that see null."""

PARAMETERS: dict[str, tuple[str, ...]] = {
    "modulo": ("dividend", "divisor"),
    "substring": ("string", "start position", "length"),
    "years between": ("start", "end"),
}
"""The order of parameters, where the tests give arguments by name."""
