"""A small town's product with a flow for each stage and a gate; tests vary it by edits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from engine import Issue, Program, check, freeze, load
from engine.document import apply, content_name, parse_edits
from tests.engine.product.products import product

HERE = Path(__file__).parent
Document = dict[str, Any]
Edit = Mapping[str, Any]

TENANTS: Document = {
    "format": "loanfoundry.tenants/1",
    "tenants": {
        "xinyang": {"title": {"zh": "信阳"}, "prefixes": {"facts": "xinyang.", "reasons": "XY"}},
        "luoyang": {"title": {"zh": "洛阳"}, "prefixes": {"facts": "luoyang.", "reasons": "LY"}},
    },
}


def documents() -> Document:
    """What stands in the file beside this one, as fresh documents."""
    content: Document = json.loads((HERE / "town.documents.json").read_text("utf-8"))
    return content


def facts(**changes: Any) -> dict[str, Any]:
    """Facts that are approved, with changes: `asked__amount` is `asked.amount`."""
    changed = {code.replace("__", "."): value for code, value in changes.items()}
    return {**documents()["facts"], **changed}


@dataclass(frozen=True)
class Town:
    """A product and what stands beside it."""

    product: Document
    dictionary: Document
    shelf: Mapping[str, Document]

    @property
    def beside(self) -> dict[str, Any]:
        """What the doors take beside the product."""
        return {"dictionary": self.dictionary, "documents": self.shelf, "tenants": TENANTS}

    def check(self) -> tuple[Issue, ...]:
        """Everything found in it."""
        return check(self.product, **self.beside)

    def found(self) -> list[str]:
        """The faults found in it, each as its code and place."""
        return [f"{each.code} {each.at}" for each in self.check() if each.severity == "fault"]

    def freeze(self) -> Document:
        """Its release."""
        return freeze(self.product, **self.beside)

    def program(self) -> Program:
        """The program of its release."""
        return load(self.freeze())

    def child(self, *edits: Edit, **head: Any) -> Town:
        """A county's product of this one."""
        name = content_name(self.product)
        own = {
            "format": "loanfoundry.product/1",
            "id": "xinyang.credit",
            "role": "product",
            "tenant": "xinyang",
            "parent": name,
            "edits": sorted(map(dict, edits), key=lambda edit: edit["at"]),
        }
        return Town({**own, **head}, self.dictionary, {**self.shelf, name: self.product})


def town(*edits: Edit) -> Town:
    """The product after edits; one in the slot `town.apply:` or `dictionary:` changes that.

    Flows are used by their ids in the file, so that a changed one has its new name everywhere.
    """
    content = documents()
    whole: Document = {"dictionary": content["dictionary"], **content["flows"]}
    whole[""] = changed(product(), content["product"])
    for slot in whole:
        own = [edit for edit in edits if edit["at"].rpartition(":")[0] == slot]
        inside = [{**edit, "at": edit["at"].rpartition(":")[2]} for edit in own]
        whole[slot] = changed(whole[slot], inside)
    gate, flow, draw = (whole[name] for name in ("town.gate", "town.apply", "town.draw"))
    use = flow["nodes"]["gate"]
    if use.get("use") == "town.gate":
        flow["nodes"]["gate"] = {**use, "use": content_name(gate)}
    of = whole[""]
    names = {"town.apply": content_name(flow), "town.draw": content_name(draw)}
    of["flows"] = {stage: names.get(name, name) for stage, name in of["flows"].items()}
    shelf = {content_name(each): each for each in (gate, flow, draw)}
    return Town(of, whole["dictionary"], shelf)


def changed(document: Document, edits: Sequence[Edit]) -> Document:
    """A document after edits."""
    result: Any = apply(document, parse_edits([dict(edit) for edit in edits]))
    assert isinstance(result, dict)
    return result


def law(cap: str, start: str) -> Document:
    """Reference data with a cap of the amount from a day on."""
    row = {
        "fact": "law.amount_cap", "from": start, "value": cap, "basis": "law",
        "source": {"zh": "办法", "en": "Rules"}, "checked": None,
    }  # fmt: skip
    return {
        "format": "loanfoundry.reference/1", "id": "law", "title": {"zh": "上限", "en": "Caps"},
        "rows": {"r1": row},
    }  # fmt: skip


@cache
def town_program() -> Program:
    """The program of the product as it stands."""
    return town().program()
