"""What a form, a permit, a sheet or a sentence needs to know of any part of a product document.

Kind, unit, places and direction stand in the schema; labels and help in `texts.json`, by the
address with `*` for the name of a member.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...document.address import Address
from ...issues import LANGUAGES, Catalogue
from ...values import Label, Unit
from .kinds import Stricter
from .parts import Document, Part, part_at, words

TEXTS = Catalogue.beside(__file__)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a product: how it is written, what it is called, and which way is stricter.

    `places` are those of a literal number; `null` says what a null means where one may stand;
    `choices` are the words that may stand there or that its members are, where the format knows
    them all.
    """

    kind: str
    unit: Unit | None
    stricter: Stricter
    label: Label
    help: Label | None
    places: int | None
    null: str | None
    choices: tuple[str, ...]


def parameter(at: Address | str, product: Document) -> Parameter | None:
    """What is known of the part at an address of a whole product; None where no such part can be.

    The part need not be there: a method that is not offered has an address too.
    """
    part = part_at(at, product)
    return parameter_of(part) if part else None


def parameter_of(part: Part) -> Parameter:
    """What is known of a part."""
    schema = part.schema
    return Parameter(
        part.kind,
        schema.get("x-unit"),
        _stricter(part),
        _label(part),
        _text(f"help {'/'.join(part.pattern)}"),
        schema.get("x-places"),
        schema.get("x-null"),
        _choices(part),
    )


def word(kind: str, value: str) -> Label:
    """The label of a word of a kind: `method`, `bullet`; a word of the bank's own is its label."""
    return _text(f"{kind} {value}") or Label(zh=value, en=value)


def _stricter(part: Part) -> Stricter:
    """The field's own direction, or that of the set or variants that it is a member of."""
    over = part.over if part.over.get("x-kind") in ("set", "variants") else {}
    found: Stricter = part.schema.get("x-stricter", over.get("x-stricter", "none"))
    return found


def _label(part: Part) -> Label:
    """The label of a place; of a member whose name is a word, that word's."""
    of = part.over.get("x-of")
    return _text(of and f"{of} {part.path[-1]}") or _text("/".join(part.pattern)) or _own(part)


def _own(part: Part) -> Label:
    """The name of a member that has no other label."""
    name = part.path[-1] if part.path else part.schema["title"]
    return Label(zh=name, en=name)


def _text(key: str | None) -> Label | None:
    if key is None or not TEXTS.has_word(key):
        return None
    zh, en = (TEXTS.word(key, language) for language in LANGUAGES)
    return Label(zh=zh, en=en)


def _choices(part: Part) -> tuple[str, ...]:
    """The words of a choice, of a set or of variants, as JSON spells them."""
    if part.kind in ("variants", "member"):
        return tuple(part.schema.get("properties", ()))
    found = words(part.schema.get("propertyNames", part.schema))
    return tuple(str(word).lower() if isinstance(word, bool) else word for word in found)
