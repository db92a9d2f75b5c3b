"""What it costs not to keep the contract (违约成本), as the product says it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ...document.shape import Json
from ..cost import PLACES
from ..digits import DIGITS
from ..schema.interest import Grace, Penalty, PrepaymentTerms
from ..schema.product import Whole


@dataclass(frozen=True, slots=True)
class DefaultCost:
    """The annual rates on what is overdue or misused, the heavier one alone, and what goes with it.

    `compound_rate` is charged on overdue interest, at the overdue rate; nothing where the product
    has no compound interest. Rates with six places.
    """

    overdue_rate: Decimal
    misuse_rate: Decimal
    compound_rate: Decimal
    penalty: Penalty
    grace: Grace
    prepayment: PrepaymentTerms

    def document(self) -> dict[str, Json]:
        """All of it, rates as strings; the rest as the product spells it."""
        penalty = self.penalty
        return {
            "overdue": {"uplift": penalty.overdue_uplift, "annual_rate": str(self.overdue_rate)},
            "misuse": {"uplift": penalty.misuse_uplift, "annual_rate": str(self.misuse_rate)},
            "compound": {"rule": penalty.compound, "annual_rate": str(self.compound_rate)},
            "from": penalty.starts,
            "grace": self.grace.model_dump(mode="json"),
            "prepayment": self.prepayment.model_dump(mode="json"),
        }


def default_cost(product: Whole, annual_rate: Decimal) -> DefaultCost:
    """The default cost of an offer of a product at its rate."""
    penalty = product.penalty
    overdue = _raised(annual_rate, penalty.overdue_uplift)
    compound = _raised(Decimal(0), "0") if penalty.compound == "none" else overdue
    return DefaultCost(
        overdue_rate=overdue,
        misuse_rate=_raised(annual_rate, penalty.misuse_uplift),
        compound_rate=compound,
        penalty=penalty,
        grace=product.grace,
        prepayment=product.prepayment,
    )


def _raised(rate: Decimal, uplift: str) -> Decimal:
    """A rate with its uplift, rounded half up to six places."""
    factor = DIGITS.add(1, Decimal(uplift))
    raised = DIGITS.multiply(rate, factor)
    return raised.quantize(PLACES, ROUND_HALF_UP, DIGITS)
