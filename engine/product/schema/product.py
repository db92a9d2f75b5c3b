"""A loan product as a document (`loanfoundry.product/1`): whole, or a parent's hash and edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, cast

from pydantic import (
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    RootModel,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType

from ...dictionary import Fact, Reason
from ...values import FactCode, Id, Label, Model, ReasonCode
from .control import Guardrails, Permits, Sources
from .cost import Allocation, Cost, Fees, Funds
from .customers import BusinessCustomers, PersonalCustomers
from .draw import Draw
from .edits import AnyChange
from .identity import ROLE, SEGMENT, SERIES, Classes, Sale, Segment, Series
from .interest import Grace, Interest, Penalty, PrepaymentTerms
from .kinds import FEWER, MORE, NEUTRAL, VARIANTS, DocumentId, DocumentName
from .line import Line
from .papers import After, Consents, Papers
from .terms import (
    BusinessCreditTerms,
    BusinessPledgeTerms,
    BusinessQuickTerms,
    PartnerTerms,
    PersonalCreditTerms,
    PersonalPledgeTerms,
    PersonalQuickTerms,
    SupplyChainTerms,
)

Format = Literal["loanfoundry.product/1"]
Facts = TypeAliasType("Facts", dict[FactCode, Fact])
Reasons = TypeAliasType("Reasons", dict[ReasonCode, Reason])
Customers = PersonalCustomers | BusinessCustomers
Terms = (
    PersonalCreditTerms
    | PersonalPledgeTerms
    | PersonalQuickTerms
    | PartnerTerms
    | BusinessCreditTerms
    | BusinessPledgeTerms
    | BusinessQuickTerms
    | SupplyChainTerms
)


class Flows(Model):
    """The flow of each stage that exists."""

    apply: DocumentName
    drawdown: DocumentName | None = None


class Whole(Model):
    """Every group of a product; `customers` is shaped by segment, `terms` by segment and series."""

    format: Format
    id: DocumentId
    role: Annotated[Literal["template", "product"], ROLE]
    segment: Annotated[Segment, SEGMENT]
    series: Annotated[Series, SERIES]
    title: Label
    classes: Classes
    sale: Sale
    customers: Customers
    line: Line
    draw: Draw
    interest: Interest
    penalty: Penalty
    grace: Grace
    prepayment: PrepaymentTerms
    allocation: Allocation
    funds: Funds
    fees: Annotated[Fees, VARIANTS, FEWER]
    cost: Cost
    consents: Annotated[Consents, MORE]
    documents: Annotated[Papers, VARIANTS, MORE]
    after: After
    terms: Terms
    flows: Flows
    facts: Facts
    reasons: Reasons
    permits: Permits
    guardrails: Guardrails
    sources: Sources
    canvas: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Combination:
    """What a segment and a series make of a whole product; `title` names its models."""

    title: str
    doc: str
    customers: type[Customers]
    terms: type[Terms] | TypeAliasType


COMBINATIONS: Mapping[tuple[str, str], Combination] = {
    ("personal", "credit"): Combination(
        "PersonalCredit", "Unsecured credit to a person.", PersonalCustomers, PersonalCreditTerms
    ),
    ("personal", "pledge"): Combination(
        "PersonalPledge",
        "Loans to a person on pledged deposits.",
        PersonalCustomers,
        PersonalPledgeTerms,
    ),
    ("personal", "quick"): Combination(
        "PersonalQuick", "Loans to a household on a survey.", PersonalCustomers, PersonalQuickTerms
    ),
    ("personal", "partner"): Combination(
        "PersonalPartner",
        "Loans to a person that a partner brings.",
        PersonalCustomers,
        PartnerTerms,
    ),
    ("business", "credit"): Combination(
        "BusinessCredit", "Unsecured credit to a firm.", BusinessCustomers, BusinessCreditTerms
    ),
    ("business", "pledge"): Combination(
        "BusinessPledge",
        "Loans to a firm on pledged deposits, bills or receivables.",
        BusinessCustomers,
        BusinessPledgeTerms,
    ),
    ("business", "quick"): Combination(
        "BusinessQuick", "Loans to a firm on a visit.", BusinessCustomers, BusinessQuickTerms
    ),
    ("business", "supply_chain"): Combination(
        "BusinessSupplyChain",
        "Loans to a core enterprise's suppliers.",
        BusinessCustomers,
        SupplyChainTerms,
    ),
}


class Template(Model):
    """Headquarters' own, from which counties derive; never sold."""

    role: Annotated[Literal["template"], ROLE]


