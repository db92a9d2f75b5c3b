"""The envelope of price: floor, spread and cap for the base in force, and the cap of all costs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

from ...issues import Issue
from ..draft import Draft, written
from ..schema.interest import Cap, Floor
from ..schema.parts import Part
from ..texts import TEXTS

LPR = {"lpr_1y": "lpr.y1", "lpr_5y": "lpr.y5"}
MOVE = Decimal("0.01")
"""How far the base may move until a warning is due: 100 basis points."""

EXACT = Context(prec=34)


def bounds(draft: Draft) -> Iterable[Issue]:
    """The floor is not above the cap."""
    interest = draft.product.interest
    floor, cap = rate(draft, interest.floor), rate(draft, interest.cap)
    if interest.floor.base == interest.cap.base:
        floor, cap = Decimal(interest.floor.plus), Decimal(interest.cap.plus)
    if floor is not None and cap is not None and floor > cap:
        yield TEXTS.issue("P141", "interest/floor/plus", found=f"{floor:.6f}", right=f"{cap:.6f}")


def envelope(draft: Draft) -> Iterable[Issue]:
    """Floor ≤ base + spread ≤ cap for the base in force, with room for a move of 100 bp."""
    interest = draft.product.interest
    floor, cap, base = (rate(draft, of) for of in (interest.floor, interest.cap, interest.base))
    if base is None:
        return
    low, high = (draft.part(f"interest/spread/{end}") for end in ("min", "max"))
    if floor is not None and (below := floor - base - Decimal(low.text)) > -MOVE:
        yield from _reached(draft, low, below, floor, interest.floor.base)
    if cap is not None and (above := base + Decimal(high.text) - cap) > -MOVE:
        yield from _reached(draft, high, above, cap, interest.cap.base)


def _reached(draft: Draft, end: Part, over: Decimal, bound: Decimal, base: str) -> Iterable[Issue]:
    """An end of the spread that crosses a bound, or would by a move of the base alone."""
    is_low = end.path[-1] == "min"
    spread = Decimal(end.text)
    if over > 0:
        right = written(spread + over if is_low else spread - over, end)
        yield TEXTS.issue("P142" if is_low else "P143", end.at, bound=f"{bound:.6f}", right=right)
    elif base != draft.product.interest.base and draft.product.interest.base in LPR:
        yield TEXTS.issue("P144" if is_low else "P145", end.at, left=f"{-over * 10000:.0f}")


def rate(draft: Draft, of: Floor | Cap | str) -> Decimal | None:
    """A base or a bound as a number; None where its base is not at hand."""
    base, plus = (of, Decimal(0)) if isinstance(of, str) else (of.base, Decimal(of.plus))
    if base == "none":
        return plus
    found = draft.known(LPR[base]) if base in LPR else None
    return None if found is None else found + plus


def cost_cap(draft: Draft) -> Iterable[Issue]:
    """The dearest interest alone stays within the cap of all costs; fees are added at release."""
    cost, cap = draft.product.cost, rate(draft, draft.product.interest.cap)
    if cap is None:
        return
    yearly = cap if cost.method == "simple" else compound(cap)
    if yearly > Decimal(cost.cap):
        found = f"{yearly:.6f}"
        yield TEXTS.issue("P146", "interest/cap/plus", found=found, bound=cost.cap)


def compound(simple: Decimal) -> Decimal:
    """What twelve times a monthly rate comes to in a year."""
    return EXACT.subtract(EXACT.power(EXACT.add(1, EXACT.divide(simple, 12)), 12), 1)
