"""A rebase in words: what came from the parent, what stays, and what a person has to choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...document import Add, Address, Edit, Json, Remove, Set
from ...issues import Language
from ..derive.rebasing.report import Choice, Item
from .parameters import say
from .telling import name_part, say_part, sentences
from .whole import Whole


@dataclass(frozen=True, slots=True)
class Told:
    """What a rebase is told of: the parent before and now, the child, and what stays.

    `kept` is the new parent with the child's edits that stay.
    """

    before: Whole
    onto: Whole
    child: Whole
    kept: Whole

    def item(self, item: Item, language: Language) -> list[str]:
        """One item: a sentence, and below it the reasons and the choices."""
        teller = _Teller(self, item, language)
        return [teller.headline(), *teller.reasons(), *teller.choices()]


@dataclass(frozen=True, slots=True)
class _Teller:
    of: Told
    item: Item
    language: Language

    def headline(self) -> str:
        """What the side that made the edit did."""
        after = self.of.onto if self.item.state == "clean" else self.of.child
        return sentences(self.of.before, after, [self.item.edit], self.language)[0]

    def reasons(self) -> Iterator[str]:
        """Why the item is in its state, and what the parent did that bears on it."""
        item = self.item
        keys = [f"why {why}" for why in item.why] or [f"state {item.state}"]
        if item.state in ("kept", "clean"):
            keys = [f"note {item.note}"] if item.note else []
        values = {
            "theirs": self._value(item.theirs, self.of.onto),
            "permit": self._permit(item.permit),
            "allowed": self._allowed(),
        }
        for key in keys:
            yield self._say(key, **values)
        for at in item.because:
            if at != item.at or item.state == "orphan":
                yield self._say("because", what=self._their_sentence(at))

    def choices(self) -> Iterator[str]:
        """What may be chosen, the proposed first choice marked."""
        for choice in self.item.choices:
            text = self._choice(choice)
            if choice.id == self.item.proposed:
                text = self._say("proposed", text=text)
            yield self._say("choice", id=choice.id, text=text)

    def _choice(self, choice: Choice) -> str:
        if choice.is_refused:
            return self._say("choice refused", permit=self._permit(choice.permit))
        made = self._say("between").join(self._made(edit) for edit in choice.edits)
        made = made or self._value(self.item.theirs, self.of.onto)
        values = {"made": made, "until": str(choice.until), "permit": self._permit(choice.permit)}
        return self._say(f"choice {choice.id}", **values)

    def _made(self, edit: Edit) -> str:
        """What a choice makes of a part."""
        at, whole = edit.at, self.of.kept
        match edit:
            case Set(value=value):
                said = self._said(whole, at, value)
                if at == self.item.at:
                    return said
                return self._say("pair", name=name_part(whole, at, self.language), value=said)
            case Add(item=item):
                return self._said(self.of.child, at, dict(item))
            case Remove():
                return self._say("removed", what=name_part(whole, at, self.language), mark="")
            case _:
                return self._say("moved", what=name_part(whole, at, self.language))

    def _their_sentence(self, at: Address) -> str:
        """What the parent did at an address."""
        there = Set(at, None) if self.of.onto.stands(at) else Remove(at)
        return sentences(self.of.before, self.of.onto, [there], self.language)[0]

    def _value(self, value: Json, whole: Whole) -> str:
        if value is None and not whole.stands(self.item.at):
            return self._say("gone")
        if self._is_member:
            return self._say("stays", what=name_part(whole, self.item.at, self.language))
        return self._said(whole, self.item.at, value)

    def _said(self, whole: Whole, at: Address, value: Json) -> str:
        return say_part(whole, at, value, self.language)

    def _permit(self, permit: str | None) -> str:
        """A permit of the new parent by its name."""
        if permit is None:
            return self._say("no permit")
        return name_part(self.of.onto, Address((), ("permits", permit)), self.language)

    @property
    def _is_member(self) -> bool:
        """Whether it is a member of a set."""
        return isinstance((self.item.allowed or {}).get("of"), dict)

    def _allowed(self) -> str:
        """What the permit allows; of a set its members are known, and how many have to stay."""
        pairs = (
            self._say(f"allowed {name}", value=self._bound(value))
            for name, value in (self.item.allowed or {}).items()
            if isinstance(value, str | int)
        )
        return self._say("between").join(pairs)

    def _bound(self, value: str | int) -> str:
        return (
            str(value) if isinstance(value, int) else self._said(self.of.onto, self.item.at, value)
        )

    def _say(self, key: str, **values: str) -> str:
        return say(key, self.language, **values)
