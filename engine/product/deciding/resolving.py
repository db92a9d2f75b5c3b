"""A product's values in the flow of a stage.

Each parameter gets the product's value, and a referral that the product says is written out. A
bound of the rate that moves with a base is no constant: in a release it is a derived fact of the
dictionary (`lpr.y1 + 0.018500`) and no parameter. Flows that the stage's flow uses stay as they
are: the parameters of their callers reach them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from ...dictionary import Entries, NumberFact
from ...document import Address, Edit, Json, Remove, Set
from ...flow.literals import MOVING
from ...flow.schema import Flow
from ...nodes.outcome.spec import AsProductSays, Outcome
from ...values import (
    BooleanParameter,
    DateParameter,
    Label,
    NumberParameter,
    Parameter,
    SetParameter,
    TextParameter,
)
from ..schema.interest import Cap, Floor
from ..schema.product import Whole

BASES = {"lpr_1y": "lpr.y1", "lpr_5y": "lpr.y5", "pledge_rate": "pledge.rate"}
"""The facts that a rate may move with."""
LABELS = {
    "product.interest.floor": Label(zh="利率下限", en="Floor of the rate"),
    "product.interest.cap": Label(zh="利率上限", en="Cap of the rate"),
}


def resolution(flow: Flow, product: Mapping[str, Json]) -> Iterator[Edit]:
    """The edits of a stage's flow that put the product's values into it; none where they stand.

    A parameter that the product lacks, or has in another kind, stays as it is.
    """
    for code, declared in flow.parameters.items():
        if code in MOVING and is_moving(bound_document(code, product)):
            yield Remove(_at("parameters", code))
            continue
        value = spelled(declared, part(code, product))
        if value is not None and value != declared.model_dump(mode="json")["value"]:
            yield Set(_at("parameters", code, "value"), value)
    for name, node in flow.nodes.items():
        if isinstance(node, Outcome) and isinstance(node.to, AsProductSays):
            yield Set(_at("nodes", name, "to"), part("product.sale.referral", product))


def _at(*path: str) -> Address:
    return Address((), path)


def part(code: str, product: Mapping[str, Json]) -> Json:
    """What a name means in the product, as it stands there; None where nothing does.

    A bound of the rate without a base is its number.
    """
    here: Json = dict(product)
    for step in code.split(".")[1:]:
        if not isinstance(here, dict) or step not in here:
            return None
        here = here[step]
    return here["plus"] if code in MOVING and isinstance(here, dict) else here


def spelled(declared: Parameter, value: Json) -> Json:
    """The product's value as a parameter writes it; None where it is of another kind."""
    match declared:
        case NumberParameter(scale=scale):
            return _padded(value, scale) if isinstance(value, str) else None
        case SetParameter():
            return dict.fromkeys(value, True) if isinstance(value, dict) else None
        case BooleanParameter():
            return value if isinstance(value, bool) else None
        case TextParameter() | DateParameter():
            return value if isinstance(value, str) else None
        case _:
            assert_never(declared)


def _padded(number: str, scale: int) -> str:
    whole, _, places = number.partition(".")
    return f"{whole}.{places.ljust(scale, '0')}" if scale > len(places) else number


def bound_document(code: str, product: Mapping[str, Json]) -> Mapping[str, Json]:
    """A bound of the rate as the product writes it."""
    interest = product["interest"]
    bound = interest[code.rpartition(".")[2]] if isinstance(interest, dict) else None
    assert isinstance(bound, dict), "a product that was read has its bounds"
    return bound


def is_moving(bound: Mapping[str, Json]) -> bool:
    """Whether a bound moves with a base."""
    return bound["base"] != "none"


def moving_facts(flow: Flow, product: Whole, entries: Entries) -> dict[str, NumberFact]:
    """The bounds that a flow reads and that move, as derived facts in the domains it declares."""
    found = {}
    for code, bound in bounds(product).items():
        declared, base = flow.parameters.get(code), entries.facts.get(BASES.get(bound.base, ""))
        if isinstance(declared, NumberParameter) and base is not None:
            kind = declared.model_dump(exclude={"value"})
            found[code] = NumberFact(
                **kind,
                label=LABELS[code],
                nullable=base.nullable,
                sensitivity=base.sensitivity,
                derive=rate_text(bound),
            )
    return found


def bounds(product: Whole) -> dict[str, Floor | Cap]:
    """The bounds of the rate by the names that expressions call them."""
    return dict(zip(MOVING, (product.interest.floor, product.interest.cap), strict=True))


def rate_text(bound: Floor | Cap) -> str:
    """A bound as an expression: `lpr.y1 + 0.018500`."""
    if bound.base == "none":
        return bound.plus
    sign, number = ("-", bound.plus[1:]) if bound.plus.startswith("-") else ("+", bound.plus)
    return f"{BASES[bound.base]} {sign} {number}"
