"""A small reference document with every part, and how tests change it."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from engine.dictionary import Dictionary
from engine.flow.reading import read_model

Document = dict[str, Any]

TOWN: Document = {"zh": "示例", "en": "Example"}
HAND: Document = {"basis": "law", "source": TOWN, "checked": "2026-11-24"}
CONSUMPTION = {"regulatory": "internet_loan", "purpose": "consumption"}

REFERENCE: Document = {
    "format": "loanfoundry.reference/1",
    "id": "town",
    "title": {"zh": "县域参考数据", "en": "Town reference data"},
    "rows": {
        "rate-1": {"fact": "lpr.y1", "from": "2025-05-20", "value": "0.030000", **HAND},
        "rate-2": {"fact": "lpr.y1", "from": "2026-05-20", "value": "0.029000", **HAND},
        "cap-1": {
            "fact": "law.amount_cap", "for": CONSUMPTION, "from": "2020-07-12",
            "value": "200000.00", **HAND,
        },
        "cap-2": {
            "fact": "law.amount_cap", "for": CONSUMPTION, "from": "2025-03-14",
            "value": "300000.00", **HAND,
        },
        "cap-3": {
            "fact": "law.amount_cap", "for": {"regulatory": "pledge"}, "from": "2024-01-01",
            "value": "5000000.00", **HAND,
        },
        "cap-4": {
            "fact": "law.amount_cap", "for": {"regulatory": "pledge"}, "from": "2026-01-01",
            "value": None, **HAND,
        },
    },
    "calendars": {
        "2026": {
            "holidays": {
                "new_year": {
                    "title": {"zh": "元旦", "en": "New Year"}, "from": "2026-01-01",
                    "to": "2026-01-03", "worked": {"2026-01-04": True},
                },
                "national_day": {
                    "title": {"zh": "国庆节", "en": "National Day"}, "from": "2026-10-01",
                    "to": "2026-10-07", "worked": {"2026-09-20": True, "2026-10-10": True},
                },
            },
            "working_days": 257,
            **HAND,
        },
    },
}  # fmt: skip

DICTIONARY: Document = {
    "format": "loanfoundry.dictionary/1",
    "id": "town",
    "title": TOWN,
    "facts": {
        "lpr.y1": {
            "label": TOWN, "type": "number", "scale": 6, "min": "0.000000", "max": "0.200000",
            "unit": "per_year", "nullable": False, "source": {"reference": "lpr.y1"},
            "sensitivity": "public",
        },
        "law.amount_cap": {
            "label": TOWN, "type": "number", "scale": 2, "min": "0.00", "max": "10000000.00",
            "unit": "CNY", "nullable": True, "source": {"reference": "law.amount_cap"},
            "sensitivity": "public",
        },
        "applicant.age": {
            "label": TOWN, "type": "number", "scale": 0, "min": "0", "max": "120",
            "unit": "year", "nullable": False, "source": {"form": "apply"},
            "sensitivity": "personal",
        },
    },
    "collections": {},
    "reasons": {},
}  # fmt: skip


def reference_document() -> Document:
    """The document, free to be changed."""
    return copy.deepcopy(REFERENCE)


def put(document: Document, at: str, value: object) -> Document:
    """The document with a part set."""
    *above, last = at.split("/")
    part = document
    for step in above:
        part = part[step]
    part[last] = value
    return document


def dictionary() -> Dictionary:
    """The dictionary beside the document."""
    return read_model(Dictionary, DICTIONARY)


def product(regulatory: str = "internet_loan", purpose: str = "consumption") -> Document:
    """As much of a product as reference data looks at."""
    return {"classes": {"regulatory": regulatory, "purpose": purpose}}


def day(text: str) -> date:
    """A day, `2026-11-24`."""
    return date.fromisoformat(text)
