"""Parts of a product as words in both languages: labels, numbers with units, choices, sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from engine.document import Json
from engine.issues import LANGUAGES, Catalogue
from engine.product.schema.parameters import parameter_of, word
from engine.product.schema.parts import Part, part_at

TEXTS = Catalogue.beside(__file__)
COMMAS = {"zh": "、", "en": ", "}
SEMICOLONS = {"zh": "；", "en": "; "}
MOST, LEAST = "上限", "下限"
Words = Mapping[str, str]
"""A text in each language."""


def said(key: str, /, **values: Words | str | int) -> Words:
    """A sentence of the sheet's catalogue, its gaps filled in each language."""
    return {
        each: TEXTS.word(key, each).format(
            **{name: v[each] if isinstance(v, Mapping) else v for name, v in values.items()}
        )
        for each in LANGUAGES
    }


def joined(parts: Iterable[Words], between: Words = COMMAS) -> Words:
    """Texts one after another, with commas or other marks between."""
    every = list(parts)
    return {each: between[each].join(part[each] for part in every) for each in LANGUAGES}


def worded(kind: str, value: str) -> Words:
    """A word of a kind: `method`, `bullet`."""
    found = word(kind, value)
    return {"zh": found.zh, "en": found.en or found.zh}


def quantity(value: Decimal, unit: str, kind: str = "") -> Words:
    """A number with its unit, as people write it."""
    key, shown = _written(value, unit, kind)
    singular = f"unit {key} 1"
    is_one = shown == "1" and TEXTS.has_word(singular)
    return said(singular if is_one else f"unit {key}", n=shown)


def span(low: Decimal, high: Decimal, unit: str, kind: str = "") -> Words:
    """Numbers from one to another, their unit once; the one that there is."""
    if low == high:
        return quantity(low, unit, kind)
    key, first = _written(low, unit, kind)
    shown = said("range", low=first, high=_written(high, unit, kind)[1])
    return said(f"unit {key}", n=shown)


def _written(value: Decimal, unit: str, kind: str) -> tuple[str, str]:
    """The word for a unit, and the number in it."""
    match unit:
        case "CNY":
            return unit, f"{value:,.2f}".removesuffix(".00")
        case "per_year" if kind == "spread":
            return "basis_point", f"{value.scaleb(4):.0f}"
        case "per_year":
            return unit, percent(value)
        case "ratio":
            return unit, f"{value.scaleb(2):.2f}".rstrip("0").rstrip(".")
        case _:
            return unit, f"{value:,}"


def percent(rate: Decimal) -> str:
    """A rate per cent, with two places at least and four at most."""
    return f"{rate.scaleb(2):.4f}".removesuffix("00")


def rounded(rate: Decimal) -> Decimal:
    """A rate with two places per cent, as a headline shows it."""
    return rate.quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Reader:
    """A product that is read part by part."""

    document: Mapping[str, Json]

    def part(self, at: str) -> Part:
        """The part at an address that every product of the kind has."""
        part = part_at(at, self.document)
        assert part is not None, at
        return part

    def label(self, at: str) -> Words:
        """What a part is called."""
        return label_of(self.part(at))

    def value(self, at: str) -> Words:
        """The value of a part, in words."""
        return value_of(self.part(at))

    def row(self, at: str) -> Mapping[str, Words]:
        """A part's label and value."""
        return {"label": self.label(at), "value": self.value(at)}

    def demands(self, at: str, but: Sequence[str]) -> Iterator[Words]:
        """The thresholds below an address as sentences, `but` some.

        One that nobody can miss is none.
        """
        for part in self.part(at).parts():
            if part.at in but:
                continue
            if part.kind == "variants":
                yield from map(_variant, part.parts())
            elif (found := _demand(part)) is not None:
                yield found


def label_of(part: Part) -> Words:
    """What a part is called."""
    found = parameter_of(part).label
    return {"zh": found.zh, "en": found.en or found.zh}


def value_of(part: Part) -> Words:
    """The value of a part in words: a number with its unit, a word, or the members of a set."""
    known = parameter_of(part)
    if part.kind == "set" and known.unit is not None:
        assert isinstance(part.value, dict)
        members = sorted(map(int, part.value))
        return said(f"unit {known.unit}", n=joined(_plain(member) for member in members))
    if part.kind == "set":
        return joined(map(label_of, part.parts()))
    if part.holds_others:
        low, high = sorted(part.parts(), key=lambda inner: inner.path[-1], reverse=True)
        unit = parameter_of(low).unit
        assert unit is not None
        return span(Decimal(low.text), Decimal(high.text), unit, low.kind)
    if part.value is None:
        return said(f"null {known.null}")
    if known.unit is not None:
        return quantity(Decimal(part.text), known.unit, part.kind)
    if isinstance(part.value, bool) and part.kind == "yes_no":
        return said("yes" if part.value else "no")
    return worded(part.kind, str(part.value).lower() if part.kind != "day" else part.text)


def _variant(part: Part) -> Words:
    """A variant with all that it says, in one sentence."""
    inner = (said("of", label=label_of(each), value=value_of(each)) for each in part.parts())
    return said("is", label=label_of(part), value=joined(inner))


def _plain(value: object) -> Words:
    return dict.fromkeys(LANGUAGES, str(value))


def _demand(part: Part) -> Words | None:
    """A threshold as a sentence: the most or the least is said by a verb, not by its name."""
    label, value = label_of(part), part.value
    if value is None or value == {} or (part.text and parameter_of(part).unit and _is_open(part)):
        return None
    for ending, key in ((MOST, "at most"), (LEAST, "at least")):
        if label["zh"].endswith(ending):
            named = {**label, "zh": label["zh"].removesuffix(ending)}
            return said(key, label=named, value=value_of(part))
    return said("is", label=label, value=value_of(part))


def _is_open(part: Part) -> bool:
    """Whether a least value is nothing, which everybody has."""
    return Decimal(part.text) == 0 and parameter_of(part).stricter == "higher"
