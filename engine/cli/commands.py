"""The commands, written out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from .checking import check, name_content
from .comparing import compare
from .deciding import decide
from .deriving import clone, derive, refine
from .drawing import diagram
from .effective import effective
from .explaining import explain
from .rebasing import rebase
from .releasing import freeze
from .replaying import replay
from .schedule import schedule
from .schemas import schema
from .voice import Voice

COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("check", check),
    ("decide", decide),
    ("explain", explain),
    ("diff", compare),
    ("diagram", diagram),
    ("freeze", freeze),
    ("replay", replay),
    ("derive", derive),
    ("clone", clone),
    ("effective", effective),
    ("refine", refine),
    ("rebase", rebase),
    ("schedule", schedule),
    ("schema", schema),
    ("hash", name_content),
)


def application() -> typer.Typer:
    """The command with all its subcommands; a checkout adds its own."""
    voice = Voice.of(None)
    app = typer.Typer(
        name="loanfoundry",
        help=voice.say("help loanfoundry"),
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    for name, command in COMMANDS:
        app.command(name, help=voice.say(f"help command {name}"))(command)
    return app


def start(app: typer.Typer) -> None:
    """Runs the command; what it prints is UTF-8 whatever the terminal's language says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
