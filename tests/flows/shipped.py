"""The flows that ship, loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine import Program, load
from engine.document import content_name
from tests.house.tree import ROOT

DICTIONARY = ROOT / "product_defs" / "dictionary" / "province.json"
SHARED = ROOT / "flows" / "province" / "shared"
GATES = ("fraud", "credit_p", "gate_p", "gate_b")

NOTHING = {"line": "0", "amount": "0", "term_months": "1", "method": '"bullet"', "annual_rate": "0"}


@cache
def document(path: Path) -> Any:
    """A document of a file."""
    return json.loads(path.read_text("utf-8"))


def shared(identity: str) -> Any:
    """A shared flow."""
    return document(SHARED / identity / "v1.json")


@cache
def subflows() -> Mapping[str, Any]:
    """The shared flows by the names in `use`."""
    return {content_name(shared(identity)): shared(identity) for identity in GATES}


@cache
def calling(identity: str) -> Program:
    """A flow that does nothing but pass through a shared one: its node `gate`."""
    return load(caller(shared(identity)), dictionary=DICTIONARY, subflows=subflows())


def caller(gate: Any) -> dict[str, Any]:
    """The smallest flow around a gate."""
    title = {"zh": "只过一道门槛", "en": "Through one gate"}

    def ending(how: str, **more: Any) -> dict[str, Any]:
        return {"kind": "outcome", "title": title, "is": how, "reasons": [], **more}

    return {
        "format": "loanfoundry.flow/1",
        "id": "caller",
        "title": title,
        "dictionary": gate["dictionary"],
        "start": "gate",
        "parameters": {},
        "variables": {},
        "outputs": {},
        "nodes": {
            "gate": {
                "kind": "subflow",
                "title": title,
                "use": content_name(gate),
                "with": {},
                "sets": {},
                "next": {"pass": "approved", "decline": "declined", "refer": "referred"},
            },
            "approved": ending("approve", offer=NOTHING),
            "declined": ending("decline"),
            "referred": ending("refer", to={"to": "person", "role": "customer_manager"}),
        },
    }
