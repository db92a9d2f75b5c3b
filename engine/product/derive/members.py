"""Members of sets and variants under a permit: dropped, added, or made of some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from ...document import Edit, Json, Remove
from .allowance import Allowance
from .breach import Breach
from .bundle import Path, outer
from .comparison import Comparison
from .permits import Permit
from .texts import TEXTS


def member_breaches(
    comparison: Comparison, path: Path, permit: Permit, edits: Sequence[Edit]
) -> Iterator[Breach]:
    """The faults of edits that drop or add members of the set or variants at a path."""
    allowance = comparison.allowance(path, permit)
    wrong = [edit for edit in edits if not _may(allowance, edit)]
    for edit in wrong:
        yield _member_breach(comparison, allowance, permit, edit)
    dropped = [edit for edit in edits if isinstance(edit, Remove) and edit not in wrong]
    added = {edit.at.path[-1] for edit in edits if edit not in wrong and edit not in dropped}
    members = _mapping(allowance.own).keys() | added
    if dropped and len(members) - len(dropped) < allowance.keep:
        yield _too_few(comparison, allowance, permit, path, members, dropped)


def _mapping(part: Json) -> dict[str, Json]:
    return part if isinstance(part, dict) else {}


def _may(allowance: Allowance, edit: Edit) -> bool:
    """Whether a member may be dropped or added."""
    if allowance.permit is not None and "of" in allowance.permit.terms:
        return isinstance(edit, Remove) or edit.at.path[-1] in allowance.members
    wanted = "fewer" if isinstance(edit, Remove) else "more"
    return allowance.stricter == wanted


def _member_breach(
    comparison: Comparison, allowance: Allowance, permit: Permit, edit: Edit
) -> Breach:
    at, member = str(outer(edit.at.path)), edit.at.path[-1]
    known = " / ".join(sorted(allowance.members))
    if isinstance(edit, Remove):
        issue = TEXTS.issue("P231", at, permit=permit.id, found=member, nearest=known)
    else:
        issue = TEXTS.issue("P232", at, permit=permit.id, found=member, known=known)
    own = _mapping(allowance.own).get(member)
    return comparison.breach(
        issue,
        [edit],
        at=edit.at.path,
        permit=permit,
        allowed=allowance.as_json(),
        found=None if isinstance(edit, Remove) else True,
        nearest=own,
    )


def _too_few(
    comparison: Comparison,
    allowance: Allowance,
    permit: Permit,
    path: Path,
    members: AbstractSet[str],
    dropped: Sequence[Edit],
) -> Breach:
    """The fault that too few of the members stay; the first that go, by address, may go."""
    in_order = sorted(dropped, key=lambda edit: str(outer(edit.at.path)))
    goes = in_order[: max(len(members) - allowance.keep, 0)]
    nearest = sorted(members - {edit.at.path[-1] for edit in goes})
    found = sorted(members - {edit.at.path[-1] for edit in dropped})
    at, keep = str(outer(path)), allowance.keep
    return comparison.breach(
        TEXTS.issue("P233", at, permit=permit.id, keep=keep, nearest=" / ".join(nearest)),
        dropped,
        at=path,
        permit=permit,
        allowed=allowance.as_json(),
        found=dict.fromkeys(found, True),
        nearest=dict.fromkeys(nearest, True),
        instead=goes,
    )
