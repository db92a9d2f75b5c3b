"""Small products of every combination, sound as they stand; tests break or vary them by edits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from engine.dictionary import Dictionary, Entries
from engine.document import apply, parse_edits

HERE = Path(__file__).parent
Document = dict[str, Any]

BUSINESS: Mapping[str, Any] = {
    "licence_months_min": "24",
    "legal_person_age": {"min": "22", "max": "65"},
    "controller_change_months_min": "6",
    "company_lenders_max": "5",
    "industries_forbidden": {"mining": True},
    "queries_1m_max": "4",
    "queries_3m_max": "8",
    "unsecured_lenders_max": "4",
    "overdue_count_24m_max": "6",
    "overdue_run_24m_max": None,
}
"""Customers of a business product; permits on those of persons do not fit it."""

NAMES = ("personal credit", *json.loads((HERE / "series.json").read_text("utf-8")))
REFERENCE = {"lpr.y1": "0.030000", "lpr.y5": "0.035000", "law.amount_cap": "200000.00"}


def product(name: str = "personal credit") -> Document:
    """A product of a combination, as a fresh document."""
    base = _read("credit.json")
    if name != "personal credit":
        base |= _read("series.json")[name]
    if base["segment"] == "business":
        base["customers"] = deepcopy(dict(BUSINESS))
        del base["permits"]["P4"]
    if "days" in base["draw"]:
        del base["permits"]["P2"]
    return base


def edited(edits: Iterable[Mapping[str, Any]], name: str = "personal credit") -> Document:
    """The product of a combination after some edits."""
    document: Any = apply(product(name), parse_edits(list(edits)))  # type: ignore[arg-type]
    assert isinstance(document, dict)
    return document


def clone(**changes: Any) -> Document:
    """The credit product as a county's copy."""
    origin = "town.credit@sha256:" + "2" * 64
    head = {"id": "xinyang.credit", "role": "product", "tenant": "xinyang", "origin": origin}
    return {**product(), **head, **changes}


def child(edits: Iterable[Mapping[str, Any]] = ()) -> Document:
    """A county's product: a parent and edits."""
    return {
        "format": "loanfoundry.product/1",
        "id": "xinyang.credit",
        "role": "product",
        "tenant": "xinyang",
        "parent": "town.credit@sha256:" + "2" * 64,
        "edits": list(edits),
    }


def entries() -> Entries:
    """The dictionary beside the products."""
    path = HERE.parent / "flow" / "small.dictionary.json"
    return Dictionary.model_validate_json(path.read_bytes())


def _read(name: str) -> Document:
    document: Document = json.loads((HERE / name).read_text("utf-8"))
    return document
