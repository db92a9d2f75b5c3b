"""One decision told step by step in a language: what fired, what it saw, what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from engine import Decision
from engine.flow.explain import explain
from engine.issues import Language
from engine.nodes import BY_KIND
from engine.nodes.outcome.spec import Outcome
from engine.values import NumberVariable

from .texts import Texts
from .wording import amount, rate, short_amount


@dataclass(frozen=True, slots=True)
class Chapter:
    """A step: the node, its kind, the way taken, sentences of what fired, labelled values seen."""

    node: str
    title: str
    kind: str
    way: str | None
    fired: tuple[str, ...]
    saw: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """A reason by its code and label, and what the customer is told; None where nothing is."""

    code: str
    label: str
    told: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the offer: its value as it is said, and beside it written out."""

    label: str
    value: str
    beside: str


@dataclass(frozen=True, slots=True)
class Story:
    """A decision in one language."""

    chapters: tuple[Chapter, ...]
    reasons: tuple[Why, ...]
    offer: tuple[Term, ...]


def story(decision: Decision, texts: Texts) -> Story:
    """A decision in the language of the texts."""
    told = cast("dict[str, Any]", explain(decision))
    return Story(
        tuple(_chapter(step, texts) for step in told["path"]),
        tuple(_why(reason, texts.language) for reason in told["reasons"]),
        offer_terms(decision, texts),
    )


def _chapter(step: Mapping[str, Any], texts: Texts) -> Chapter:
    language = texts.language
    return Chapter(
        node=step["at"].removeprefix("nodes/"),
        title=" › ".join(title[language] for title in (*step["within"], step["title"])),
        kind=BY_KIND[step["kind"]].title(language),
        way=step["way"][language] if step["way"] else None,
        fired=tuple(fired[language] for fired in step["fired"]),
        saw=tuple((saw["label"][language], said(saw["value"], texts)) for saw in step["saw"]),
    )


def _why(reason: Mapping[str, Any], language: Language) -> Why:
    customer = reason["customer"]
    return Why(reason["code"], reason["label"][language], customer[language] if customer else None)


def said(value: object, texts: Texts) -> str:
    """A value that was seen, in words where it is none, a yes or a no, or a known choice."""
    match value:
        case None:
            return texts("unknown")
        case bool():
            return texts("yes") if value else texts("no")
        case list():
            return texts("separator").join(said(each, texts) for each in value)
        case _:
            return texts.known(f"value {value}", str(value))


def offer_terms(decision: Decision, texts: Texts) -> tuple[Term, ...]:
    """The offer for people: money in its unit, the term, the method, the rate; empty without."""
    offer = decision.offer or {}
    unit = texts.known(f"unit {_unit(decision)}", "")
    return tuple(_term(name, value, unit, texts) for name, value in offer.items())


def _term(name: str, value: Decimal | int | str, unit: str, texts: Texts) -> Term:
    label = texts(f"offer {name}")
    match name, value:
        case "annual_rate", Decimal():
            return Term(label, rate(value), "")
        case _, Decimal():
            short = short_amount(value, texts)
            return Term(label, short or amount(value), f"{amount(value)} {unit}" if short else unit)
        case _, int():
            return Term(label, texts(f"of {name}", count=value), "")
        case _:
            return Term(label, texts.known(f"value {value}", str(value)), "")


def _unit(decision: Decision) -> str | None:
    """The unit of the line, where a variable gives it."""
    end = decision.program.draft.places[decision.path[-1].node].node
    line = end.offer.line if isinstance(end, Outcome) and end.offer else None
    variable = decision.program.flow.variables.get(line) if line else None
    return variable.unit if isinstance(variable, NumberVariable) else None
