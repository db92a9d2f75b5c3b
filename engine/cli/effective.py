"""`effective`: what a product comes to, and where each of its values is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from rich.table import Table
from rich.text import Text

from ..document import print_json
from ..issues import LANGUAGES, Language
from ..product.derive import Origin, collapse, origins
from ..product.sentences import Whole, name_part, say_part
from .door import argument, door, option
from .products import ProductFile, read_product_file, spoken
from .terminal import put, put_json, show
from .voice import Voice

_VERSION = re.compile(r"v[0-9]+")


@door
def effective(
    product: Annotated[Path, argument("draft")],
    with_origins: Annotated[bool, option("origins")] = False,
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Prints the whole product that a child comes to, or where each of its values is from."""
    file = read_product_file(product)
    if not with_origins:
        whole, flows = collapse(file.generation.effective)
        if as_json:
            put_json({"product": whole, "flows": flows})
        else:
            put(print_json(whole))
        return
    prefixes = file.prefixes if len(file.line) > 1 else []
    found, told = origins(file.line, prefixes=prefixes), spoken(file, dictionary)
    if as_json:
        put_json({"origins": [_as_json(origin, told) for origin in found]})
    else:
        show(_table(found, told, file, Voice.of(language)))


def _as_json(origin: Origin, told: Whole) -> dict[str, object]:
    label = {each: name_part(told, origin.at, each) for each in LANGUAGES}
    return {**origin.as_json(), "label": label}


def _table(found: Sequence[Origin], told: Whole, file: ProductFile, voice: Voice) -> Table:
    """The values with what they are called, where each is from, and what may be done with it."""
    table = Table(show_lines=False)
    for heading in ("address", "label", "value", "level", "permit", "why"):
        table.add_column(voice.say(heading), overflow="fold")
    levels = {each.name: _level(file, index) for index, each in enumerate(file.line)}
    for origin in found:
        level, version = levels[origin.document]
        cells = (
            str(origin.at),
            voice.beside(name_part(told, origin.at, each) for each in voice.languages),
            voice.beside(say_part(told, origin.at, origin.value, each) for each in voice.languages),
            voice.say(level, version=version),
            _permit(origin, voice),
            voice.beside(_why(origin, told, voice)),
        )
        table.add_row(*map(Text, cells))
    return table


def _level(file: ProductFile, index: int) -> tuple[str, str]:
    """The level of a product in its line, and what that version is called."""
    of = file.line[index]
    is_last = index == len(file.line) - 1
    path = file.path if is_last else file.used[of.name].path
    identity, _, content = of.name.partition("@sha256:")
    version = path.stem if _VERSION.fullmatch(path.stem) else content[:8]
    level = "level own" if is_last else "level above" if index else "level template"
    return level, f"{identity} {version}"


def _permit(origin: Origin, voice: Voice) -> str:
    allowed = origin.allowed
    if allowed is None:
        return ""
    if origin.permit is None:
        word = next((each for each in ("free", "narrower") if each in allowed), "locked")
        return voice.say(word)
    return f"{origin.permit}: {voice.allowed(allowed)}"


def _why(origin: Origin, told: Whole, voice: Voice) -> Iterator[str]:
    """The reason of the edit, or else the source of the value."""
    sources = told.document.get("sources")
    source = sources.get(origin.source) if isinstance(sources, dict) and origin.source else None
    text = origin.why or (source.get("text") if isinstance(source, dict) else None)
    for language in voice.languages:
        if isinstance(text, Mapping):
            yield str(text.get(language) or text.get("zh"))
