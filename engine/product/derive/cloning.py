"""Clones: a county's copy of its own, in which what the origin guards and the law sets stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...document import Address, Edit, Json, Remove, Set, diff, equal
from ...errors import DocumentRefused
from ...issues import Issue
from ..tenant import Prefixes
from .breach import Breach, said
from .bundle import Path, collapsed, edits_outside, named_fault, outer, part_at
from .direction import Direction, Directions
from .lineage import HEAD, Generation, headed, lineage
from .quantity import quantity
from .refinement import refine_line
from .shapes import Place, is_leaf, places
from .sources import Sources
from .texts import TEXTS

GUARDED = ("classes", "guardrails")
"""What a clone keeps exactly."""


def clone(origin: Generation, *, identity: str, tenant: str) -> Json:
    """A whole product that is a tenant's own copy of another, with its flows in place."""
    head: dict[str, Json] = {
        "format": origin.document["format"],
        "id": identity,
        "role": "product",
        "tenant": tenant,
        "origin": origin.name,
    }
    return headed(head, origin.effective)


def line_breaches(
    line: Sequence[Generation],
    documents: Mapping[str, Json],
    *,
    tenants: Mapping[str, Prefixes],
    today: str | None = None,
) -> tuple[Breach, ...]:
    """Every fault of the last product of a line: against its parents, and where an origin locks.

    Raises as `check_clone` does.
    """
    refined = refine_line(line, tenants=tenants, today=today)
    return (*refined, *check_clone(line[-1].effective, documents))


def check_clone(product: Json, documents: Mapping[str, Json]) -> tuple[Breach, ...]:
    """Every fault of a clone against its origin, and against the origin of that one, and so on.

    A child of a clone has those of the clone: permits, which a clone may write anew, open no lock.
    The product has its flows in place; `documents` holds the origins, the parents and flows by
    name. Each fault's `instead` are edits of the product that mend it. Raises DocumentRefused
    where an origin is missing or altered.
    """
    found: dict[str, Breach] = {}
    for origin in _origins(product, documents):
        lock = _Lock(origin, product, Directions(origin))
        for breach in (*lock.guarded(), *lock.legal()):
            found.setdefault(str(breach.at), breach)
    return tuple(found[at] for at in sorted(found))


def _origins(product: Json, documents: Mapping[str, Json]) -> Iterator[Json]:
    """What the clones that a product is, or comes from, were copied from, the nearest first."""
    here = product
    for _ in range(len(documents) + 1):
        origin, parent = (part_at(here, (name,)) for name in ("origin", "parent"))
        if isinstance(origin, str):
            here = _named(origin, documents, "origin")
            yield lineage(here, documents)[-1].effective
        elif isinstance(parent, str):
            here = _named(parent, documents, "parent")
        else:
            return


def _named(name: str, documents: Mapping[str, Json], at: str) -> Json:
    document = documents.get(name)
    fault = named_fault(name, document, at, documents)
    if fault is not None:
        raise DocumentRefused([fault])
    return document


@dataclass(frozen=True, slots=True)
class _Lock:
    """What an origin keeps locked in a clone."""

    origin: Json
    product: Json
    directions: Directions

    def guarded(self) -> Iterator[Breach]:
        """The faults of changed guardrails and classes."""
        own, wanted = (
            {name: part_at(each, (name,)) for name in GUARDED}
            for each in (self.product, self.origin)
        )
        for edit in diff(own, wanted):
            path = edit.at.path
            nearest = said(part_at(self.origin, path))
            yield self._breach(TEXTS.issue("P261", str(outer(path)), nearest=nearest), edit)

    def legal(self) -> Iterator[Breach]:
        """The faults of what the law sets and the clone has made looser."""
        sources = Sources(self.origin)
        own = {place.path: place.part for place in places(self.product)}
        for place in places(self.origin):
            if place.path[0] not in HEAD and sources.are_law(place.path):
                for edit in self._mending(place, own):
                    at, source = str(outer(edit.at.path)), sources.of(place.path)
                    nearest = said(part_at(self.origin, edit.at.path))
                    issue = TEXTS.issue("P262", at, source=said(source), nearest=nearest)
                    yield self._breach(issue, edit)

    def _mending(self, place: Place, own: Mapping[Path, Json]) -> Iterator[Edit]:
        """The edits of the clone that bring a legal bound back where it is looser now."""
        path, bound = place.path, place.part
        missing = next((path[:n] for n in range(1, len(path) + 1) if path[:n] not in own), None)
        if missing is not None:
            if not (missing == path and self._set_way(place) == "fewer"):
                yield Set(Address((), missing), part_at(self.origin, missing))
        elif is_leaf(bound):
            if _is_looser(own[path], bound, self.directions.of(path)):
                yield Set(Address((), path), bound)
        elif isinstance(bound, dict) and self.directions.of(path) == "fewer":
            now = own[path]
            more = now.keys() - bound.keys() if isinstance(now, dict) else ()
            yield from (Remove(Address((), (*path, member))) for member in sorted(more))

    def _set_way(self, place: Place) -> Direction:
        """Which way is stricter for the set or variants that a place is a member of."""
        above = place.path[:-1]
        holds = isinstance(place.around, dict) and self.directions.has_members(place.around, above)
        return self.directions.of(above) if holds else "none"

    def _breach(self, issue: Issue, mending: Edit) -> Breach:
        path = mending.at.path
        found, nearest = (part_at(each, path) for each in (self.product, self.origin))
        return Breach(
            outer(path),
            issue,
            (),
            edits_outside([mending]),
            allowed={"only": collapsed(nearest, path)},
            found=collapsed(found, path),
            nearest=collapsed(nearest, path),
        )


def _is_looser(found: Json, bound: Json, stricter: Direction) -> bool:
    """Whether a value binds less than the bound that the law sets; no bound binds least."""
    if equal(found, bound):
        return False
    if bound is None or found is None:
        return found is None or stricter not in ("lower", "higher")
    number, limit = quantity(found), quantity(bound)
    if number is None or limit is None:
        return True
    match stricter:
        case "lower":
            return number > limit
        case "higher":
            return number < limit
        case _:
            return number != limit
