"""Dates and lengths of time: month ends, leap years, full years, the range of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ir
from engine.backends.row import Row, compile_expression
from engine.feel import expression
from engine.feel.builtins.calendar import FIRST, LAST, day_number
from engine.feel.scope import Named, Scope
from tests.engine.feel.evaluation import HERE, faults, type_of, value, written
from tests.engine.feel.names import EPOCH, days, meant
from tests.engine.feel.oracle_functions import months_between, months_later, years_between

ANY_DATE = ir.Date(FIRST, LAST)
SCOPE = Scope.of(Named(code, ir.Read(ANY_DATE, code)) for code in ("a", "b"))


def compiled(text: str) -> Row:
    typed = expression.value(text, SCOPE, HERE)
    assert typed.issues == ()
    return compile_expression(typed.expression)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('@"2024-01-31" + @"P1M"', '@"2024-02-29"'),
        ('@"2023-01-31" + @"P1M"', '@"2023-02-28"'),
        ('@"2024-01-31" + @"P1M" + @"P1M"', '@"2024-03-29"'),
        ('@"2024-01-31" + @"P2M"', '@"2024-03-31"'),
        ('@"2024-03-31" - @"P1M"', '@"2024-02-29"'),
        ('@"2024-02-29" + @"P1Y"', '@"2025-02-28"'),
        ('@"2024-02-29" + @"P4Y"', '@"2028-02-29"'),
        ('@"2024-02-29" - @"P4Y"', '@"2020-02-29"'),
        ('@"P1Y2M" + @"2024-12-31"', '@"2026-02-28"'),
        ('@"2024-02-28" + @"P1D"', '@"2024-02-29"'),
        ('@"P2D" + @"2023-02-28"', '@"2023-03-02"'),
        ('@"2024-03-01" - @"P1D"', '@"2024-02-29"'),
        ('@"2024-03-01" - @"2024-02-01"', '@"P29D"'),
        ('@"2024-02-01" - @"2024-03-01"', '@"-P29D"'),
        ('@"P1Y" + @"P1M"', '@"P13M"'),
        ('@"P1Y" - @"P13M"', '@"-P1M"'),
        ('-@"P10D" + @"P1D"', '@"-P9D"'),
        ('@"P12M" = @"P1Y"', "true"),
        ('@"2024-02-29" - @"2024-01-31" > @"P28D"', "true"),
        ('@"1999-12-31".weekday', "5"),
        ('@"2000-02-29".month * 100 + @"2000-02-29".day', "229"),
    ],
)
def test_date_arithmetic(text: str, result: str) -> None:
    assert value(text) == written(result)
    assert value(text) == written(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('born + @"P1000Y"', "E215"),
        ('born - @"P31Y"', "E215"),
        ('born + @"P400000D"', "E215"),
        ('@"2999-12-31" + @"P1D"', "E215"),
        ('@"2999-12-31" + @"P99999Y"', "E215"),
        ('date("1899-12-31")', "E215"),
        ('@"3000-01-01"', "E215"),
        ("born + 1", "E202"),
        ("born + born", "E202"),
        ('@"P1D" - born', "E202"),
        ('@"P1D" + @"P1M"', "E202"),
        ('@"P1D" * 2', "E201"),
        ("years between(born, 3)", "E201"),
        ("title.year", "E201"),
        ("day of week(title)", "E201"),
    ],
)
def test_dates_that_leave_the_calendar_or_meet_another_kind_are_refused(
    text: str, code: str
) -> None:
    assert [found for found, _ in faults(text)] == [code]


def test_the_types_of_dates_and_lengths_are_derived() -> None:
    assert type_of('product.from + @"P1D"') == ir.Date(days(2024, 3, 1), days(2024, 3, 1))
    assert type_of("born - product.from") == ir.Days(
        days(1930, 1, 1) - days(2024, 2, 29), days(2008, 2, 29) - days(2024, 2, 29)
    )
    assert type_of("years between(born, product.from)") == ir.Num(0, 16, 94)
    assert type_of("months between(opened, product.from)") == ir.Num(0, -72, 289, nullable=True)
    assert type_of("days between(product.from, product.from)") == ir.Num(0, 0, 0)
    assert type_of("days between(born, opened)") == ir.Num(
        0,
        days(1999, 12, 31) - days(2008, 2, 29),
        days(2030, 3, 1) - days(1930, 1, 1),
        nullable=True,
    )
    assert type_of("born.month") == ir.Num(0, 1, 12)
    week = type_of("day of week(opened)")
    assert isinstance(week, ir.Text)
    assert week.nullable
    assert week.values == ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
                           "Sunday")  # fmt: skip


def test_full_months_and_years_agree_with_counting_on_every_month_end() -> None:
    near_ends = [
        date(year, month, 1) + timedelta(days=shift)
        for year in (1999, 2000, 2001, 2023, 2024)
        for month in (1, 2, 3, 12)
        for shift in (-4, -3, -2, -1, 0, 1, 27, 28)
    ]
    years, months = compiled("years between(a, b)"), compiled("months between(a, b)")
    for start, end in product(near_ends, repeat=2):
        given = {"a": (start - EPOCH).days, "b": (end - EPOCH).days}
        assert years(given) == years_between(start, end)
        assert months(given) == months_between(start, end)


def test_full_years_by_brute_force() -> None:
    years = compiled("years between(a, b)")
    start = date(2000, 2, 29)
    birthdays = [date(year, 3, 1) if year % 4 else date(year, 2, 29) for year in range(2001, 2100)]
    for shift in range(0, 36_000, 7):
        day = start + timedelta(days=shift)
        given = {"a": (start - EPOCH).days, "b": (day - EPOCH).days}
        assert years(given) == sum(birthday <= day for birthday in birthdays)


DAYS = st.integers(FIRST, LAST)


@given(DAYS, st.integers(-30, 30))
def test_months_later_are_clamped_to_the_end_of_the_month(day: int, months: int) -> None:
    scope = Scope.of([Named("a", ir.Read(ir.Date(day, day + 1), "a"))])
    sign, length = ("-" if months < 0 else "+"), abs(months)
    typed = expression.value(f'a {sign} @"P{length}M"', scope, HERE)
    later = months_later(EPOCH + timedelta(days=day), months)
    if typed.issues:
        assert [issue.code for issue in typed.issues] == ["E215"]
        assert not later.year >= 1900 or later.year >= 2999
        return
    assert meant(compile_expression(typed.expression)({"a": day}), ANY_DATE) == later


@given(DAYS)
def test_the_parts_of_a_date_agree_with_the_calendar(day: int) -> None:
    of = EPOCH + timedelta(days=day)
    parts = {"a.year": of.year, "a.month": of.month, "a.day": of.day, "a.weekday": of.isoweekday(),
             "day of year(a)": of.timetuple().tm_yday, "day of week(a)": f"{of:%A}",
             "month of year(a)": f"{of:%B}"}  # fmt: skip
    assert {text: compiled(text)({"a": day}) for text in parts} == parts


def test_a_day_is_written_in_ten_characters() -> None:
    assert day_number("1970-01-02") == 1
    assert day_number("2024-02-29") == days(2024, 2, 29)
    for wrong in ("2023-02-29", "2024-2-9", "2024-02-29 ", "20240229", "２０２４-02-29", ""):
        assert day_number(wrong) is None
