"""What an outcome must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ...feel.expression import needless
from ...issues import Catalogue, Issue
from ...node import Builder
from .spec import GivenReason, Offer, Outcome

TEXTS = Catalogue.beside(__file__)


def check(spec: Outcome, builder: Builder) -> Iterable[Issue]:
    """Only an approval has an offer, only a referral says where to.

    In a subflow neither must, nor in a gate.
    """
    for field, part, ending, code in (
        ("offer", spec.offer, "approve", "N241"),
        ("to", spec.to, "refer", "N242"),
    ):
        wanted = spec.ends == ending
        if (part is not None) != wanted and not (wanted and (builder.inside or builder.gate)):
            yield TEXTS.issue(code, builder.place(field))
    for reason in spec.reasons:
        if isinstance(reason, GivenReason):
            builder.reason(reason.reason, "reasons", reason.id, "reason")
            if reason.when is None and reason.unknown is not None:
                yield needless(builder.place("reasons", reason.id), "unknown")
        else:
            builder.link(reason.node, "reasons", reason.id, "from")
    if spec.offer is not None and not builder.inside:
        yield from _offer(spec.offer, builder.place("offer"))


def _offer(offer: Offer, at: str) -> Iterable[Issue]:
    if (offer.term_months is None) == (offer.term_days is None):
        yield TEXTS.issue("N243", f"{at}/term_months")
    for name in ("fees", "conditions"):
        if getattr(offer, name) is not None:
            yield TEXTS.issue("N244", f"{at}/{name}", name=name)
