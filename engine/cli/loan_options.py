"""What the options of `schedule` say, as the terms of a loan or as an offer of a product.

A text that spells no value stays as it is, so that the engine finds all that is wrong at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..errors import TermsRefused
from ..issues import Issue
from ..product.disclosure import Known, Offer
from ..product.disclosure.offer import MOST_DAYS
from ..product.schedule import Due, InterestBasis, RateChange, Schedule, Terms, schedule
from ..product.schedule.check import refuse
from ..product.schedule.values import count_faults, day_faults, value_faults
from ..values import NUMBER_PATTERN
from .voice import TEXTS

Texts = Mapping[str, Any]
"""What was given on the command line, by the names of options: a text, or several."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
DAY_COUNTS: Mapping[str, InterestBasis] = {
    "30/360": InterestBasis.MONTHLY,
    "act/360": InterestBasis.ACT_360,
    "act/365": InterestBasis.ACT_365,
}
REGULAR = "regular"
"""No odd days: a broken first or last period counts as a whole one."""
NEEDED = ("method", "principal", "annual_rate", "start")
NEEDED_OF_PRODUCT = ("annual_rate", "start")


def number(text: str) -> Decimal | str:
    """A number that a text spells."""
    return Decimal(text) if re.match(NUMBER_PATTERN, text) else text


def whole(text: str) -> int | str:
    """A whole number that a text spells."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else text


def day(text: str) -> date | str:
    """A day that a text spells, and that the calendar has."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else text
    except ValueError:
        return text


def basis(text: str) -> str:
    """A day count under our name or the market's."""
    return DAY_COUNTS.get(text.lower(), text)


def odd_days(text: str) -> str | None:
    """A way to count odd days; None where there are to be none."""
    return None if text == REGULAR else text


Reading = tuple[str, Callable[[str], object]]
TERMS: Mapping[str, Reading] = {
    "method": ("method", str),
    "principal": ("principal", number),
    "annual_rate": ("annual_rate", number),
    "start": ("start", day),
    "terms": ("terms", whole),
    "maturity": ("maturity", day),
    "day_count": ("interest_basis", basis),
    "level": ("level", str),
    "first_total": ("first_total", str),
    "rounding": ("money_rounding", str),
    "on_rate_change": ("on_rate_change", str),
    "grace": ("grace", whole),
    "plan_unit": ("plan_unit", str),
}
DUE: Mapping[str, Reading] = {
    "every": ("every", whole),
    "unit": ("unit", str),
    "due_day": ("day", whole),
    "first_due": ("first_due", day),
    "odd_days": ("odd_days", odd_days),
    "last": ("last", str),
    "month_end": ("month_end", str),
    "holiday_shift": ("holiday_shift", str),
    "holiday_interest": ("holiday_interest", str),
}
"""The field of terms, or of due days, behind each option, and how its text is read."""
LISTS = ("holidays", "rate_change", "plan")
OF_PRODUCT = {*NEEDED, "terms", "days", "line", "due_day", *LISTS, "calendar", "product"}
"""The options that an offer of a product takes; all others are the product's own to say."""


def plain_schedule(given: Texts, holidays: Container[date]) -> Schedule:
    """The schedule of a loan that stands in options alone. Raises TermsRefused with every fault."""
    lists = Lists(given)
    terms = _terms(given, lists, holidays)
    faults = [*_missing(given, NEEDED), *_endless(given), *lists.faults, *_impossible(given)]
    if faults:
        told = {issue.at for issue in faults}
        refuse([*faults, *(issue for issue in value_faults(terms) if issue.at not in told)])
    return schedule(terms)


def _terms(given: Texts, lists: Lists, holidays: Container[date]) -> Terms:
    """The terms as far as texts spell them; where a text is missing there is None."""
    due: Any = _read(given, DUE)
    if isinstance(due.get("first_due"), date):
        due.setdefault("odd_days", None)
    read: Any = dict.fromkeys(NEEDED) | _read(given, TERMS)
    lent = Terms(
        **read,
        due=Due(**due, holidays=DaysOff(holidays, lists.holidays)),
        rate_changes=lists.rate_changes,
        plan=lists.plan,
    )
    if "days" in given and not [*_wrong_days(given), *day_faults("start", lent.start)]:
        return replace(lent, maturity=lent.start + timedelta(int(given["days"])))
    return lent


def _read(given: Texts, options: Mapping[str, Reading]) -> dict[str, object]:
    return {field: read(given[name]) for name, (field, read) in options.items() if name in given}


