"""An offer as its schedule and its costs need it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...document.shape import Json
from ...issues import Issue
from ...values import NUMBER_PATTERN
from ..schedule.check import refuse
from ..schedule.options import Method
from ..schedule.terms import MOST_INSTALMENTS
from ..schedule.values import amount_faults, choice_faults, count_faults, rate_faults
from .texts import TEXTS

NEEDED = ("amount", "method", "annual_rate")
MOST_DAYS = 36600


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is lent: yuan with two places, a rate a year with six, a term in months or in days.

    `line` is the whole line (授信) that the amount is drawn from.
    """

    line: Decimal
    amount: Decimal
    method: Method
    annual_rate: Decimal
    term_months: int | None = None
    term_days: int | None = None

    @classmethod
    def read(cls, found: Mapping[str, object]) -> Offer:
        """The offer of a decision, as Python values or as the document spells them.

        Without a line the amount is all of it. Raises TermsRefused with every fault.
        """
        given = {name: _number(value) for name, value in found.items() if value is not None}
        refuse(_faults(given))
        return cls(
            line=_decimal(given.get("line", given["amount"])),
            amount=_decimal(given["amount"]),
            method=Method(str(given["method"])),
            annual_rate=_decimal(given["annual_rate"]),
            term_months=_whole(given.get("term_months")),
            term_days=_whole(given.get("term_days")),
        )

    def document(self) -> dict[str, Json]:
        """The offer as decisions spell it."""
        months, days = self.term_months, self.term_days
        return {
            "line": f"{self.line:.2f}",
            "amount": f"{self.amount:.2f}",
            **({} if months is None else {"term_months": months}),
            **({} if days is None else {"term_days": days}),
            "method": str(self.method),
            "annual_rate": f"{self.annual_rate:.6f}",
        }


def _faults(given: Mapping[str, object]) -> Iterator[Issue]:
    for name in NEEDED:
        if name not in given:
            yield TEXTS.issue("S201", f"offer/{name}", name=name)
    if ("term_months" in given) == ("term_days" in given):
        yield TEXTS.issue("S202", "offer/term_months")
    for name, value in given.items():
        at = f"offer/{name}"
        match name:
            case "line" | "amount":
                yield from amount_faults(at, value)
            case "annual_rate":
                yield from rate_faults(at, value)
            case "method":
                yield from choice_faults(at, value, Method)
            case "term_months":
                yield from count_faults(at, value, 1, MOST_INSTALMENTS)
            case "term_days":
                yield from count_faults(at, value, 1, MOST_DAYS)
            case _:
                pass


def _number(value: object) -> object:
    """A literal number of a document as what it spells; anything else as it is."""
    is_number = isinstance(value, str) and re.match(NUMBER_PATTERN, value)
    return Decimal(str(value)) if is_number else value


def _decimal(value: object) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def _whole(value: object) -> int | None:
    assert value is None or isinstance(value, int)
    return value
