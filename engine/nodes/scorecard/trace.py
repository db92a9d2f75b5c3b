"""What fired in a scorecard, the points it lost, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...node import FiredReason, Part, Speaker, Trace
from .check import TEXTS
from .spec import Characteristic, Scorecard

MISSING = "missing"


def _codes(spec: Scorecard, trace: Trace) -> tuple[int, ...]:
    return trace if isinstance(trace, tuple) else (0,) * (len(spec.characteristics) + 1)


def fired(spec: Scorecard, trace: Trace) -> tuple[str, ...]:
    """`characteristic/bin` (or `characteristic/missing`) in order, then `bands/band`."""
    *bins, band = _codes(spec, trace)
    hit = [f"{c.id}/{_bin_id(c, code)}" for c, code in zip(spec.characteristics, bins, strict=True)]
    return (*hit, f"bands/{spec.bands[band].id}")


def _bin_id(of: Characteristic, code: int) -> str:
    return of.bins[code].id if code < len(of.bins) else MISSING


def _points(of: Characteristic) -> list[int]:
    """The points of each bin, then those of `missing`."""
    every = [int(each.points) for each in of.bins]
    return every if of.missing is None else [*every, int(of.missing)]


def linked(spec: Scorecard, trace: Trace, at: str) -> list[FiredReason]:
    """The characteristics that lost most points: best of the characteristic minus got.

    Only losses above 0, largest first, ties by list order, as many as the card says.
    """
    codes = _codes(spec, trace)
    lost = [
        (max(_points(of)) - _points(of)[codes[index]], index, of)
        for index, of in enumerate(spec.characteristics)
    ]
    ranked = sorted((loss for loss in lost if loss[0] > 0), key=lambda loss: (-loss[0], loss[1]))
    return [
        FiredReason(of.reason, f"{at}/characteristics/{of.id}", "other")
        for _, _, of in ranked[: spec.reasons.most]
    ]


def part(fired: str) -> str:
    """The address of a bin or band by its fired id."""
    owner, _, name = fired.partition("/")
    if owner == "bands":
        return fired
    return f"characteristics/{owner}/" + (name if name == MISSING else f"bins/{name}")


def sentence(spec: Scorecard, fired: str, speaker: Speaker) -> str:
    """The bin with its points, or the band."""
    owner, _, name = fired.partition("/")
    if owner == "bands":
        return TEXTS.word("band", speaker.language).format(band=name)
    of = next(c for c in spec.characteristics if c.id == owner)
    what = speaker.expression(of.of)
    best = max(_points(of))
    if name == MISSING:
        word, test, points = "missing", "", int(of.missing or 0)
    else:
        each = next(b for b in of.bins if b.id == name)
        word, test, points = "bin", speaker.cell(each.test), int(each.points)
    return TEXTS.word(word, speaker.language).format(
        what=what, test=test, points=f"{points:+d}", best=f"{best:+d}"
    )


def summary(spec: Scorecard, speaker: Speaker) -> str:
    """How many characteristics, and the bands."""
    bands = " ".join(band.id for band in spec.bands)
    count = len(spec.characteristics)
    return TEXTS.word("summary", speaker.language).format(count=count, bands=bands)


def named(spec: Scorecard, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A bin by its characteristic and range, a band by its name."""
    word = partial(TEXTS.word, language=speaker.language)
    match path:
        case ("base",):
            return Part(word("part base"), stricter="lower")
        case ("reasons", "most"):
            return Part(word("part most"))
        case ("bands", band_id, *below) if any(band.id == band_id for band in spec.bands):
            name = word("band").format(band=band_id)
            if below == ["from"]:
                return Part(word("part from").format(band=name), stricter="higher")
            return Part(name)
        case ("characteristics", owner, *below):
            of = next((c for c in spec.characteristics if c.id == owner), None)
            return None if of is None else _characteristic(spec, of, below, speaker)
    return None


def _characteristic(
    spec: Scorecard, of: Characteristic, below: Sequence[str], speaker: Speaker
) -> Part | None:
    """A characteristic, or one of its bins, by what is scored."""
    word = partial(TEXTS.word, language=speaker.language)
    what = speaker.expression(of.of)
    match below:
        case []:
            bins = word("and").join(f"{speaker.cell(b.test)} → {b.points}" for b in of.bins)
            whole = word("part whole characteristic").format(what=what, bins=bins)
            return Part(word("part characteristic").format(what=what), whole)
        case ["of"]:
            return Part(word("part of"), says=speaker.expression)
        case ["reason"]:
            return Part(word("part reason").format(what=what), says=speaker.reason)
        case ["missing"]:
            return Part(word("part missing").format(what=what), stricter="lower")
        case ["bins", bin_id, *field] if any(each.id == bin_id for each in of.bins):
            each = next(each for each in of.bins if each.id == bin_id)
            name = word("part bin").format(what=what, test=speaker.cell(each.test))
            if field == ["points"]:
                return Part(word("part points").format(bin=name), stricter="lower")
            if field == ["in"]:
                return Part(word("part in").format(bin=name), says=speaker.cell)
            whole = word("part whole").format(what=sentence(spec, f"{of.id}/{bin_id}", speaker))
            return None if field else Part(name, whole)
    return None
