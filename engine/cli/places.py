"""What was found, with the file that it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ..errors import LoanFoundryError
from ..issues import Issue


def in_file(issue: Issue, file: Path) -> Issue:
    """The finding with its file, unless it has one."""
    return replace(issue, values={"file": str(file)[:200], **issue.values})


@contextmanager
def placed(place: Callable[[Issue], Issue]) -> Iterator[None]:
    """Says of everything refused inside where it is, as `place` does of one finding."""
    try:
        yield
    except LoanFoundryError as refused:
        raise type(refused)(map(place, refused.issues)) from None
