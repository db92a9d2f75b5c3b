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

from engine import Program, check, load
from engine.document import content_name
from engine.issues import Issue
from engine.product.derive import Generation, Rebase, collapse, lineage, rebase
from engine.product.tenant import read_tenants
from tests.flows.shipped import DICTIONARY, document
from tests.house.tree import ROOT
from tests.product_defs.templates import REFERENCE, TEMPLATES, TODAY, Template, flows

COUNTIES = ROOT / "product_defs" / "county"
TENANTS_FILE = ROOT / "product_defs" / "tenants.json"


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
    def program(self) -> Program:
        """What decides an application."""
        return load(
            self.document, dictionary=DICTIONARY, documents=documents(), tenants=TENANTS_FILE
        )

    def issues(self) -> tuple[Issue, ...]:
        """Everything found in it, against what it may change and in its flow."""
        return check(
            self.document,
            dictionary=DICTIONARY,
            documents=documents(),
            tenants=TENANTS_FILE,
            reference=REFERENCE,
            today=TODAY,
        )

    def onto(self, version: str) -> Rebase:
        """The child on another version of its template."""
        parent = template(version).document
        return rebase(
            self.document, parent, documents(), tenants=read_tenants(document(TENANTS_FILE))
        )

    def __str__(self) -> str:
        return str(self.document["id"])


COUNTY_PRODUCTS = [
    CountyProduct(document(path), path) for path in sorted(COUNTIES.rglob("v*.json"))
]
CHILDREN = [product for product in COUNTY_PRODUCTS if not product.is_clone]
CLONES = [product for product in COUNTY_PRODUCTS if product.is_clone]
