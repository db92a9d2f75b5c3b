"""The two level methods once more: read from the rules, in fractions, day by day, slowly.

It shares nothing with the engine but the terms: months are counted by listing every due day for
decades, rates by asking each day for its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from engine.product.schedule import Method, Terms

Line = tuple[date, int, int, int]
"""The day that is really due, the days of interest, principal and interest in fen."""
DAY = timedelta(1)


class UsedUp(Exception):
    """Interest takes a whole level payment."""


def lines(terms: Terms) -> list[Line]:
    """The instalments. Raises UsedUp."""
    calendar = Calendar(terms)
    balance, level, levelled_at = fen(terms.principal), 0, None
    found: list[Line] = []
    periods = calendar.periods()
    for k, (opens, closes, due) in enumerate(periods, 1):
        interest = r2(balance * mean_rate(terms, opens, closes) * calendar.part(k), terms)
        rate = rate_on(terms, opens)
        relevels = terms.on_rate_change == "relevel" and levelled_at != rate
        if k > terms.grace and (levelled_at is None or relevels):
            if terms.method == Method.EQUAL_INSTALMENT or levelled_at is None:
                level = r2(exact_level(terms, calendar, balance, k, rate), terms)
            levelled_at = rate
        principal = 0
        if k == len(periods):
            principal = balance
        elif k > terms.grace and terms.method == Method.EQUAL_PRINCIPAL:
            principal = min(level, balance)
        elif k > terms.grace:
            taken = interest
            if k == 1 and terms.first_total == "level_principal" and not calendar.is_whole(1):
                taken = r2(balance * nominal(terms, rate), terms)
            if level <= taken:
                raise UsedUp
            principal = min(level - taken, balance)
        balance -= principal
        found.append((due, (closes - opens).days, principal, interest))
    return found


def exact_level(terms: Terms, calendar: Calendar, balance: int, k: int, rate: Fraction) -> Fraction:
    """The level payment, or the level principal, over the instalments from k on."""
    left = len(calendar.periods()) - k + 1
    if terms.method == Method.EQUAL_PRINCIPAL:
        return Fraction(balance, left)
    is_exact = terms.level == "exact" or (terms.level is None and terms.interest_basis != "monthly")
    if not is_exact:
        i = nominal(terms, rate)
        return (
            balance * i * (1 + i) ** left / ((1 + i) ** left - 1) if i else Fraction(balance, left)
        )
    growth = factor = Fraction(1)
    for number in range(k, k + left):
        r = rate * calendar.part(number)
        growth *= 1 + r
        factor = factor * (1 + r) + 1 if number > k else Fraction(1)
    return balance * growth / factor


def nominal(terms: Terms, rate: Fraction) -> Fraction:
    """The rate of a whole period."""
    if terms.due.unit == "month":
        return rate * terms.due.every / 12
    return rate * terms.due.every / year(terms)


def year(terms: Terms) -> int:
    return 365 if terms.interest_basis == "act_365" else 360


def rate_on(terms: Terms, day: date) -> Fraction:
    """The rate in force on a day."""
    rates = [terms.annual_rate, *(c.annual_rate for c in terms.rate_changes if c.on <= day)]
    return Fraction(rates[-1])


def mean_rate(terms: Terms, opens: date, closes: date) -> Fraction:
    """The mean of the rates of all days of a period; of one without days, that of its start."""
    days = (closes - opens).days
    if not days:
        return rate_on(terms, opens)
    return sum((rate_on(terms, opens + n * DAY) for n in range(days)), Fraction(0)) / days


def fen(amount: object) -> int:
    whole = Fraction(str(amount)) * 100
    assert whole.denominator == 1
    return whole.numerator


def r2(amount: Fraction, terms: Terms) -> int:
    """An amount in whole fen."""
    whole = amount.numerator // amount.denominator
    half = amount - whole - Fraction(1, 2)
    up = {
        "half_up": half >= 0,
        "half_even": half > 0 or (half == 0 and whole % 2 == 1),
        "down": False,
    }
    return whole + up[terms.money_rounding]


class Calendar:
    """The days of a loan."""

    def __init__(self, terms: Terms) -> None:
        self.terms, self.due = terms, terms.due
        self.first, self.day = self._first()
        numbers = range(-60, 1300)
        self.numbers = {self._in_month(self.first + n, self.day): n for n in numbers}
        self.days = {n: day for day, n in self.numbers.items()}

    def nominal(self) -> list[date]:
        """The due days before any holiday moves them."""
        terms, maturity = self.terms, self.terms.maturity
        if terms.terms is not None:
            dues = [self._nth(k) for k in range(1, terms.terms + 1)]
            return [*dues[:-1], maturity] if maturity else dues
        assert maturity is not None
        dues = []
        while self._nth(len(dues) + 1) <= maturity:
            dues.append(self._nth(len(dues) + 1))
        if dues[-1:] == [maturity]:
            return dues
        if self.due.last == "merge_into_last":
            dues = dues[:-1]
        return [*dues, maturity]

    def periods(self) -> list[tuple[date, date, date]]:
        """Opens, closes and really due, of each."""
        found, opens = [], self.terms.start
        for nominal in self.nominal():
            due = self._moved(nominal)
            closes = due if self.due.holiday_interest == "adjusted" else nominal
            found.append((opens, closes, due))
            opens = closes
        return found

    def part(self, k: int) -> Fraction:
        """What part of a year a period is."""
        periods = self.periods()
        opens, closes, _ = periods[k - 1]
        days = (closes - opens).days
        if self.terms.interest_basis != "monthly":
            return Fraction(days, year(self.terms))
        if self.due.odd_days is None and k in (1, len(periods)):
            month = self.due.unit == "month"
            return Fraction(self.due.every, 12 if month else 360)
        months, left = self.months_and_days(opens, closes)
        if k == 1 and left and self.due.odd_days == "days_only":
            return Fraction(days, 360)
        return Fraction(months, 12) + Fraction(left, 360)

    def is_whole(self, k: int) -> bool:
        """Whether a period is one of the regular ones."""
        opens, closes, _ = self.periods()[k - 1]
        regular = (self.due.every, 0) if self.due.unit == "month" else (0, self.due.every)
        return self.months_and_days(opens, closes) == regular

    def months_and_days(self, opens: date, closes: date) -> tuple[int, int]:
        """Whole months forward, then days."""
        if self.due.unit == "day":
            return 0, (closes - opens).days
        number, months = self.numbers.get(opens), 0
        steps = self._from(opens) if number is None else self._grid_from(number)
        reached = next(steps)
        for step in steps:
            if step > closes:
                break
            reached, months = step, months + 1
        return months, (closes - reached).days

    def _grid_from(self, number: int) -> Iterator[date]:
        while True:
            yield self.days[number]
            number += 1

    def _from(self, day: date) -> Iterator[date]:
        month = day.year * 12 + day.month - 1
        while True:
            yield self._in_month(month, day.day, "clamp")
            month += 1

    def _nth(self, k: int) -> date:
        if self.due.unit == "day":
            return self._first_by_days() + (k - 1) * self.due.every * DAY
        return self._in_month(self.first + (k - 1) * self.due.every, self.day)

    def _first_by_days(self) -> date:
        given = self.due.first_due
        return given if isinstance(given, date) else self.terms.start + self.due.every * DAY

    def _first(self) -> tuple[int, int]:
        """The month of the first due day, counted from the year 0, and the day of the month."""
        start, given = self.terms.start, self.due.first_due
        this = start.year * 12 + start.month - 1
        if isinstance(given, date):
            month = given.year * 12 + given.month - 1
            days = [self._moved_day(day) for day in (start.day, given.day)]
            choices = [(month - back, day) for day in days for back in (0, 1)]
            return next(choice for choice in choices if self._in_month(*choice) == given)
        day = self._moved_day(self.due.day or start.day)
        if given == "same_day":
            return this + self.due.every, day
        month = this
        while (month + 1) % self.due.every or not self._may_be_first(month, day):
            month += 1
        return month, day

    def _may_be_first(self, month: int, day: int) -> bool:
        start = self.terms.start
        is_this = month == start.year * 12 + start.month - 1
        if self.due.first_due == "next_month":
            return not is_this
        return self._in_month(month, day) > start

    def _moved_day(self, day: int) -> int:
        return self.due.remap.get(day, day) if self.due.month_end == "remap" else day

    def _in_month(self, month: int, day: int, month_end: str | None = None) -> date:
        year, index = divmod(month, 12)
        try:
            return date(year, index + 1, day)
        except ValueError:
            if (month_end or self.due.month_end) == "roll":
                return self._in_month(month + 1, 1)
            return self._in_month(month, day - 1, month_end)

    def _moved(self, day: date) -> date:
        match self.due.holiday_shift:
            case "none":
                return day
            case "preceding":
                return self._working(day, -DAY)
            case "following":
                return self._working(day, DAY)
            case _:
                after = self._working(day, DAY)
                return after if after.month == day.month else self._working(day, -DAY)

    def _working(self, day: date, step: timedelta) -> date:
        while day in self.due.holidays:
            day += step
        return day
