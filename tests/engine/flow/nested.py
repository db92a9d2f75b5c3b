"""A small flow of flows: one gate in two places, for two people; tests vary it by edits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine import Issue, Program, check, load
from engine.document import apply, content_name, parse_edits
from engine.document.edits import Edit
from tests.engine.flow.small import HERE, Document, without_slot

FACTS: Mapping[str, object] = {
    "today": "2026-11-02",
    "asked.amount": "50000.00",
    "asked.term_months": 12,
    "asked.method": "bullet",
    "applicant.birth_date": "1990-06-15",
    "applicant.debt": "100.00",
    "controller.birth_date": "1980-01-01",
    "controller.debt": "100",
    "company.months": 36,
    "list.black": False,
    "controller_list.black": False,
}
"""Facts that are approved."""


@dataclass(frozen=True)
class Nested:
    """A flow with its dictionary, and the flows that it uses by their names."""

    flow: Document
    dictionary: Document
    subflows: Mapping[str, Document]

    def check(self) -> tuple[Issue, ...]:
        """Everything found in it."""
        return check(self.flow, dictionary=self.dictionary, documents=self.subflows)

    def load(self) -> Program:
        """Its program."""
        return load(self.flow, dictionary=self.dictionary, documents=self.subflows)


def nested(*edits: Mapping[str, Any]) -> Nested:
    """The flow of flows after edits.

    In the file a flow is used by its id, so that an edit inside it changes its name wherever it is
    used. An address inside a used flow has its id for a slot: `nested.gate:nodes/lists/title`.
    """
    content: dict[str, Any] = json.loads((HERE / "nested.json").read_text("utf-8"))
    documents = {"": content["flow"], "dictionary": content["dictionary"], **content["subflows"]}
    for slot, document in documents.items():
        own = [edit for edit in parse_edits([dict(edit) for edit in edits]) if at(edit) == slot]
        documents[slot] = apply(document, [without_slot(edit) for edit in own])
    dictionary, flow = documents.pop("dictionary"), documents.pop("")
    shelf: dict[str, Document] = {}
    return Nested(named(flow, documents, shelf), dictionary, shelf)


def at(edit: Edit) -> str:
    """The document that an edit changes."""
    return "".join(edit.at.slots)


def named(flow: Document, by_id: Mapping[str, Document], shelf: dict[str, Document]) -> Document:
    """A flow that uses others by the names of their contents, which are put on the shelf.

    A name that is written out already stays, with what has its id behind it, changed or not.
    """
    nodes = {}
    for name, node in flow["nodes"].items():
        nodes[name] = node
        identity, written, _ = str(node.get("use", "")).partition("@")
        if identity in by_id and written:
            shelf[node["use"]] = by_id[identity]
        elif identity in by_id:
            used = named(by_id[identity], by_id, shelf)
            nodes[name] = {**node, "use": content_name(used)}
            shelf[content_name(used)] = used
    return {**flow, "nodes": nodes}


@cache
def nested_program() -> Program:
    """The program of the flow as it stands."""
    return nested().load()


def facts(**changes: object) -> dict[str, object]:
    """The approved facts with changes; `__` in a name stands for the point."""
    return {**FACTS, **{name.replace("__", "."): value for name, value in changes.items()}}
