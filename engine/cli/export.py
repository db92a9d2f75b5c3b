"""Decisions as a table for a spreadsheet, or as one document a line."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..document import Json
from ..errors import DocumentRefused
from ..flow.decision import Decision
from ..flow.program import Program
from ..nodes.ask.spec import Ask
from ..nodes.outcome.lower import OFFER
from ..nodes.outcome.spec import Outcome
from .rows import SEPARATOR, Applicants
from .voice import TEXTS, request_line, shown

SIGNS = frozenset("=+-@")
BREAKS = ("\t", "\r", "\n")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def result_columns(program: Program, header: Sequence[str]) -> tuple[str, ...]:
    """The columns of what is decided, behind those of a header.

    `reasons` and `told` hold codes, `to` a referral, `requests` what a pending decision waits for;
    the offer's fields and the flow's outputs have a column each. Raises DocumentRefused where the
    table would have two columns of one name.
    """
    columns = tuple(_results(program))
    times = Counter((*header, *columns))
    twice = [name for name, count in times.items() if count > 1]
    if twice:
        raise DocumentRefused(TEXTS.issue("C210", name, column=name) for name in twice)
    return columns


def _results(program: Program) -> Iterator[str]:
    places = program.draft.places.values()
    ends = [place.node for place in places if isinstance(place.node, Outcome) and not place.leaves]
    offers = [end.offer for end in ends if end.offer is not None]
    yield from ("state", "outcome")
    if any(end.ends == "refer" for end in ends):
        yield "to"
    yield from ("reasons", "told")
    if any(isinstance(place.node, Ask) for place in places):
        yield "requests"
    for name in OFFER:
        if any(getattr(offer, name) is not None for offer in offers):
            yield f"offer.{name}"
    yield from (name for name in program.flow.variables if name in program.flow.outputs)


def as_csv(applicants: Applicants, columns: Sequence[str], decisions: Sequence[Decision]) -> str:
    """A table of the given columns with those of what was decided behind them.

    Lines end as in RFC 4180, so that a line break inside a cell is always quoted.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(map(harmless, (*applicants.header, *columns)))
    for row, decision in zip(applicants.rows, decisions, strict=True):
        found = _decided(decision)
        cells = (_cell(found.get(name)) for name in columns)
        table.writerow(map(harmless, (*row.cells, *cells)))
    return text.getvalue()


def _decided(decision: Decision) -> Mapping[str, Json]:
    """What was decided, by column."""
    document: Mapping[str, Any] = decision.document()
    told = dict.fromkeys(reason.told for reason in decision.reasons if reason.told is not None)
    return {
        "state": decision.state,
        "outcome": decision.outcome,
        "to": " ".join(map(shown, (decision.to or {}).values())),
        "reasons": [reason.code for reason in decision.reasons],
        "told": [*told],
        "requests": [request_line(each) for each in document.get("requests", ())],
        **{f"offer.{name}": value for name, value in document.get("offer", {}).items()},
        **document.get("outputs", {}),
    }


def _cell(value: Json) -> str:
    match value:
        case None:
            return ""
        case list():
            return SEPARATOR.join(map(_cell, value))
        case _:
            return shown(value)


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may read it: a text that it would run as a formula is quoted.

    A sign counts in any width, and behind whatever a spreadsheet may strip or not show.
    """
    if NUMBER.fullmatch(cell):
        return cell
    seen = (each for each in cell if unicodedata.category(each)[0] not in "ZC")
    first = unicodedata.normalize("NFKC", next(seen, ""))
    return f"'{cell}" if first in SIGNS or cell.startswith(BREAKS) else cell


def as_json_lines(decisions: Sequence[Decision]) -> str:
    """The decision documents, one a line, in the order of the rows."""
    return "".join(decision.canonical().decode("utf-8") + "\n" for decision in decisions)
