"""The work calendars that the package chinese-calendar knows, as reference documents hold them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

import chinese_calendar

from engine.document import Json
from engine.issues import LANGUAGES, Catalogue

TEXTS = Catalogue.beside(__file__)
NAMES = {holiday.value: holiday for holiday in chinese_calendar.Holiday}
Days = Sequence[date]


def published_years() -> list[int]:
    """The years that the package knows, ascending."""
    return sorted({day.year for day in chinese_calendar.holidays})


def work_year(year: int, checked: date) -> dict[str, Json]:
    """The calendar of a year as a reference document holds it."""
    holidays: dict[str, Json] = {}
    runs = _runs([day for day in sorted(chinese_calendar.holidays) if day.year == year])
    for run in runs:
        name = NAMES[chinese_calendar.holidays[run[0]]].name
        holidays[name if name not in holidays else f"{name}_{run[0].month}"] = _holiday(run, runs)
    every = (date(year, 1, 1) + timedelta(days=after) for after in range(366))
    return {
        "holidays": holidays,
        "working_days": sum(chinese_calendar.is_workday(day) for day in every if day.year == year),
        "basis": "law",
        "source": _source(year),
        "checked": checked.isoformat(),
    }


def _holiday(run: Days, runs: Sequence[Days]) -> Json:
    """Days off in a row; a day that is worked belongs to the nearest run of its holiday."""
    names = _names(run)
    worked = (
        day
        for day, name in sorted(chinese_calendar.workdays.items())
        if day.year == run[0].year and run is _nearest(day, name, runs)
    )
    return {
        "title": {"zh": "、".join(NAMES[name].chinese for name in names), "en": ", ".join(names)},
        "from": run[0].isoformat(),
        "to": run[-1].isoformat(),
        "worked": {day.isoformat(): True for day in worked},
    }


def _nearest(worked: date, name: str, runs: Sequence[Days]) -> Days:
    of_name = [run for run in runs if name in _names(run)] or runs
    return min(of_name, key=lambda run: abs((run[0] - worked).days))


def _names(run: Days) -> list[str]:
    """The English names of the holidays in a row of days, each once."""
    return list(dict.fromkeys(chinese_calendar.holidays[day] for day in run))


def _runs(days: Days) -> list[Days]:
    """Days that follow one another, together."""
    gaps = groupby(enumerate(days), key=lambda each: each[1] - timedelta(days=each[0]))
    return [[day for _, day in run] for _, run in gaps]


def _source(year: int) -> Json:
    values = {"year": year, "version": chinese_calendar.__version__}
    return {each: TEXTS.word("calendar source", each).format(**values) for each in LANGUAGES}
