"""The checks of a product, written out; each gives issues with an address, texts and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from ..dictionary import Entries
from ..document import parse_edits
from ..errors import DocumentRefused
from ..flow.reading import read_model
from ..flow.schema import Flow
from ..issues import Issue
from .draft import Draft, Stage
from .rates import Reference
from .reading import read_product
from .rules import entries, flow_parts, law, permits, price, ranges, series, sources, stages, terms
from .rules.guardrails import guardrails
from .rules.parameters import parameters
from .rules.telling import told
from .schema.parts import Document
from .schema.product import Child
from .tenant import Prefixes
from .texts import TEXTS

Rule = Callable[[Draft], Iterable[Issue]]


def check(
    document: Document,
    *,
    flows: Mapping[str, Document] | None = None,
    reference: Reference | None = None,
    dictionary: Entries | None = None,
    prefixes: Prefixes | None = None,
) -> tuple[Issue, ...]:
    """Everything found in a product document, faults and notices, in the order of the rules.

    What is not given is not judged: `flows` are the flow documents of its stages, `reference` the
    facts in force (`lpr.y1`, `law.amount_cap`), `dictionary` what guardrails may name, `prefixes` a
    tenant's own codes. A flow's own faults are found where it is checked. Of a child's document
    only its own shape is judged; its effective product is another document.
    """
    try:
        product = read_product(document)
        if isinstance(product, Child):
            return tuple(stored_edits(document, product))
        read = {slot: stage(slot, flow) for slot, flow in (flows or {}).items()}
    except DocumentRefused as refused:
        return refused.issues
    return inspect(Draft(document, product, reference, dictionary, prefixes, read))


def stage(slot: str, flow: Document) -> Stage:
    """The flow of a stage. Raises DocumentRefused, its addresses below the stage's slot."""
    try:
        return Stage(flow, read_model(Flow, dict(flow)))
    except DocumentRefused as refused:
        raise DocumentRefused(
            replace(issue, at=f"{slot}:{issue.at}") for issue in refused.issues
        ) from None


def inspect(draft: Draft) -> tuple[Issue, ...]:
    """Everything found in a whole product."""
    return tuple(issue for rule in (*RULES, *FLOW_RULES) for issue in rule(draft))


def stored_edits(document: Document, child: Child) -> Iterable[Issue]:
    """A child's edits have addresses, and stand in the order of these."""
    try:
        parse_edits(document["edits"])
    except DocumentRefused as refused:
        yield from refused.issues
    for before, after in pairwise(child.edits):
        if before.at >= after.at:
            yield TEXTS.issue("P104", "edits", found=after.at, before=before.at)


RULES: tuple[Rule, ...] = (
    ranges.ranges, ranges.positive, ranges.days,
    terms.draw_amount, terms.longest, terms.offered, terms.by_the_day, terms.first_due,
    law.limits, law.self_payment, law.mode,
    price.bounds, price.envelope, price.cost_cap,
    series.pledge, series.partner, series.supply_chain, series.orders,
    sources.spelled, sources.named_once, sources.meeting, sources.covered,
    permits.standing, permits.ties, permits.fitting,
    guardrails,
    entries.owned, entries.kinds, entries.told,
)  # fmt: skip
FLOW_RULES: tuple[Rule, ...] = (
    stages.named, stages.offering, parameters, stages.consents, stages.people, told,
    flow_parts.covered, flow_parts.permitted,
)  # fmt: skip
"""The written-out rules; those of flows judge the flows that are at hand."""
