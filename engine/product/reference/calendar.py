"""Which days are worked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .schema import Holiday, WorkYear

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of published years; every other year has its weekends alone.

    A calendar contains the days that are not worked, as a schedule wants its `holidays`.
    """

    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    @classmethod
    def of(cls, years: Mapping[str, WorkYear]) -> Calendar:
        """The calendar of years without faults."""
        holidays = [holiday for year in years.values() for holiday in year.holidays.values()]
        return cls(
            frozenset(day for holiday in holidays for day in days_off(holiday)),
            frozenset(date.fromisoformat(day) for holiday in holidays for day in holiday.worked),
            frozenset(map(int, years)),
        )

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and not self.is_working(day)

    def is_working(self, day: date) -> bool:
        """Whether banks work on a day."""
        return day in self.worked or not (is_weekend(day) or day in self.off)

    def provisional(self, day: date) -> bool:
        """Whether the calendar of the day's year is not published yet."""
        return day.year not in self.years

    def working_days(self, year: int) -> int:
        """How many days of a year are worked."""
        return sum(map(self.is_working, _span(date(year, 1, 1), date(year, 12, 31))))


def days_off(holiday: Holiday) -> Iterator[date]:
    """The days of a holiday, weekends included."""
    return _span(date.fromisoformat(holiday.first), date.fromisoformat(holiday.last))


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def _span(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * after for after in range((last - first).days + 1))
