"""An ask in the core: the block leaves by what the host answered."""

from __future__ import annotations

from ...node import Builder, ByAnswer, Lowered, Part, Speaker, Trace
from .check import TEXTS, sources
from .spec import Ask, FromPerson, FromSource

WAYS = ("found", "empty", "unavailable")
"""The outlets by the code that the block keeps."""


def outlets(spec: Ask) -> tuple[str, ...]:
    """Sources and persons may answer that there is none; lists and counters always know."""
    if isinstance(spec.origin, FromSource | FromPerson):
        return WAYS
    return ("found", "unavailable")


def lower(spec: Ask, builder: Builder) -> Lowered:
    """The block without statements: the way hangs on the host's answer alone."""
    flags = tuple(sorted(name for _, name in sources(spec)))
    return Lowered((), ByAnswer(tuple(sorted(spec.gives)), flags))


def way(spec: Ask, trace: Trace) -> str:
    """The outlet by what the host answered."""
    return WAYS[trace if isinstance(trace, int) else 0]


def summary(spec: Ask, speaker: Speaker) -> str:
    """How many facts it brings."""
    return TEXTS.word("summary", speaker.language).format(count=len(spec.gives))


def named(spec: Ask, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A fact that it brings by its label."""
    match path:
        case ("gives", code):
            what = speaker.labels.get(code, code)
            return Part(TEXTS.word("part gives", speaker.language).format(what=what))
        case ("consent",):
            return Part(TEXTS.word("part consent", speaker.language))
    return None
