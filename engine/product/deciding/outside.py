"""What lies outside the ranges of a product, each with the nearest that is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...feel.literals import number_text
from ...issues import Issue
from ..rates import Reference, rate
from ..schema.product import Whole
from .ranges import Envelope, Numbers, Rates, Spread, envelope
from .texts import TEXTS

if TYPE_CHECKING:
    from ..disclosure import Offer

ASKED, OFFERED = "asked.", "offer/"
AMOUNT, METHOD = f"{ASKED}amount", f"{ASKED}method"
UNKNOWN = "—"


def asked_faults(of: Envelope, asked: Mapping[str, Any]) -> Iterator[Issue]:
    """What the product does not allow of what is asked, by the codes of the facts."""
    method = asked.get(METHOD)
    if AMOUNT in asked:
        yield from _outside(AMOUNT, of.amount, asked[AMOUNT])
    if METHOD in asked and method not in of.by_method:
        yield TEXTS.issue("A303", METHOD, found=str(method), allowed=" / ".join(of.by_method))
    if of.term_code not in asked:
        return
    found, term = asked[of.term_code], of.by_method.get(str(method), of.term)
    if of.term.allows(found) and not term.allows(found):
        named = {"found": found, "allowed": term.text, "right": term.nearest(found)}
        yield TEXTS.issue("A302", of.term_code, span=None, method=str(method), **named)
    else:
        yield from _outside(of.term_code, term, found)


def rate_faults(at: str, found: int, spread: Spread, rates: Rates) -> Iterator[Issue]:
    """What the product does not allow of a rate of six places."""
    if not spread.allows(found, rates):
        near = spread.nearest(found, rates)
        right = UNKNOWN if near is None else number_text(near, 6)
        said = {"found": number_text(found, 6), "allowed": spread.text(rates), "right": right}
        yield TEXTS.issue("A312", at, span=None, **said)


def offer_faults(product: Whole, offer: Offer, reference: Reference | None) -> Iterator[Issue]:
    """What the product does not allow of an offer that somebody writes, with the nearest.

    Judged as a draw where the product decides draws, else as an application. A rate is judged as
    far as its base and its bounds are at hand.
    """
    stage = "apply" if product.flows.drawdown is None else "drawdown"
    of = envelope(product, stage)
    term = {"months": offer.term_months, "days": offer.term_days}[of.term_unit]
    asked = {AMOUNT: _units(offer.amount, 2), METHOD: str(offer.method)}
    if term is not None:
        asked[of.term_code] = term
    if offer.line != offer.amount:
        yield from _outside(f"{OFFERED}line", of.line, _units(offer.line, 2))
    for issue in asked_faults(of, asked):
        yield replace(issue, at=issue.at.replace(ASKED, OFFERED))
    if term is None:
        yield TEXTS.issue("A304", f"{OFFERED}{of.term_name}", right=of.term_name)
    yield from _priced(product, _units(offer.annual_rate, 6), reference)


def _priced(product: Whole, found: int, reference: Reference | None) -> Iterator[Issue]:
    """What is wrong with a rate; a base of the applicant's own assets is not known here."""
    interest = product.interest
    base, floor, cap = (
        None if known is None else _units(known, 6)
        for known in (rate(of, reference) for of in (interest.base, interest.floor, interest.cap))
    )
    at, spread = f"{OFFERED}annual_rate", Spread.of(product)
    if base is not None and floor is not None and cap is not None:
        yield from rate_faults(at, found, spread, (base, floor, cap))
        return
    near = found if cap is None else min(found, cap)
    near = near if floor is None else max(near, floor)
    if near != found:
        allowed = "..".join("" if end is None else number_text(end, 6) for end in (floor, cap))
        said = {"found": number_text(found, 6), "allowed": allowed, "right": number_text(near, 6)}
        yield TEXTS.issue("A312", at, span=None, **said)


def _outside(at: str, allowed: Numbers, found: int) -> Iterator[Issue]:
    if not allowed.allows(found):
        said, right = (number_text(n, allowed.scale) for n in (found, allowed.nearest(found)))
        yield TEXTS.issue("A301", at, found=said, allowed=allowed.text, right=right)


def _units(number: Decimal, places: int) -> int:
    return int(number.scaleb(places))
