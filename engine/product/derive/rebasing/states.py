"""Rebase: a child on a new version of its parent, each of its edits kept or made a question."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeAlias, assert_never

from ....document import Add, Address, Edit, Json, Remove, Set, apply, diff
from ....document.merging import merge
from ....document.shape import keyed_items
from ....errors import DocumentRefused
from ...tenant import Prefixes
from ..appending import TOO_MANY
from ..breach import Breach
from ..bundle import Path, collapsed, edits_outside, inner, outer, part_at
from ..lineage import Generation, body, edits_between, headed, lineage
from ..permits import Permits
from ..refinement import refine_line
from ..shapes import item_ids
from ..texts import TEXTS
from .choices import Choices
from .report import Item, Rebase, State, Why, in_order
from .sides import Sides, meet, without

Faults: TypeAlias = Callable[[Json], tuple[Breach, ...]]
"""The faults of a child of the new parent, by its body."""


def rebase(
    child: Json,
    onto: Json,
    documents: Mapping[str, Json],
    *,
    tenants: Mapping[str, Prefixes],
    today: str | None = None,
    until: str | None = None,
) -> Rebase:
    """What becomes of a child's edits on the new version `onto` of its parent.

    `documents` holds the parent that the child names, and all flows, by name. A proposed waiver
    ends on the day `until`, or else half a year after the new version is first sold, or after
    `today` if it is sold already. Raises as `lineage` does, and DocumentRefused for a product
    that is no child.
    """
    *above, own = lineage(child, documents)
    if not above:
        raise DocumentRefused([TEXTS.issue("P271", "parent")])
    line = lineage(onto, documents)
    before, parent = above[-1], line[-1]
    edits = edits_between(before.effective, own.effective, own.edits)
    sides = Sides(
        body(before.effective),
        body(parent.effective),
        body(own.effective),
        {edit.at.path: edit for edit in edits},
    )

    def faults(whole: Json) -> tuple[Breach, ...]:
        generation = Generation("", own.document, (), headed(own.document, whole))
        return refine_line((*line, generation), tenants=tenants, today=today)

    rebasing = _Rebasing(sides, faults, Permits(parent.effective, today))
    rebasing.settle()
    choices = Choices(sides, rebasing.kept, faults, until or half_year(parent.effective, today))
    return Rebase(
        own.document,
        own.name,
        before.name,
        parent.name,
        parent.effective,
        rebasing.kept,
        in_order([*rebasing.clean(), *rebasing.items(choices)]),
    )


@dataclass
class _Rebasing:
    """The state of each of our edits, and the new parent with those that stay."""

    sides: Sides
    faults: Faults
    permits: Permits
    states: dict[Path, State] = field(default_factory=dict)
    breaches: dict[Path, Breach] = field(default_factory=dict)
    kept: Json = None

    def settle(self) -> None:
        """Finds the states: what clashes first, then what the new permits do not allow."""
        self.states = {path: self._state(path) for path in self.sides.ours}
        self.kept = self._kept()
        while guilty := self._guilty():
            for path, breach in guilty.items():
                contested = path in self.sides.conflicts
                self.states[path] = "conflict" if contested else "violation"
                self.breaches[path] = breach
            edits = diff(self.sides.onto, self.kept)
            paths = (edit.at.path for edit in edits)
            wrong = {at for at in paths if any(meet(at, path) for path in guilty)}
            self.kept = apply(self.sides.onto, without(edits, wrong))

    def _state(self, path: Path) -> State:
        sides = self.sides
        if sides.is_shared(path):
            return "same"
        if path in sides.conflicts and sides.is_gone(path):
            return "same" if isinstance(sides.ours[path], Remove) else "orphan"
        if sides.reworded(path):
            return "conflict"
        if path in sides.conflicts and not sides.is_stricter(path):
            return "conflict"
        return "kept"

    def _kept(self) -> Json:
        """The new parent with the edits that stay, own rules behind all of the parent's."""
        sides = self.sides
        stays = {path for path, state in self.states.items() if state in ("kept", "same")}
        left_out = sides.ours.keys() - (stays - sides.conflicts.keys())
        own = apply(sides.base, without(sides.ours.values(), left_out))
        merged = apply(sides.base, merge(sides.base, own, sides.onto).edits)
        stricter = [
            Set(edit.at, edit.value)
            for path, edit in sides.ours.items()
            if path in sides.conflicts and self.states[path] == "kept" and isinstance(edit, Set)
        ]
        return apply(self._own_rules_last(merged), stricter)

    def _own_rules_last(self, merged: Json) -> Json:
        places = {
            edit.at.path[:-1]
            for edit in diff(self.sides.onto, merged)
            if isinstance(edit, Add)
            and any(permit.allow == "append" for permit in self.permits.of(edit.at.path))
        }
        return apply(merged, [self._ordered(merged, place) for place in places])

    def _ordered(self, merged: Json, place: Path) -> Edit:
        """The list at a path with the parent's items first and ours behind, each in their order."""
        items = keyed_items(part_at(merged, place)) or {}
        parents = item_ids(part_at(self.sides.onto, place))
        own = [each for each in item_ids(part_at(self.sides.own, place)) if each in items]
        first = [each for each in items if each in parents]
        last = [each for each in own if each not in parents]
        return Set(Address((), place), [items[each] for each in (*first, *last)])

    def _guilty(self) -> dict[Path, Breach]:
        """Our edits that are kept so far and that the new parent does not allow.

        A rule too many is one only where no other fault takes a rule away first.
        """
        breaches = self.faults(self.kept)
        others = [breach for breach in breaches if breach.issue.code != TOO_MANY]
        return self._blamed(others) or self._blamed(breaches)

    def _blamed(self, breaches: Iterable[Breach]) -> dict[Path, Breach]:
        guilty: dict[Path, Breach] = {}
        for breach in breaches:
            wrong = [inner(edit.at) for edit in breach.edits if edit not in breach.instead]
            for path, state in self.states.items():
                if state == "kept" and any(meet(path, at) for at in wrong):
                    guilty.setdefault(path, breach)
        return guilty

    def clean(self) -> Iterator[Item]:
        """What the parent alone changed."""
        sides = self.sides
        open_paths = [path for path, state in self.states.items() if state != "same"]
        disputed = {at for path in open_paths for at in sides.clashing(path)}
        for path, edit in sides.theirs.items():
            shared = path in sides.ours and sides.is_shared(path)
            if not shared and path not in disputed:
                yield self._item(edit, "clean")

    def items(self, choices: Choices) -> Iterator[Item]:
        """Each of our edits with its state."""
        for path, state in self.states.items():
            item = self._item(self.sides.ours[path], state)
            match state:
                case "kept":
                    yield self._kept_item(item, path)
                case "conflict":
                    yield self._conflict(item, path, choices)
                case "orphan":
                    lost = [*self.sides.clashing(path), *self.sides.heirs_of(path)]
                    yield replace(item, because=_addresses(lost), choices=choices.orphan(path))
                case "violation":
                    breach = self.breaches[path]
                    yield replace(
                        item,
                        permit=breach.permit,
                        allowed=breach.allowed,
                        choices=choices.violation(path, breach),
                    )
                case "same" | "clean":
                    others = [at for at in self.sides.clashing(path) if at != path]
                    yield replace(item, because=_addresses(others))
                case _:
                    assert_never(state)

    def _kept_item(self, item: Item, path: Path) -> Item:
        reaching = self.sides.reaching(path, self.kept)
        if reaching:
            return replace(item, note="reach", because=_addresses(reaching))
        return replace(item, note="still_stricter") if path in self.sides.conflicts else item

    def _conflict(self, item: Item, path: Path, choices: Choices) -> Item:
        reworded = self.sides.reworded(path)
        others = [at for at in self.sides.clashing(path) if at != path]
        why: tuple[Why, ...] = (
            *(("both",) if path in self.sides.conflicts else ()),
            *(("meaning",) if reworded else ()),
        )
        because = _addresses([*others, *reworded])
        return replace(item, why=why, because=because, choices=choices.conflict(path))

    def _item(self, edit: Edit, state: State) -> Item:
        path = edit.at.path
        base, theirs, ours = (
            collapsed(part_at(each, path), path)
            for each in (self.sides.base, self.sides.onto, self.sides.own)
        )
        (stored,) = edits_outside([edit])
        return Item(stored, state, base, theirs, ours)


def _addresses(paths: Iterable[Path]) -> tuple[Address, ...]:
    return tuple(sorted({outer(path) for path in paths}, key=str))


def half_year(product: Json, today: str | None = None) -> str | None:
    """The last day of the half-year that begins when a product is first sold, or on a later day."""
    try:
        sold = str(part_at(product, ("sale", "from")))
        first = date.fromisoformat(max(sold, today or sold))
        months = first.month + 5
        year, month = first.year + months // 12, months % 12 + 1
        last = date(year, month, min(first.day, monthrange(year, month)[1]))
    except ValueError:
        return None
    return (last - timedelta(days=1)).isoformat()
