"""The parts of a product itself in words, with labels, units and directions from its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ...document import Json
from ...issues import Language
from ..derive.quantity import quantity
from ..draft import is_number
from ..pattern import met, parse_pattern
from ..schema.kinds import Stricter
from ..schema.parameters import TEXTS as LABELS
from ..schema.parameters import parameter_of, word
from ..schema.parts import Document, Part, whole_part
from .texts import TEXTS

MOST_SHOWN = 200
"""The longest value that a sentence shows, in characters."""
OWN_NAMES = ("title", "label", "why", "text")
"""The fields that say what a fee, a fact, a reason, a permit, a guardrail or a source is called."""
SAID_AS: Mapping[str, str] = {
    "amount": "CNY",
    "months": "months",
    "days": "days",
    "years": "years",
    "people": "people",
    "times": "times",
    "annual_rate": "percent",
    "yearly_cost": "percent",
    "ratio": "percent",
    "spread": "basis points",
}
"""How the numbers of a kind are said; those of any other stand alone."""
UNITS: Mapping[str, str] = {
    "CNY": "CNY",
    "year": "years",
    "month": "months",
    "day": "days",
    "person": "people",
}
"""How the numbers of a fact are said, by its unit; those of any other stand alone."""
SHIFTS: Mapping[str, int] = {"percent": 2, "basis points": 4}
"""By how many places a number is shifted to be said so."""

TERMS = ("min", "max", "step", "by", "to")
"""The terms of a permit that are numbers of the parts that it stands on."""
NARROWER: Mapping[str, Stricter] = {
    "min": "higher",
    "max": "lower",
    "by": "lower",
    "keep": "higher",
}
"""Which way the terms of a permit open less."""
OPPOSITE: Mapping[Stricter, Stricter] = {"lower": "higher", "higher": "lower"}
"""An end of tightening opens less the nearer it is to what stands there now."""


def say(key: str, language: Language, **values: str) -> str:
    """A sentence of the catalogue."""
    return TEXTS.word(key, language).format(**values)


def part_line(document: Document, path: tuple[str, ...]) -> list[Part]:
    """The parts that a path leads through, the whole document first, as far as there can be any."""
    here = whole_part(document)
    parts = [] if here is None else [here]
    for step in path:
        here = None if here is None else here.below(step)
        if here is None:
            break
        parts.append(here)
    return parts


def where_of(parts: list[Part], language: Language) -> str:
    """The named members that a part stands in: its own label says nothing of them."""
    return " › ".join(name_of(each, language) for each in parts[:-1] if has_own_name(each))


def has_own_name(part: Part) -> bool:
    """Whether a part has a name that the document chose: a member, a variant, an entry."""
    return part.pattern[-1:] == ("*",)


def name_of(part: Part, language: Language) -> str:
    """What a part is called; a member with what it is one of: `放权项「加点区间」`."""
    if not has_own_name(part):
        return parameter_of(part).label.text(language)
    keys = "/".join(part.pattern), "/".join(part.pattern[:-1])
    kind = next((LABELS.word(key, language) for key in keys if LABELS.has_word(key)), "")
    return say("member", language, kind=kind, name=_own_name(part, language))


def _own_name(part: Part, language: Language) -> str:
    """A member's own title, or the label of its word, with the unit of the set that it is in."""
    value = part.value if isinstance(part.value, dict) else {}
    for field in OWN_NAMES:
        match value.get(field):
            case {"zh": str(zh), **others}:
                name = str(others.get("en") or zh) if language == "en" else zh
                return _with_target(part, name, language)
    of = str(part.over.get("x-of", ""))
    has_word = LABELS.has_word(f"{of} {part.path[-1]}")
    name = parameter_of(part).label.text(language) if has_word else part.path[-1]
    return say(SAID_AS[of], language, number=name) if of in SAID_AS else name


def _with_target(part: Part, name: str, language: Language) -> str:
    """The name of a permit behind that of what it stands on, if that is one part of a product."""
    value = part.value if isinstance(part.value, dict) else {}
    on = parse_pattern(str(value.get("on"))) if part.pattern == ("permits", "*") else None
    if on is None or on.slots or on.start != on.steps:
        return name
    root = Part((), (), part.root, {}, True, {}, part.root)
    target = next(met(root, on.steps), None)
    if target is None:
        return name
    return say("in", language, where=parameter_of(target).label.text(language), text=name)


