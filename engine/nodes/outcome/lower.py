"""An outcome in the core: which conditional reasons hold, then the end with its offer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ... import ir
from ...node import (
    Builder,
    ByCode,
    Ends,
    FiredReason,
    Link,
    Lowered,
    Part,
    Reasoned,
    Speaker,
    Trace,
    slots,
)
from ...values import METHODS
from .check import TEXTS
from .spec import GivenReason, Outcome

MONEY = ir.Num(2, 0, ir.STORED_LIMIT - 1)
OFFER: dict[str, ir.Scalar] = {
    "line": MONEY,
    "amount": MONEY,
    "term_months": ir.Num(0, 1, 360),
    "term_days": ir.Num(0, 1, 3650),
    "method": ir.Text(max(map(len, METHODS)), METHODS),
    "annual_rate": ir.Num(6, 0, 10**9),
}
"""The fields of an offer: money with two places, the rate with six, a term in whole units."""

LEAVES = {"approve": "pass", "decline": "decline", "refer": "refer"}
"""The outlet of a subflow by which each outcome of its flow leaves."""


def conditional(spec: Outcome) -> list[GivenReason]:
    """The reasons that hang on a condition."""
    given = (reason for reason in spec.reasons if isinstance(reason, GivenReason))
    return [reason for reason in given if reason.when is not None]


def lower(spec: Outcome, builder: Builder) -> Lowered:
    """The block: the conditional reasons as a mask, and the offer; in a subflow there is none."""
    offer = () if builder.inside else tuple(_offer(spec, builder))
    conditions = builder.conditions(conditional(spec), "reasons")
    fired = (ir.Fired((ir.Mask(ir.MaskOf(len(conditions)), conditions),)),) if conditions else ()
    leaves = ByCode(None, (LEAVES[spec.ends],)) if builder.inside else Ends(offer)
    return Lowered(fired, leaves)


def _offer(spec: Outcome, builder: Builder) -> Iterator[tuple[str, ir.Expr]]:
    for name, of in OFFER.items():
        text = getattr(spec.offer, name, None)
        if text is not None:
            yield name, builder.assigned(text, of, "offer", name)


def reasons(spec: Outcome, trace: Trace, at: str) -> list[Reasoned]:
    """The reasons of the outcome in its order; a link stands for a scorecard's."""
    code = trace if isinstance(trace, int) else 0
    ways = slots(conditional(spec))
    held = {slot.id for bit, slot in enumerate(ways) if code >> bit & 1}
    found: list[Reasoned] = []
    for reason in spec.reasons:
        if not isinstance(reason, GivenReason):
            found.append(Link(reason.node))
        elif reason.when is None or reason.id in held:
            found.append(FiredReason(reason.reason, f"{at}/reasons/{reason.id}", "other"))
    return found


def summary(spec: Outcome, speaker: Speaker) -> str:
    """Approve, decline or refer."""
    return TEXTS.word(spec.ends, speaker.language)


def named(spec: Outcome, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A field of the offer by its name, a reason by its label."""
    word = partial(TEXTS.word, language=speaker.language)
    match path:
        case ("is",):
            return Part(word("part is"), says=word)
        case ("offer", name) if name in OFFER:
            return Part(word(f"offer {name}"), says=speaker.expression)
        case ("reasons", reason_id, *below):
            reason = next((r for r in spec.reasons if r.id == reason_id), None)
            if not isinstance(reason, GivenReason):
                return None if reason is None or below else Part(word("part linked"))
            name = word("part reason").format(what=speaker.reason(reason.reason))
            match below:
                case []:
                    when = speaker.expression(reason.when) if reason.when else ""
                    return Part(
                        name,
                        word("part reason when").format(reason=name, when=when) if when else name,
                    )
                case ["when"]:
                    return Part(word("part when").format(reason=name), says=speaker.expression)
                case ["reason"]:
                    return Part(word("a reason"), says=speaker.reason)
    return None
