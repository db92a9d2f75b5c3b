"""Where every value of a product comes from, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...document import Add, Address, Edit, Json, Reason, Set
from ..tenant import Prefixes
from .allowance import Allowance
from .bundle import Path, inner, outer
from .entries import is_own_entry
from .lineage import HEAD, Generation, normal_edits
from .permits import Permits
from .shapes import Place, is_leaf, places
from .sources import Sources


@dataclass(frozen=True, slots=True)
class Origin:
    """One value of a product.

    `document` names the document that put the value there, by `edit` unless it is the template or
    the product's own head. `permit` is the parent's that covers the place, `allowed` what it
    allows there; a template's own values have neither. `source` is the id in `sources`.
    """

    at: Address
    value: Json
    document: str
    edit: Edit | None
    permit: str | None
    allowed: Mapping[str, Json] | None
    source: str | None

    @property
    def why(self) -> Reason | None:
        """The reason that the edit gives."""
        return None if self.edit is None else self.edit.why

    def as_json(self) -> dict[str, Json]:
        """The value and its origin as a mapping; what there is nothing of is null."""
        return {
            "at": str(self.at),
            "value": self.value,
            "document": self.document,
            "edit": None if self.edit is None else str(self.edit.at),
            "why": None if self.why is None else dict(self.why),
            "permit": self.permit,
            "allowed": None if self.allowed is None else dict(self.allowed),
            "source": self.source,
        }


def origins(line: Sequence[Generation], *, prefixes: Sequence[Prefixes] = ()) -> tuple[Origin, ...]:
    """The origin of every value of the last product of a line, sorted by the text of `at`.

    `prefixes` are those of its tenant: facts and reasons under them are free.
    """
    explained = _Explained(line, prefixes)
    values = (place for place in places(line[-1].effective) if is_leaf(place.part))
    found = (explained.origin(place) for place in values if place.path[0] != "canvas")
    return tuple(sorted(found, key=lambda origin: str(origin.at)))


class _Explained:
    """A line of products, and who made each part of the last one."""

    def __init__(self, line: Sequence[Generation], prefixes: Sequence[Prefixes]) -> None:
        self.line, self.prefixes = line, prefixes
        self.made = _made(line)
        self.sources = Sources(line[-1].effective)
        parent = line[-2].effective if len(line) > 1 else {}
        self.permits = Permits(parent)
        self.parent = {place.path: place for place in places(parent)}

    def origin(self, place: Place) -> Origin:
        """The origin of one value."""
        path, last = place.path, len(self.line) - 1
        index, edit = self._maker(path)
        at = inner(edit.at) if edit is not None and index == last else path
        permit, allowed = self._allowed(at, place)
        value, source = place.part, self.sources.of(path)
        document = self.line[last if path[0] in HEAD else index].name
        return Origin(outer(path), value, document, edit, permit, allowed, source)

    def _maker(self, path: Path) -> tuple[int, Edit | None]:
        """The last generation whose edit put a part at a path, and that edit."""
        above = (path[:length] for length in range(len(path) + 1))
        makers = [self.made[at] for at in above if at in self.made]
        return max(makers, key=lambda maker: maker[0], default=(0, None))

    def _allowed(self, path: Path, place: Place) -> tuple[str | None, Mapping[str, Json] | None]:
        """The parent's permit for a part, and what it allows there."""
        if path[0] in HEAD or len(self.line) == 1:
            return None, None
        if is_own_entry(self.prefixes, path):
            return None, {"free": True}
        if path[0] == "permits":
            narrowed = self.parent.get(path)
            return None, {"narrower": None if narrowed is None else narrowed.part}
        holder = self.parent.get(path[:-1])
        held = None if holder is None else holder.part
        around = place.around if path == place.path else held
        directions = self.permits.directions
        is_member = directions.has_members(around, path[:-1])
        covering = self.permits.covering(path, is_member=is_member)
        permit = covering[0] if len(covering) == 1 else None
        here = path[:-1] if is_member and isinstance(around, dict) else path
        own = self.parent.get(here)
        part = None if own is None else own.part
        allowance = Allowance(permit, part, directions.of(here))
        return (None if permit is None else permit.id), allowance.as_json()


def _made(line: Sequence[Generation]) -> Mapping[Path, tuple[int, Edit]]:
    """The last generation that put a part in its place, with the edit, by the path."""
    made: dict[Path, tuple[int, Edit]] = {}
    for index in range(1, len(line)):
        before, after = line[index - 1 : index + 1]
        for edit in normal_edits(before.effective, after.effective, after.edits):
            if isinstance(edit, Set | Add):
                made[inner(edit.at)] = index, edit
    return made
