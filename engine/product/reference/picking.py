"""The reference facts of a product on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...dictionary import Entries
from ...document import Json, content_name
from ...errors import DocumentRefused
from ...flow.reading import read_model
from ...issues import Catalogue
from .calendar import Calendar
from .check import inspect
from .schema import ReferenceData, Row

TEXTS = Catalogue.beside(__file__)


@dataclass(frozen=True, slots=True)
class Picked:
    """One row per fact, None where no row has begun or none is for the product's classes."""

    rows: Mapping[str, Row | None]
    names: tuple[str, ...]
    """`id@sha256:…` of each document with rows: what to record beside the facts."""

    @property
    def facts(self) -> dict[str, str | None]:
        """The values, spelled as decisions take them; null where there is none."""
        return {fact: None if row is None else row.value for fact, row in self.rows.items()}


@dataclass(frozen=True)
class Reference:
    """Sound reference data; made by `read` and `joined`."""

    documents: Mapping[str, ReferenceData]
    """Each under its name, `id@sha256:…`."""

    def facts(self, product: Mapping[str, Json], today: date) -> Picked:
        """For every fact the latest row that has begun and is for the product's classes.

        Of the product, an effective one, `classes` alone is read. Rows that begin after `today`
        change nothing. Raises DocumentRefused where the product has no classes.
        """
        classes, day = _classes(product), today.isoformat()
        rows = {
            fact: next((r for r in rows if r.start <= day and r.classes.include(*classes)), None)
            for fact, rows in self._newest_first.items()
        }
        return Picked(rows, tuple(sorted(n for n, each in self.documents.items() if each.rows)))

    @cached_property
    def _newest_first(self) -> Mapping[str, tuple[Row, ...]]:
        rows = (row for each in self.documents.values() for row in each.rows.values())
        grouped: dict[str, list[Row]] = {}
        for row in sorted(rows, key=lambda row: row.start, reverse=True):
            grouped.setdefault(row.fact, []).append(row)
        return {fact: tuple(grouped[fact]) for fact in sorted(grouped)}

    @cached_property
    def calendar(self) -> Calendar:
        """The working days of the years that the documents hold."""
        every = (each.calendars.items() for each in self.documents.values())
        return Calendar.of(dict(item for items in every for item in items))


def read(document: Mapping[str, Json], entries: Entries | None = None) -> Reference:
    """The reference data of a document; beside a dictionary its facts are compared too.

    Raises DocumentRefused with every fault.
    """
    data = read_model(ReferenceData, dict(document))
    faults = [issue for issue in inspect(data, entries) if issue.severity == "fault"]
    if faults:
        raise DocumentRefused(faults)
    return Reference({content_name(dict(document)): data})


def joined(references: Iterable[Reference]) -> Reference:
    """Reference data of several documents as one.

    Raises DocumentRefused for each fact and each year that stands in two of them.
    """
    documents = {name: each for one in references for name, each in one.documents.items()}
    owners: dict[str, str] = {}
    issues = []
    for name, each in documents.items():
        facts = {row.fact: f"rows/{row_id}" for row_id, row in each.rows.items()}
        years = {year: f"calendars/{year}" for year in each.calendars}
        for part, place in (facts | years).items():
            if owners.setdefault(part, name) != name:
                at = f"{each.id}:{place}"
                issues.append(TEXTS.issue("P315", at, name=part, other=owners[part]))
    if issues:
        raise DocumentRefused(issues)
    return Reference(documents)


def _classes(product: Mapping[str, Json]) -> tuple[str, str]:
    match product.get("classes"):
        case {"regulatory": str(regulatory), "purpose": str(purpose)}:
            return regulatory, purpose
        case _:
            raise DocumentRefused([TEXTS.issue("P316", "classes")])
