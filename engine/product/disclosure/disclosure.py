"""The disclosure of all financing costs (综合融资成本明示): normal cost, annual rate, default cost.

Source: 金规〔2026〕2号 (item, way, standard and payee of every cost; its annual rate in normal
performance; default cost) and PBOC notice 2021 no. 3 (all costs over the principal really owed;
单利 is 12 times the monthly internal rate, 复利 the rate itself).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, assert_never

from typing_extensions import Unpack

from ...document.shape import Json
from ...issues import LANGUAGES
from ..cost import AnnualRate, annual_rate
from ..schedule.check import refuse
from ..schedule.instalments import Schedule
from ..schedule.money import fen, yuan
from ..schema.product import Whole
from .default import DefaultCost, default_cost
from .fees import Charge, charges
from .offer import Offer
from .terms import Known, repayment
from .texts import TEXTS

FORMAT = "loanfoundry.disclosure/1"
CostMethod = Literal["simple", "compound"]
METHODS: tuple[CostMethod, ...] = ("simple", "compound")


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that a year may cost by a method, and what it costs."""

    rate: Decimal
    method: CostMethod
    found: Decimal

    @property
    def is_kept(self) -> bool:
        """Whether it costs no more."""
        return self.found <= self.rate


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What an offer costs: interest and every fee, a year, and where the contract is not kept."""

    offer: Offer
    schedule: Schedule = field(repr=False)
    fees: tuple[Charge, ...]
    annual_rate: AnnualRate
    default: DefaultCost
    cap: Cap
    shown: tuple[CostMethod, ...]

    @property
    def interest(self) -> Decimal:
        """The interest of all instalments, in yuan."""
        return self.schedule.totals.interest

    @property
    def fee_total(self) -> Decimal:
        """What all fees come to, in yuan."""
        return yuan(sum(fen(charge.total) for charge in self.fees))

    @property
    def cost(self) -> Decimal:
        """Interest and fees, in yuan."""
        return yuan(fen(self.interest) + fen(self.fee_total))

    @property
    def paid(self) -> Decimal:
        """Principal and all costs, in yuan."""
        return yuan(fen(self.offer.amount) + fen(self.cost))

    def document(self) -> dict[str, Json]:
        """The disclosure as a document: money and rates as strings with their places."""
        terms, instalments = self.schedule.loan.terms, self.schedule.instalments
        return {
            "format": FORMAT,
            "start": terms.start.isoformat(),
            "end": instalments[-1].due.isoformat(),
            "instalments": len(instalments),
            "offer": self.offer.document(),
            "interest": self._interest(),
            "fees": {charge.id: charge.document() for charge in self.fees},
            "total": {
                "principal": str(self.offer.amount),
                "interest": str(self.interest),
                "fees": str(self.fee_total),
                "cost": str(self.cost),
                "payment": str(self.paid),
            },
            "annual_rate": {**self.annual_rate.as_json()},
            "shown": list(self.shown),
            "cap": {
                "rate": str(self.cap.rate),
                "method": self.cap.method,
                "found": str(self.cap.found),
                "kept": self.cap.is_kept,
            },
            "default": self.default.document(),
        }

    def _interest(self) -> dict[str, Json]:
        """Interest as an item like the fees."""
        title: dict[str, Json] = {each: TEXTS.word("interest", each) for each in LANGUAGES}
        return {
            "title": title,
            "payee": "bank",
            "due": "each_instalment",
            "base": "balance",
            "rate": f"{self.offer.annual_rate:.6f}",
            "total": str(self.interest),
        }


def disclosure(product: Whole, offer: Offer, *, start: date, **known: Unpack[Known]) -> Disclosure:
    """What an offer of a product costs that is drawn on `start`.

    Raises TermsRefused where it has no schedule, or fees leave nothing to have a cost.
    """
    found = repayment(product, offer, start=start, **known)
    fees = charges(product.fees, offer, found)
    rates = yearly(found, fees)
    return Disclosure(
        offer=offer,
        schedule=found,
        fees=fees,
        annual_rate=rates,
        default=default_cost(product, offer.annual_rate),
        cap=Cap(Decimal(product.cost.cap), product.cost.method, by(rates, product.cost.method)),
        shown=tuple(method for method in METHODS if method in product.cost.show),
    )


def yearly(schedule: Schedule, fees: tuple[Charge, ...]) -> AnnualRate:
    """The annual rates of instalments and fees. Raises TermsRefused where fees leave nothing."""
    first = sum(
        fen(payment.amount) for charge in fees for payment in charge.payments if not payment.years
    )
    if first >= schedule.loan.principal:
        amount = str(yuan(schedule.loan.principal))
        refuse([TEXTS.issue("S204", "fees", fees=str(yuan(first)), amount=amount)])
    flows = (flow for charge in fees for flow in charge.flows())
    return annual_rate((*schedule.flows(), *flows))


def by(rates: AnnualRate, method: CostMethod) -> Decimal:
    """The one of both rates that a method means."""
    match method:
        case "simple":
            return rates.simple
        case "compound":
            return rates.compound
        case _:
            assert_never(method)
