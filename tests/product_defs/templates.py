"""The templates that ship, each version with the flows of its stages.

A template, its flows, their cases and the plain reading of its policy find each other by name:
`product_defs/province/<segment>/<series>/<id>/vN.json`, `flows/province/<segment>/<series>/<flow>/`
(the flow of a stage is called `<id>.<stage>`; its `cases.json` speaks of the newest version), and
`tests/policies/<id>.py`, or `<id>_<stage>.py` for another stage than `apply`. A reading has

    POLICIES   the policy by version: {"v1": policy}, each facts -> Answer
    EDGES      where it turns, by fact
    MEETINGS   facts that bring others to an edge between them
    UNREACHED  reasons of its flows that nobody can get with this product's values
    UNTAKEN    where there are any: outlets that nobody can take, each an address and its outlet
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from engine import Program, load
from engine.document import content_name
from population.tally import Outlet
from tests.flows.shipped import DICTIONARY, document
from tests.house.tree import ROOT
from tests.policies.edges import Applicants

PRODUCTS = ROOT / "product_defs" / "province"
FLOWS = ROOT / "flows"
REFERENCE = sorted((ROOT / "product_defs" / "reference").glob("*.json"))
TODAY = date(2026, 11, 2)
"""The day on which law and rates are judged."""


@dataclass(frozen=True)
class Template:
    """A version of a template."""

    path: Path

    @property
    def id(self) -> str:
        """What it is called."""
        return self.path.parent.name

    @property
    def version(self) -> str:
        """`v1`."""
        return self.path.stem

    @property
    def document(self) -> Any:
        """The product."""
        return document(self.path)

    @property
    def is_newest(self) -> bool:
        """Whether the cases speak of it."""
        return self.path == max(self.path.parent.glob("v*.json"))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Its stages."""
        return tuple(Stage(self, slot) for slot in self.document["flows"])

    def __str__(self) -> str:
        return f"{self.id}-{self.version}"


@dataclass(frozen=True)
class Stage:
    """A stage of a version."""

    template: Template
    slot: str

    @property
    def flow(self) -> Any:
        """Its flow, as a document."""
        return flows()[self.template.document["flows"][self.slot]]

    @property
    def folder(self) -> Path:
        """Where its flow and the cases lie."""
        series = self.template.path.parents[1].relative_to(PRODUCTS)
        return FLOWS / "province" / series / f"{self.template.id}.{self.slot}"

    @property
    def cases(self) -> list[Any]:
        """The worked cases, the first of whom passes."""
        content = document(self.folder / "cases.json")
        assert content["format"] == "loanfoundry.cases/1"
        assert content["of"] == self.flow["id"]
        found: list[Any] = content["cases"]
        return found

    @property
    def reading(self) -> ModuleType:
        """The plain reading of its policy."""
        name = self.template.id if self.slot == "apply" else f"{self.template.id}_{self.slot}"
        return import_module(f"tests.policies.{name}")

    @cached_property
    def program(self) -> Program:
        """What decides."""
        return _programs(self.template.path).at(self.slot)

    def program_of(self, flow: Any) -> Program:
        """What a flow in its place decides."""
        name, product = content_name(flow), self.template.document
        changed = {**product, "flows": {**product["flows"], self.slot: name}}
        documents = {**flows(), name: flow}
        return load(changed, dictionary=DICTIONARY, documents=documents).at(self.slot)

    @property
    def untaken(self) -> set[Outlet]:
        """The outlets that nobody can take."""
        return set(getattr(self.reading, "UNTAKEN", ()))

    def nodes(self) -> list[Any]:
        """The nodes of its flow and of those that it uses."""
        return _nodes(self.flow)

    @property
    def reasons(self) -> set[str]:
        """The reasons that its rules and outcomes can give."""
        return {
            item["reason"]
            for node in self.nodes()
            for item in (*node.get("rules", ()), *node.get("reasons", ()))
            if isinstance(item, dict) and "reason" in item
        }

    def __str__(self) -> str:
        return f"{self.template}-{self.slot}"


def _nodes(flow: Any) -> list[Any]:
    own = list(flow["nodes"].values())
    used = [flows()[node["use"]] for node in own if node["kind"] == "subflow"]
    return own + [node for each in used for node in _nodes(each)]


@cache
def flows() -> Mapping[str, Any]:
    """Every flow that ships, by the name of its content."""
    paths = [path for path in sorted(FLOWS.rglob("v*.json")) if "example" not in path.parts]
    return {content_name(document(path)): document(path) for path in paths}


@cache
def _programs(path: Path) -> Program:
    return load(path, dictionary=DICTIONARY, documents=flows())


def applicants(stage: Stage) -> Applicants:
    """Applicants about the first worked case, who passes."""
    reading, usual = stage.reading, stage.cases[0]["facts"]
    terms = {
        name: [int(term) for term in stage.template.document["draw"]["months"]["options"]
               if int(term) <= int(method["months_max"])]
        for name, method in stage.template.document["draw"]["methods"].items()
    }  # fmt: skip
    return Applicants(stage.program, usual, reading.EDGES, reading.MEETINGS, terms)


TEMPLATES = [Template(path) for path in sorted(PRODUCTS.rglob("v*.json"))]
STAGES = [stage for template in TEMPLATES for stage in template.stages]
