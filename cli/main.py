"""The command `loanfoundry` in the checkout: the engine's commands and those of its own data."""

from __future__ import annotations

import typer

from engine.cli.commands import application, start
from engine.cli.voice import Voice

from .calendars import calendars
from .catalogue import said
from .demo import demo
from .population import population
from .relink import relink
from .sheet.command import help_of, sheet


def commands() -> typer.Typer:
    """The engine's commands, and those of the checkout's own files."""
    house = application()
    house.command("demo")(demo)
    house.command("calendars", help=said("help command calendars", Voice.of(None)))(calendars)
    house.command("population", help=said("help command population", Voice.of(None)))(population)
    house.command("relink", help=said("help command relink", Voice.of(None)))(relink)
    house.command("sheet", help=help_of("command sheet"))(sheet)
    return house


def app() -> None:
    """Runs the command with the process's arguments."""
    start(commands())
