"""What a rebase found, as a document (`loanfoundry.rebase/1`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ....document import Address, Edit, Json, Move, edits_as_json

State = Literal["clean", "kept", "same", "conflict", "orphan", "violation"]
STATES: tuple[State, ...] = get_args(State)
OPEN: tuple[State, ...] = ("conflict", "orphan", "violation")
"""The states in which a person chooses."""
Note = Literal["still_stricter", "reach"]
NOTES: tuple[Note | None, ...] = (None, *get_args(Note))
Why = Literal["both", "meaning"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle an item: edits on the new parent with the kept edits applied.

    A choice that the new parent does not allow is refused, by `permit` if one covers the place.
    A waiver asks for an exception from `permit` to the day `until`.
    """

    id: str
    edits: tuple[Edit, ...] = ()
    is_refused: bool = False
    permit: str | None = None
    until: str | None = None

    def as_json(self) -> dict[str, Json]:
        """The choice as it stands in the report."""
        if self.is_refused:
            return {"id": self.id, "refused": self.permit}
        waiver: dict[str, Json] = {"permit": self.permit, "until": self.until}
        return {
            "id": self.id,
            **({} if self.until is None else waiver),
            "edits": list(edits_as_json(self.edits)),
        }


@dataclass(frozen=True, slots=True)
class Item:
    """One part that the parent or the child changed: a clean item is the parent's, others ours.

    `edit` is that change, as the side that made it stores it. `base`, `theirs` and `ours` are the
    part before, in the new parent and in the child; None where there is none. `because` names
    what the parent did that bears on it.
    """

    edit: Edit
    state: State
    base: Json = None
    theirs: Json = None
    ours: Json = None
    note: Note | None = None
    why: tuple[Why, ...] = ()
    because: tuple[Address, ...] = ()
    permit: str | None = None
    allowed: Mapping[str, Json] | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def at(self) -> Address:
        """The part."""
        return self.edit.at

    @property
    def proposed(self) -> str | None:
        """The first choice that is not refused; None where there is nothing to choose."""
        return next((choice.id for choice in self.choices if not choice.is_refused), None)

    def as_json(self) -> dict[str, Json]:
        """The item as it stands in the report."""
        values: dict[str, Json] = {"base": self.base, "theirs": self.theirs, "ours": self.ours}
        spelled: dict[str, Json] = {"at": str(self.at), "state": self.state}
        match self.state:
            case "clean":
                return {**spelled, **self._place(), "base": self.base, "theirs": self.theirs}
            case "kept" if self.note is None:
                return spelled
            case "kept":
                return {**spelled, "note": self.note, **values, **self._because()}
            case "same":
                return {**spelled, **values, **self._because()}
            case _:
                return {
                    **spelled,
                    **({"why": list(self.why)} if self.why else {}),
                    **values,
                    **self._because(),
                    **self._limit(),
                    "choices": [choice.as_json() for choice in self.choices],
                    "proposed": self.proposed,
                }

    def _place(self) -> dict[str, Json]:
        edit = self.edit
        return {"move": True, "after": edit.after} if isinstance(edit, Move) else {}

    def _because(self) -> dict[str, Json]:
        return {"because": [str(at) for at in self.because]} if self.because else {}

    def _limit(self) -> dict[str, Json]:
        if self.allowed is None:
            return {}
        return {"permit": self.permit, "allowed": dict(self.allowed)}


@dataclass(frozen=True, slots=True)
class Rebase:
    """A child on a new version of its parent: what came, what stays, what a person has to choose.

    `parent` is the new parent, whole; `kept` is it with every edit of the child's that stays.
    """

    child: dict[str, Json]
    name: str
    parent_before: str
    parent_name: str
    parent: Json
    kept: Json
    items: tuple[Item, ...]

    @property
    def open(self) -> tuple[Item, ...]:
        """The items that need a choice."""
        return tuple(item for item in self.items if item.state in OPEN)

    @property
    def proposed(self) -> dict[str, str]:
        """The proposed choice of each open item, by its address."""
        return {str(item.at): item.proposed for item in self.open if item.proposed is not None}

    def as_json(self) -> dict[str, Json]:
        """The report as a document."""
        states = [item.state for item in self.items]
        return {
            "format": "loanfoundry.rebase/1",
            "child": self.name,
            "from": self.parent_before,
            "onto": self.parent_name,
            "counts": {state: states.count(state) for state in STATES},
            "items": [item.as_json() for item in self.items],
        }


def in_order(items: list[Item]) -> tuple[Item, ...]:
    """Items as a report lists them: by state, kept ones without a note first, then by address."""
    return tuple(
        sorted(
            items,
            key=lambda item: (STATES.index(item.state), NOTES.index(item.note), str(item.at)),
        )
    )
