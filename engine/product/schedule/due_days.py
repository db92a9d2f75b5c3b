"""The days on which instalments are due, before and after holidays.

Where the rules are silent:
- 对日 counts from the start itself, so 31 January is followed by 28 February and by 31 March; a
  first due day that is given says the same where the start's own day can fall on it.
- A fixed day falls into the months of the calendar's own cycle: every three months into March,
  June, September and December (结息日 is such a day).
- A due day that is remapped is remapped in every month, long ones too.
- 29 February rolled to 1 March belongs to February: whole months are counted by the nominal month.
- Maturity is a due day like the others: it is shifted from a holiday as they are.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple, assert_never

from .options import FirstDue, HolidayShift, Last, Method, MonthEnd, Unit
from .terms import MOST_INSTALMENTS, Due, Terms

ONE_DAY = timedelta(1)
SHORTEST_MONTH = 28
MOST_SHIFTED = 60
"""The longest run of days without a working day that a calendar may hold."""


class Point(NamedTuple):
    """A day, and the month of the due-day grid that it stands for; None off the grid."""

    day: date
    month: int | None


class Length(NamedTuple):
    """How far it is from one day to another: whole months, then the days left."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """Due days in every month (counted from the year 0) from `first` on, `every` months apart."""

    first: int
    day: int
    every: int
    month_end: MonthEnd

    @property
    def regular(self) -> Length:
        """The length of a whole period."""
        return Length(self.every, 0)

    def point(self, number: int) -> Point:
        """The due day of an instalment, counted from 1."""
        month = self.first + self.every * (number - 1)
        return Point(self.on(month), month)

    def on(self, month: int) -> date:
        """The due day that a month stands for."""
        year, index = divmod(month, 12)
        if self.day <= SHORTEST_MONTH or self.day <= (days := monthrange(year, index + 1)[1]):
            return date(year, index + 1, self.day)
        end = date(year, index + 1, days)
        return end + ONE_DAY if self.month_end == MonthEnd.ROLL else end

    def at(self, day: date) -> Point:
        """A day with the month that it stands for."""
        month = month_of(day)
        return Point(day, next((m for m in (month, month - 1) if self.on(m) == day), None))

    def between(self, opens: Point, closes: Point) -> Length:
        """Whole months forward on the grid, or off it from the day itself; then the days left."""
        if opens.month is not None and closes.month is not None:
            return Length(closes.month - opens.month, 0)
        months = month_of(closes.day) - month_of(opens.day) + 1
        while (reached := self._forward(opens, months)) > closes.day:
            months -= 1
        return Length(months, (closes.day - reached).days)

    def _forward(self, point: Point, months: int) -> date:
        if point.month is None:
            return add_months(point.day, months)
        return self.on(point.month + months)


@dataclass(frozen=True, slots=True)
class DayGrid:
    """Due days `every` days apart."""

    first: date
    every: int

    @property
    def regular(self) -> Length:
        """The length of a whole period."""
        return Length(0, self.every)

    def point(self, number: int) -> Point:
        """The due day of an instalment, counted from 1."""
        return self.at(self.first + timedelta(self.every * (number - 1)))

    def at(self, day: date) -> Point:
        """A day; it stands for no month."""
        return Point(day, None)

    def between(self, opens: Point, closes: Point) -> Length:
        """The days alone."""
        return Length(0, (closes.day - opens.day).days)


Grid = MonthGrid | DayGrid


class DueDays(NamedTuple):
    """The due days of a loan: nominal ones on their grid, and the working days they move to."""

    grid: Grid
    nominal: list[Point]
    due: list[date]


def month_of(day: date) -> int:
    """The month of a day, counted from the year 0."""
    return day.year * 12 + day.month - 1


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that does not have it."""
    year, index = divmod(month_of(day) + months, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


def grid(terms: Terms) -> Grid:
    """The days on which instalments of these terms can be due."""
    due, start = terms.due, terms.start
    given = due.first_due if isinstance(due.first_due, date) else None
    if due.unit == Unit.DAY:
        return DayGrid(given or start + timedelta(due.every), due.every)
    month_end = due.month_end
    if given is None:
        day = _mapped(due, due.day or start.day)
        return MonthGrid(_first_month(due, start, day), day, due.every, month_end)
    possible = (due.day,) if due.day else (start.day, given.day)
    grids = [
        MonthGrid(month_of(given), _mapped(due, day), due.every, month_end) for day in possible
    ]
    through = next((each for each in grids if each.at(given).month is not None), grids[-1])
    month = through.at(given).month
    return through if month is None else replace(through, first=month)


def _mapped(due: Due, day: int) -> int:
    return due.remap.get(day, day) if due.month_end == MonthEnd.REMAP else day


def _first_month(due: Due, start: date, day: int) -> int:
    """The month of the first due day by its rule."""
    this = month_of(start)
    if due.first_due == FirstDue.SAME_DAY:
        return this + due.every
    within = MonthGrid(this, day, 1, due.month_end)
    after = due.first_due == FirstDue.THIS_MONTH_IF_AFTER and within.on(this) > start
    month = this if after else this + 1
    return month + -(month + 1) % due.every


def due_points(terms: Terms, days: Grid) -> list[Point]:
    """The nominal due days; the last one is maturity. A bullet has this one alone."""
    if terms.terms is not None:
        points = [days.point(number) for number in range(1, terms.terms + 1)]
        if terms.maturity is not None:
            points[-1] = days.at(terms.maturity)
    else:
        points = _until(terms.maturity or terms.start, terms.due.last, days)
    return points[-1:] if terms.method == Method.BULLET else points


def _until(maturity: date, last: Last, days: Grid) -> list[Point]:
    """The due days up to maturity, which is one of them whatever day it is.

    Of more than `MOST_INSTALMENTS` so many that it shows.
    """
    following = map(days.point, range(1, MOST_INSTALMENTS + 2))
    points = list(takewhile(lambda point: point.day < maturity, following))
    is_due = days.point(len(points) + 1).day == maturity
    if points and last == Last.MERGE_INTO_LAST and not is_due:
        points.pop()
    return [*points, days.at(maturity)]


def shifted(day: date, shift: HolidayShift, holidays: Container[date]) -> date | None:
    """The working day that a due day goes to; None where the calendar has none near."""
    match shift:
        case HolidayShift.NONE:
            return day
        case HolidayShift.FOLLOWING:
            return _working(day, ONE_DAY, holidays)
        case HolidayShift.PRECEDING:
            return _working(day, -ONE_DAY, holidays)
        case HolidayShift.MODIFIED_FOLLOWING:
            found = _working(day, ONE_DAY, holidays)
            if found is not None and month_of(found) == month_of(day):
                return found
            return _working(day, -ONE_DAY, holidays)
        case _:
            assert_never(shift)


def _working(day: date, step: timedelta, holidays: Container[date]) -> date | None:
    near = (day + step * number for number in range(MOST_SHIFTED + 1))
    return next((candidate for candidate in near if candidate not in holidays), None)
