"""The checks of a reference document, written out; each gives issues with an address and texts."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations, groupby

from ...dictionary import Entries, NumberFact
from ...document import Json
from ...document.address import address_text
from ...errors import DocumentRefused
from ...flow.reading import read_model
from ...issues import Catalogue, Issue
from ...values import right_spelling, scaled
from .days import impossible_days
from .schema import EVERY, Classes, ReferenceData, Row
from .years import calendars

TEXTS = Catalogue.beside(__file__)

Rule = Callable[[ReferenceData], Iterable[Issue]]
Rows = Mapping[str, Row]


def check(document: Mapping[str, Json], entries: Entries | None = None) -> tuple[Issue, ...]:
    """Everything found in a reference document; beside a dictionary its facts are compared too."""
    try:
        return inspect(read_model(ReferenceData, dict(document)), entries)
    except DocumentRefused as refused:
        return refused.issues


def inspect(data: ReferenceData, entries: Entries | None = None) -> tuple[Issue, ...]:
    """Everything found in reference data, faults and notices, in the order of the rules."""
    found = [issue for rule in RULES for issue in rule(data)]
    return (*found, *(places(data) if entries is None else declared(data, entries)))


def overlaps(data: ReferenceData) -> Iterable[Issue]:
    """No two rows of a fact begin on one day for one class."""
    for rows in _by_fact(data).values():
        dated = sorted(rows.items(), key=lambda each: (each[1].start, each[0]))
        for day, same in groupby(dated, key=lambda each: each[1].start):
            for (first, one), (second, other) in combinations(same, 2):
                if one.classes.overlap(other.classes):
                    yield TEXTS.issue("P302", _at(second), other=first, day=day)


def order(data: ReferenceData) -> Iterable[Issue]:
    """The rows of a fact for the same classes stand in the order of their days, for readers."""
    before: dict[tuple[str, Classes], tuple[str, Row]] = {}
    for name, row in data.rows.items():
        other, last = before.get((row.fact, row.classes), (name, row))
        if last.start > row.start:
            yield TEXTS.issue("P303", _at(name), other=other, day=last.start)
        before[row.fact, row.classes] = name, row


def unnamed_classes(data: ReferenceData) -> Iterable[Issue]:
    """What is written of classes names one."""
    for name, row in data.rows.items():
        if "classes" in row.model_fields_set and row.classes == EVERY:
            yield TEXTS.issue("P304", _at(name, "for"))


RULES: tuple[Rule, ...] = (impossible_days, overlaps, order, unnamed_classes, calendars)


def places(data: ReferenceData) -> Iterable[Issue]:
    """All values of a fact have the same places."""
    for rows in _by_fact(data).values():
        given = [row.value for row in rows.values() if row.value is not None]
        most = max((len(value.partition(".")[2]) for value in given), default=0)
        yield from _misspelled(rows, most)


def declared(data: ReferenceData, entries: Entries) -> Iterable[Issue]:
    """Each fact is a number that the dictionary takes from reference data, each value in it."""
    known = [code for code, fact in entries.facts.items() if fact.source == {"reference": code}]
    for code, rows in _by_fact(data).items():
        fact = entries.facts.get(code)
        if code in known and isinstance(fact, NumberFact):
            yield from _misspelled(rows, fact.scale)
            yield from _outside(rows, fact)
        else:
            wanted = difflib.get_close_matches(code, known, 1) or known
            at = _at(min(rows), "fact")
            yield TEXTS.issue("P306", at, found=code, wanted=" / ".join(wanted) or "—")


def _misspelled(rows: Rows, scale: int) -> Iterable[Issue]:
    """Values that have not exactly `scale` places."""
    for name, row in rows.items():
        if row.value is not None and scaled(row.value, scale) is None:
            right = right_spelling(row.value, scale)
            yield TEXTS.issue("P305", _at(name, "value"), found=row.value, right=right)


def _outside(rows: Rows, fact: NumberFact) -> Iterable[Issue]:
    """Values that the fact cannot have."""
    domain = (scaled(fact.min, fact.scale), scaled(fact.max, fact.scale))
    for name, row in rows.items():
        if row.value is None:
            if not fact.nullable:
                yield TEXTS.issue("P307", _at(name, "value"), name=row.fact)
        elif not _is_within(scaled(row.value, fact.scale), *domain):
            at = _at(name, "value")
            yield TEXTS.issue("P308", at, found=row.value, lo=fact.min, hi=fact.max)


def _is_within(value: int | None, lo: int | None, hi: int | None) -> bool:
    """Whether a value is between bounds; what is misspelled is told elsewhere."""
    return value is None or lo is None or hi is None or lo <= value <= hi


def _by_fact(data: ReferenceData) -> dict[str, dict[str, Row]]:
    """The rows of each fact by id, in their order."""
    found: dict[str, dict[str, Row]] = {}
    for name, row in data.rows.items():
        found.setdefault(row.fact, {})[name] = row
    return found


def _at(*steps: str) -> str:
    return address_text((), ("rows", *steps))
