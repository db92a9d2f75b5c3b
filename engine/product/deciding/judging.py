"""What a product says of what is asked, and of each decided end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ... import ir
from ...backends.row import Facts, Walked, compile_beside
from ...backends.row.scalars import Fault, read_value
from ...document import Json
from ...errors import DecisionFailed, FactsRefused
from ...feel.expression import Typed
from ...feel.literals import number_text
from ...flow.decision import Ending
from ...issues import Issue
from ..rules.guardrails import OFFER
from ..schema.product import Whole
from .outside import AMOUNT, METHOD, asked_faults, rate_faults
from .ranges import Envelope, Options, Rates, Spread, Steps
from .texts import TEXTS

BASE, FLOOR, CAP = "#base", "product.interest.floor", "product.interest.cap"
RATE = ir.Num(6, -9_999_999, 9_999_999, nullable=True)


class Judge:
    """Judges facts and ends of one compiled stage; what does not pass is refused."""

    def __init__(
        self,
        product: Whole,
        envelope: Envelope,
        core: ir.Flow,
        *,
        guards: Mapping[str, Typed],
        rates: Mapping[str, ir.Expr],
    ) -> None:
        """`rates` are the base and the bounds of the rate as expressions, by their names."""
        self.product, self.envelope = product, envelope
        asked = (AMOUNT, METHOD, envelope.term_code)
        self.inputs = {given.name: given for given in core.inputs if given.name in asked}
        places = {given.name: place for place, given in enumerate(core.inputs)}
        self.amount, self.method, self.term = (places.get(code) for code in asked)
        self.guards = tuple(guards)
        self.spread = Spread.of(product)
        wanted = [*(of.expression for of in guards.values()), *(ir.Read(RATE, n) for n in rates)]
        names = ["outcome", *(f"offer.{name}" for name in OFFER)]
        self.beside = compile_beside(core, wanted, names, rates)

    def asked(self, values: Sequence[Any]) -> None:
        """Nothing, where the product allows what is asked. Raises FactsRefused with every fault."""
        of = self.envelope
        method: str | None = None if self.method is None else values[self.method]
        if (
            (self.amount is None or of.amount.allows(values[self.amount]))
            and (self.method is None or method in of.by_method)
            and (
                self.term is None
                or of.by_method.get(method or "", of.term).allows(values[self.term])
            )
        ):
            return
        places = ((AMOUNT, self.amount), (METHOD, self.method), (of.term_code, self.term))
        asked = {code: values[place] for code, place in places if place is not None}
        raise FactsRefused(asked_faults(of, asked))

    def faults(self, facts: Facts) -> Iterator[Issue]:
        """What the product does not allow of what is asked, of facts that have other faults too."""
        read = {
            code: read_value(given.type, facts[code])
            for code, given in self.inputs.items()
            if code in facts and not isinstance(given.type, ir.Items)
        }
        asked = {code: value for code, value in read.items() if not isinstance(value, Fault)}
        yield from asked_faults(self.envelope, asked)

    def decided(self, values: Sequence[object], walked: Walked, outcome: Ending, at: str) -> None:
        """Nothing, where an end at an address holds what the product promises.

        Raises DecisionFailed with each field of the offer, and each guardrail, that does not.
        """
        offer: tuple[Any, ...] = walked[3]
        found: tuple[Any, ...] = self.beside(values, outcome, *self._named(offer))
        *guards, base, floor, cap = found
        faults = list(self._offer_faults(offer, (base, floor, cap), at)) if offer else []
        if faults or not all(guards):
            broken = [name for name, holds in zip(self.guards, guards, strict=True) if not holds]
            raise DecisionFailed([*faults, *map(self._broken, broken)])

    def _named(self, offer: tuple[Any, ...]) -> tuple[Any, ...]:
        """The offer in the order in which guardrails name it; the other term is null."""
        if not offer:
            return (None,) * len(OFFER)
        line, amount, term, method, rate = offer
        terms = (term, None) if self.envelope.term_unit == "months" else (None, term)
        return (line, amount, *terms, method, rate)

    def _broken(self, name: str) -> Issue:
        title = self.product.guardrails[name].title
        said = " / ".join(filter(None, (title.zh, title.en)))
        return TEXTS.issue("A313", f"guardrails/{name}", guardrail=name, title=said)

    def _offer_faults(self, offer: tuple[Any, ...], rates: Rates, at: str) -> Iterator[Issue]:
        line, amount, term, method, rate = offer
        of = self.envelope
        if not of.line.allows(line):
            yield _offered(at, "line", number_text(line, 2), of.line.text)
        if not of.amount.allows(amount):
            yield _offered(at, "amount", number_text(amount, 2), of.amount.text)
        if method not in of.by_method:
            yield _offered(at, "method", method, " / ".join(of.by_method))
        terms = of.by_method.get(method, of.term)
        if not terms.allows(term):
            yield _offered(at, of.term_name, str(term), terms.text)
        yield from rate_faults(f"{at}/offer/annual_rate", rate, self.spread, rates)

    def narrowed(self, properties: Mapping[str, Any]) -> dict[str, Json]:
        """The properties of the facts with what the product allows of what is asked."""
        of = self.envelope
        asked: dict[str, dict[str, Json]] = {
            AMOUNT: _stepped(of.amount),
            of.term_code: _stepped(of.term) if isinstance(of.term, Steps) else _listed(of.term),
            METHOD: {"enum": [*of.by_method]},
        }
        return {code: {**was, **asked.get(code, {})} for code, was in properties.items()}

    @property
    def usual(self) -> dict[str, Json]:
        """What is usually asked, by its code."""
        of = self.envelope.usual
        return {AMOUNT: of["amount"], self.envelope.term_code: of["term"], METHOD: of["method"]}


def _offered(at: str, name: str, found: str, allowed: str) -> Issue:
    return TEXTS.issue("A311", f"{at}/offer/{name}", found=found, allowed=allowed)


def _stepped(of: Steps) -> dict[str, Json]:
    """Numbers at steps as a schema says them; as numbers of JSON only where they are whole."""
    least, most, step = (number_text(n, of.scale) for n in (of.least, of.most, of.step))
    said: dict[str, Json] = {"x-min": least, "x-max": most, "x-step": step}
    whole: dict[str, Json] = {"minimum": of.least, "maximum": of.most, "multipleOf": of.step}
    return said if of.scale else {**said, **whole}


def _listed(of: Options) -> dict[str, Json]:
    """Some whole numbers as a schema says them, as numbers and as text."""
    numbers: list[Json] = [*of.members, *map(str, of.members)]
    ends: dict[str, Json] = {"minimum": of.members[0], "maximum": of.members[-1]}
    return {"enum": numbers, **ends, "x-min": str(of.members[0]), "x-max": str(of.members[-1])}
