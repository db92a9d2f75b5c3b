"""Ranges, steps and defaults; numbers that make no sense at zero; days of the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ...feel.builtins.calendar import day_number
from ...issues import Issue
from ..draft import Draft, number, written
from ..schema.parts import Part
from ..texts import TEXTS

POSITIVE = (
    ("line", "amount", "max"),
    ("line", "validity_months"),
    ("line", "offer_valid_days"),
    ("draw", "open_max"),
    ("draw", "days", "min"),
    ("draw", "methods", "*", "months_max"),
)
"""What makes no sense at zero."""

Numbers = Mapping[str, tuple[Part, Decimal]]


def ranges(draft: Draft) -> Iterable[Issue]:
    """A minimum is not above its maximum, a default lies between them, steps divide all three."""
    for group in draft.groups():
        fields = (group.below(name) for name in ("min", "default", "max", "step"))
        numbers: Numbers = {
            part.path[-1]: (part, value)
            for part in fields
            if part is not None and (value := number(part)) is not None
        }
        yield from _between(numbers)
        yield from _on_step(numbers)


def _between(numbers: Numbers) -> Iterator[Issue]:
    if "min" not in numbers or "max" not in numbers:
        return
    (low, least), (high, most) = numbers["min"], numbers["max"]
    if least > most:
        yield TEXTS.issue("P111", low.at, found=low.text, right=high.text)
    elif "default" in numbers:
        default, value = numbers["default"]
        right = written(min(max(value, least), most), default)
        if right != default.text:
            yield TEXTS.issue("P112", default.at, found=default.text, right=right)


def _on_step(numbers: Numbers) -> Iterator[Issue]:
    if "step" not in numbers:
        return
    step, size = numbers["step"]
    if not size:
        yield TEXTS.issue("P113", step.at)
        return
    for part, value in numbers.values():
        if value % size:
            right = written(value - value % size, part)
            yield TEXTS.issue("P114", part.at, found=part.text, step=step.text, right=right)


def positive(draft: Draft) -> Iterable[Issue]:
    """A term, a validity or a number of draws is at least one."""
    for leaf in draft.leaves:
        if leaf.pattern in POSITIVE and number(leaf) == 0:
            yield TEXTS.issue("P113", leaf.at)


def days(draft: Draft) -> Iterable[Issue]:
    """Every day is one of the calendar, and the sale ends after it begins."""
    written_days = [leaf for leaf in draft.leaves if leaf.kind == "day" and leaf.value is not None]
    for leaf in written_days:
        if day_number(leaf.text) is None:
            yield TEXTS.issue("P115", leaf.at, found=leaf.text)
    sale = draft.product.sale
    if sale.last is not None and sale.last < sale.first:
        yield TEXTS.issue("P116", "sale/to", found=sale.last, right=sale.first)
