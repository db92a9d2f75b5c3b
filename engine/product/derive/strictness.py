"""Whether one permit lets do no more than another at one place."""

from __future__ import annotations

from fractions import Fraction

from ...document import Json
from .allowance import Allowance
from .permits import Permit
from .quantity import Range, quantity, spelled


def refines(own: Allowance, parent: Allowance) -> bool:
    """Whether everything that `own` allows at a place, `parent` allows there too."""
    if own.permit is None or own.permit.allow == "locked":
        return True
    if parent.permit is None or not _ends_no_later(own.permit, parent.permit):
        return False
    match parent.permit.allow, own.permit.allow:
        case "free", _:
            return True
        case "append", "append":
            return _appends_no_more(own.permit, parent.permit)
        case (("within" | "tighten"), ("within" | "tighten")):
            if own.has_members:
                return _members_inside(own, parent)
            return isinstance(own.own, dict | list) or _values_inside(own, parent)
        case _:
            return False


def _ends_no_later(own: Permit, parent: Permit) -> bool:
    end, last = own.terms.get("until"), parent.terms.get("until")
    return last is None or (isinstance(end, str) and end <= str(last))


def _appends_no_more(own: Permit, parent: Permit) -> bool:
    most, limit = own.terms.get("max"), parent.terms.get("max")
    fewer = isinstance(most, int) and isinstance(limit, int) and most <= limit
    return fewer and own.members("then").keys() <= parent.members("then").keys()


def _members_inside(own: Allowance, parent: Allowance) -> bool:
    """Of a set or variants: whether no more members may be added, and no more dropped."""
    adds, limit = _addable(own), _addable(parent)
    if limit is not None and (adds is None or not adds <= limit):
        return False
    return not _may_drop(own) or (_may_drop(parent) and own.keep >= parent.keep)


def _addable(allowance: Allowance) -> frozenset[str] | None:
    """The members that may come to those that are there; None for any."""
    if _is_chosen(allowance):
        held = allowance.own if isinstance(allowance.own, dict) else {}
        return frozenset(allowance.members) - held.keys()
    return None if allowance.stricter == "more" else frozenset()


def _may_drop(allowance: Allowance) -> bool:
    return _is_chosen(allowance) or allowance.stricter == "fewer"


def _is_chosen(allowance: Allowance) -> bool:
    return allowance.permit is not None and "of" in allowance.permit.terms


def _values_inside(own: Allowance, parent: Allowance) -> bool:
    if _is_chosen(own):
        return all(_holds(parent, value) for value in own.members)
    numbers, limit = own.numbers, parent.numbers
    return numbers is None or (limit is not None and numbers.is_inside(limit))


def _holds(allowance: Allowance, value: str) -> bool:
    if _is_chosen(allowance):
        return value in allowance.members
    numbers, number = allowance.numbers, quantity(value)
    return numbers is not None and number is not None and numbers.holds(number)


def nearest_term(before: Allowance, term: str, found: Json) -> Json:
    """The value of a permit's term, nearest to what was found, that opens nothing."""
    assert before.permit is not None
    own, number = before.permit.terms.get(term), quantity(found)
    if isinstance(own, dict):
        shared = own.keys() & (found.keys() if isinstance(found, dict) else ())
        return dict.fromkeys(sorted(shared or own), True)
    numbers = _of_term(before, term, quantity(own))
    near = None if numbers is None or number is None else numbers.nearest(number, rather="higher")
    return own if near is None else spelled(near, found if own is None else own)


def _of_term(before: Allowance, term: str, own: Fraction | None) -> Range | None:
    """The numbers that a term may take instead."""
    match term:
        case "min" | "max" | "to":
            return before.numbers
        case "step" if own:
            return Range(own, None, own, own)
        case _:
            return None
