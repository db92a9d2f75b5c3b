"""How code is written, where a tool cannot say it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOMS, ROOT, files, imported, modules, parsed, place

Function = ast.FunctionDef | ast.AsyncFunctionDef
MOST_LINES = 500
ROOMS_WITHOUT_A_NAME = {"utils", "helpers", "common", "manager", "base", "data"}
IMPURE = {
    "aiohttp", "asyncio", "duckdb", "fastapi", "ftplib", "getpass", "http", "httpx", "locale",
    "multiprocessing", "os", "psycopg", "random", "requests", "secrets", "smtplib", "socket",
    "sqlalchemy", "sqlite3", "ssl", "streamlit", "subprocess", "tempfile", "time", "urllib", "uuid",
}  # fmt: skip
DOORS = {("engine/cli/drawing.py", "subprocess")}
"""The command starts Graphviz's `dot` to draw; nothing that decides starts anything."""
UNSAFE = {"dill", "marshal", "pickle", "shelve"}
OUTER_ROOMS = {
    "app", "benchmarks", "cli", "dev", "examples", "loanfoundry", "population",
    "studio", "tests",
}  # fmt: skip
SCREENS = ("app.py", "studio/main.py", "studio/pages/", "studio/widgets/")


def test_no_python_file_is_over_500_lines() -> None:
    lengths = {path: path.read_text("utf-8").count("\n") for path in modules(*ROOMS, "tests")}
    assert {path.name: count for path, count in lengths.items() if count > MOST_LINES} == {}


def test_every_room_and_module_has_a_name_of_its_own() -> None:
    unnamed = [
        path.relative_to(ROOT)
        for path in files()
        if {path.stem, *path.relative_to(ROOT).parts} & ROOMS_WITHOUT_A_NAME
    ]
    assert unnamed == []


def test_every_argument_and_result_is_annotated() -> None:
    missing = [
        f"{place(path, function)} {function.name}"
        for path in modules(*ROOMS, "tests")
        for function in ast.walk(parsed(path))
        if isinstance(function, Function) and not is_annotated(function)
    ]
    assert missing == []


def is_annotated(function: Function) -> bool:
    """Whether each argument but self and cls has a type, and the result too."""
    every = function.args
    given = (*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg)
    named = [argument for argument in given if argument and argument.arg not in ("self", "cls")]
    return function.returns is not None and all(argument.annotation for argument in named)


def test_every_public_name_is_documented() -> None:
    missing = [
        f"{place(path, part)} {part.name}"
        for path in modules(*ROOMS)
        for part in public_parts(parsed(path))
        if not ast.get_docstring(part)
    ]
    assert missing == []


def public_parts(tree: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes, and the public methods of classes; no stub of a protocol."""
    for part in tree.body:
        if not isinstance(part, Function | ast.ClassDef) or part.name.startswith("_"):
            continue
        if isinstance(part, ast.ClassDef):
            yield part
            yield from public_parts(part)
        elif not is_stub(part):
            yield part


def is_stub(function: Function) -> bool:
    """Whether the body is `...` alone."""
    body = function.body[-1]
    return (
        isinstance(body, ast.Expr)
        and isinstance(body.value, ast.Constant)
        and body.value.value is ...
    )


def test_every_module_says_what_it_is() -> None:
    missing = [
        path.relative_to(ROOT)
        for path in modules(*ROOMS, "tests")
        if parsed(path).body and not ast.get_docstring(parsed(path))
    ]
    assert missing == []


def test_the_engine_imports_no_clock_network_database_or_chance() -> None:
    found = [
        f"{place} {name}"
        for path in modules("engine")
        for name, place in imported(path)
        if name.partition(".")[0] in IMPURE and (place.partition(":")[0], name) not in DOORS
    ]
    assert found == []


def test_the_engine_never_asks_for_the_time() -> None:
    found = [
        place(path, part)
        for path in modules("engine")
        for part in ast.walk(parsed(path))
        if isinstance(part, ast.Attribute)
        and part.attr in ("now", "today", "utcnow")
        and ast.unparse(part.value).rpartition(".")[2] in ("date", "datetime")
    ]
    assert found == []


def test_the_engine_imports_itself_relatively_and_no_outer_room() -> None:
    found = [
        f"{at} {name}"
        for path in modules("engine")
        for name, at in imported(path)
        if name.partition(".")[0] in {"engine", *OUTER_ROOMS}
    ]
    assert found == []


def test_only_screens_import_streamlit() -> None:
    found = [
        at
        for path in modules(*ROOMS)
        for name, at in imported(path)
        if name.partition(".")[0] == "streamlit" and not is_screen(path)
    ]
    assert found == []


def is_screen(path: Path) -> bool:
    """Whether a file may show things."""
    return path.relative_to(ROOT).as_posix().startswith(SCREENS)


def test_no_text_is_evaluated_and_nothing_is_unpickled() -> None:
    calls = [
        place(path, part)
        for path in modules(*ROOMS, "tests")
        for part in ast.walk(parsed(path))
        if isinstance(part, ast.Call) and is_evaluation(part, path)
    ]
    imports = [
        at
        for path in modules(*ROOMS, "tests")
        for name, at in imported(path)
        if name.partition(".")[0] in UNSAFE
    ]
    assert calls + imports == []


def is_evaluation(call: ast.Call, path: Path) -> bool:
    """Whether a call runs text as Python; the row back end alone runs what it wrote itself."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    renders = path.is_relative_to(ROOT / "engine" / "backends" / "row")
    return name == "eval" or (name == "exec" and not renders)
