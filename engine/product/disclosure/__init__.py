"""What an offer of a product costs, and when it is repaid: pure functions of what was offered."""

from .default import DefaultCost
from .disclosure import Cap, Disclosure, disclosure
from .fees import Charge, Payment
from .offer import Offer
from .terms import Known, even_plan, repayment, terms_of
from .worst import Worst, worst_cost

__all__ = [
    "Cap",
    "Charge",
    "DefaultCost",
    "Disclosure",
    "Known",
    "Offer",
    "Payment",
    "Worst",
    "disclosure",
    "even_plan",
    "repayment",
    "terms_of",
    "worst_cost",
]
