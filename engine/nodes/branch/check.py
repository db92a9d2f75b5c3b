"""What a branch must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ...issues import Catalogue, Issue
from ...node import Builder
from ...values import scaled
from .spec import Branch

TEXTS = Catalogue.beside(__file__)
WHOLE = 10_000
PLACES = 4


def check(spec: Branch, builder: Builder) -> Iterable[Issue]:
    """Arms have conditions, or with a split shares that sum to 1; none is called `else`."""
    for arm in spec.arms:
        at = builder.place("arms", arm.id)
        if arm.id == "else":
            yield TEXTS.issue("N201", at)
        if spec.split is None and (arm.when is None or arm.share is not None):
            yield TEXTS.issue("N202", at)
        if spec.split is not None and (arm.share is None or arm.when or arm.unknown):
            yield TEXTS.issue("N203", at)
        if arm.share is not None and share(arm.share) is None:
            yield TEXTS.issue("N205", f"{at}/share", found=arm.share)
    total = sum(share(arm.share or "0") or 0 for arm in spec.arms)
    if spec.split is not None and total != WHOLE:
        yield TEXTS.issue("N204", builder.place("arms"), total=f"{total / 100:g} %")


def share(literal: str) -> int | None:
    """A share in parts of ten thousand; None where it has more than four places or is over 1."""
    places = len(literal.partition(".")[2])
    value = scaled(literal, places)
    if value is None or places > PLACES:
        return None
    parts = value * 10 ** (PLACES - places)
    return parts if 0 <= parts <= WHOLE else None
