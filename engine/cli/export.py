"""Decisions as a table for a spreadsheet, or as one document a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from ..document import Json
from ..flow.decision import Decision
from ..flow.program import Program
from ..nodes.outcome.lower import OFFER
from ..nodes.outcome.spec import Outcome
from .rows import SEPARATOR, Applicants

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def as_csv(program: Program, applicants: Applicants, decisions: Sequence[Decision]) -> str:
    """A table of the given columns with what was decided behind them.

    `reasons` and `told` hold codes; the offer's fields and the flow's outputs have a column each.
    Lines end as in RFC 4180, so that a line break inside a cell is always quoted.
    """
    offer = [name for name in OFFER if _offers(program, name)]
    outputs = [name for name in program.flow.variables if name in program.flow.outputs]
    text = io.StringIO(newline="")
    table = csv.writer(text)
    decided = ("state", "outcome", "reasons", "told", *(f"offer.{name}" for name in offer))
    table.writerow(map(harmless, (*applicants.header, *decided, *outputs)))
    for row, decision in zip(applicants.rows, decisions, strict=True):
        table.writerow(map(harmless, (*row.cells, *_decided(decision, offer, outputs))))
    return text.getvalue()


def _offers(program: Program, field: str) -> bool:
    """Whether an outcome of the flow offers a field."""
    ends = (node.offer for node in program.flow.nodes.values() if isinstance(node, Outcome))
    return any(getattr(offer, field) is not None for offer in ends if offer is not None)


def _decided(decision: Decision, offer: Sequence[str], outputs: Sequence[str]) -> list[str]:
    document = decision.document()
    told = dict.fromkeys(reason.told for reason in decision.reasons if reason.told is not None)
    return [
        decision.state,
        decision.outcome or "",
        SEPARATOR.join(reason.code for reason in decision.reasons),
        SEPARATOR.join(told),
        *_cells(document.get("offer"), offer),
        *_cells(document.get("outputs"), outputs),
    ]


def _cells(values: Json, names: Sequence[str]) -> list[str]:
    known = values if isinstance(values, dict) else {}
    return [_cell(known.get(name)) for name in names]


def _cell(value: Json) -> str:
    match value:
        case None:
            return ""
        case True | False:
            return str(value).lower()
        case list():
            return SEPARATOR.join(map(_cell, value))
        case _:
            return str(value)


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may read it: a text that it would run as a formula is quoted."""
    if cell.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def as_json_lines(decisions: Sequence[Decision]) -> str:
    """The decision documents, one a line, in the order of the rows."""
    return "".join(decision.canonical().decode("utf-8") + "\n" for decision in decisions)
