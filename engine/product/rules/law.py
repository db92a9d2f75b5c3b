"""Legal limits in force, and what the classes and the mode of sale rule out.

Limits are reference data, dated and kept elsewhere; one that is not at hand is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from operator import gt, lt

from ...issues import Issue
from ...nodes.outcome.spec import ToPerson, ToProduct
from ..draft import Draft, number
from ..pattern import Steps, met
from ..texts import TEXTS

METHODS = ("draw", "methods")
CAPS: tuple[tuple[str, Steps], ...] = (
    ("law.amount_cap", ("line", "amount", "max")),
    ("law.term_months_cap", (*METHODS, "*", "months_max")),
    ("law.bullet_months_cap", (*METHODS, "bullet", "months_max")),
    ("law.bullet_months_cap", (*METHODS, "interest_only", "months_max")),
    ("law.cost_cap", ("cost", "cap")),
    ("law.overdue_uplift_cap", ("penalty", "overdue_uplift")),
    ("law.misuse_uplift_cap", ("penalty", "misuse_uplift")),
)
"""The most that is allowed. A bullet is what the law calls repaid once at the end (到期一次性还本),
which a loan is too whose interest alone is paid before."""

FLOORS: tuple[tuple[str, Steps], ...] = (
    ("law.overdue_uplift_floor", ("penalty", "overdue_uplift")),
    ("law.misuse_uplift_floor", ("penalty", "misuse_uplift")),
    ("law.partner_share_floor", ("terms", "partner_funding_ratio")),
)
"""The least that is allowed, where there is any."""

SELF_PAYMENT_CAP = "law.self_payment_cap"


def limits(draft: Draft) -> Iterable[Issue]:
    """Each number lies within the limits in force."""
    for code, known, is_over in (("P131", CAPS, gt), ("P132", FLOORS, lt)):
        for fact, steps in known:
            if (bound := draft.known(fact)) is None:
                continue
            for part in met(draft.root, steps):
                if (value := number(part)) and is_over(value, bound):
                    yield TEXTS.issue(code, part.at, found=part.text, right=str(bound), fact=fact)


def self_payment(draft: Draft) -> Iterable[Issue]:
    """No more is paid out to the borrower than the limit in force."""
    cap, funds = draft.known(SELF_PAYMENT_CAP), draft.product.funds
    if cap is None or funds.payment == "entrusted":
        return
    most = Decimal(funds.entrusted_from or draft.product.line.amount.max)
    if min(most, Decimal(draft.product.line.amount.max)) > cap:
        yield TEXTS.issue("P136", "funds/entrusted_from", right=f"{cap}", fact=SELF_PAYMENT_CAP)


def mode(draft: Draft) -> Iterable[Issue]:
    """A wholly online product refers to no person; a loan judged on the spot is none of those."""
    product = draft.product
    sale, referral = product.sale, product.sale.referral
    if sale.mode == "online" and isinstance(referral, ToPerson):
        yield TEXTS.issue("P133", "sale/referral/to")
    if sale.mode == "offline" and product.classes.regulatory == "internet_loan":
        yield TEXTS.issue("P134", "classes/regulatory")
    if isinstance(referral, ToProduct) and referral.product == product.id:
        yield TEXTS.issue("P135", "sale/referral/product", found=referral.product)