def value_of(part: Part, value: Json, language: Language) -> str:
    """A value of a part as a person says it: 100,000.00 元, 3.85%, 185 基点, 不限."""
    text = _value_of(part, value, language)
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _value_of(part: Part, value: Json, language: Language) -> str:
    match value:
        case None:
            return say(str(part.schema.get("x-null", "value null")), language)
        case bool():
            return say(f"value {json.dumps(value)}", language)
        case str() if is_number(part):
            return _number(part, value, language)
        case str() if value:
            is_text = not LABELS.has_word(f"{part.kind} {value}") and not _is_plain(part, value)
            known = word(part.kind, value).text(language)
            return say("quoted", language, text=value) if is_text else known
        case list():
            of = str(part.schema.get("x-of", ""))
            whole = say("everything", language)
            words = (word(of, str(each)).text(language) if each else whole for each in value)
            return say("order between" if of else "members between", language).join(words)
        case dict() if part.kind == "set":
            return _members(part, value, language)
        case dict() if part.pattern == ("facts", "*"):
            return _fact(part, value, language)
        case dict() if part.pattern == ("reasons", "*"):
            return _reason(part, value, language)
        case dict():
            return say("between", language).join(_pairs(part, value, language))
        case _:
            return json.dumps(value, ensure_ascii=False)


def _is_plain(part: Part, value: str) -> bool:
    """Whether a text is a number, a day or a code, which no sentence has to set off."""
    return quantity(value) is not None or part.kind in ("word", "id", "document")


def _number(part: Part, value: str, language: Language) -> str:
    said_as = SAID_AS.get(part.kind)
    if said_as == "years" and any("age" in step.split("_") for step in part.path):
        said_as = "age"
    if said_as is None:
        return value
    if said_as == "CNY":
        return say(said_as, language, number=f"{Decimal(value):,.2f}")
    shifted = Decimal(value).scaleb(SHIFTS.get(said_as, 0))
    return say(said_as, language, number=f"{shifted.normalize():f}")


def _members(part: Part, members: Mapping[str, Json], language: Language) -> str:
    """The members of a set; numbers in their order, with one unit behind all."""
    in_order = sorted(members, key=lambda each: (int(each) if each.isdecimal() else 0, each))
    below = [part.below(each) for each in in_order]
    names = [parameter_of(each).label.text(language) for each in below if each is not None]
    text = say("members between", language).join(names) or say("nothing", language)
    of = str(part.schema.get("x-of", ""))
    return say(SAID_AS[of], language, number=text) if names and of in SAID_AS else text


def _pairs(part: Part, value: Mapping[str, Json], language: Language) -> Iterator[str]:
    """The parts of a group that is shown whole, each by its name and value."""
    for step, inside in value.items():
        below = part.below(step)
        if below is not None and step not in OWN_NAMES:
            name = name_of(below, language)
            yield say("pair", language, name=name, value=_value_of(below, inside, language))


def _fact(part: Part, fact: Mapping[str, Json], language: Language) -> str:
    """A fact of a county's own: its code, its domain, where it comes from."""
    origin = fact.get("source")
    kinds = origin.items() if isinstance(origin, dict) else (("derive", fact.get("derive")),)
    said = (
        say(f"source {kind}", language, name=str(name))
        for kind, name in kinds
        if TEXTS.has_word(f"source {kind}")
    )
    number = fact.get("type") == "number"
    ends = (str(fact.get(end)) for end in ("min", "max"))
    domain = [say("to", language).join(ends)] if number else []
    if domain and fact.get("unit") in UNITS:
        domain = [say(UNITS[str(fact["unit"])], language, number=domain[0])]
    return say("between", language).join((part.path[-1], *domain, *said))


def _reason(part: Part, reason: Mapping[str, Json], language: Language) -> str:
    """A reason of a county's own: its code, and what the customer is told."""
    customer = reason.get("customer")
    told = customer.get(language) or customer.get("zh") if isinstance(customer, dict) else None
    if reason.get("told_as") != part.path[-1] or told is None:
        said = say("told as", language, code=str(reason.get("told_as")))
    else:
        said = say("told", language, text=str(told))
    return say("between", language).join((part.path[-1], said))


def meant_by(parts: list[Part]) -> Part:
    """The part whose unit a value is in: of a permit's number that which the permit stands on."""
    part, target = parts[-1], _target(parts)
    return target if target is not None and is_number(target) else part


def way_of(parts: list[Part]) -> Stricter:
    """Which way a part binds more: by its schema; of a permit's term the way that opens less."""
    if parts[-1].pattern[:2] != ("permits", "*"):
        return parameter_of(parts[-1]).stricter
    term = parts[-1].path[-1]
    target = _target(parts)
    if term == "to" and target is not None:
        return OPPOSITE.get(parameter_of(target).stricter, "none")
    return NARROWER.get(term, "none")


def _target(parts: list[Part]) -> Part | None:
    """A part of the product that the permit around a term stands on."""
    if parts[-1].pattern[:2] != ("permits", "*") or parts[-1].path[-1] not in TERMS:
        return None
    permit = parts[2].value
    on = parse_pattern(str(permit.get("on"))) if isinstance(permit, dict) else None
    if on is None or on.slots:
        return None
    return next((part for part in met(parts[0], on.steps) if part.there), None)
