"""The checks of subflows: where they stand, and what they share with their callers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..issues import Catalogue, Issue
from ..values import Parameter
from .draft import Draft
from .frames import Frame, Slots, renamed, same_kind
from .literals import is_reserved

TEXTS = Catalogue.beside(__file__)


def places(draft: Draft) -> Iterable[Issue]:
    """Every flow that is used is at hand, is the one that is named, and can stand there."""
    return draft.framed.faults


def dictionaries(draft: Draft) -> Iterable[Issue]:
    """A subflow names the dictionary of the flow that it stands in."""
    for frame in draft.inner.values():
        found, wanted = frame.flow.dictionary, draft.flow.dictionary
        if found != wanted:
            yield TEXTS.issue("F186", frame.at("dictionary"), found=found, wanted=wanted)


def parameters(draft: Draft) -> Iterable[Issue]:
    """A parameter is declared alike in all flows, and has one value in the whole."""
    first: dict[str, tuple[Parameter, Frame]] = {}
    for frame in draft.frames.values():
        for code, of in sorted(frame.flow.parameters.items()):
            at = frame.at(f"parameters/{code}")
            other, where = first.setdefault(code, (of, frame))
            if not same_kind(of, other):
                yield TEXTS.issue("F187", at, name=code, other=where.at(f"parameters/{code}"))
            elif of != other:
                other_at = where.at(f"parameters/{code}")
                yield TEXTS.issue("F188", f"{at}/value", name=code, other=other_at)


def subjects(draft: Draft) -> Iterable[Issue]:
    """A subject is mapped to one that has the facts which the subflow reads."""
    read, lacking = _read(draft)
    for slots in draft.inner:
        caller, slot = draft.frames[slots[:-1]], slots[-1]
        for subject, meant in sorted(caller.subflows[slot].subjects.items()):
            at = caller.at(f"nodes/{slot}/with/{subject}")
            if is_reserved(subject):
                yield TEXTS.issue("F189", at, name=subject)
            elif lacking[at]:
                yield TEXTS.issue("F190", at, name=meant, facts=", ".join(sorted(lacking[at])))
            elif at not in read and not draft.framed.faults:
                yield TEXTS.issue("F197", at, name=subject)


def _read(draft: Draft) -> tuple[set[str], Mapping[str, set[str]]]:
    """The mappings that some fact is read by, and the facts that are not there, by the outermost.

    A mapping goes by its address.
    """
    read: set[str] = set()
    lacking: defaultdict[str, set[str]] = defaultdict(set)
    for name, place in draft.places.items():
        names = frozenset().union(*(names for _, names in draft.built[name].builder.reads))
        for code in names.union(place.kind.gives(place.node)) & place.frame.entries.facts.keys():
            mappings = list(_mappings(draft, place.frame.slots, code))
            read.update(mappings)
            if mappings and place.frame.core(code) not in draft.entries.facts:
                lacking[mappings[-1]].add(place.frame.core(code))
    return read, lacking


def _mappings(draft: Draft, slots: Slots, code: str) -> Iterable[str]:
    """The addresses of the mappings that say whose fact is meant, innermost first."""
    while slots:
        *before, slot = slots
        slots = tuple(before)
        caller, subject = draft.frames[slots], code.partition(".")[0]
        if subject in caller.subflows[slot].subjects:
            yield caller.at(f"nodes/{slot}/with/{subject}")
            code = renamed(code, caller.subflows[slot].subjects)


def outputs(draft: Draft) -> Iterable[Issue]:
    """An output that the caller takes is set on every way that ends in an approval."""
    seen: set[str] = set()
    for name in draft.graph.order:
        place = draft.places[name]
        if place.leaves != "pass":
            continue
        for at, (code,) in draft.taken[place.frame.slots].reads:
            if code not in draft.certain[name] and at not in seen:
                seen.add(at)
                path = " → ".join(draft.path_without(name, code))
                yield TEXTS.issue("F198", at, name=code.rpartition(":")[2], path=path)
