"""A batch of edits as a tree of the places that it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..issues import Issue
from .edits import Add, Content, Edit, Move, Placing
from .texts import TEXTS


@dataclass(slots=True)
class Plan:
    """The edits at one place, and the plans below it by step."""

    content: Content | None = None
    move: Move | None = None
    below: dict[str, Plan] = field(default_factory=dict)

    @property
    def placing(self) -> Placing | None:
        """The edit that gives this item its place in the list, if one does."""
        return self.content if isinstance(self.content, Add) else self.move

    def edits(self) -> Iterator[Edit]:
        """All edits at this place and below."""
        waiting = [self]
        while waiting:
            plan = waiting.pop()
            yield from (edit for edit in (plan.content, plan.move) if edit is not None)
            waiting.extend(plan.below.values())


def plan_edits(edits: Iterable[Edit]) -> tuple[Plan, list[Issue]]:
    """The plan of a batch, and an issue for each edit that clashes with another and is left out."""
    plan, issues = Plan(), []
    for edit in sorted(edits, key=_rank):
        clash = _entered(plan, edit)
        if clash is not None:
            issues.append(clash)
    return plan, issues


def _rank(edit: Edit) -> tuple[str, bool, str]:
    """Puts an edit before those below it, for its text is shorter, and a clash always one way."""
    return str(edit.at), isinstance(edit, Move), repr(edit)


def _entered(plan: Plan, edit: Edit) -> Issue | None:
    """Puts an edit at its place; the clash if another edit forbids it."""
    if edit.at.slots:
        return _clash("D301", edit)
    place = plan
    for step in edit.at.path:
        if place.content is not None:
            return _clash("D302", edit, above=place.content)
        place = place.below.setdefault(step, Plan())
    if isinstance(edit, Move):
        if place.content is not None or place.move is not None:
            return _clash("D303", edit)
        place.move = edit
        return None
    if place.content is not None:
        return _clash("D303", edit)
    place.content = edit
    return None


def _clash(code: str, edit: Edit, above: Content | None = None) -> Issue:
    at = str(edit.at)
    return TEXTS.issue(code, at) if above is None else TEXTS.issue(code, at, above=str(above.at))
