"""The one way out of the command: what a terminal shows can neither steer it nor hide in it."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import typer
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.progress import track
from rich.segment import Segment

Part = TypeVar("Part")

STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories that move the cursor, turn the direction of the text, break a line, or are unseen."""
PIPED_WIDTH = 10_000
"""Wide enough that what goes to a file or another program is never broken into lines."""


def printable(text: str) -> str:
    """The text with what would steer a terminal as escapes of JSON; line feeds stay."""
    return "".join(
        json.dumps(each)[1:-1] if each != "\n" and unicodedata.category(each) in STEERING else each
        for each in text
    )


def say(line: str, *, to_stderr: bool = False) -> None:
    """Prints one line for people."""
    typer.echo(printable(line).replace("\n", "\\n"), err=to_stderr)


def show(picture: RenderableType) -> None:
    """Prints a picture in text: a tree, a table."""
    width = None if sys.stdout.isatty() else PIPED_WIDTH
    Console(width=width).print(_Harmless(picture))


def put(document: str, *, to_stderr: bool = False) -> None:
    """Writes a document: to a file or another program as it is."""
    stream = sys.stderr if to_stderr else sys.stdout
    seen = printable(document.replace("\r\n", "\n")) if stream.isatty() else document
    typer.echo(seen.encode("utf-8", "backslashreplace"), nl=False, err=to_stderr)


def put_json(value: object, *, to_stderr: bool = False) -> None:
    """Writes a value for machines, in one line."""
    put(json.dumps(value, ensure_ascii=False) + "\n", to_stderr=to_stderr)


def watched(work: Sequence[Part], doing: str) -> Iterator[Part]:
    """The parts of long work, with a progress bar where somebody watches the error stream."""
    console = Console(stderr=True)
    yield from track(work, doing, console=console, disable=not console.is_terminal)


@dataclass(frozen=True, slots=True)
class _Harmless:
    """A picture whose texts are printable; its own colours and lines stay."""

    picture: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in console.render(self.picture, options):
            yield part if part.control else Segment(printable(part.text), part.style)
