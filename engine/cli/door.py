"""The door of each command: what stops it is said once, clearly, and ends it with code 2."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec

import typer

from ..errors import LoanFoundryError
from ..issues import Issue
from .terminal import put_json, say
from .voice import Voice

P = ParamSpec("P")
BAD_INPUT = 2
SHORT = {"out": ("-o",)}
"""The options that have a short spelling too."""
MOST_PRINTED = 100
"""The most findings that a terminal is shown; `--json` gives all."""


def door(command: Callable[P, None]) -> Callable[P, None]:
    """The command, with every error of the engine told instead of raised."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except LoanFoundryError as refused:
            options: dict[str, Any] = dict(kwargs)
            if options.get("as_json"):
                put_json({"issues": [issue.as_json() for issue in refused.issues]})
            else:
                report(refused.issues, Voice.of(options.get("language")), to_stderr=True)
            raise typer.Exit(BAD_INPUT) from None

    return guarded


def report(issues: Sequence[Issue], voice: Voice, *, to_stderr: bool) -> None:
    """Prints findings, one a line."""
    for issue in issues[:MOST_PRINTED]:
        say(voice.issue(issue), to_stderr=to_stderr)
    if len(issues) > MOST_PRINTED:
        say(voice.say("more", count=len(issues) - MOST_PRINTED), to_stderr=to_stderr)


def argument(name: str) -> Any:
    """An argument with its help from the catalogue."""
    return typer.Argument(metavar=name.upper(), help=Voice.of(None).say(f"help {name}"))


def option(name: str, *, least: int | None = None) -> Any:
    """An option with its help from the catalogue."""
    spelled = (f"--{name}", *SHORT.get(name, ()))
    return typer.Option(*spelled, min=least, help=Voice.of(None).say(f"help {name}"))
