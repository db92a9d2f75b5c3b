"""Edits as a child stores them; `document/edits.py` says what they do."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from ...values import Id, Label, Model, Present
from .control import AddressText


class Change(Model):
    """Where, and why."""

    at: AddressText
    why: Label | None = None


class SetChange(Change):
    """A key set or created, or an item replaced in its place."""

    value: Annotated[Any, Field(alias="set")]


class AddChange(Change):
    """A new item behind `after`; null puts it first."""

    add: dict[str, Any]
    after: Id | None


class RemoveChange(Change):
    """A key or an item that goes."""

    remove: Present


class MoveChange(Change):
    """The same item behind `after`; null puts it first."""

    move: Present
    after: Id | None


def _verb(value: Any) -> str:
    names = value if isinstance(value, dict) else getattr(type(value), "model_fields", ())
    verb = next((verb for verb in ("add", "remove", "move") if verb in names), "set")
    return f"edit {verb}"


AnyChange = Annotated[
    Annotated[SetChange, Tag("edit set")]
    | Annotated[AddChange, Tag("edit add")]
    | Annotated[RemoveChange, Tag("edit remove")]
    | Annotated[MoveChange, Tag("edit move")],
    Discriminator(_verb),
]