def _missing(given: Texts, needed: Sequence[str]) -> Iterator[Issue]:
    for name in needed:
        if name not in given:
            yield TEXTS.issue("C501", name, option=flag(name))


def _endless(given: Texts) -> Iterator[Issue]:
    if not given.keys() & {"terms", "days", "maturity"}:
        yield TEXTS.issue("C501", "terms", option=flag("terms"))


def _impossible(given: Texts) -> Iterator[Issue]:
    """A first due day that is meant as a day and is none; days that are no term."""
    first = given.get("first_due", "")
    if first[:1].isdecimal() and isinstance(day(first), str):
        yield from day_faults("due/first_due", first)
    yield from _wrong_days(given)


def _wrong_days(given: Texts) -> Iterator[Issue]:
    if "days" in given:
        yield from count_faults("days", whole(given["days"]), 1, MOST_DAYS)


def flag(name: str) -> str:
    """An option as it is written."""
    return f"--{name.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days off of a calendar, and those named beside it."""

    calendar: Container[date]
    named: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return day in self.named or day in self.calendar


class Lists:
    """The options that may stand several times, or hold several values between commas."""

    def __init__(self, given: Texts) -> None:
        self.faults: list[Issue] = []
        self.holidays = frozenset(self._holidays(given))
        self.rate_changes = tuple(self._rate_changes(given))
        self.plan: dict[int, Any] = dict(self._plan(given))

    def known(self, given: Texts, holidays: Container[date]) -> Known:
        """What the options say of a draw beside its offer."""
        off = DaysOff(holidays, self.holidays)
        found = Known(holidays=off, plan=self.plan, rate_changes=self.rate_changes)
        if "due_day" in given:
            own: Any = whole(given["due_day"])
            found["due_day"] = own
        return found

    def _holidays(self, given: Texts) -> Iterator[date]:
        for number, text in enumerate(_parts(given, "holidays"), 1):
            off = day(text)
            if isinstance(off, date):
                yield off
            else:
                self.faults += day_faults(f"due/holidays/{number}", text)

    def _rate_changes(self, given: Texts) -> Iterator[RateChange]:
        for left, right in self._pairs(given, "rate_change"):
            on: Any = day(left)
            rate: Any = number(right)
            yield RateChange(on, rate)

    def _plan(self, given: Texts) -> Iterator[tuple[int, object]]:
        for left, right in self._pairs(given, "plan"):
            instalment: Any = whole(left)
            yield instalment, number(right)

    def _pairs(self, given: Texts, name: str) -> Iterator[tuple[str, str]]:
        """Pairs `LEFT=RIGHT`, each left once."""
        seen: set[str] = set()
        for text in _parts(given, name):
            left, equals, right = text.partition("=")
            if not equals:
                self.faults.append(TEXTS.issue("C502", name, option=flag(name), found=text[:40]))
            elif left in seen:
                self.faults.append(TEXTS.issue("C503", name, option=flag(name), found=left[:40]))
            else:
                seen.add(left)
                yield left, right


def _parts(given: Texts, name: str) -> Iterator[str]:
    return (part.strip() for text in given.get(name, ()) for part in text.split(","))


def read_offer(given: Texts, defaults: Mapping[str, object]) -> tuple[Offer, date, Lists]:
    """The offer that options make of a product, with its day and what else they say.

    What is not given is as the product shows it first. Raises TermsRefused with every fault.
    """
    lists = Lists(given)
    faults = [*_missing(given, NEEDED_OF_PRODUCT), *lists.faults, *_foreign(given)]
    spelled = {
        "line": "line", "amount": "principal", "method": "method", "annual_rate": "annual_rate",
    }  # fmt: skip
    said: dict[str, object] = {
        field: given[name] for field, name in spelled.items() if name in given
    }
    for field, name in (("term_months", "terms"), ("term_days", "days")):
        if name in given:
            said[field] = whole(given[name])
    has_term = said.keys() & {"term_months", "term_days"}
    kept = {k: v for k, v in defaults.items() if not (has_term and k.startswith("term_"))}
    start = day(given.get("start", ""))
    if "start" in given and isinstance(start, str):
        faults += day_faults("start", start)
    try:
        offer = Offer.read({**kept, **said})
    except TermsRefused as refused:
        told = {issue.at for issue in faults}
        refuse([*faults, *(i for i in refused.issues if i.at.partition("/")[2] not in told)])
        raise
    refuse(faults)
    assert isinstance(start, date)
    return offer, start, lists


def _foreign(given: Texts) -> Iterator[Issue]:
    """The options that a product says itself."""
    for name in given:
        if name not in OF_PRODUCT:
            yield TEXTS.issue("C504", name, option=flag(name))
