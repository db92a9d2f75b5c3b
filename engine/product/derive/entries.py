"""A child's own facts and reasons: under its tenant's prefix they need no permit."""

from __future__ import annotations

from collections.abc import Iterable

from ...document import Address, Edit, Set
from ..tenant import Prefixes
from .breach import Breach
from .bundle import Path, outer
from .comparison import Comparison
from .texts import TEXTS


def is_own_entry(prefixes: Iterable[Prefixes], path: Path) -> bool:
    """Whether a path leads to, or into, a fact or reason under a prefix of the tenant."""
    match path:
        case ("facts", code, *_):
            starts = [prefix.facts for prefix in prefixes]
        case ("reasons", code, *_):
            starts = [prefix.reasons for prefix in prefixes]
        case _:
            return False
    return any(code.startswith(start) and code != start for start in starts)


def misnamed_breach(comparison: Comparison, edit: Edit) -> Breach | None:
    """The fault of a new fact or reason under a name that is not the tenant's."""
    path = edit.at.path
    is_entry = len(path) == 2 and path[0] in ("facts", "reasons")
    if not is_entry or not isinstance(edit, Set) or not comparison.prefixes:
        return None
    group, code = path
    own = comparison.prefixes[0]
    prefix, name = (own.facts, code.rpartition(".")[2]) if group == "facts" else (own.reasons, code)
    nearest = prefix + name
    at = str(outer(edit.at.path))
    return comparison.breach(
        TEXTS.issue("P246", at, found=code, prefix=prefix, nearest=nearest),
        [edit],
        at=edit.at.path,
        found=code,
        nearest=nearest,
        instead=[Set(Address((), (group, nearest)), edit.value)],
    )