class Clone(Model):
    """A county's copy, with the product that it was copied from."""

    role: Annotated[Literal["product"], ROLE]
    tenant: Id
    origin: DocumentName


class Effective(Model):
    """A child as it comes out: its parent with the edits applied, as a release holds it."""

    role: Annotated[Literal["product"], ROLE]
    tenant: Id
    parent: DocumentName


FORMS: Mapping[str, type[Template | Clone | Effective]] = {
    "template": Template,
    "clone": Clone,
    "effective": Effective,
}


class Child(Model):
    """A county's product as it is kept: its parent's hash, and what is different."""

    format: Format
    id: DocumentId
    role: Annotated[Literal["product"], ROLE]
    tenant: Id
    parent: DocumentName
    edits: Annotated[tuple[AnyChange, ...], Field(max_length=10_000), NEUTRAL]
    canvas: dict[str, Any] | None = None


@cache
def whole_model(form: str, segment: str, series: str) -> type[Whole]:
    """The model of a form of a combination. Raises KeyError where there is none.

    Made when it is asked for: a process that decides reads one of them.
    """
    head, combination = FORMS[form], COMBINATIONS[segment, series]
    narrowed = {
        "segment": Annotated[Literal[segment], SEGMENT],
        "series": Annotated[Literal[series], SERIES],
        "customers": combination.customers,
        "terms": combination.terms,
    }
    parts = {"__doc__": combination.doc, "__module__": __name__, "__annotations__": narrowed}
    return cast("type[Whole]", type(combination.title + head.__name__, (head, Whole), parts))


def shape(document: Any) -> str:
    """Which of the documents this is meant to be, by its own words: `template personal credit`."""
    if not isinstance(document, Mapping) or "edits" in document:
        return "child"
    form = "effective" if "parent" in document else "clone"
    form = "template" if document.get("role") == "template" else form
    return f"{form} {document.get('segment')} {document.get('series')}"


class _ByShape:
    """A union whose members are told apart by `shape`."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        models: dict[str, type[Model]] = {" ".join(tag): whole_model(*tag) for tag in _TAGS}
        models["child"] = Child
        choices = {tag: handler.generate_schema(model) for tag, model in models.items()}
        return core_schema.tagged_union_schema(choices, discriminator=shape)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The few words that tell shapes apart first, so that a fault is told of one shape only."""
        told = [*map(_told, _TAGS), {"required": ["edits"]}]
        models = handler(core)["oneOf"]
        pairs = zip(told, models, strict=True)
        return {"anyOf": told, "allOf": [{"if": words, "then": model} for words, model in pairs]}


_TAGS = tuple((form, *combination) for form in FORMS for combination in COMBINATIONS)


def _told(tag: tuple[str, str, str]) -> JsonSchemaValue:
    """What `shape` looks at, as a schema."""
    form, segment, series = tag
    role: JsonSchemaValue = {"const": "template"}
    words: JsonSchemaValue = {
        "edits": False,
        "segment": {"const": segment},
        "series": {"const": series},
        "role": role if form == "template" else {"not": role},
    }
    if form == "clone":
        words["parent"] = False
    needed = {"template": ["role"], "clone": [], "effective": ["parent"]}[form]
    return {"type": "object", "properties": words, "required": ["segment", "series", *needed]}


class Product(RootModel[Any]):
    """A product in any of its forms."""

    model_config = ConfigDict(defer_build=True)

    root: Annotated[Whole | Child, _ByShape()]
