"""A small province in files: two versions of a template, its flow, the tenants, and the command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from engine.document import apply, content_name, parse_edits, print_json
from tests.engine.cli.policy import put
from tests.engine.product.products import HERE, product
from tests.house.tree import ROOT

Document = dict[str, Any]
TENANTS: Document = {
    "format": "loanfoundry.tenants/1",
    "tenants": {
        "xinyang": {"title": {"zh": "信阳"}, "prefixes": {"facts": "xinyang.", "reasons": "XY"}},
        "gushi": {"title": {"zh": "固始"}, "prefixes": {"facts": "gushi.", "reasons": "GS"}},
    },
}
DICTIONARY = HERE.parent / "flow" / "small.dictionary.json"
PROVINCE = ROOT / "product_defs" / "dictionary" / "province.json"
Edits = Iterable[Mapping[str, Any]]


def dictionary() -> Document:
    """The small dictionary with the rate that the template's floor stands on."""
    small, lpr = read(DICTIONARY), read(PROVINCE)["facts"]["lpr.y1"]
    return {**small, "facts": {**small["facts"], "lpr.y1": lpr}}


def flow(edits: Edits = ()) -> Document:
    """The application flow, every way to a decline with a reason that is told."""
    document: Document = json.loads((HERE / "apply.flow.json").read_text("utf-8"))
    document["nodes"]["bureau"]["from"] = {"source": "credit_bureau"}
    changed: Any = apply(document, parse_edits([dict(edit) for edit in edits]))
    assert isinstance(changed, dict)
    return changed


def template(apply_flow: Document, edits: Edits = ()) -> Document:
    """The template that names a flow, after some edits."""
    document: Any = apply(product(), parse_edits([dict(edit) for edit in edits]))
    return {**document, "flows": {"apply": content_name(apply_flow)}}


def lay(root: Path, *, second: Edits = (), second_flow: Edits = ()) -> Path:
    """The province in its folders; gives the first version, the second lies beside as `v2.json`."""
    put(root, "product_defs/tenants.json", TENANTS)
    put(root, "product_defs/dictionary/small.json", dictionary())
    first, other = flow(), flow(second_flow)
    put(root, "flows/province/town.credit.apply/v1.json", first)
    put(root, "flows/province/town.credit.apply/v2.json", other)
    folder = "product_defs/province/personal/credit/town.credit"
    put(root, f"{folder}/v2.json", template(other, second))
    return put(root, f"{folder}/v1.json", template(first))


def child(root: Path, edits: Edits = (), **head: Any) -> Path:
    """Xinyang's child of the first version, in its place."""
    parent = read(root / "product_defs/province/personal/credit/town.credit/v1.json")
    document = {
        "format": "loanfoundry.product/1", "id": "xinyang.credit", "role": "product",
        "tenant": "xinyang", "parent": content_name(parent), "edits": list(edits), **head,
    }  # fmt: skip
    return put(root, "product_defs/county/xinyang/xinyang.credit/v1.json", document)


def batch(root: Path, edits: Edits, **head: Any) -> Path:
    """A file of edits."""
    document = {"format": "loanfoundry.edits/1", "edits": list(edits), **head}
    return put(root, "edits.json", print_json(document))


def read(path: Path) -> Document:
    """The document in a file."""
    document: Document = json.loads(path.read_text("utf-8"))
    return document
