"""Applicants from a CSV file: strict about its shape, and saying where it is wrong."""

from __future__ import annotations

import codecs
import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .. import ir
from ..backends.row.intake import UNAVAILABLE
from ..document import read_json
from ..errors import DocumentRefused, FactsRefused, LoanFoundryError
from ..flow.decision import Decision
from ..flow.program import Program
from ..issues import Issue
from .voice import TEXTS

NULL = "null"
SEPARATOR = ";"
"""Between several codes in one cell."""
MOST_EXTRA = 100
"""Columns beyond the facts that are told one by one; with more it is another table."""

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; `number` counts from 1, the header included, as a spreadsheet does."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applicants:
    """The rows of a CSV file under its header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_applicants(content: bytes, program: Program) -> Applicants:
    """The rows of a CSV file whose columns are the program's facts.

    Raises one DocumentRefused with every fault of the file's shape.
    """
    header, *rows = _records(_text(content))
    wrong = [*_columns(header.cells, program)]
    wrong += [_ragged(row, header) for row in rows if len(row.cells) != len(header.cells)]
    if wrong:
        raise DocumentRefused(wrong)
    return Applicants(header.cells, tuple(rows))


def _text(content: bytes) -> str:
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8")
        bad = text.find("\0")
    except UnicodeDecodeError as error:
        text = content[: error.start].decode("utf-8")
        bad = len(text)
    if bad < 0:
        return text
    line = text.count("\n", 0, bad) + 1
    column = bad - text.rfind("\n", 0, bad)
    raise DocumentRefused([TEXTS.issue("C201", "", line=line, position=column)])


def _records(text: str) -> list[Row]:
    """The lines of the table with their numbers; empty ones count and are left out.

    Under a single column an empty line is a row like any other: its cell is empty.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            single = bool(rows) and len(rows[0].cells) == 1
            if cells or single:
                rows.append(Row(number, tuple(cells) or ("",)))
    except csv.Error as error:
        issue = TEXTS.issue("C202", "", line=reader.line_num, problem=str(error))
        raise DocumentRefused([issue]) from None
    if not rows:
        raise DocumentRefused([TEXTS.issue("C203", "")])
    return rows


def _columns(header: Sequence[str], program: Program) -> Iterator[Issue]:
    """Columns that are missing, twice there or of no fact."""
    inputs = program.core.inputs
    known = [*(given.name for given in inputs), *([UNAVAILABLE] if program.core.flags else [])]
    if len(header) > len(known) + MOST_EXTRA:
        yield TEXTS.issue("C209", "1", row=1, found=len(header), wanted=len(known))
        return
    for position, name in enumerate(header, 1):
        shown = name[:120]
        at = f"1/{shown}"
        near = difflib.get_close_matches(name, known, 1)
        if header.index(name) < position - 1:
            yield TEXTS.issue("C204", at, row=1, column=shown, position=position)
        elif name not in known and near:
            yield TEXTS.issue("C206", at, row=1, column=shown, position=position, near=near[0])
        elif name not in known:
            yield TEXTS.issue("C205", at, row=1, column=shown, position=position)
    for given in inputs:
        if given.required and given.name not in header:
            yield TEXTS.issue("C207", f"1/{given.name}", row=1, column=given.name)


def _ragged(row: Row, header: Row) -> Issue:
    found, wanted = len(row.cells), len(header.cells)
    return TEXTS.issue("C208", str(row.number), row=row.number, found=found, wanted=wanted)


def decide_rows(program: Program, applicants: Applicants, rows: Iterator[Row]) -> list[Decision]:
    """The decisions on rows of the table, in order.

    Raises one FactsRefused with the faults of all rows.
    """
    types = {given.name: given.type for given in program.core.inputs}
    decisions: list[Decision] = []
    issues: list[Issue] = []
    for row in rows:
        facts = facts_of(applicants.header, row.cells, types)
        try:
            decisions.append(program.decide(facts))
        except LoanFoundryError as refused:
            issues += [_in_row(row.number, issue) for issue in refused.issues]
    if issues:
        raise FactsRefused(issues)
    return decisions


def facts_of(
    header: Sequence[str], cells: Sequence[str], types: Mapping[str, ir.Scalar | ir.Items]
) -> Facts:
    """The facts that a row's cells write; those of a collection hold a list in JSON.

    An empty cell is null for a fact that may be null and absent for any other; `null` is null.
    """
    facts: Facts = {}
    for name, cell in zip(header, cells, strict=True):
        of = types.get(name)
        if of is None:
            facts[name] = [part.strip() for part in cell.split(SEPARATOR) if part.strip()]
        elif cell or of.nullable:
            facts[name] = _value(of, cell)
    return facts


def _value(of: ir.Scalar | ir.Items, cell: str) -> object:
    if isinstance(of, ir.Items):
        return _items(cell)
    if cell in ("", NULL):
        return None
    if isinstance(of, ir.Bool):
        return {"true": True, "false": False}.get(cell.lower(), cell)
    return cell


def _items(cell: str) -> object:
    """The items that a cell writes in JSON; what is none is left for the engine to refuse."""
    try:
        return read_json(cell, numbers_as=Decimal)
    except DocumentRefused:
        return cell


def _in_row(number: int, issue: Issue) -> Issue:
    values = {**issue.values, "row": number, "column": issue.at}
    return replace(issue, at=f"{number}/{issue.at}", values=values)
