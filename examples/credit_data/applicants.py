"""The file of applications as facts with outcomes (CSV in, applicants out)."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import DocumentRefused
from engine.issues import Catalogue, Issue
from engine.release import read_file

from .columns import COLUMNS, OUTCOME, OUTCOMES, Column, Facts, Value, columns

TEXTS = Catalogue.beside(__file__)
SHIPPED = Path(__file__).parent / "credit_data.csv"
BOM = b"\xef\xbb\xbf"
SHOWN = 10
"""As many faults are told one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """One application: its line, facts, how the loan went, and whether it is held out for tests."""

    line: int
    facts: Facts
    bad: bool
    held_out: bool


def read_applicants(path: Path) -> tuple[Applicant, ...]:
    """The applicants of a CSV file with the columns of `credit_data.csv`, in any order.

    An empty cell is null where the fact may be null. Raises DocumentRefused with the faults of
    the header, or of the lines below a good header.
    """
    first, *lines = _lines(path)
    header = _header(first)
    if not lines:
        raise DocumentRefused([TEXTS.issue("C904", "")])
    reader = _Reader(header, columns())
    found = [reader.applicant(line, number) for number, line in enumerate(lines, 2)]
    _refuse(reader.faults)
    return tuple(applicant for applicant in found if applicant)


def split(applicants: Sequence[Applicant]) -> tuple[list[Applicant], list[Applicant]]:
    """The training part and the test part. Raises DocumentRefused where one lacks an outcome."""
    training = [applicant for applicant in applicants if not applicant.held_out]
    tested = [applicant for applicant in applicants if applicant.held_out]
    if any(len({applicant.bad for applicant in part}) < 2 for part in (training, tested)):
        raise DocumentRefused([TEXTS.issue("C908", "")])
    return training, tested


def is_held_out(line: bytes) -> bool:
    """Whether a line, without its line break, belongs to the test part (about three in ten)."""
    return hashlib.sha256(b"cd:" + line).digest()[0] < 77


def _lines(path: Path) -> list[bytes]:
    content = read_file(path).removeprefix(BOM)
    return [line.removesuffix(b"\r") for line in content.removesuffix(b"\n").split(b"\n")]


def _cells(line: bytes) -> Sequence[str] | None:
    """The cells of a line; None where it is no UTF-8 or no CSV."""
    try:
        return next(csv.reader([line.decode()], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return None


def _header(line: bytes) -> Sequence[str]:
    header = _cells(line)
    if header is None:
        raise DocumentRefused([TEXTS.issue("C901", _place(1))])
    times = Counter(header)
    missing = [name for name in COLUMNS if name not in times]
    extra = [name for name, count in times.items() if name not in COLUMNS or count > 1]
    faults = (("C902", missing), ("C903", extra))
    _refuse([TEXTS.issue(code, _place(1), names=_names(names)) for code, names in faults if names])
    return header


def _refuse(faults: Sequence[Issue]) -> None:
    if not faults:
        return
    rest = len(faults) - SHOWN
    more = [TEXTS.issue("C907", "", count=rest)] if rest > 0 else []
    raise DocumentRefused([*faults[:SHOWN], *more])


@dataclass
class _Reader:
    header: Sequence[str]
    columns: Mapping[str, Column]
    faults: list[Issue] = field(default_factory=list)

    def applicant(self, line: bytes, number: int) -> Applicant | None:
        """The applicant of a line; None, with its faults kept, where the line is wrong."""
        cells = self.cells(line, number)
        if cells is None:
            return None
        before = len(self.faults)
        facts: dict[str, Value] = {"asked.method": "equal_instalment"}
        for name, column in self.columns.items():
            facts[column.fact] = self.value(column, cells[name], _place(number, name))
        if cells[OUTCOME] not in OUTCOMES:
            self.wrong(_place(number, OUTCOME), cells[OUTCOME], " / ".join(OUTCOMES))
        if len(self.faults) > before:
            return None
        return Applicant(number, facts, OUTCOMES[cells[OUTCOME]], is_held_out(line))

    def cells(self, line: bytes, number: int) -> Mapping[str, str] | None:
        found, wanted = _cells(line), len(self.header)
        if found is None:
            self.faults.append(TEXTS.issue("C901", _place(number)))
            return None
        if len(found) != wanted:
            self.faults.append(TEXTS.issue("C905", _place(number), found=len(found), wanted=wanted))
            return None
        return dict(zip(self.header, found, strict=True))

    def value(self, column: Column, cell: str, place: str) -> Value:
        if not cell and column.nullable:
            return None
        value = column.read(cell)
        if value is None:
            self.wrong(place, cell, column.wanted)
        return value

    def wrong(self, place: str, cell: str, wanted: str) -> None:
        self.faults.append(TEXTS.issue("C906", place, found=_shown(cell), wanted=wanted))


def _place(line: int, column: str = "") -> str:
    return f"line {line}, {column}" if column else f"line {line}"


def _names(names: Sequence[str]) -> str:
    most = len(COLUMNS)
    return ", ".join([*map(_shown, names[:most]), *(["…"] if names[most:] else [])])


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else cell[:40] + "…")
