"""The periods between due days: which days they hold, and what part of a year they are.

A period is [previous due day or start, due day): its first day counts, its last does not.
Under the monthly basis whole months on the due-day grid are twelfths of a year, whatever days
they have, and the days left are days/360. Where the rules are silent:
- From a day off the grid (the start of a loan with a fixed due day) months run from that day.
- A broken last period is counted as months, then days, from its due day on; `days_only` concerns
  the first period alone.
- A first period of several whole months is counted by its months; broken it is all the same.
- Where interest is adjusted to a shifted due day, the periods beside it are broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from .due_days import DueDays, Length, Point
from .options import HolidayInterest, InterestBasis, OddDays
from .terms import Terms


class Period(NamedTuple):
    """The days from `opens` to before `closes`, whose interest is paid on `due`.

    `number` is the instalment's in the whole loan; `parts` is the length in 360ths of a year
    (365ths for `act_365`); `months` the length where it is whole months, else 0; `broken_first`
    tells a first period that is no whole one.
    """

    number: int
    opens: date
    closes: date
    due: date
    parts: int
    months: int
    broken_first: bool = False

    @property
    def days(self) -> int:
        """How many days interest runs."""
        return (self.closes - self.opens).days


def periods(terms: Terms, due_days: DueDays) -> tuple[Period, ...]:
    """The periods of terms that were checked, in order and without gaps."""
    days, closes, dues = due_days
    if terms.due.holiday_interest == HolidayInterest.ADJUSTED:
        moved = zip(closes, dues, strict=True)
        closes = [point if point.day == due else days.at(due) for point, due in moved]
    opens = [days.at(terms.start), *closes[:-1]]
    lengths = list(map(days.between, opens, closes))
    parts = _parts(terms, days.regular, lengths, opens, closes)
    broken = lengths[0] != days.regular
    return tuple(
        Period(
            number=number,
            opens=opened.day,
            closes=closed.day,
            due=due,
            parts=part,
            months=0 if length.days else length.months,
            broken_first=broken and number == 1,
        )
        for number, (opened, closed, due, length, part) in enumerate(
            zip(opens, closes, dues, lengths, parts, strict=True), 1
        )
    )


def _parts(
    terms: Terms,
    regular: Length,
    lengths: Sequence[Length],
    opens: Sequence[Point],
    closes: Sequence[Point],
) -> list[int]:
    """Each period's length in 360ths or 365ths of a year."""
    actual = [(end.day - start.day).days for start, end in zip(opens, closes, strict=True)]
    if terms.interest_basis != InterestBasis.MONTHLY:
        return actual
    parts = [_thirties(length) for length in lengths]
    match terms.due.odd_days:
        case None:
            parts[0] = parts[-1] = _thirties(regular)
        case OddDays.DAYS_ONLY if lengths[0].days:
            parts[0] = actual[0]
        case _:
            pass
    return parts


def _thirties(length: Length) -> int:
    return 30 * length.months + length.days
