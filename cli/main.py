"""The command `loanfoundry` in the checkout: the engine's commands and the demonstration."""

from __future__ import annotations

import typer

from engine.cli.commands import application, start

from .demo import demo


def commands() -> typer.Typer:
    """The engine's commands, and `demo`."""
    house = application()
    house.command("demo")(demo)
    return house


def app() -> None:
    """Runs the command with the process's arguments."""
    start(commands())
