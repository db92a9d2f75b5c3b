"""What stands on a product sheet: the sections, read from the product and from its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from engine.document import content_name
from engine.product.disclosure import DefaultCost
from engine.product.rates import LPR, Reference, known
from engine.product.schema.cost import Fee, FixedFee, ShareFee
from engine.product.schema.draw import DrawInMonths, FixedDay
from engine.product.schema.interest import Cap, Floor, Prepayment
from engine.product.schema.product import Whole

from .costs import Examples, cost_section, schedule_section
from .values import (
    SEMICOLONS,
    TEXTS,
    Reader,
    Words,
    joined,
    percent,
    quantity,
    rounded,
    said,
    span,
    worded,
)

SHOWN_OF_HASH = 12
NOT_TOLD = ("terms/quota", "terms/core_total")
"""What bounds the bank and a partner, and no applicant."""
Row = Mapping[str, Words]


def content(
    document: Mapping[str, Any], examples: Examples, reference: Reference
) -> dict[str, Any]:
    """The sheet of a product as the template takes it. Raises TermsRefused."""
    product, reader, shown = examples.product, Reader(document), examples.shown_first()
    return {
        "head": _head(document, product),
        "figures": _figures(reader, examples),
        "apply": {
            "title": said("section apply"),
            "lines": list(reader.demands("customers", NOT_TOLD)),
        },
        "terms": {"title": said("section terms"), "lines": list(reader.demands("terms", NOT_TOLD))},
        "amount": {"title": said("section amount"), "rows": list(_amount(reader, product))},
        "price": {
            "title": said("section price"),
            "rows": list(_price(reader, examples, reference)),
        },
        "methods": _methods(reader, product),
        "fees": _fees(product),
        "cost": cost_section(examples),
        "schedule": schedule_section(shown, examples.calendar),
        "late": {
            "title": said("section late"),
            "rows": list(_late(reader, shown.default)),
            "notes": [said("heavier")],
        },
        "early": {"title": said("section early"), **_early(reader, product)},
        "how": {"title": said("section how"), "rows": list(_how(reader, product))},
        "basis": {"title": said("section basis"), "lines": list(_basis(product))},
        "foot": [said("as of", day=examples.start.isoformat()), said("notice"), said("warning")],
    }


def _head(document: Mapping[str, Any], product: Whole) -> Mapping[str, Any]:
    first, last = product.sale.first, product.sale.last
    sale = said("sale", first=first) if last is None else said("sale until", first=first, last=last)
    fingerprint = content_name(dict(document)).rpartition(":")[2][:SHOWN_OF_HASH]
    is_template = product.role == "template"
    return {
        "kind": said("product sheet"),
        "title": {"zh": product.title.zh, "en": product.title.en or ""},
        "mark": said("template") if is_template else None,
        "facts": [said("code", id=product.id), said("content", hash=fingerprint), sale],
    }


def _figures(reader: Reader, examples: Examples) -> list[Row]:
    """What a customer asks first."""
    pairs = [rates.annual_rate.simple for pair in examples.at_both_ends() for rates in pair]
    costs = (min(pairs, default=examples.low), max(pairs, default=examples.high))
    return [
        {"label": said("figure line"), "value": reader.value("line/amount/max")},
        {"label": said("figure term"), "value": _terms(examples.product)},
        {"label": said("figure rate"), "value": between(examples.low, examples.high)},
        {"label": said("figure cost"), "value": between(*map(rounded, costs))},
    ]


def between(low: Decimal, high: Decimal) -> Words:
    """Rates from one to another, or the one that there is."""
    if percent(low) == percent(high):
        return said("one rate", low=percent(low))
    return said("to rate", low=percent(low), high=percent(high))


def _terms(product: Whole) -> Words:
    """The shortest and the longest term."""
    if isinstance(product.draw, DrawInMonths):
        options = [Decimal(option) for option in product.draw.months.options]
        low, high, unit = min(options), max(options), "month"
    else:
        days = product.draw.days
        low, high, unit = Decimal(days.min), Decimal(days.max), "day"
    return span(low, high, unit)


def _amount(reader: Reader, product: Whole) -> Iterator[Row]:
    line, draw = product.line.amount, product.draw.amount
    whole = span(Decimal(line.min), Decimal(line.max), "CNY")
    stepped = said("step", range=whole, step=reader.value("line/amount/step"))
    yield {"label": reader.label("line/amount"), "value": stepped}
    least = Decimal(draw.min)
    if draw.max is None:
        drawn = said("up to line", low=quantity(least, "CNY"))
    else:
        drawn = span(least, Decimal(draw.max), "CNY")
    yield {"label": said("per draw"), "value": drawn}
    yield from map(reader.row, ("line/revolving", "line/validity_months"))
    if isinstance(product.draw, DrawInMonths):
        yield reader.row("draw/months/options")
    else:
        yield {"label": reader.label("draw/days"), "value": _terms(product)}
    yield reader.row("draw/open_max")


def _price(reader: Reader, examples: Examples, reference: Reference) -> Iterator[Row]:
    interest = examples.product.interest
    yield reader.row("interest/kind")
    base = worded("rate_base", interest.base)
    published = known(LPR.get(interest.base, ""), reference)
    if published is not None:
        day = examples.start.isoformat()
        base = said("base on", base=base, day=day, rate=percent(published))
    yield {"label": reader.label("interest/base"), "value": base}
    yield reader.row("interest/spread")
    for end, bound in (("floor", interest.floor), ("cap", interest.cap)):
        yield {"label": reader.label(f"interest/{end}"), "value": _bound(bound)}
    if interest.kind == "floating":
        yield reader.row("interest/reprice")
    yield {"label": said("offered rate"), "value": between(examples.low, examples.high)}


def _bound(bound: Floor | Cap) -> Words:
    plus = quantity(Decimal(bound.plus), "per_year")
    if bound.base == "none":
        return plus
    return said("bound over", base=worded("rate_base", bound.base), plus=plus)


def _methods(reader: Reader, product: Whole) -> Mapping[str, Any]:
    rows = [
        [
            worded("method", name),
            said(f"how method {name}"),
            quantity(Decimal(method.months_max), "month"),
            worded("interest_basis", method.interest_basis),
        ]
        for name, method in product.draw.methods
        if method is not None
    ]
    due = product.draw.due
    key = f"due {due.every}" if isinstance(due, FixedDay) else f"due {due.day}"
    day = said(key, day=due.on) if isinstance(due, FixedDay) else said(key)
    shift = worded("holiday_shift", due.holiday_shift)
    when = said("due and holidays", due=day, shift=shift)
    return {
        "title": said("section methods"),
        "head": [said("method"), {"zh": "", "en": ""}, said("longest"), said("counting")],
        "rows": rows,
        "notes": [said("is", label=said("due"), value=when)],
    }


def _fees(product: Whole) -> Mapping[str, Any]:
    names = ("item", "payee", "due", "base", "standard")
    return {
        "title": said("section fees"),
        "none": said("no fees"),
        "head": [said(f"fee {name}") for name in names],
        "rows": [
            [
                {"zh": fee.title.zh, "en": fee.title.en or ""},
                worded("payee", fee.payee),
                worded("fee_due", fee.due),
                worded("fee_base", fee.base),
                _standard(fee),
            ]
            for fee in product.fees.values()
        ],
    }


def _standard(fee: Fee) -> Words:
    if isinstance(fee, FixedFee):
        return quantity(Decimal(fee.amount), "CNY")
    rate = quantity(Decimal(fee.rate), "ratio")
    return rate if isinstance(fee, ShareFee) else said("a year", rate=rate)


def _late(reader: Reader, default: DefaultCost) -> Iterator[Row]:
    for name, rate in (("overdue", default.overdue_rate), ("misuse", default.misuse_rate)):
        uplift = reader.value(f"penalty/{name}_uplift")
        value = said("late rate", uplift=uplift, rate=percent(rate))
        yield {"label": said(f"late {name}"), "value": value}
    yield from map(reader.row, ("penalty/compound", "penalty/from"))
    grace = {"days": reader.value("grace/days"), "interest": reader.value("grace/interest")}
    yield {"label": reader.label("grace"), "value": said("grace of", **grace)}


def _early(reader: Reader, product: Whole) -> Mapping[str, Any]:
    terms = product.prepayment
    if not isinstance(terms, Prepayment):
        return {"rows": [], "lines": [said("early none")]}
    fees = [_early_fee(row.within_months, row.rate) for row in terms.fee]
    if fees and terms.fee[-1].within_months is not None:
        fees.append(said("early later"))
    names = ("mode", "min", "per_year_max", "lock_in_months", "interest")
    rows = [reader.row(f"prepayment/{name}") for name in names]
    charged = joined(fees, SEMICOLONS) if fees else said("early free")
    return {"rows": [*rows, {"label": said("early fee"), "value": charged}], "lines": []}


def _early_fee(within: str | None, rate: str) -> Words:
    share = quantity(Decimal(rate), "ratio")
    if within is None:
        return said("early always", rate=share)
    return said("early within", months=quantity(Decimal(within), "month"), rate=share)


def _how(reader: Reader, product: Whole) -> Iterator[Row]:
    yield from map(reader.row, ("sale/mode", "sale/channels"))
    if product.consents:
        yield {"label": said("consents"), "value": reader.value("consents")}
    papers = [
        said("paper", name=_paper(name), signature=worded("signature", paper.signature))
        for name, paper in product.documents.items()
    ]
    if papers:
        yield {"label": said("papers"), "value": joined(papers)}
    yield reader.row("funds/payment")
    if product.funds.forbidden:
        yield {"label": said("purpose"), "value": reader.value("funds/forbidden")}


def _paper(name: str) -> Words:
    """What a document is called; one of the bank's own goes by its id."""
    key = f"paper {name}"
    return said(key) if TEXTS.has_word(key) else {"zh": name, "en": name}


def _basis(product: Whole) -> Iterator[Words]:
    """The sources that are law, and how many others there are."""
    sources = product.sources.values()
    legal = [source.text for source in sources if source.basis == "law"]
    for text in legal:
        texts = {"zh": text.zh, "en": text.en or text.zh}
        yield said("basis of", basis=worded("basis", "law"), text=texts)
    for kind in ("headquarters", "assumption"):
        if count := sum(source.basis == kind for source in sources):
            yield said("basis others", basis=worded("basis", kind), count=count)
