"""The parameters that a flow reads, against the product that gives them their values."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import assert_never

from ...document import Address
from ...issues import Issue
from ...values import (
    BooleanParameter,
    DateParameter,
    NumberParameter,
    Parameter,
    SetParameter,
    TextParameter,
)
from ..draft import Draft, is_number
from ..schema.parts import Part, part_at
from ..texts import TEXTS

NAMELESS = ("group", "entries", "rows", "member")
"""The kinds of parts that no expression names."""


def parameters(draft: Draft) -> Iterable[Issue]:
    """Each parameter that a flow declares is the product's, of its type, and in its domain."""
    for slot, stage in draft.stages.items():
        for code, declared in stage.flow.parameters.items():
            at = f"{slot}:parameters/{code}"
            if code in ("product.interest.floor", "product.interest.cap"):
                yield from _bound(draft, declared, code, at)
            else:
                yield from _parameter(draft, declared, code, at)


def _bound(draft: Draft, declared: Parameter, code: str, at: str) -> Iterator[Issue]:
    """A bound of the rate is read as the number that it comes to."""
    interest = draft.product.interest
    value = draft.rate(interest.cap if code.endswith("cap") else interest.floor)
    if not isinstance(declared, NumberParameter) or declared.scale < 6:
        yield TEXTS.issue("P187", at, code=code, wanted="number, 6")
    elif value is not None:
        yield from _inside(declared, f"{value:.6f}", at)


def _parameter(draft: Draft, declared: Parameter, code: str, at: str) -> Iterator[Issue]:
    part = part_at(Address((), tuple(code.split(".")[1:])), draft.document)
    if part is None or not part.there or part.kind in NAMELESS:
        known = [".".join(("product", *leaf.path)) for leaf in draft.leaves]
        near = difflib.get_close_matches(code, known, 1)
        yield TEXTS.issue("P185", at, found=code, right=near[0] if near else "product.…")
    elif part.value is None:
        yield TEXTS.issue("P186", at, found=code)
    elif not _is_of(declared, part):
        yield TEXTS.issue("P187", at, code=code, wanted=_type(part))
    else:
        yield from _domain(declared, part, at)


def _is_of(declared: Parameter, part: Part) -> bool:
    """Whether a part is of the declared type; a number has no more places than it declares."""
    match declared:
        case NumberParameter(scale=scale):
            return is_number(part) and part.schema["x-places"] <= scale
        case SetParameter():
            return part.kind in ("set", "variants")
        case BooleanParameter():
            return isinstance(part.value, bool)
        case DateParameter():
            return part.kind == "day"
        case TextParameter():
            return bool(part.text) and not is_number(part) and part.kind != "day"
        case _:
            assert_never(declared)


def _type(part: Part) -> str:
    """How the part would be declared."""
    if is_number(part):
        return f"number, {part.schema['x-places']}"
    named = {"set": "set", "variants": "set", "day": "date", "yes_no": "boolean"}
    return named.get(part.kind, "text")


def _domain(declared: Parameter, part: Part, at: str) -> Iterator[Issue]:
    match declared:
        case NumberParameter():
            yield from _inside(declared, part.text, at)
        case SetParameter() | TextParameter() if declared.values is not None:
            found = part.value if isinstance(part.value, dict) else [part.text]
            for word in found:
                if word not in declared.values:
                    wanted = " / ".join(declared.values)
                    yield TEXTS.issue("P188", at, found=word, wanted=wanted)


def _inside(declared: NumberParameter, value: str, at: str) -> Iterator[Issue]:
    if not Decimal(declared.min) <= Decimal(value) <= Decimal(declared.max):
        wanted = f"{declared.min}..{declared.max}"
        yield TEXTS.issue("P188", at, found=value, wanted=wanted)
