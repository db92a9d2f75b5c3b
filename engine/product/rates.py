"""The rates of a product as numbers, for the base rates in force."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from .digits import DIGITS
from .schema.interest import Cap, Floor, Priced

LPR: Mapping[str, str] = {"lpr_1y": "lpr.y1", "lpr_5y": "lpr.y5"}
"""The fact behind each base that is published."""
Reference = Mapping[str, "str | Decimal | None"]
"""Reference facts in force for the product: `lpr.y1`, `law.amount_cap`; None is no cap."""


def known(fact: str, reference: Reference | None) -> Decimal | None:
    """A reference fact as a number; None where it is not at hand, or where there is no cap."""
    found = (reference or {}).get(fact)
    return None if found is None else Decimal(found)


def rate(of: Floor | Cap | str, reference: Reference | None) -> Decimal | None:
    """A base or a bound as a number; None where its base is not at hand."""
    base, plus = (of, Decimal(0)) if isinstance(of, str) else (of.base, Decimal(of.plus))
    if base == "none":
        return plus
    found = known(LPR[base], reference) if base in LPR else None
    return None if found is None else DIGITS.add(found, plus)


def highest(interest: Priced, reference: Reference | None) -> Decimal | None:
    """The highest rate that can be offered: base and most spread, inside floor and cap.

    None where neither the base nor the cap's is at hand.
    """
    floor, cap, base = (rate(of, reference) for of in (interest.floor, interest.cap, interest.base))
    if base is None:
        return cap
    priced = DIGITS.add(base, Decimal(interest.spread.max))
    return min(each for each in (cap, max(priced, floor or priced)) if each is not None)


def lowest(interest: Priced, reference: Reference | None) -> Decimal:
    """The lowest rate that can be offered, as far as it is known; never below nothing."""
    floor, base = rate(interest.floor, reference), rate(interest.base, reference)
    priced = None if base is None else DIGITS.add(base, Decimal(interest.spread.min))
    return max(each for each in (floor, priced, Decimal(0)) if each is not None)
