"""Generated facts for any program: mostly in the domain, on its edges, now and then absent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, assert_never

from hypothesis import strategies as st

from engine import Program, ir

EPOCH = date(1970, 1, 1)


def applicants(program: Program) -> st.SearchStrategy[dict[str, Any]]:
    """Facts that the program accepts; asked facts may be absent, or null together."""
    inputs = program.core.inputs
    start = {given.name: value(given.type) for given in inputs if given.required}
    groups = st.tuples(*(answer(program, group) for group in asked(program)))
    flags = st.sets(st.sampled_from(program.core.flags), max_size=1) if program.core.flags else None
    down = flags.map(sorted) if flags is not None else st.just([])
    return st.builds(joined, st.fixed_dictionaries(start), groups, down)


def joined(
    start: dict[str, Any], answers: tuple[dict[str, Any], ...], down: list[str]
) -> dict[str, Any]:
    """Start facts with the answers of the asks."""
    given = dict(start)
    for answered in answers:
        given |= answered
    return {**given, "unavailable": down} if down else given


def asked(program: Program) -> list[tuple[str, ...]]:
    """The facts that each ask gives."""
    exits = [block.exit for block in program.core.blocks]
    return sorted({leaving.gives for leaving in exits if isinstance(leaving, ir.Ask)})


def answer(program: Program, group: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """An answer of an ask: whole, in parts, or that there is none."""
    types = {given.name: given.type for given in program.core.inputs}
    values = {name: value(types[name]) for name in group}
    whole = st.fixed_dictionaries(values)
    parts = st.fixed_dictionaries({}, optional=values)
    none = st.just(dict.fromkeys(group, None))
    return st.one_of(whole, whole, parts, none if group in program.core.may_be_empty else whole)


def value(of: ir.Scalar | ir.Items) -> st.SearchStrategy[Any]:
    """A value of a type as a host writes it, often at a bound; of a collection a few items."""
    if isinstance(of, ir.Items):
        item = st.fixed_dictionaries({name: value(kind) for name, kind in of.fields})
        return st.lists(item, max_size=min(of.most, 3), unique_by=lambda each: str(each[of.key]))
    plain: st.SearchStrategy[Any]
    match of:
        case ir.Num(scale, lo, hi):
            edges = st.sampled_from([lo, hi, min(lo + 1, hi), max(hi - 1, lo)])
            near = st.integers(lo, min(hi, lo + 10**7))
            plain = st.one_of(st.integers(lo, hi), near, edges).map(lambda n: spelled(n, scale))
        case ir.Date(lo, hi):
            plain = st.integers(lo, hi).map(lambda n: (EPOCH + timedelta(days=n)).isoformat())
        case ir.Text(_, values) if values is not None:
            plain = st.sampled_from(values)
        case ir.Text(most, _):
            plain = st.text(st.characters(codec="utf-8"), max_size=min(most, 20))
        case ir.Bool():
            plain = st.booleans()
        case ir.Days() | ir.Months() | ir.Null() | ir.Hole():
            plain = st.nothing()
        case _:
            assert_never(of)
    return st.one_of(plain, plain, plain, st.none()) if of.nullable else plain


def spelled(number: int, scale: int) -> str:
    """A scaled integer as a decimal text."""
    sign, digits = "-" * (number < 0), str(abs(number)).rjust(scale + 1, "0")
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}" if scale else f"{sign}{digits}"
