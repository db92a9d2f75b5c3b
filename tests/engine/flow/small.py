"""A small flow with every kind of node, sound as it stands; tests break or vary it by edits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine import Program, load
from engine.document import Edit, apply, parse_edits
from engine.document.address import Address

HERE = Path(__file__).parent
Document = dict[str, Any]

FACTS: Mapping[str, object] = {
    "today": "2026-11-02",
    "asked.amount": "50000.00",
    "asked.term_months": 12,
    "asked.method": "bullet",
    "applicant.birth_date": "1990-06-15",
    "applicant.city": "xinyang",
    "applicant.debt": "100.00",
    "applicant.income": "5000.00",
    "applicant.number": "C001",
    "list.black": False,
    "bureau.card_use": "0.2000",
    "bureau.queries": 1,
    "survey.income": "4000.00",
    "quota.left": "90000.00",
}
"""Facts that are approved in band A."""


def small_flow() -> Document:
    """The flow as a fresh document."""
    return _read("small.flow.json")


def small_dictionary() -> Document:
    """The dictionary as a fresh document."""
    return _read("small.dictionary.json")


def _read(name: str) -> Document:
    content: Document = json.loads((HERE / name).read_text("utf-8"))
    return content


def edited(
    edits: Iterable[Mapping[str, Any]],
    flow: Document | None = None,
    dictionary: Document | None = None,
) -> tuple[Document, Document]:
    """The flow and the dictionary after edits; those at `dictionary:…` change the dictionary."""
    parsed = parse_edits([dict(edit) for edit in edits])
    inside = [without_slot(edit) for edit in parsed if edit.at.slots]
    changed = apply(flow or small_flow(), [edit for edit in parsed if not edit.at.slots])
    beside = apply(dictionary or small_dictionary(), inside)
    assert isinstance(changed, dict)
    assert isinstance(beside, dict)
    return changed, beside


def without_slot(edit: Edit) -> Edit:
    """The edit as the document in its slot takes it."""
    kept = {name: getattr(edit, name) for name in type(edit).__slots__}
    return type(edit)(**{**kept, "at": Address((), edit.at.path)})


def program(*edits: Mapping[str, Any]) -> Program:
    """The program of the small flow after edits."""
    flow, dictionary = edited(edits)
    return load(flow, dictionary=dictionary)


@cache
def small_program() -> Program:
    """The program of the small flow as it stands."""
    return program()


def facts(**changes: object) -> dict[str, object]:
    """The approved facts with changes; `__` in a name stands for the point."""
    return {**FACTS, **{name.replace("__", "."): value for name, value in changes.items()}}


def needed(by: Program, **changes: object) -> dict[str, object]:
    """The facts with changes, without those that a changed flow no longer needs."""
    names = {given.name for given in by.core.inputs}
    return {name: value for name, value in facts(**changes).items() if name in names}
