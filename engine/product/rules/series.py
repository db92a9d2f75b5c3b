"""What single series need, and lists whose order means something."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from ...issues import Issue
from ..draft import Draft
from ..schema.interest import Prepayment
from ..schema.terms import PartnerTerms, PledgeTerms, SupplyChainTerms
from ..texts import TEXTS


def pledge(draft: Draft) -> Iterable[Issue]:
    """Less is lent than warns, and less warns than liquidates."""
    if not isinstance(draft.product.terms, PledgeTerms):
        return
    for asset in draft.part("terms/assets").parts():
        lines = [asset.below(name) for name in ("ratio", "warning_line", "liquidation_line")]
        for lower, upper in pairwise(line for line in lines if line is not None):
            if Decimal(lower.text) >= Decimal(upper.text):
                yield TEXTS.issue("P151", upper.at, found=upper.text, bound=lower.text)


def partner(draft: Draft) -> Iterable[Issue]:
    """Shares of funding add to 1, the quota covers a line, a partner's fee has a partner."""
    product, terms = draft.product, draft.product.terms
    if isinstance(terms, PartnerTerms):
        own, theirs = Decimal(terms.own_funding_ratio), Decimal(terms.partner_funding_ratio)
        if own + theirs != 1:
            found, right = f"{own + theirs:.4f}", f"{max(1 - own, Decimal(0)):.4f}"
            yield TEXTS.issue("P152", "terms/partner_funding_ratio", found=found, right=right)
        yield from _covers(draft, "terms/quota", terms.quota)
        return
    for name, fee in product.fees.items():
        if fee.payee == "partner":
            yield TEXTS.issue("P154", f"fees/{name}/payee")


def supply_chain(draft: Draft) -> Iterable[Issue]:
    """The total on the core enterprise covers a line."""
    if isinstance(draft.product.terms, SupplyChainTerms):
        yield from _covers(draft, "terms/core_total", draft.product.terms.core_total)


def _covers(draft: Draft, at: str, total: str) -> Iterable[Issue]:
    line = draft.product.line.amount.max
    if Decimal(total) < Decimal(line):
        yield TEXTS.issue("P153", at, found=total, right=line)


def orders(draft: Draft) -> Iterable[Issue]:
    """Rows of prepayment fees and days of collection ascend."""
    prepayment = draft.product.prepayment
    rows = prepayment.fee if isinstance(prepayment, Prepayment) else ()
    for before, row in pairwise(rows):
        if not _ascends(before.within_months, row.within_months):
            yield TEXTS.issue("P155", f"prepayment/fee/{row.id}/within_months")
    days = draft.product.after.collection_days
    ascending = " ".join(sorted(set(days), key=int))
    if " ".join(days) != ascending:
        yield TEXTS.issue("P156", "after/collection_days", right=ascending)


def _ascends(before: str | None, after: str | None) -> bool:
    """Whether a bound in months is above another; none is the last."""
    return before is not None and (after is None or int(after) > int(before))
