"""The nearest number of a product that would keep its dearest offer under a cap of cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import BaseModel

from ...document.address import address_text
from ..digits import DIGITS
from ..rates import Reference, highest, lowest, rate
from ..schedule.money import scaled
from ..schema.cost import FixedFee
from ..schema.product import Whole
from .fees import charges
from .offer import Offer
from .worst import Worst, costing, example, worst_cost

Path = tuple[str, ...]
CAP, SPREAD = ("interest", "cap", "plus"), ("interest", "spread", "max")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A place in the product and the largest value there that would do."""

    at: str
    found: str
    right: str


@dataclass(frozen=True, slots=True)
class _Search:
    """A product that costs too much, with what it is judged against."""

    product: Whole
    reference: Reference | None
    bound: Decimal
    worst: Worst

    def at(self, path: Path, least: Decimal) -> Remedy | None:
        """The largest value at a place, from `least` on; None where none would do."""
        found = str(_value(self.product, path))
        places = -int(Decimal(found).as_tuple().exponent)
        low, high = scaled(least, places), scaled(Decimal(found), places)
        assert high is not None
        pressing = [self.worst.offer]
        while low is not None:
            high = _largest(low, high, lambda at: self._fits(path, _text(at, places), pressing))
            if high is None:
                return None
            right = _text(high, places)
            worst = worst_cost(_changed(self.product, path, right), self.reference)
            if worst is None or worst.yearly <= self.bound:
                return Remedy(address_text((), path), found, right)
            pressing.append(worst.offer)
        return None

    def _fits(self, path: Path, text: str, offers: list[Offer]) -> bool:
        """Whether offers cost no more than the bound where another value stands at a place."""
        product = _changed(self.product, path, text)
        annual_rate = max(highest(product.interest, self.reference) or Decimal(0), Decimal(0))
        repriced = (replace(offer, annual_rate=annual_rate) for offer in offers)
        return all(costing(product, offer).yearly <= self.bound for offer in repriced)

    def fees(self) -> Iterator[Path]:
        """The places of the fees, the one first that costs most in the dearest offer."""
        offer = self.worst.offer
        charged = charges(self.product.fees, offer, example(self.product, offer))
        for charge in sorted(charged, key=lambda charge: charge.total, reverse=True):
            yield "fees", charge.id, "amount" if isinstance(charge.fee, FixedFee) else "rate"


def remedy(
    product: Whole, reference: Reference | None, bound: Decimal, worst: Worst
) -> Remedy | None:
    """The rate, or else the one fee, that would keep a product under a bound; None where none does.

    The rate stays at least the lowest that is offered.
    """
    search = _Search(product, reference, bound, worst)
    path, base = _pricing(product, reference)
    found = search.at(path, DIGITS.subtract(lowest(product.interest, reference), base))
    if found is not None:
        return found
    return next(filter(None, (search.at(path, Decimal(0)) for path in search.fees())), None)


def _pricing(product: Whole, reference: Reference | None) -> tuple[Path, Decimal]:
    """The place that bounds the highest rate, and the base that it stands on."""
    interest = product.interest
    base, cap = rate(interest.base, reference), rate(interest.cap, reference)
    if base is not None:
        priced = DIGITS.add(base, Decimal(interest.spread.max))
        if cap is None or priced <= cap:
            return SPREAD, base
    return CAP, DIGITS.subtract(cap or Decimal(0), Decimal(interest.cap.plus))


def _largest(low: int, high: int, fits: Callable[[int], bool]) -> int | None:
    """The largest whole number that fits, where all below it do; None where none does."""
    if high < low or not fits(low):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _text(units: int, places: int) -> str:
    return f"{Decimal(f'{units}e-{places}'):.{places}f}"


def _value(part: object, path: Path) -> object:
    for step in path:
        part = part[step] if isinstance(part, Mapping) else getattr(part, step)
    return part


def _changed(product: Whole, path: Path, text: str) -> Whole:
    """The product with another value at a place."""
    found = _put(product, path, text)
    assert isinstance(found, Whole)
    return found


def _put(part: object, path: Path, text: str) -> object:
    if not path:
        return text
    first, *rest = path
    if isinstance(part, Mapping):
        return {**part, first: _put(part[first], tuple(rest), text)}
    assert isinstance(part, BaseModel)
    return part.model_copy(update={first: _put(getattr(part, first), tuple(rest), text)})
