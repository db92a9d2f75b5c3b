"""What plain readings of policies share: facts as a person reads them, gates, and answers.

A reading is written from the words of `docs/policies/<id>.md` alone, in Decimal, and never looks
at a flow. A policy is a row of gates: the first one that ends the way says the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Facts = Mapping[str, Any]

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Answer:
    """What a policy says of somebody; `outputs` and `offer` only where it speaks of them."""

    outcome: str
    reasons: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    outputs: Mapping[str, Any] = field(default_factory=dict)
    offer: Mapping[str, Any] | None = None


Gate = Callable[[Facts], Answer | None]
"""The answer where the way ends there; None where it goes on."""

Rule = tuple[str, str, bool]
"""A reason, what it does (`decline`, `refer`), and whether it holds."""


def through(facts: Facts, *gates: Gate) -> Answer | None:
    """The answer of the first gate that ends the way."""
    return next((answer for gate in gates if (answer := gate(facts)) is not None), None)


def by_rules(*rules: Rule) -> Answer | None:
    """A decline goes before a referral; all that hold are reasons, declines first."""
    declines = tuple(reason for reason, does, holds in rules if holds and does == "decline")
    refers = tuple(reason for reason, does, holds in rules if holds and does == "refer")
    if declines:
        return Answer("decline", declines + refers)
    return Answer("refer", refers) if refers else None


def asked(
    facts: Facts, names: Iterable[str], sources: Iterable[str], none: Answer | None = None
) -> Answer | None:
    """What an enquiry comes to: a source that is down refers, then what is absent is waited for.

    `none` is the answer where all are null: there is no record.
    """
    wanted = sorted(names)
    if set(sources) & set(facts.get("unavailable", ())):
        return Answer("refer", ("T02",))
    missing = tuple(name for name in wanted if name not in facts)
    if missing:
        return Answer("pending", waits_for=missing)
    return none if all(facts[name] is None for name in wanted) else None


def years(born: date, today: date) -> int:
    """Full years on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def months(since: date, today: date) -> int:
    """Full months on a day."""
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)


def read(given: Mapping[str, Any]) -> dict[str, Any]:
    """A host's facts as a reading takes them: texts of numbers as Decimal, of days as dates."""
    return {name: _read(value) for name, value in given.items()}


def _read(value: Any) -> Any:
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return Decimal(value)
    if isinstance(value, str) and DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value
