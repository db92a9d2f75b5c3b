"""The project's own files, as the house tests read them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("app.py", "dev.py", "cli", "engine", "studio", "examples", "population", "benchmarks")
GENERATED = re.compile(r"__pycache__|build|dist|node_modules|.*\.egg-info|\.(?!ci$|streamlit$).+")


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file that belongs to the project, none that a tool wrote."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not GENERATED.fullmatch(path.name):
            yield from files(path)
        elif path.is_file():
            yield path


def modules(*rooms: str) -> list[Path]:
    """The Python files of rooms; rooms that are not built yet have none."""
    every = [path for path in files() if path.suffix == ".py"]
    return [path for path in every if path.relative_to(ROOT).parts[0] in rooms]


@cache
def parsed(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, part: ast.stmt | ast.expr) -> str:
    """Where a part stands, as people read it."""
    return f"{path.relative_to(ROOT)}:{part.lineno}"


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """The absolute module names that a module imports, `a.b` for `from a import b` too."""
    for part in ast.walk(parsed(path)):
        if isinstance(part, ast.Import):
            yield from ((alias.name, place(path, part)) for alias in part.names)
        elif isinstance(part, ast.ImportFrom) and part.level == 0 and part.module:
            yield from ((f"{part.module}.{alias.name}", place(path, part)) for alias in part.names)
