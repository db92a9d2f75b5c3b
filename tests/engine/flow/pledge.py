"""A loan on several deposits: a flow over one collection, sound as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from engine import Program, load
from tests.engine.flow.small import HERE, Document, edited

Asset = dict[str, Any]


def pledge_flow() -> Document:
    """The flow as a fresh document."""
    return _read("pledge.flow.json")


def pledge_dictionary() -> Document:
    """The dictionary as a fresh document."""
    return _read("pledge.dictionary.json")


def _read(name: str) -> Document:
    content: Document = json.loads((HERE / name).read_text("utf-8"))
    return content


def pledge_documents(*edits: Mapping[str, Any]) -> tuple[Document, Document]:
    """The flow and the dictionary after edits."""
    return edited(edits, pledge_flow(), pledge_dictionary())


def pledge_program(*edits: Mapping[str, Any]) -> Program:
    """The program of the flow after edits."""
    flow, dictionary = pledge_documents(*edits)
    return load(flow, dictionary=dictionary)


@cache
def plain_pledge() -> Program:
    """The program of the flow as it stands."""
    return pledge_program()


def asset(number: str, principal: object = "50000.00", **changes: object) -> Asset:
    """A deposit that stays, with changes."""
    return {
        "number": number, "owner": "C001", "kind": "term_deposit", "principal": principal,
        "rate": "0.020000", "frozen": False, "matures": "2027-03-01", **changes,
    }  # fmt: skip


def facts(*assets: object, **changes: object) -> dict[str, object]:
    """Facts of an applicant with some deposits."""
    return {
        "today": "2026-11-02", "asked.amount": "80000.00", "applicant.number": "C001",
        "pledge.floor": "1000.00", "pledge.assets": list(assets), **changes,
    }  # fmt: skip


FIVE = (
    asset("D1", "50000.00"),
    asset("D2", "30000.50", kind="large_cd", rate=None),
    asset("D3", "70000.00", frozen=True),
    asset("D4", "90000.00", matures="2026-11-02", frozen=None),
    asset("D5", "20000.00", kind="wealth", matures="2026-12-24", rate="0.031000"),
)
"""Five deposits: one is frozen, one has matured."""
