"""The built-in functions, one table; those marked `ours` go beyond the standard."""

from __future__ import annotations

from .calendar import CALENDAR
from .entry import Builtin
from .logic import LOGIC
from .number import NUMBER
from .text import TEXT

BUILTINS: dict[str, Builtin] = {
    builtin.name: builtin for builtin in (*NUMBER, *LOGIC, *TEXT, *CALENDAR)
}

NOT_YET: dict[str, str] = {
    "sqrt": "x ** 2 <= y",
    "exp": "a ** n",
    "log": "a table",
    "matches": "starts with(text, part)",
    "replace": "substring(text, start, length)",
    "split": "contains(text, part)",
    "count": "sum(a, b)",
    "list contains": "x in (a, b)",
    "date and time": 'date("2026-11-02")',
    "time": 'date("2026-11-02")',
    "now": "today",
    "number": "a number fact",
    "string": "a text fact",
}
"""Functions of the standard that the scalar ring does not hold, and what to write instead."""
