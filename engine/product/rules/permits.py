"""Permits: each stands on parts that there are, fits their kind, and holds the parent's own value.

What a permit on a flow's parts allows is judged beside the flow; here its slot must be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import assert_never

from ...issues import Issue
from ...values import right_spelling, scaled
from ..draft import Draft, is_number, number, written
from ..pattern import ONE, OPEN, Pattern, may_meet, met, parse_pattern
from ..schema import control
from ..schema.parameters import parameter_of
from ..schema.parts import Part
from ..texts import TEXTS

NEVER = {
    "format", "id", "role", "segment", "series", "tenant", "origin", "parent", "flows", "facts",
    "reasons", "permits", "guardrails", "sources", "canvas",
}  # fmt: skip
"""What no permit opens: what a product is, and what a child changes without one."""

SETS = ("set", "variants")


def standing(draft: Draft) -> Iterable[Issue]:
    """`on` is an address that some part of such a product has; one that none has now is noticed."""
    for name, permit in draft.product.permits.items():
        at = f"permits/{name}/on"
        pattern = parse_pattern(permit.on)
        if pattern is None:
            yield TEXTS.issue("P171", at, found=permit.on[:60])
        elif pattern.slots:
            if not draft.has_flow(pattern.slots):
                yield TEXTS.issue("P172", at, found=permit.on)
        elif not pattern.steps or pattern.steps[0] in (*NEVER, *OPEN):
            yield TEXTS.issue("P175", at, found=permit.on)
        elif not may_meet(draft.root, pattern.steps):
            yield TEXTS.issue("P172", at, found=permit.on)
        elif not any(part.there for part in met(draft.root, pattern.steps)):
            yield TEXTS.issue("P173", at, found=permit.on)


def ties(draft: Draft) -> Iterable[Issue]:
    """No part is under two permits whose literal starts are equally long."""
    for (name, first), (other, second) in combinations(_read(draft), 2):
        both = ((a, b) for a in _covers(draft, *first) for b in _covers(draft, *second))
        same = first[1].literal_start == second[1].literal_start
        if same and any(a.overlaps(b) for a, b in both):
            yield TEXTS.issue("P174", f"permits/{other}/on", other=name)


def _read(draft: Draft) -> Iterator[tuple[str, tuple[control.Permit, Pattern]]]:
    """The permits whose `on` is a pattern, by their ids."""
    for name, permit in sorted(draft.product.permits.items()):
        pattern = parse_pattern(permit.on)
        if pattern is not None:
            yield name, (permit, pattern)


def _covers(draft: Draft, permit: control.Permit, pattern: Pattern) -> Iterator[Pattern]:
    """What a permit covers: its parts, and of sets, variants and rules the elements."""
    yield pattern
    on_sets = any(part.kind in SETS for part in _targets(draft, pattern))
    if on_sets or isinstance(permit, control.Append):
        yield Pattern(pattern.slots, (*pattern.steps, ONE))


def _targets(draft: Draft, pattern: Pattern) -> Iterator[Part]:
    """The parts of the product that a permit speaks of: leaves, sets and variants."""
    found = () if pattern.slots else met(draft.root, pattern.steps)
    return (part for part in found if part.there and part.kind not in ("group", "entries", "rows"))


def fitting(draft: Draft) -> Iterable[Issue]:
    """What a permit allows is said in the places and words of the parts it stands on."""
    for name, (permit, pattern) in _read(draft):
        at = f"permits/{name}"
        targets = list(_targets(draft, pattern))
        match permit:
            case control.Locked() | control.Free():
                continue
            case control.Append():
                if not pattern.slots:
                    yield TEXTS.issue("P176", f"{at}/allow", allow="append", on=permit.on)
            case control.Tighten():
                yield from _tighten(permit, targets, at)
            case control.WithinSet():
                yield from (issue for part in targets for issue in _within_set(permit, part, at))
            case control.WithinRange():
                yield from (issue for part in targets for issue in _range(permit, part, at))
            case control.WithinDistance():
                yield from (issue for part in targets for issue in _distance(permit, part, at))
            case _:
                assert_never(permit)


def _range(permit: control.WithinRange, part: Part, at: str) -> Iterator[Issue]:
    bounds = {"min": permit.min, "max": permit.max, "step": permit.step}
    faults = list(_literals(part, bounds, at, "within"))
    yield from faults
    if faults:
        return
    low, high, step = map(Decimal, bounds.values())
    if low > high:
        yield TEXTS.issue("P111", f"{at}/min", found=permit.min, right=permit.max)
    elif step <= 0:
        yield TEXTS.issue("P113", f"{at}/step")
    elif (value := number(part)) is None or not low <= value <= high or (value - low) % step:
        nearest = low if value is None else min(max(value, low), high)
        right = written(nearest - (nearest - low) % step, part)
        yield TEXTS.issue("P178", f"{at}/on", at=part.at, found=part.text or "null", right=right)


def _distance(permit: control.WithinDistance, part: Part, at: str) -> Iterator[Issue]:
    yield from _literals(part, {"by": permit.by}, at, "within")
    if Decimal(permit.by) <= 0:
        yield TEXTS.issue("P113", f"{at}/by")


def _literals(part: Part, said: dict[str, str], at: str, allow: str) -> Iterator[Issue]:
    """Numbers of a permit have the places of the number it stands on."""
    if not is_number(part):
        yield TEXTS.issue("P176", f"{at}/allow", allow=allow, on=part.at)
        return
    places = part.schema["x-places"]
    for name, literal in said.items():
        if scaled(literal, places) is None:
            right = right_spelling(literal, places)
            yield TEXTS.issue("P102", f"{at}/{name}", found=literal, right=right)


def _within_set(permit: control.WithinSet, part: Part, at: str) -> Iterator[Issue]:
    known = parameter_of(part).choices
    if is_number(part) or part.kind == "member":
        yield TEXTS.issue("P176", f"{at}/allow", allow="within", on=part.at)
        return
    for word in permit.of:
        if known and word not in known:
            right = " / ".join(known)
            yield TEXTS.issue("P179", f"{at}/of/{word}", found=word, right=right)
    values = part.value if isinstance(part.value, dict) else [part.text]
    for value in values:
        if value not in permit.of:
            right = " / ".join(sorted(permit.of))
            yield TEXTS.issue("P178", f"{at}/on", at=part.at, found=value, right=right)


def _tighten(permit: control.Tighten, targets: list[Part], at: str) -> Iterator[Issue]:
    """The ends of tightening; a part without a direction of its own stays as it is."""
    directed = [part for part in targets if parameter_of(part).stricter != "none"]
    if targets and not directed:
        yield TEXTS.issue("P176", f"{at}/allow", allow="tighten", on=permit.on)
    for part in directed:
        yield from _ends(permit, part, at)
        yield from _keeps(permit, part, at)


def _ends(permit: control.Tighten, part: Part, at: str) -> Iterator[Issue]:
    said = {"to": permit.to, "step": permit.step}
    literals = {name: literal for name, literal in said.items() if literal is not None}
    yield from _literals(part, literals, at, "tighten") if literals else ()
    if permit.step is not None and Decimal(permit.step) <= 0:
        yield TEXTS.issue("P113", f"{at}/step")
    if permit.to is not None and is_number(part) and not _stricter(permit.to, part):
        yield TEXTS.issue("P180", f"{at}/to", at=part.at, found=permit.to, right=part.text)


def _keeps(permit: control.Tighten, part: Part, at: str) -> Iterator[Issue]:
    if permit.keep is None:
        return
    if part.kind not in SETS:
        yield TEXTS.issue("P176", f"{at}/keep", allow="keep", on=part.at)
    elif isinstance(part.value, dict) and len(part.value) < permit.keep:
        yield TEXTS.issue("P181", f"{at}/keep", found=permit.keep, right=len(part.value))


def _stricter(end: str, part: Part) -> bool:
    """Whether an end is the part's own value or on its stricter side; any is stricter than none."""
    value, wanted = number(part), Decimal(end)
    if value is None:
        return True
    return wanted <= value if parameter_of(part).stricter == "lower" else wanted >= value
