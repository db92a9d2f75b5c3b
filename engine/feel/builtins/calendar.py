"""Dates and durations: days since 1970-01-01, lengths in days or in months."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from ... import ir
from .. import comparisons, numbers, rounding
from ..faults import fault
from ..meaning import NULL, Value, of_type, plain, type_name, whole_literal, wrong_type
from .entry import Builtin

EPOCH = date(1970, 1, 1).toordinal()
FIRST = date(1900, 1, 1).toordinal() - EPOCH
LAST = date(2999, 12, 31).toordinal() - EPOCH

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTHS = re.compile(r"(-)?P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?", re.ASCII)
_DAYS = re.compile(r"(-)?P(\d{1,8})D", re.ASCII)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_number(text: str) -> int | None:
    """Days since 1970-01-01 of `YYYY-MM-DD`; None where that is no day of the calendar."""
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    try:
        return date(*map(int, parts.groups())).toordinal() - EPOCH
    except ValueError:
        return None


def date_constant(text: str) -> ir.Const:
    """A date literal. Raises ExpressionFault outside 1900..2999 or off the calendar."""
    days = day_number(text)
    if days is None:
        raise fault("E212", found=text)
    return ir.Const(_date_type(days, days, False), days)


def duration_constant(text: str) -> ir.Const:
    """A duration literal of months (`P1Y2M`) or of days (`P10D`)."""
    months, days = _MONTHS.fullmatch(text), _DAYS.fullmatch(text)
    if days:
        count = int(days.group(2)) * (-1 if days.group(1) else 1)
        return ir.Const(ir.Days(count, count), count)
    if months and (months.group(2) or months.group(3)):
        count = int(months.group(2) or 0) * 12 + int(months.group(3) or 0)
        count *= -1 if months.group(1) else 1
        return ir.Const(ir.Months(count, count), count)
    raise fault("E213", found=text)


def at_literal(text: str) -> ir.Const:
    """`@"…"`: a date or a duration."""
    return duration_constant(text) if "P" in text else date_constant(text)


def _date_type(lo: int, hi: int, nullable: bool) -> ir.Date:
    if lo < FIRST or hi > LAST:
        raise fault("E215")
    return ir.Date(lo, hi, nullable)


def _literal_text(value: Value) -> str:
    expression = plain(value)
    if isinstance(expression, ir.Const) and isinstance(expression.value, str):
        return expression.value
    raise fault("E126")


def _date(value: Value, month: Value | None = None, day: Value | None = None) -> Value:
    if month is None and day is None:
        if isinstance(plain(value).type, ir.Date):
            return value
        return date_constant(_literal_text(value))
    if month is None or day is None:
        raise fault("E126")
    return date_constant(f"{_digits_of(value):04}-{_digits_of(month):02}-{_digits_of(day):02}")


def _digits_of(value: Value) -> int:
    """A literal whole number that is a part of a date."""
    part = whole_literal(value)
    if part is None:
        raise fault("E126")
    return part


def shifted(sign: str, left: ir.Expr | None, right: ir.Expr) -> ir.Expr:
    """`+` and `-` with dates and durations; without `left` the duration's sign is changed."""
    a, b = left.type if left is not None else None, right.type
    if left is None or a is None:
        return _negated(right)
    nullable = a.nullable or b.nullable
    match a, sign, b:
        case ir.Date(), "-", ir.Date():
            of = ir.Days(a.lo - b.hi, a.hi - b.lo, nullable)
            return ir.Arithmetic(of, "sub", left, right)
        case ir.Date(), _, ir.Days():
            return _days_later(sign, left, right)
        case ir.Days(), "+", ir.Date():
            return _days_later("+", right, left)
        case ir.Date(), _, ir.Months():
            return _months_later(left, right if sign == "+" else _negated(right))
        case ir.Months(), "+", ir.Date():
            return _months_later(right, left)
        case (ir.Days(), _, ir.Days()) | (ir.Months(), _, ir.Months()):
            return _added_duration(sign, left, right)
    raise fault("E202", left=type_name(a), right=type_name(b))


def _negated(of: ir.Expr) -> ir.Expr:
    match of.type:
        case ir.Days(lo, hi, nullable):
            return ir.Negate(ir.Days(-hi, -lo, nullable), of)
        case ir.Months(lo, hi, nullable):
            return ir.Negate(ir.Months(-hi, -lo, nullable), of)
    raise wrong_type(of, "duration")


def _added_duration(sign: str, left: ir.Expr, right: ir.Expr) -> ir.Expr:
    a, b = left.type, right.type
    assert isinstance(a, ir.Days | ir.Months) and isinstance(b, ir.Days | ir.Months)
    lo, hi = (a.lo + b.lo, a.hi + b.hi) if sign == "+" else (a.lo - b.hi, a.hi - b.lo)
    kind = type(a)(lo, hi, a.nullable or b.nullable)
    return ir.Arithmetic(kind, "add" if sign == "+" else "sub", left, right)


def _days_later(sign: str, day: ir.Expr, days: ir.Expr) -> ir.Expr:
    a, b = day.type, days.type
    assert isinstance(a, ir.Date) and isinstance(b, ir.Days)
    lo, hi = (a.lo + b.lo, a.hi + b.hi) if sign == "+" else (a.lo - b.hi, a.hi - b.lo)
    of = _date_type(lo, hi, a.nullable or b.nullable)
    return ir.Arithmetic(of, "add" if sign == "+" else "sub", day, days)


def _months_later(day: ir.Expr, months: ir.Expr) -> ir.Expr:
    a, b = day.type, months.type
    assert isinstance(a, ir.Date) and isinstance(b, ir.Months)
    lo, hi = add_months(a.lo, b.lo), add_months(a.hi, b.hi)
    if lo is None or hi is None:
        raise fault("E215")
    return ir.AddMonths(_date_type(lo, hi, a.nullable or b.nullable), day, months)


