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
from ...values import scaled
from ..rules.guardrails import OFFER
from ..schema.product import Whole
from .ranges import Envelope, Options, Steps
from .texts import TEXTS

AMOUNT, METHOD = "asked.amount", "asked.method"
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
        spread = product.interest.spread
        self.spread = tuple((scaled(end, 4) or 0) * 100 for end in (spread.min, spread.max))
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
        raise FactsRefused(self._faults({code: values[n] for code, n in places if n is not None}))

    def faults(self, facts: Facts) -> Iterator[Issue]:
        """What the product does not allow of what is asked, of facts that have other faults too."""
        read = {
            code: read_value(given.type, facts[code])
            for code, given in self.inputs.items()
            if code in facts and not isinstance(given.type, ir.Items)
        }
        yield from self._faults({c: v for c, v in read.items() if not isinstance(v, Fault)})

    def _faults(self, asked: Mapping[str, Any]) -> Iterator[Issue]:
        of, method = self.envelope, asked.get(METHOD)
        if AMOUNT in asked:
            yield from _outside(AMOUNT, of.amount, asked[AMOUNT])
        if METHOD in asked and method not in of.by_method:
            allowed = " / ".join(of.by_method)
            yield TEXTS.issue("A303", METHOD, found=str(method), allowed=allowed)
        if of.term_code not in asked:
            return
        found, term = asked[of.term_code], of.by_method.get(str(method), of.term)
        if of.term.allows(found) and not term.allows(found):
            named = {"found": found, "allowed": term.text, "right": term.nearest(found)}
            yield TEXTS.issue("A302", of.term_code, span=None, method=str(method), **named)
        else:
            yield from _outside(of.term_code, term, found)

    def decided(self, values: Sequence[object], walked: Walked, outcome: Ending, at: str) -> None:
        """Nothing, where an end at an address holds what the product promises.

        Raises DecisionFailed with each field of the offer, and each guardrail, that does not.
        """
        offer: tuple[Any, ...] = walked[3]
        *guards, base, floor, cap = self.beside(values, outcome, *self._named(offer))
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

    def _offer_faults(
        self, offer: tuple[Any, ...], rates: tuple[Any, ...], at: str
    ) -> Iterator[Issue]:
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
        if not self._is_priced(rate, *rates):
            allowed = self._priced(*rates)
            found = number_text(rate, 6)
            yield TEXTS.issue("A312", f"{at}/offer/annual_rate", found=found, allowed=allowed)

    def _is_priced(self, rate: int, base: int | None, floor: int | None, cap: int | None) -> bool:
        """Whether a rate is base and spread between the bounds, or lies at one of these."""
        if base is None or floor is None or cap is None:
            return False
        low, high = self.spread
        return floor <= rate <= cap and (low <= rate - base <= high or rate in (floor, cap))

    def _priced(self, base: int | None, floor: int | None, cap: int | None) -> str:
        if base is None or floor is None or cap is None:
            return "—"
        low, high = (number_text(base + spread, 6) for spread in self.spread)
        bounds = f"{number_text(floor, 6)}..{number_text(cap, 6)}"
        return f"{low}..{high}, {bounds}"

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


def _outside(at: str, allowed: Steps | Options, found: int) -> Iterator[Issue]:
    if not allowed.allows(found):
        said, right = (number_text(n, allowed.scale) for n in (found, allowed.nearest(found)))
        yield TEXTS.issue("A301", at, found=said, allowed=allowed.text, right=right)


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
