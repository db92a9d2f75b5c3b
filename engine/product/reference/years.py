"""The checks of work calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ...document.address import address_text
from ...issues import Catalogue, Issue
from .calendar import Calendar, days_off, is_weekend
from .days import MOST_SHOWN, exists
from .schema import Holiday, ReferenceData, WorkYear

TEXTS = Catalogue.beside(__file__)


def calendars(data: ReferenceData) -> Iterable[Issue]:
    """Each calendar is of a year, its days lie in it, stand once, and leave the working days."""
    for year, work in data.calendars.items():
        if not exists(f"{year}-01-01"):
            yield TEXTS.issue("P309", _at(year), found=year[:MOST_SHOWN])
        elif all(map(exists, _written(work))):
            yield from _year(year, work)


def _year(year: str, work: WorkYear) -> Iterable[Issue]:
    """The faults of a calendar; what rests on sound holidays waits until they are sound."""
    holidays = work.holidays.items()
    faults = [issue for name, holiday in holidays for issue in _holiday(year, name, holiday)]
    return faults or list(_twice(year, work)) or _count(year, work)


def _count(year: str, work: WorkYear) -> Iterator[Issue]:
    counted = Calendar.of({year: work}).working_days(int(year))
    if counted != work.working_days:
        at = _at(year, "working_days")
        yield TEXTS.issue("P314", at, found=work.working_days, counted=counted)


def _holiday(year: str, name: str, holiday: Holiday) -> Iterator[Issue]:
    """The faults of one holiday."""
    here = (year, "holidays", name)
    if holiday.first > holiday.last:
        yield TEXTS.issue("P310", _at(*here, "to"), first=holiday.first, last=holiday.last)
    for step, day in (("from", holiday.first), ("to", holiday.last)):
        yield from _elsewhere(year, day, _at(*here, step))
    for day in holiday.worked:
        at = _at(*here, "worked", day)
        yield from _elsewhere(year, day, at)
        if not is_weekend(date.fromisoformat(day)):
            yield TEXTS.issue("P313", at, day=day)


def _elsewhere(year: str, day: str, at: str) -> Iterator[Issue]:
    if not day.startswith(year):
        yield TEXTS.issue("P311", at, day=day, year=year, right=day[:4])


def _twice(year: str, work: WorkYear) -> Iterator[Issue]:
    """Days that two holidays hold, or that are off and worked: once for two places."""
    first_place: dict[date, str] = {}
    told: set[tuple[str, str]] = set()
    for day, at in _marked(year, work):
        other = first_place.setdefault(day, at)
        if other != at and (at, other) not in told:
            told.add((at, other))
            yield TEXTS.issue("P312", at, day=day.isoformat(), other=other)


def _marked(year: str, work: WorkYear) -> Iterator[tuple[date, str]]:
    """Each day that a calendar names, with its place."""
    for name, holiday in sorted(work.holidays.items()):
        yield from ((day, _at(year, "holidays", name)) for day in days_off(holiday))
    for name, holiday in sorted(work.holidays.items()):
        here = (year, "holidays", name, "worked")
        yield from ((date.fromisoformat(day), _at(*here, day)) for day in sorted(holiday.worked))


def _written(work: WorkYear) -> Iterator[str]:
    for holiday in work.holidays.values():
        yield from (holiday.first, holiday.last, *holiday.worked)


def _at(*steps: str) -> str:
    return address_text((), ("calendars", *steps))
