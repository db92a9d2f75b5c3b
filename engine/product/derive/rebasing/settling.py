"""A rebase with its answers: the child on its new parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ....document import Edit, Json, edits_as_json, parse_edits
from ....errors import EditsRefused
from ....issues import Issue
from ..breach import said
from ..lineage import derive, normal_edits
from ..texts import TEXTS
from .report import Choice, Item, Rebase


def settle(rebase: Rebase, answers: Mapping[str, str]) -> dict[str, Json]:
    """The child's document on the new parent: the edits that stay, and the chosen ones.

    `answers` names a choice for each open item by its address. Raises EditsRefused with every
    answer that is missing, unknown or refused, and where chosen edits overlap.
    """
    issues = [*_unknown(rebase, answers)]
    chosen: list[Edit] = []
    for item in rebase.open:
        choice = _choice(item, answers.get(str(item.at)))
        if isinstance(choice, Issue):
            issues.append(choice)
        else:
            chosen.extend(edit for edit in choice.edits if edit not in chosen)
    if issues:
        raise EditsRefused(issues)
    whole = derive(rebase.kept, chosen)
    stored = (*parse_edits(rebase.child["edits"]), *chosen)
    edits = normal_edits(rebase.parent, whole, stored)
    return {**rebase.child, "parent": rebase.parent_name, "edits": edits_as_json(edits)}


def _unknown(rebase: Rebase, answers: Mapping[str, str]) -> Iterator[Issue]:
    known = {str(item.at) for item in rebase.open}
    for at in sorted(answers.keys() - known):
        yield TEXTS.issue("P273", at)


def _choice(item: Item, answer: str | None) -> Choice | Issue:
    """The chosen way, or what is wrong with the answer."""
    at, known = str(item.at), [choice.id for choice in item.choices if not choice.is_refused]
    if answer is None:
        return TEXTS.issue("P272", at, known=" / ".join(known))
    found = next((choice for choice in item.choices if choice.id == answer), None)
    if found is None:
        return TEXTS.issue("P274", at, found=answer, known=" / ".join(known))
    if found.is_refused:
        values = {"found": answer, "permit": said(found.permit), "known": " / ".join(known)}
        return TEXTS.issue("P275", at, span=None, **values)
    return found
