"""Values under a permit: a literal that lies in a range, or is one of some."""

from __future__ import annotations

from fractions import Fraction

from ...document import Edit, Json, Set, equal
from ...issues import Issue
from .allowance import Allowance
from .breach import Breach, said
from .bundle import outer, parts_at
from .comparison import Comparison
from .permits import Permit
from .quantity import Range, is_literal, quantity
from .shapes import is_leaf
from .texts import TEXTS


def locked_breach(comparison: Comparison, edit: Edit, permit: Permit | None) -> Breach:
    """The fault that a part is not the child's to change."""
    path, at = edit.at.path, str(outer(edit.at.path))
    own = comparison.allowance(path, permit).own
    if permit is None:
        issue = TEXTS.issue("P221", at, nearest=said(own))
    else:
        issue = TEXTS.issue("P222", at, permit=permit.id, nearest=said(own))
    return comparison.breach(
        issue,
        [edit],
        at=path,
        permit=permit,
        allowed={"only": own},
        found=edit.value if isinstance(edit, Set) else None,
        nearest=own,
    )


def value_breach(comparison: Comparison, edit: Edit, permit: Permit) -> Breach | None:
    """The fault of an edit that should set a value inside a permit `within` or `tighten`."""
    path = edit.at.path
    before = parts_at(comparison.parent, path)
    if not before or not isinstance(edit, Set) or not (is_leaf(before[0]) and is_leaf(edit.value)):
        return locked_breach(comparison, edit, permit)
    allowance = comparison.allowance(path, permit)
    judged = _judged(allowance, edit.value, permit, str(outer(path)))
    if judged is None:
        return None
    issue, nearest = judged
    return comparison.breach(
        issue,
        [edit],
        at=path,
        permit=permit,
        allowed=allowance.as_json(),
        found=edit.value,
        nearest=nearest,
        instead=[] if equal(nearest, allowance.own) else [Set(edit.at, nearest)],
    )


def free_breach(comparison: Comparison, edit: Edit, permit: Permit) -> Breach | None:
    """The fault of a free edit that puts an expression into a cell of a parent's table."""
    path = edit.at.path
    match outer(path).path, edit:
        case ("nodes", _, *_, "then" | "else", _), Set(value=value):
            own = comparison.allowance(path, permit).own
            if is_literal(value):
                return None
            issue = _no_literal(permit, str(outer(path)), value, own)
            return comparison.breach(
                issue, [edit], at=path, permit=permit, found=value, nearest=own
            )
        case _:
            return None


def _judged(
    allowance: Allowance, found: Json, permit: Permit, at: str
) -> tuple[Issue, Json] | None:
    """What is wrong with a value, and the allowed one that is nearest."""
    own = allowance.own
    if "of" in permit.terms:
        return _one_of(allowance, found, permit, at)
    numbers = allowance.numbers
    if numbers is None:
        return TEXTS.issue("P222", at, permit=permit.id, nearest=said(own)), own
    number = quantity(found)
    if found is None:
        end = numbers.high if allowance.stricter == "lower" else numbers.low
        nearest = own if end is None else allowance.spelled(end)
        return _outside(numbers, allowance, permit, at, found, nearest), nearest
    if number is None:
        return _no_literal(permit, at, found, own), own
    if numbers.holds(number):
        return None
    near = numbers.nearest(number, rather=allowance.stricter)
    nearest = own if near is None else allowance.spelled(near, found)
    return _outside(numbers, allowance, permit, at, found, nearest), nearest


def _no_literal(permit: Permit, at: str, found: Json, own: Json) -> Issue:
    return TEXTS.issue("P226", at, permit=permit.id, found=said(found), nearest=said(own))


def _one_of(
    allowance: Allowance, found: Json, permit: Permit, at: str
) -> tuple[Issue, Json] | None:
    known = sorted(allowance.members)
    if isinstance(found, str) and found in known:
        return None
    number = quantity(found)
    distances: list[tuple[Fraction, str]] = [
        (abs(each - number), literal)
        for literal in known
        if number is not None and (each := quantity(literal)) is not None
    ]
    nearest: Json = min(distances)[1] if distances else allowance.own
    values = {"found": said(found), "nearest": said(nearest)}
    return TEXTS.issue(
        "P227", at, permit=permit.id, known=" / ".join(known), span=None, **values
    ), nearest


def _outside(
    numbers: Range, allowance: Allowance, permit: Permit, at: str, found: Json, nearest: Json
) -> Issue:
    low, high, step = (
        said(None if number is None else allowance.spelled(number, found))
        for number in (numbers.low, numbers.high, numbers.step)
    )
    values = {"permit": permit.id, "found": said(found), "step": step, "nearest": said(nearest)}
    if numbers.low is None:
        return TEXTS.issue("P224", at, high=high, span=None, **values)
    if numbers.high is None:
        return TEXTS.issue("P225", at, low=low, span=None, **values)
    return TEXTS.issue("P223", at, low=low, high=high, span=None, **values)
