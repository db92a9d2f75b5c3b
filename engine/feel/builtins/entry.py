"""What a built-in function is: a row of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..meaning import Value


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function: its parameters' names, how many may be left out, and what it builds.

    With `variadic` the last parameter may be given any number of times, at least once.
    `build` gets the arguments in order and gives the typed value; it raises ExpressionFault where
    they do not fit. `ours` marks a function beyond the standard.
    """

    name: str
    parameters: tuple[str, ...]
    build: Callable[..., Value]
    optional: int = 0
    variadic: bool = False
    ours: bool = False
