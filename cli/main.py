"""The command `loanfoundry` in the checkout: the engine's commands and those of its own data."""

from __future__ import annotations

import typer

from engine.cli.commands import application, start
from engine.cli.voice import Voice

from .calendars import calendars, said
from .demo import demo


def commands() -> typer.Typer:
    """The engine's commands, `demo` and `calendars`."""
    house = application()
    house.command("demo")(demo)
    house.command("calendars", help=said("help command calendars", Voice.of(None)))(calendars)
    return house


def app() -> None:
    """Runs the command with the process's arguments."""
    start(commands())
