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
def program(identity: str) -> Program:
    """A shared flow run alone: whoever passes is approved, without an offer."""
    return load(shared(identity), dictionary=DICTIONARY, documents=subflows())
