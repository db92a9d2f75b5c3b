"""Refinement: whether a child stays inside its parent's permits, judged on the edits between.

The edits are the normal form of what the child comes to, so that it does not matter how they are
written down, and each stands under one permit. Syntax alone is judged, literals, members and
places; what follows for an applicant is for the checks and proofs of the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from ...document import Address, Edit, Json, Remove, diff
from ..tenant import Prefixes
from .appending import appended_breaches
from .breach import Breach, said
from .bundle import Path, outer, part_at, parts_at
from .comparison import Comparison
from .entries import is_own_entry, misnamed_breach
from .extension import extension_breaches
from .lineage import Generation, body
from .members import member_breaches
from .narrowing import permit_breaches
from .permits import Permit, Permits
from .texts import TEXTS
from .values import free_breach, locked_breach, value_breach


def refine(
    parent: Json,
    child: Json,
    *,
    prefixes: Iterable[Prefixes] = (),
    today: str | None = None,
) -> tuple[Breach, ...]:
    """Every fault of a child against its parent's permits, both whole and with flows in place.

    `prefixes` are those of the child's tenant, first its own. A permit that is over on the day
    `today` is locked.
    """
    comparison = Comparison(parent, child, Permits(parent, today), tuple(prefixes))
    breaches = _breaches(comparison, diff(body(parent), body(child)))
    return tuple(sorted(breaches, key=lambda breach: (str(breach.at), breach.issue.code)))


def _breaches(comparison: Comparison, edits: Iterable[Edit]) -> Iterator[Breach]:
    of_permits: list[Edit] = []
    together: defaultdict[tuple[Path, str], list[Edit]] = defaultdict(list)
    for edit in edits:
        path = edit.at.path
        if path[0] == "permits" and len(path) > 1:
            of_permits.append(edit)
        elif not is_own_entry(comparison.prefixes, path):
            misnamed = misnamed_breach(comparison, edit)
            if misnamed is not None:
                yield misnamed
            else:
                yield from _alone(comparison, edit, together)
    for (path, permit), group in together.items():
        yield from _of_group(comparison, path, comparison.permits.by_id[permit], group)
    yield from permit_breaches(comparison, of_permits)


def _alone(
    comparison: Comparison, edit: Edit, together: dict[tuple[Path, str], list[Edit]]
) -> Iterator[Breach]:
    """The fault of one edit; one that is judged with others of its list or set is put by."""
    covering = comparison.permits.of(edit.at.path)
    if len(covering) > 1:
        yield _tie(comparison, edit, covering)
        return
    permit = covering[0] if covering else None
    if permit is None or permit.allow == "locked":
        yield locked_breach(comparison, edit, permit)
    elif _is_member(comparison, edit, permit):
        together[edit.at.path[:-1], permit.id].append(edit)
    elif permit.opens_subflow:
        together[permit.start, permit.id].append(edit)
    else:
        judge = free_breach if permit.allow == "free" else value_breach
        breach = judge(comparison, edit, permit)
        if breach is not None:
            yield breach


def _is_member(comparison: Comparison, edit: Edit, permit: Permit) -> bool:
    """Whether an edit drops or adds a member of a set or variants, or is of a list of rules."""
    if permit.allow == "append":
        return True
    if permit.allow == "free":
        return False
    above = edit.at.path[:-1]
    around = part_at(comparison.parent, above)
    is_there = bool(parts_at(comparison.parent, edit.at.path))
    changes = isinstance(edit, Remove) or not is_there
    directions = comparison.permits.directions
    return changes and isinstance(around, dict) and directions.has_members(around, above)


def _of_group(
    comparison: Comparison, path: Path, permit: Permit, edits: Sequence[Edit]
) -> Iterator[Breach]:
    match permit.allow:
        case "append":
            yield from appended_breaches(comparison, path, permit, edits)
        case "free":
            yield from extension_breaches(comparison, permit, edits)
        case _:
            yield from member_breaches(comparison, path, permit, edits)


def _tie(comparison: Comparison, edit: Edit, permits: Sequence[Permit]) -> Breach:
    path = edit.at.path
    own = part_at(comparison.parent, path)
    names = ", ".join(sorted(permit.id for permit in permits))
    issue = TEXTS.issue("P228", str(outer(path)), permits=names)
    return comparison.breach(issue, [edit], at=path, allowed={"only": own}, nearest=own)


def refine_line(
    line: Sequence[Generation],
    *,
    tenants: Mapping[str, Prefixes],
    today: str | None = None,
) -> tuple[Breach, ...]:
    """Every fault of the last product of a line against each one before it, the nearest first.

    A place that its parent's permits fault is not named again for those further up.
    """
    *ancestors, product = line
    owners = [str(each.document.get("tenant")) for each in reversed(line)]
    found = {str(breach.at): [breach] for breach in _unknown(product, tenants)}
    for index in range(len(ancestors) - 1, -1, -1):
        own = [tenants[name] for name in owners[: len(ancestors) - index] if name in tenants]
        ancestor = line[index].effective
        breaches = refine(ancestor, product.effective, prefixes=own, today=today)
        known = set(found)
        for breach in breaches:
            if str(breach.at) not in known:
                found.setdefault(str(breach.at), []).append(breach)
    return tuple(breach for at in sorted(found) for breach in found[at])


def _unknown(product: Generation, tenants: Mapping[str, Prefixes]) -> Iterator[Breach]:
    tenant = product.document.get("tenant")
    if isinstance(tenant, str) and tenant not in tenants:
        near = get_close_matches(tenant, tenants, 1, 0.0)
        issue = TEXTS.issue("P229", "tenant", tenant=tenant, near=said(near[0] if near else None))
        yield Breach(Address((), ("tenant",)), issue, ())
