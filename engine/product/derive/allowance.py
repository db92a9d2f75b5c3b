"""What a permit allows at one place: the values there, seen from the parent's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from ...document import Json
from .direction import SET_WAYS, Direction, is_set
from .permits import Permit
from .quantity import Range, places, quantity, spelled

MOST_PLACES = 12
"""The most places that a number of a document has."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A permit at a place: `own` is the parent's value there, `stricter` its direction.

    Without a permit the place is locked.
    """

    permit: Permit | None
    own: Json
    stricter: Direction

    @property
    def numbers(self) -> Range | None:
        """The numbers that may stand there; None where the permit speaks of no numbers."""
        if self.permit is None:
            return None
        terms = self.permit.terms
        match self.permit.allow:
            case "within" if "by" in terms:
                return self._around(quantity(self.own), quantity(terms["by"]))
            case "within" if "of" not in terms:
                low = quantity(terms.get("min"))
                return Range(low, quantity(terms.get("max")), self._step, low or Fraction(0))
            case "tighten" if self.own is None or quantity(self.own) is not None:
                return self._tighter(quantity(self.own), quantity(terms.get("to")))
            case _:
                return None

    @property
    def _step(self) -> Fraction:
        """The permit's step, or else one in the last place that the parent's value has."""
        step = quantity(self.permit.terms.get("step")) if self.permit else None
        digits = MOST_PLACES if self.own is None else places(self.own)
        return step or Fraction(1, 10**digits)

    def _around(self, centre: Fraction | None, by: Fraction | None) -> Range | None:
        if centre is None or by is None:
            return None
        return Range(centre - by, centre + by, self._step, centre)

    def _tighter(self, own: Fraction | None, to: Fraction | None) -> Range | None:
        start = next((at for at in (to, own) if at is not None), Fraction(0))
        match self.stricter:
            case "lower":
                return Range(to, own, self._step, start)
            case "higher":
                return Range(own, to, self._step, start)
            case _:
                return None

    @property
    def has_members(self) -> bool:
        """Whether a set or variants stand there."""
        return is_set(self.own) or (isinstance(self.own, dict) and self.stricter in SET_WAYS)

    @property
    def members(self) -> Mapping[str, Json]:
        """The members, of a set or variants, that may be there or be made of."""
        if self.permit is not None and "of" in self.permit.terms:
            return self.permit.members("of")
        return self.own if isinstance(self.own, dict) else {}

    @property
    def keep(self) -> int:
        """How many members stay at least."""
        keep = self.permit.terms.get("keep") if self.permit else None
        return keep if isinstance(keep, int) else 1

    def as_json(self) -> dict[str, Json]:
        """What may stand there, as a mapping: the way that it is allowed in, and its ends."""
        if self.permit is None or self.permit.allow == "locked":
            return {"only": self.own}
        match self.permit.allow:
            case "free":
                return {"free": True}
            case "append":
                terms = self.permit.terms
                return {"append": dict(self.permit.members("then")), "max": terms.get("max")}
            case "within" if "of" in self.permit.terms:
                return {"of": dict(self.members)}
            case _ if self.has_members:
                return self._of_members()
            case _:
                return self._of_numbers()

    def _of_members(self) -> dict[str, Json]:
        held: Json = dict.fromkeys(self.members, True)
        match self.stricter:
            case "fewer":
                return {"of": held, "keep": self.keep}
            case "more":
                return {"with": held}
            case _:
                return {"only": self.own}

    def _of_numbers(self) -> dict[str, Json]:
        numbers = self.numbers
        if numbers is None:
            return {"only": self.own}
        step = self.permit.terms.get("step") if self.permit else None
        return {
            **({} if numbers.low is None else {"min": self.spelled(numbers.low)}),
            **({} if numbers.high is None else {"max": self.spelled(numbers.high)}),
            **({} if step is None else {"step": step}),
        }

    def spelled(self, number: Fraction, found: Json = None) -> Json:
        """A number as it is written there."""
        like = next((at for at in (self.own, found, self._end) if quantity(at) is not None), None)
        return spelled(number, like)

    @property
    def _end(self) -> Json:
        terms = self.permit.terms if self.permit else cast("Mapping[str, Json]", {})
        return next((terms[name] for name in ("to", "min", "by") if name in terms), None)
