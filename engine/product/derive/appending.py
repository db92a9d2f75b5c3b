"""Rules that a child appends: behind all of its parent's, and of a kind that the permit names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...document import Add, Edit, Json
from ...document.shape import Mapping
from ...issues import Issue
from .breach import Breach, said
from .bundle import Path, outer, part_at
from .comparison import Comparison
from .permits import Permit
from .shapes import item_ids
from .texts import TEXTS
from .values import locked_breach

TOO_MANY = "P244"
"""The fault of a rule behind as many as there may be."""


def appended_breaches(
    comparison: Comparison, path: Path, permit: Permit, edits: Sequence[Edit]
) -> Iterator[Breach]:
    """The faults of a child's edits of the list of rules at a path."""
    added = [edit for edit in edits if isinstance(edit, Add)]
    for edit in edits:
        if not isinstance(edit, Add):
            yield locked_breach(comparison, edit, permit)
    judged = _Appended(comparison, path, permit)
    for edit in judged.in_order(added):
        yield from judged.breaches(edit)


class _Appended:
    """One list of rules, and what may be appended to it."""

    def __init__(self, comparison: Comparison, path: Path, permit: Permit) -> None:
        self.comparison, self.permit = comparison, permit
        self.parent_ids = item_ids(part_at(comparison.parent, path))
        self.child_ids = item_ids(part_at(comparison.child, path))
        self.fires_all = part_at(comparison.parent, (*path[:-1], "fire")) == "all"
        self.own = [each for each in self.child_ids if each not in self.parent_ids]
        self.most = permit.terms.get("max")
        self.kinds = sorted(permit.members("then"))

    def in_order(self, added: Sequence[Add]) -> list[Add]:
        """The added rules in the order of the child's list."""
        return sorted(added, key=lambda edit: self.child_ids.index(edit.at.path[-1]))

    def breaches(self, edit: Add) -> Iterator[Breach]:
        """Each fault of one rule; all of them are mended by one edit."""
        faults = list(self._faults(edit))
        fits = self.fires_all and self.kinds and not self._is_beyond(edit)
        instead = [self._mended(edit)] if fits else []
        for issue, found, nearest in faults:
            yield self.comparison.breach(
                issue,
                [edit],
                at=edit.at.path,
                permit=self.permit,
                allowed={"append": dict(self.permit.members("then")), "max": self.most},
                found=found,
                nearest=nearest,
                instead=instead,
            )

    def _faults(self, edit: Add) -> Iterator[tuple[Issue, Json, Json]]:
        at, permit = str(outer(edit.at.path)), self.permit.id
        then, reason = edit.item.get("then"), edit.item.get("reason")
        if not self.fires_all:
            yield TEXTS.issue("P241", at, permit=permit), None, None
        if self._is_early(edit):
            after = self.parent_ids[-1]
            yield TEXTS.issue("P242", at, permit=permit, after=after), edit.after, after
        if then not in self.kinds:
            known = " / ".join(self.kinds)
            issue = TEXTS.issue("P243", at, permit=permit, found=said(then), known=known)
            yield issue, then, next(iter(self.kinds), None)
        if self._is_beyond(edit):
            issue = TEXTS.issue(TOO_MANY, at, permit=permit, most=said(self.most))
            yield issue, len(self.own), self.most
        if not self._is_own(reason):
            nearest = self._own_reason(reason)
            values = {"found": said(reason), "nearest": nearest}
            yield TEXTS.issue("P245", at, permit=permit, span=None, **values), reason, nearest

    def _is_early(self, edit: Add) -> bool:
        """Whether it stands, alone or behind another own rule, before one of the parent's."""
        place = self.child_ids.index(edit.at.path[-1])
        before = [each for each in self.child_ids[:place] if each in self.parent_ids]
        return before[-1:] != self.parent_ids[-1:]

    def _is_beyond(self, edit: Add) -> bool:
        place = self.own.index(edit.at.path[-1])
        return isinstance(self.most, int) and place >= self.most

    def _is_own(self, reason: Json) -> bool:
        prefixes = [prefix.reasons for prefix in self.comparison.prefixes]
        return isinstance(reason, str) and reason.startswith(tuple(prefixes))

    def _own_reason(self, reason: Json) -> str:
        prefix = next((prefix.reasons for prefix in self.comparison.prefixes), "")
        return f"{prefix}{reason if isinstance(reason, str) else ''}"

    def _mended(self, edit: Add) -> Add:
        item: Mapping = dict(edit.item)
        if item.get("then") not in self.kinds:
            item["then"] = self.kinds[0]
        if not self._is_own(item.get("reason")):
            item["reason"] = self._own_reason(item.get("reason"))
        after = self.parent_ids[-1] if self._is_early(edit) else edit.after
        return replace(edit, item=item, after=after)
