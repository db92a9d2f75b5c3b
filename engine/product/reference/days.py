"""Days as documents write them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from ...document.address import address_text
from ...feel.builtins.calendar import FIRST, LAST, day_number
from ...issues import Catalogue, Issue
from .schema import ReferenceData

TEXTS = Catalogue.beside(__file__)

EXAMPLE = "2026-09-20"
MOST_SHOWN = 40
_PARTS = re.compile(r"\s*(\d{4})\D(\d{1,2})\D(\d{1,2})\D?\s*", re.ASCII)


def exists(text: str) -> bool:
    """Whether a text is a day from 1900 to 2999, `2026-09-20`."""
    number = day_number(text)
    return number is not None and FIRST <= number <= LAST


def nearest_day(text: str) -> str:
    """The day that was probably meant.

    >>> nearest_day("2026/2/30")
    '2026-02-28'
    """
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return EXAMPLE
    year, month, day = map(int, parts.groups())
    year, month = min(max(year, 1900), 2999), min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1])).isoformat()


def impossible_days(data: ReferenceData) -> Iterable[Issue]:
    """Every day of the document exists."""
    for at, text in _days(data):
        if not exists(text):
            found, right = text[:MOST_SHOWN], nearest_day(text)
            yield TEXTS.issue("P301", address_text((), at), found=found, right=right)


def _days(data: ReferenceData) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each day of a document, with the steps to it."""
    for name, row in data.rows.items():
        yield ("rows", name, "from"), row.start
        if row.checked is not None:
            yield ("rows", name, "checked"), row.checked
    for year, work in data.calendars.items():
        at = ("calendars", year)
        if work.checked is not None:
            yield (*at, "checked"), work.checked
        for name, holiday in work.holidays.items():
            here = (*at, "holidays", name)
            yield (*here, "from"), holiday.first
            yield (*here, "to"), holiday.last
            yield from (((*here, "worked", day), day) for day in holiday.worked)
