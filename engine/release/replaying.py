"""Deciding again: recorded decisions against the releases that made them, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from pydantic import Field

from ..document import canonical_bytes, read_json
from ..document.address import address_text
from ..document.shape import Json
from ..errors import DocumentRefused, LoanFoundryError
from ..flow.decision import Decision
from ..flow.program import Program
from ..flow.reading import read_model
from ..issues import Issue
from ..values import FlowName, Id, Model
from .doors import load
from .reading import Documents
from .texts import TEXTS

ABSENT = "—"
"""What stands in a difference where one side has nothing."""


class Record(Model):
    """A decision as a host keeps it: with the facts, so that it can be made again."""

    format: Literal["loanfoundry.record/1"]
    release: Annotated[FlowName, Field(max_length=200)]
    stage: Id
    facts: dict[str, Any]
    decision: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a decision that came out otherwise: which record, where, what was and what is."""

    record: int
    at: str
    recorded: Json
    decided: Json

    def as_json(self) -> dict[str, object]:
        """The difference as a mapping for machines."""
        was, now = self.recorded, self.decided
        return {"record": self.record, "at": self.at, "recorded": was, "decided": now}


@dataclass(frozen=True, slots=True)
class Replay:
    """How many records there were, what differs, and which records could not be decided again.

    Records count from 1; the address of an issue begins with the number of its record.
    """

    records: int
    differences: tuple[Difference, ...]
    issues: tuple[Issue, ...]

    @property
    def is_same(self) -> bool:
        """Whether every record was decided again to the same bytes."""
        return not self.differences and not self.issues


def record(decision: Decision) -> dict[str, Json]:
    """A decision with its facts as `loanfoundry.record/1`."""
    return {
        "format": "loanfoundry.record/1",
        "release": decision.program.name,
        "stage": decision.program.stage,
        "facts": dict(decision.facts),
        "decision": decision.document(),
    }


def record_line(decision: Decision) -> str:
    """A decision's record as one line of a file."""
    return canonical_bytes(record(decision)).decode("utf-8") + "\n"


def replay(records: Iterable[str | Mapping[str, Json]], releases: Documents) -> Replay:
    """Decides recorded decisions again and compares canonical bytes.

    `records` are lines or documents `loanfoundry.record/1`, `releases` the closed releases by name
    (`ID@sha256:…`); only those that a record names are loaded. What cannot be decided again is an
    issue, and all others are decided.
    """
    shelf = _Shelf(releases)
    count = 0
    differences: list[Difference] = []
    issues: list[Issue] = []
    for number, source in enumerate(records, 1):
        count = number
        try:
            differences += _again(number, _read(source), shelf)
        except LoanFoundryError as refused:
            issues += (replace(each, at=f"{number}/{each.at}") for each in refused.issues)
    return Replay(count, tuple(differences), tuple(issues))


@dataclass(frozen=True)
class _Shelf:
    """The programs of releases, each loaded once."""

    releases: Documents
    programs: dict[str, Program] = field(default_factory=dict)

    def program(self, name: str, stage: str) -> Program:
        if name not in self.releases:
            raise DocumentRefused([TEXTS.issue("R122", "release", found=name)])
        if name not in self.programs:
            self.programs[name] = load(self.releases[name], expect=name)
        return self.programs[name].at(stage)


def _read(source: str | Mapping[str, Json]) -> Record:
    try:
        of = read_json(source, numbers_as=int) if isinstance(source, str) else dict(source)
        return read_model(Record, of)
    except DocumentRefused as refused:
        raise DocumentRefused([TEXTS.issue("R121", ""), *refused.issues]) from None


def _again(number: int, of: Record, shelf: _Shelf) -> Iterator[Difference]:
    decision = shelf.program(of.release, of.stage).decide(of.facts)
    if decision.canonical() != canonical_bytes(of.decision):
        for at, was, now in _differing((), of.decision, decision.document()):
            yield Difference(number, at, was, now)


def _differing(path: tuple[str, ...], was: Json, now: Json) -> Iterator[tuple[str, Json, Json]]:
    """Each part that differs, by its path; the parts of a list go by their places."""
    one, other = _parts(was), _parts(now)
    if one is None or other is None or isinstance(was, dict) is not isinstance(now, dict):
        if canonical_bytes(was) != canonical_bytes(now):
            yield address_text((), path), was, now
        return
    for step in dict.fromkeys((*one, *other)):
        yield from _differing((*path, step), one.get(step, ABSENT), other.get(step, ABSENT))


def _parts(part: Json) -> dict[str, Json] | None:
    match part:
        case dict():
            return part
        case list():
            return {str(place): each for place, each in enumerate(part)}
        case _:
            return None
