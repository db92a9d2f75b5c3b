"""A branch in the core: the index of the first arm that holds."""

from __future__ import annotations

from functools import partial
from itertools import accumulate

from ... import ir
from ...node import Builder, ByCode, Lowered, Part, Speaker, Trace, slots
from .check import TEXTS, WHOLE, share
from .spec import Branch

BUCKET = "#bucket"


def outlets(spec: Branch) -> tuple[str, ...]:
    """The arms in order; `else` where there is no split."""
    arms = tuple(arm.id for arm in spec.arms)
    return arms if spec.split else (*arms, "else")


def lower(spec: Branch, builder: Builder) -> Lowered:
    """The block: which arm, kept as what fired."""
    if spec.split is not None:
        return _lower_split(spec, builder)
    conditions = builder.conditions(spec.arms, "arms")
    first = ir.First(ir.Code(len(conditions)), conditions)
    ways = (*(slot.id for slot in slots(spec.arms)), "else")
    return Lowered((ir.Fired((first,)),), ByCode(ir.Read(first.type, ir.FIRED), ways))


def _lower_split(spec: Branch, builder: Builder) -> Lowered:
    by = spec.split.by if spec.split else ""
    salt = spec.split.salt if spec.split else ""
    text = builder.assigned(by, ir.Text(4000), "split", "by")
    of = ir.Num(0, 0, WHOLE - 1)
    bucket = ir.Let(BUCKET, ir.Bucket(of, salt, text))
    ends = list(accumulate(share(arm.share or "0") or 0 for arm in spec.arms))[:-1]
    below = tuple(
        ir.Compare(ir.Bool(), "less", ir.Read(of, BUCKET), ir.Const(ir.Num(0, end, end), end))
        for end in ends
    )
    first = ir.First(ir.Code(len(below)), below)
    leaves = ByCode(ir.Read(first.type, ir.FIRED), outlets(spec))
    return Lowered((bucket, ir.Fired((first,))), leaves)


def way(spec: Branch, trace: Trace) -> str:
    """The arm that was taken."""
    code = trace if isinstance(trace, int) else 0
    if spec.split is not None:
        return spec.arms[code].id
    every = slots(spec.arms)
    return every[code].id if code < len(every) else "else"


def summary(spec: Branch, speaker: Speaker) -> str:
    """How many ways there are."""
    return TEXTS.word("summary", speaker.language).format(count=len(outlets(spec)))


def named(spec: Branch, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A way by its title, else by its condition."""
    word = partial(TEXTS.word, language=speaker.language)
    match path:
        case ("split", "by"):
            return Part(word("part by"), says=speaker.expression)
        case ("arms", arm_id, *below):
            arm = next((arm for arm in spec.arms if arm.id == arm_id), None)
            if arm is None:
                return None
            holds = speaker.expression(arm.when) if arm.when else f"{arm.share}"
            title = speaker.label(arm.title) if arm.title else holds
            name = word("part arm").format(what=title)
            match below:
                case []:
                    return Part(name, word("part whole arm").format(what=title, holds=holds))
                case ["when"]:
                    return Part(word("part when").format(arm=name), says=speaker.expression)
                case ["share"]:
                    return Part(word("part share").format(arm=name))
    return None
