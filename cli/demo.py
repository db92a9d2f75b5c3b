"""`loanfoundry demo`: the shipped applications through the shipped flow."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.door import door, option
from engine.cli.terminal import put_json, show
from engine.cli.voice import Voice
from examples.credit_data.applicants import SHIPPED, TEXTS


def help_of(key: str) -> str:
    """A help text of the example's catalogue, Chinese with English beside."""
    voice = Voice.of(None)
    return voice.beside(TEXTS.word(f"help {key}", language) for language in voice.languages)


def _file(name: str) -> Any:
    return typer.Option(f"--{name}", metavar="FILE", help=help_of(name))


@door
def demo(
    data: Annotated[Path | None, _file("data")] = None,
    as_json: Annotated[bool, option("json")] = False,
) -> None:
    """Decides real applications with the example flow, beside a logistic regression."""
    # scikit-learn takes a second to load, which no other command should pay
    from examples.credit_data.report import report
    from examples.credit_data.screen import screen

    found = report(data or SHIPPED)
    if as_json:
        put_json(found.figures())
    else:
        show(screen(found))
