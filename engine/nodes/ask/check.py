"""What an ask must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ...issues import Catalogue, Issue
from ...node import Builder
from .spec import Ask, FromCounter, FromLists, FromPerson, FromSource

TEXTS = Catalogue.beside(__file__)


def check(spec: Ask, builder: Builder) -> Iterable[Issue]:
    """Its facts are in the dictionary and come from where the node asks."""
    wanted = sources(spec)
    for code in spec.gives:
        at = builder.place("gives", code)
        fact = builder.entries.facts.get(code)
        if code in builder.entries.collections:
            yield TEXTS.issue("N224", at, code=code)
        elif fact is None:
            yield TEXTS.issue("N221", at, code=code)
        elif fact.source is None or tuple(*fact.source.items()) not in wanted:
            found = " ".join(f"{kind} {name}" for kind, name in (fact.source or {}).items())
            asked = " / ".join(f"{kind} {name}" for kind, name in wanted)
            yield TEXTS.issue("N222", at, code=code, found=found or "—", wanted=asked)
    if isinstance(spec.origin, FromPerson):
        filled = {field.fact for field in spec.origin.form}
        for code in sorted(filled ^ spec.gives.keys()):
            yield TEXTS.issue("N223", builder.place("from", "form"), code=code)


def sources(spec: Ask) -> tuple[tuple[str, str], ...]:
    """The sources, as kind and name, that facts of this ask carry."""
    match spec.origin:
        case FromSource(source=name):
            return (("source", name),)
        case FromPerson(person=name):
            return (("person", name),)
        case FromLists(lists=names):
            return tuple(("list", name) for name in names)
        case FromCounter(counter=name):
            return (("counter", name),)
