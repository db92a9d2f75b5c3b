"""A sound draft becomes the core flow: inputs, derived facts, blocks in walk order."""

from __future__ import annotations

from typing import assert_never

from .. import ir
from ..feel.entries import RESERVED, core_type
from ..node import ByAnswer, ByCode, Ends
from .draft import Built, Draft


def core_flow(draft: Draft) -> ir.Flow:
    """The flow in the core. The draft has no faults."""
    used = draft.used
    start = draft.start_facts(used)
    derived = draft.names.derivation_order(used)
    inputs = [
        ir.Input(code, _input_type(draft, code), code in start)
        for code in sorted(start | draft.given)
    ]
    order = draft.graph.order
    blocks = tuple(_block(draft, name, draft.built[name]) for name in order)
    asks = [block.exit for block in blocks if isinstance(block.exit, ir.Ask)]
    return ir.Flow(
        tuple(inputs),
        tuple(_derived(draft, code) for code in derived),
        blocks,
        tuple(draft.types),
        tuple(sorted({flag for ask in asks for flag in ask.flags})),
        tuple(ask.gives for ask in asks if ask.empty is not None),
    )


def _input_type(draft: Draft, code: str) -> ir.Scalar | ir.Items:
    if code in RESERVED:
        return RESERVED[code]
    if code in draft.names.collections:
        return draft.names.collections[code].type
    fact = draft.entries.facts[code]
    return core_type(fact, nullable=fact.nullable)


def _derived(draft: Draft, code: str) -> ir.Derived:
    fact = draft.entries.facts[code]
    value = draft.names.derived[code].expression
    roots = tuple(sorted(draft.names.roots(code)))
    return ir.Derived(code, core_type(fact, nullable=fact.nullable), value, roots)


def _block(draft: Draft, name: str, built: Built) -> ir.Block:
    wired = {way.outlet: way.end for way in draft.graph.ways[name]}
    leaves = built.lowered.leaves
    leaving: ir.Go | ir.Ask | ir.End
    match leaves:
        case ByCode(code, outlets):
            leaving = ir.Go(code, tuple(wired[outlet] for outlet in outlets))
        case ByAnswer(gives, flags):
            leaving = ir.Ask(gives, flags, wired["found"], wired.get("empty"), wired["unavailable"])
        case Ends(offer):
            leaving = ir.End(offer)
        case _:
            assert_never(leaves)
    return ir.Block(name, built.lowered.statements, leaving)
