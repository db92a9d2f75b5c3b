"""Rules in the core: a mask of all that fired, or the index of the first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ... import ir
from ...node import Builder, ByCode, FiredReason, Lowered, Part, Slot, Speaker, Trace, slots
from .check import TEXTS
from .spec import Rule, Rules

OUTLETS = ("pass", "decline", "refer")
BY_WEIGHT = ("decline", "refer", "pass")


def lower(spec: Rules, builder: Builder) -> Lowered:
    """The block: what fired, and the way by the heaviest of it."""
    conditions = builder.conditions(spec.rules, "rules")
    ways = [spec.rules[slot.index].then for slot in slots(spec.rules)]
    if spec.fire == "first":
        fired: ir.Expr = ir.First(ir.Code(len(conditions)), conditions)
        read = ir.Read(fired.type, ir.FIRED)
        items = tuple(_outlet(way) for way in (*ways, "pass"))
        return Lowered((ir.Fired((fired,)),), ByCode(ir.Pick(ir.Code(2), read, items), BY_WEIGHT))
    fired = ir.Mask(ir.MaskOf(len(conditions)), conditions)
    read = ir.Read(fired.type, ir.FIRED)
    heavier = tuple(
        ir.AnyOf(ir.Bool(), read, tuple(i for i, way in enumerate(ways) if way == wanted))
        for wanted in ("decline", "refer")
    )
    return Lowered((ir.Fired((fired,)),), ByCode(ir.First(ir.Code(2), heavier), BY_WEIGHT))


def _outlet(way: str) -> ir.Const:
    return ir.Const(ir.Code(2), BY_WEIGHT.index(way))


def fired_slots(spec: Rules, trace: Trace) -> list[Slot]:
    """The rules that fired, in the order of the list."""
    every = slots(spec.rules)
    code = trace if isinstance(trace, int) else 0
    if spec.fire == "first":
        return [every[code]] if code < len(every) else []
    return [slot for bit, slot in enumerate(every) if code >> bit & 1]


def way(spec: Rules, trace: Trace) -> str:
    """Decline beats refer beats pass."""
    ways = {spec.rules[slot.index].then for slot in fired_slots(spec, trace)}
    return next((way for way in BY_WEIGHT if way in ways), "pass")


def fired(spec: Rules, trace: Trace) -> tuple[str, ...]:
    """The ids of the rules that fired."""
    return tuple(slot.fired_id for slot in fired_slots(spec, trace))


def reasons(spec: Rules, trace: Trace, at: str) -> list[FiredReason]:
    """The reason of each rule that fired."""
    rules = (spec.rules[slot.index] for slot in fired_slots(spec, trace))
    return [FiredReason(rule.reason, f"{at}/rules/{rule.id}", rule.then) for rule in rules]


def part(fired: str) -> str:
    """The address of a rule by its fired id."""
    return "rules/" + fired.removesuffix("/unknown")


def find(spec: Rules, fired: str) -> Rule:
    """The rule of a fired id."""
    return next(rule for rule in spec.rules if rule.id == fired.removesuffix("/unknown"))


def sentence(spec: Rules, fired: str, speaker: Speaker) -> str:
    """If … then decline, with the reason."""
    rule = find(spec, fired)
    word = "unknown" if fired.endswith("/unknown") else "holds"
    return TEXTS.word(word, speaker.language).format(
        when=speaker.expression(rule.when),
        then=TEXTS.word(rule.then, speaker.language),
        reason=speaker.reasons.get(rule.reason, rule.reason),
    )


def summary(spec: Rules, speaker: Speaker) -> str:
    """How many rules there are."""
    return TEXTS.word("summary", speaker.language).format(count=len(spec.rules))


def named(spec: Rules, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A rule by its condition, and what stands in it."""
    match path:
        case ("fire",):
            word = partial(TEXTS.word, language=speaker.language)
            return Part(word("part fire"), says=lambda fire: word(f"fire {fire}"))
        case ("rules", rule_id, *below):
            rule = next((rule for rule in spec.rules if rule.id == rule_id), None)
            return None if rule is None else _rule(spec, rule, below, speaker)
    return None


def _rule(spec: Rules, rule: Rule, below: Sequence[str], speaker: Speaker) -> Part | None:
    """A rule or one of its fields; its condition is named by its title, if it has one."""
    word = partial(TEXTS.word, language=speaker.language)
    name = word("part rule").format(what=speaker.expression(rule.when))
    match below:
        case []:
            return Part(name, word("part rule").format(what=sentence(spec, rule.id, speaker)))
        case ["when"]:
            title = word("a rule")
            if rule.title is not None:
                title = word("part rule").format(what=speaker.label(rule.title))
            return Part(word("part when").format(rule=title), says=speaker.expression)
        case ["then"]:
            return Part(word("part then").format(rule=name), says=word)
        case ["reason"]:
            return Part(word("part reason").format(rule=name), says=speaker.reason)
    return None
