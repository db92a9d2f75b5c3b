"""A small population for the gate against fraud, sound as it stands; tests vary it."""

from __future__ import annotations

from typing import Any

from engine import Program
from tests.flows.shipped import program

Document = dict[str, Any]


def yes(share: str) -> Document:
    """A fact that holds for a share of the people."""
    return {"kind": "yes", "share": share}


def spread(*points: tuple[str, str], **more: str) -> Document:
    """A number by its quantiles."""
    return {"kind": "spread", "points": [list(point) for point in points], **more}


def between(first: str, last: str) -> Document:
    """A day between two."""
    return {"kind": "between", "first": first, "last": last}


def gate() -> Program:
    """The gate against fraud, which asks three lists."""
    return program("fraud")


def population(**facts: Document) -> Document:
    """The population with some facts spread otherwise (`list_grey` is `list.grey`)."""
    return {
        "format": "loanfoundry.population/1",
        "of": "fraud",
        "title": {"zh": "申请人（合成数据）", "en": "Applicants (synthetic data)"},
        "seed": 7,
        "facts": {
            "address.applications_30d": spread(("0", "0"), ("0.9", "1"), ("1", "9")),
            "application.fill_seconds": spread(("0", "30"), ("0.02", "60"), ("1", "900")),
            "device.applicants_7d": spread(("0", "1"), ("0.98", "1"), ("1", "6")),
            "device.emulator": yes("0.01"),
            "device.outside_province": yes("0.05"),
            "identity.face": spread(("0", "0.40"), ("0.02", "0.80"), ("1", "1.00")),
            "identity.liveness": spread(("0", "0.60"), ("0.02", "0.80"), ("1", "1.00")),
            "identity.matched": yes("0.98"),
            "list.black": yes("0.01"),
            "list.contact_black": yes("0.02"),
            "list.grey": yes("0.02"),
            "phone.months": spread(("0", "0"), ("0.05", "6"), ("1", "200")),
            **{code.replace("_", ".", 1): each for code, each in facts.items()},
        },
        "dependence": [],
        "answers": {"black": {"unavailable": "0.01"}},
    }