def add_months(day: int, months: int) -> int | None:
    """The day some months later, clamped to the month's end; None beyond the calendar."""
    start = date.fromordinal(day + EPOCH)
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9998:
        return None
    after = date(year + month // 12, month % 12 + 1, 1).toordinal()
    length = after - date(year, month, 1).toordinal()
    return date(year, month, min(start.day, length)).toordinal() - EPOCH


PART_BOUNDS: dict[str, tuple[ir.DatePart, int, int]] = {
    "year": ("year", 1900, 2999),
    "month": ("month", 1, 12),
    "day": ("day", 1, 31),
    "weekday": ("weekday", 1, 7),
}


def _part(of: Value, part: ir.DatePart, lo: int, hi: int) -> ir.Expr:
    day, kind = of_type(of, ir.Date, "date")
    return ir.DayPart(ir.Num(0, lo, hi, kind.nullable), part, day)


def date_property(of: Value, name: str) -> ir.Expr:
    """`.year`, `.month`, `.day` or `.weekday` of a date."""
    if name not in PART_BOUNDS:
        raise fault("E127", name=name, known=" / ".join(PART_BOUNDS))
    if isinstance(plain(of).type, ir.Null):
        return NULL
    return _part(of, *PART_BOUNDS[name])


def _named(part: ir.DatePart, names: tuple[str, ...], name: str) -> Builtin:
    longest = max(map(len, names))
    texts = tuple(ir.Const(ir.Text(len(text), (text,)), text) for text in names)

    def build(value: Value) -> Value:
        number = _part(value, part, 1, len(names))
        index = numbers.subtract(number, numbers.constant(1, 0))
        return ir.Pick(ir.Text(longest, names, number.type.nullable), index, texts)

    return Builtin(name, ("date",), build)


def _day_of_year(value: Value) -> Value:
    return _part(value, "year_day", 1, 366)


def _last_day_of_month(value: Value) -> Value:
    day, kind = of_type(value, ir.Date, "date")
    hi = min(kind.hi + 30, LAST)
    return ir.DayPart(ir.Date(kind.lo, hi, kind.nullable), "month_end", day)


def _days_between(start: Value, end: Value) -> Value:
    a, first = of_type(start, ir.Date, "date")
    b, last = of_type(end, ir.Date, "date")
    nullable = first.nullable or last.nullable
    of = ir.Num(0, last.lo - first.hi, last.hi - first.lo, nullable)
    return ir.Arithmetic(of, "sub", b, a)


def _whole(part: ir.DatePart, divisor: int, start: Value, end: Value) -> ir.Expr:
    """Full units between two dates: the difference of their parts, truncated toward zero."""
    _, first = of_type(start, ir.Date, "date")
    _, last = of_type(end, ir.Date, "date")
    a = _part(start, part, *_digits(part, first))
    b = _part(end, part, *_digits(part, last))
    return rounding.truncated(numbers.subtract(b, a), divisor)


def _digits(part: ir.DatePart, of: ir.Date) -> tuple[int, int]:
    """The bounds of `ymd` or `mmd` over a range of dates; both grow with the date."""
    years = 10_000 if part == "ymd" else 1200
    ends = (date.fromordinal(day + EPOCH) for day in (of.lo, of.hi))
    lo, hi = (end.year * years + end.month * 100 + end.day for end in ends)
    return lo, hi


def _years_between(start: Value, end: Value) -> Value:
    return _whole("ymd", 10_000, start, end)


def _months_between(start: Value, end: Value) -> Value:
    return _whole("mmd", 100, start, end)


def _months_duration(start: Value, end: Value) -> Value:
    months = _whole("mmd", 100, start, end)
    of = months.type
    assert isinstance(of, ir.Num)
    kind = ir.Months(of.lo, of.hi, of.nullable)
    if isinstance(months, ir.Round):
        return ir.Round(kind, months.mode, months.dividend, months.divisor)
    return ir.Const(kind, of.lo)


def _null_safe(builtin: Builtin) -> Builtin:
    """The same function, null for a literal null."""

    def build(*values: Value) -> Value:
        if any(isinstance(plain(value).type, ir.Null) for value in values):
            return NULL
        return builtin.build(*values)

    return Builtin(builtin.name, builtin.parameters, build, builtin.optional, False, builtin.ours)


def _order(sign: Literal["<", ">"], name: str) -> Builtin:
    def build(left: Value, right: Value) -> Value:
        return comparisons.compare(sign, left, right)

    return Builtin(name, ("point1", "point2"), build)


def _coincides(left: Value, right: Value) -> Value:
    """Unlike `=` it is null where a side is, as the other relations of points are."""
    return comparisons.ordered_equal(plain(left), plain(right))


def _duration(value: Value) -> Value:
    return duration_constant(_literal_text(value))


CALENDAR: tuple[Builtin, ...] = (
    *map(_null_safe, (
        Builtin("date", ("from", "month", "day"), _date, optional=2),
        Builtin("duration", ("from",), _duration),
        Builtin("years and months duration", ("from", "to"), _months_duration),
        _named("weekday", WEEKDAYS, "day of week"),
        _named("month", MONTHS, "month of year"),
        Builtin("day of year", ("date",), _day_of_year),
        Builtin("last day of month", ("date",), _last_day_of_month, ours=True),
        Builtin("days between", ("start", "end"), _days_between, ours=True),
        Builtin("months between", ("start", "end"), _months_between, ours=True),
        Builtin("years between", ("start", "end"), _years_between, ours=True),
    )),
    _order("<", "before"),
    _order(">", "after"),
    Builtin("coincides", ("point1", "point2"), _coincides),
)  # fmt: skip
