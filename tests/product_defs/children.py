"""The county products that ship: children and clones, each with its line and its worked cases.

`product_defs/county/<county>/<id>/vN.json` holds a child's edits, or a clone whole; `cases.json`
beside it speaks of the newest version, by the product's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from engine import Program, load
from engine.document import Address, content_name
from engine.product.derive import (
    Breach,
    Direction,
    Generation,
    Prefixes,
    Rebase,
    check_clone,
    collapse,
    lineage,
    rebase,
    refine_line,
)
from engine.product.schema.parameters import parameter
from tests.flows.shipped import DICTIONARY, document
from tests.house.tree import ROOT
from tests.product_defs.templates import TEMPLATES, Template, _value, flows

COUNTIES = ROOT / "product_defs" / "county"
TENANTS: Mapping[str, Prefixes] = {
    name: Prefixes(**tenant["prefixes"])
    for name, tenant in document(ROOT / "product_defs" / "tenants.json")["tenants"].items()
}


@cache
def documents() -> Mapping[str, Any]:
    """Every product and flow that ships, by the name of its content."""
    products = [document(path) for path in (ROOT / "product_defs").rglob("v*.json")]
    return {**flows(), **{content_name(product): product for product in products}}


def template(name: str) -> Template:
    """A version of a template: `suixiang-v2`."""
    return next(each for each in TEMPLATES if str(each) == name)


@dataclass(frozen=True, eq=False)
class CountyProduct:
    """A county's product: as it is kept, and where."""

    document: Any
    path: Path

    @property
    def is_clone(self) -> bool:
        """Whether it is a copy of its own; else it is a child."""
        return "origin" in self.document

    @property
    def tenant(self) -> Prefixes:
        """What its county calls its own."""
        return TENANTS[self.document["tenant"]]

    @property
    def cases(self) -> Any:
        """Its worked cases."""
        return document(self.path.parent / "cases.json")

    @cached_property
    def line(self) -> tuple[Generation, ...]:
        """Its template first; a clone stands alone."""
        return lineage(self.document, documents())

    @cached_property
    def whole(self) -> tuple[Any, Mapping[str, Any]]:
        """The product that it comes to, and its flows by name."""
        return collapse(self.line[-1].effective)

    @cached_property
    def entries(self) -> Any:
        """The province's dictionary with the county's own facts and reasons."""
        product, _ = self.whole
        own = document(DICTIONARY)
        return {**own, **{kind: {**own[kind], **product[kind]} for kind in ("facts", "reasons")}}

    @cached_property
    def program(self) -> Program:
        """What decides an application."""
        product, own = self.whole
        flow = own[product["flows"]["apply"]]
        parameters = {
            code: {**declared, "value": _value(product, code)}
            for code, declared in flow["parameters"].items()
        }
        resolved: dict[str, Any] = {**flow, "parameters": parameters}
        return load(resolved, dictionary=self.entries, subflows=own)

    def stricter(self, at: Address) -> Direction:
        """The direction of a parameter, from the schema."""
        found = parameter(at, self.line[0].document)
        return "none" if found is None or found.kind == "group" else found.stricter

    def breaches(self) -> tuple[Breach, ...]:
        """What it changes and may not."""
        if self.is_clone:
            return check_clone(self.line[-1].effective, documents(), stricter=self.stricter)
        return refine_line(self.line, stricter=self.stricter, tenants=TENANTS)

    def onto(self, version: str) -> Rebase:
        """The child on another version of its template."""
        parent = template(version).document
        return rebase(self.document, parent, documents(), stricter=self.stricter, tenants=TENANTS)

    def __str__(self) -> str:
        return str(self.document["id"])


COUNTY_PRODUCTS = [
    CountyProduct(document(path), path) for path in sorted(COUNTIES.rglob("v*.json"))
]
CHILDREN = [product for product in COUNTY_PRODUCTS if not product.is_clone]
CLONES = [product for product in COUNTY_PRODUCTS if product.is_clone]
