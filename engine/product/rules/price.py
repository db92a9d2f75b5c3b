"""The envelope of price: floor, spread and cap for the base in force, and the cap of all costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ...errors import TermsRefused
from ...issues import Issue
from ..disclosure.remedy import remedy
from ..disclosure.worst import Worst, worst_cost
from ..draft import Draft, written
from ..rates import LPR
from ..schema.parts import Part
from ..texts import TEXTS

MOVE = Decimal("0.01")
"""How far the base may move until a warning is due: 100 basis points."""
JUDGED_ELSEWHERE = ("S102", "S122")
"""What keeps an offer from having a schedule, and has a rule of its own: P113, P129."""


def bounds(draft: Draft) -> Iterable[Issue]:
    """The floor is not above the cap."""
    interest = draft.product.interest
    floor, cap = draft.rate(interest.floor), draft.rate(interest.cap)
    if interest.floor.base == interest.cap.base:
        floor, cap = Decimal(interest.floor.plus), Decimal(interest.cap.plus)
    if floor is not None and cap is not None and floor > cap:
        yield TEXTS.issue("P141", "interest/floor/plus", found=f"{floor:.6f}", right=f"{cap:.6f}")


def envelope(draft: Draft) -> Iterable[Issue]:
    """Floor ≤ base + spread ≤ cap for the base in force, with room for a move of 100 bp."""
    interest = draft.product.interest
    floor, cap, base = (draft.rate(of) for of in (interest.floor, interest.cap, interest.base))
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


def cost_cap(draft: Draft) -> Iterable[Issue]:
    """The dearest offer, all fees in, stays within the cap of cost and the legal one."""
    product, reference = draft.product, draft.reference
    caps = (Decimal(product.cost.cap), draft.known("law.cost_cap"))
    bound = min(cap for cap in caps if cap is not None)
    try:
        worst = worst_cost(product, reference)
    except TermsRefused as refused:
        told = (issue for issue in refused.issues if issue.code not in JUDGED_ELSEWHERE)
        yield from (replace(issue, at="draw/methods") for issue in told)
        return
    if worst is None or worst.yearly <= bound:
        return
    found, most = remedy(product, reference, bound, worst), f"{bound:.4f}"
    offer, yearly = _offer(worst), _yearly(worst)
    if found is None:
        yield TEXTS.issue("P147", "cost/cap", offer=offer, yearly=yearly, bound=most)
        return
    yield TEXTS.issue(
        "P146",
        found.at,
        offer=offer,
        yearly=yearly,
        bound=most,
        found=found.found,
        right=found.right,
    )


def _yearly(worst: Worst) -> str:
    return f"{worst.yearly:.6f}" if worst.yearly.is_finite() else "∞"


def _offer(worst: Worst) -> str:
    """The dearest offer as a message shows it, by the names of an offer's fields."""
    said = ((name, value) for name, value in worst.offer.document().items() if name != "line")
    return ", ".join(f"{name} {value}" for name, value in said)
