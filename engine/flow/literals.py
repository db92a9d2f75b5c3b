"""Checks of literals: numbers have exactly their places, bounds are in order, dates are days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import ir, values
from ..dictionary import Entries, Fact
from ..feel.builtins.calendar import FIRST, LAST, day_number
from ..feel.entries import core_type
from ..issues import Catalogue, Issue
from ..node import TEXTS as NODE_TEXTS
from ..nodes import BY_KIND
from .draft import Draft
from .frames import Frame
from .values import shown

TEXTS = Catalogue.beside(__file__)
MOVING = ("product.interest.floor", "product.interest.cap")
"""Bounds of a product's rate: where they move with a base they are derived facts of a release."""


def declarations(draft: Draft) -> Iterable[Issue]:
    """The kinds of variables, parameters and facts."""
    for frame in draft.frames.values():
        for code, variable in frame.written.variables.items():
            yield from kind(variable, frame.at(f"variables/{code}"))
        for code, parameter in frame.written.parameters.items():
            yield from _parameter(parameter, frame.at(f"parameters/{code}"))
    for code, fact in draft.entries.facts.items():
        yield from kind(fact, f"dictionary:facts/{code}")
        yield from _origin(code, fact)
    for code in draft.entries.collections:
        yield from _collection(code, draft.entries)


def _origin(code: str, fact: Fact) -> Iterable[Issue]:
    """A fact is given, derived or folded, and takes no reserved name."""
    at = f"dictionary:facts/{code}"
    if sum(part is not None for part in (fact.source, fact.derive, fact.fold)) != 1:
        yield TEXTS.issue("F118", at)
    if is_reserved(code) and not (code in MOVING and fact.derive):
        yield TEXTS.issue("F145", at, name=code)


def _collection(code: str, entries: Entries) -> Iterable[Issue]:
    """A collection has a name of its own, a key, and reasons that the entries hold."""
    at, collection = f"dictionary:collections/{code}", entries.collections[code]
    if is_reserved(code):
        yield TEXTS.issue("F145", at, name=code)
    if code in entries.facts:
        yield TEXTS.issue("F195", at, name=code)
    for name, field in collection.fields.items():
        yield from kind(field, f"{at}/fields/{name}")
    key = collection.fields.get(collection.key)
    if key is None:
        yield TEXTS.issue("F193", f"{at}/key", name=collection.key)
    elif key.nullable:
        yield TEXTS.issue("F194", f"{at}/fields/{collection.key}/nullable")
    for keep in collection.keep:
        if keep.reason not in entries.reasons:
            yield NODE_TEXTS.issue("N101", f"{at}/keep/{keep.id}/reason", code=keep.reason)


def is_reserved(code: str) -> bool:
    """Whether a name means something in every flow."""
    heads = ("asked", "product", "item", "offer")
    return code in ("today", "unavailable", "outcome") or code.partition(".")[0] in heads


def kind(of: values.Kind, at: str) -> Iterable[Issue]:
    """The literals of one kind."""
    match of:
        case values.NumberKind():
            yield from _bounds(of, at)
        case values.TextKind() if (of.values is None) == (of.max_length is None):
            yield TEXTS.issue("F114", at)
        case values.TextKind():
            yield from _repeated(of.values or (), at)
        case values.DateKind():
            lo, hi = (day_number(bound) if bound else None for bound in (of.min, of.max))
            for name, bound, day in (("min", of.min, lo), ("max", of.max, hi)):
                if bound is not None and (day is None or not FIRST <= day <= LAST):
                    yield TEXTS.issue("F115", f"{at}/{name}", found=bound)
            if lo is not None and hi is not None and lo > hi:
                yield TEXTS.issue("F112", f"{at}/min")


def _bounds(of: values.NumberKind, at: str) -> Iterable[Issue]:
    lo, hi = (values.scaled(bound, of.scale) for bound in (of.min, of.max))
    for name, literal, scaled in (("min", of.min, lo), ("max", of.max, hi)):
        if scaled is None:
            right = values.right_spelling(literal, of.scale)
            yield TEXTS.issue("F111", f"{at}/{name}", right=right)
        elif abs(scaled) >= ir.STORED_LIMIT:
            yield TEXTS.issue("F117", f"{at}/{name}")
    if lo is not None and hi is not None and lo > hi:
        yield TEXTS.issue("F112", f"{at}/min")


def _repeated(texts: Sequence[str], at: str) -> Iterable[Issue]:
    for value in sorted({text for text in texts if texts.count(text) > 1}):
        yield TEXTS.issue("F119", f"{at}/values", found=value)


def _parameter(of: values.Parameter, at: str) -> Iterable[Issue]:
    if isinstance(of, values.SetParameter):
        yield from _repeated(of.values, at)
        for value in sorted(of.value.keys() - set(of.values)):
            yield TEXTS.issue("F116", f"{at}/value/{value}", found=value)
        return
    faults = list(kind(of, at))
    yield from faults
    if faults:
        return
    at = f"{at}/value"
    match of:
        case values.NumberParameter():
            number = values.scaled(of.value, of.scale)
            if number is None:
                yield TEXTS.issue("F111", at, right=values.right_spelling(of.value, of.scale))
            else:
                yield from _inside(number, core_type(of, nullable=False), at)
        case values.TextParameter() if of.values is not None and of.value not in of.values:
            yield TEXTS.issue("F116", at, found=of.value)
        case values.TextParameter() if of.max_length and len(of.value) > of.max_length:
            yield TEXTS.issue("F120", at, found=len(of.value), most=of.max_length)
        case values.DateParameter():
            day = day_number(of.value)
            if day is None:
                yield TEXTS.issue("F115", at, found=of.value)
            else:
                yield from _inside(day, core_type(of, nullable=False), at)


def _inside(value: int, of: ir.Scalar, at: str) -> Iterable[Issue]:
    if isinstance(of, ir.Num | ir.Date) and not of.lo <= value <= of.hi:
        lo, hi = (str(shown(of, bound)) for bound in (of.lo, of.hi))
        yield TEXTS.issue("F113", at, lo=lo, hi=hi)


def naming(draft: Draft) -> Iterable[Issue]:
    """No name means two things, and outputs are declared variables."""
    for frame in draft.frames.values():
        yield from _names(frame)


def _names(frame: Frame) -> Iterable[Issue]:
    flow = frame.flow
    for code in flow.variables:
        if is_reserved(code):
            yield TEXTS.issue("F145", frame.at(f"variables/{code}"), name=code)
        elif code in frame.entries.facts.keys() | frame.entries.collections.keys():
            yield TEXTS.issue("F144", frame.at(f"variables/{code}"), name=code)
    for code in flow.parameters:
        if not code.startswith("product."):
            yield TEXTS.issue("F146", frame.at(f"parameters/{code}"))
    for code in flow.outputs:
        if code not in flow.variables:
            yield TEXTS.issue("F143", frame.at(f"outputs/{code}"), name=code)
    for name, node in flow.nodes.items():
        of = BY_KIND[node.kind]
        for code in of.sets(node):
            if code not in flow.variables:
                yield TEXTS.issue("F141", frame.at(f"nodes/{name}"), name=code)
            elif flow.variables[code].list and not of.lists:
                yield TEXTS.issue("F147", frame.at(f"nodes/{name}"), name=code)


def told(entries: Entries, used: Iterable[str]) -> Iterable[Issue]:
    """A reason is told as itself with a customer text, or as another; fraud always as another."""
    for code in sorted(used):
        reason = entries.reasons.get(code)
        if reason is None:
            continue
        at = f"dictionary:reasons/{code}/told_as"
        other = entries.reasons.get(reason.told_as)
        if other is None:
            yield TEXTS.issue("F171", at, code=code, told=reason.told_as)
        elif other.reason_class == "fraud":
            yield TEXTS.issue("F173", at, code=reason.told_as)
        elif other.customer is None:
            yield TEXTS.issue("F172", at, code=reason.told_as)
