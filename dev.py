"""The project's two commands and their helpers: `python3 dev.py run | test | check | node KIND`.

run          prepares the environment, decides the shipped real applicants, starts the studio
test [ARGS]  checks and runs every test; with ARGS runs pytest alone with them (`test -m long`)
check        lint, format, types, import contracts; prints the house's figures
node KIND    starts a node type in engine/nodes/KIND from docs/node_template

Needs Python 3.11 and pip; the standard library alone. Everything else goes into `.venv`.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
LOCK = ROOT / "requirements" / "lock.txt"
STAMP = VENV / "prepared"
SYSTEM_PACKAGES = ("chromium", "fonts-noto-cjk")
FIRST_PORT = 8501
PYTEST = (BIN / "python", "-m", "pytest", "-q")
WORKERS = str(min(os.cpu_count() or 1, 4))
ROOMS = ("app.py", "dev.py", "cli", "engine", "studio", "examples", "population", "benchmarks")
OF_PRODUCTS = "tests/engine/product"
"""The engine's rooms about products, whose tests run with those of what ships."""
TEMPLATE = ROOT / "docs" / "node_template"


def main(arguments: Sequence[str]) -> int:
    """The exit code of the command."""
    os.chdir(ROOT)
    match arguments:
        case ["run"]:
            run()
        case ["test", *rest]:
            return test(rest)
        case ["check"]:
            return check()
        case ["node", kind]:
            return node(kind)
        case _:
            print(__doc__)
            return 2


def run() -> NoReturn:
    """Decides the shipped applicants, then becomes the studio's process."""
    prepare()
    failed = call(BIN / "loanfoundry", "demo")
    if failed:
        sys.exit(failed)
    port = free_port()
    print(f"\nStudio 工作台: http://localhost:{port}   (Ctrl+C stops it)\n", flush=True)
    options = ("--server.headless=true", "--browser.gatherUsageStats=false")
    command = ("streamlit", "run", "app.py", f"--server.port={port}", *options)
    os.execve(BIN / "streamlit", command, environment())  # noqa: S606


def test(pytest_arguments: Sequence[str]) -> int:
    """1 where any part fails; prints how long each took."""
    parts: dict[str, Callable[[], int]] = {"install": prepare, "browser": install_system_packages}
    if pytest_arguments:
        parts["tests"] = lambda: call(*PYTEST, *pytest_arguments)
    else:
        parts["check"] = check
        engine = ("engine", "tests/house", "tests/engine", f"--ignore={OF_PRODUCTS}")
        parts["engine"] = lambda: pytest(*engine, workers=WORKERS)
        parts["products"] = lambda: pytest(OF_PRODUCTS, *folders_of_products(), workers=WORKERS)
        parts["studio"] = lambda: pytest("tests/studio", "tests/journeys", workers="0")
    return report(parts)


def report(parts: Mapping[str, Callable[[], int]]) -> int:
    """Runs every part, also after a failure, and prints what came out and the seconds."""
    lines = []
    for name, part in parts.items():
        print(f"\n── {name} " + "─" * (70 - len(name)), flush=True)
        started = time.monotonic()
        failed = part()
        seconds = time.monotonic() - started
        lines.append((f"{name:12} {'FAILED' if failed else 'ok':8} {seconds:7.1f} s", failed))
    print("\n" + "\n".join(line for line, _ in lines))
    return int(any(failed for _, failed in lines))


def pytest(*arguments: str, workers: str) -> int:
    """The exit code of pytest over the folders that exist, and its options; 1 where none does."""
    options = [each for each in arguments if each.startswith("-")]
    there = [each for each in arguments if each not in options and Path(each).exists()]
    return call(*PYTEST, "-n", workers, *options, *there) if there else 1


def folders_of_products() -> tuple[str, ...]:
    """The test folders that are neither the engine's, the house's nor a browser's."""
    others = {"engine", "house", "studio", "journeys", "__pycache__"}
    found = sorted(p.name for p in Path("tests").iterdir() if p.is_dir())
    return tuple(f"tests/{name}" for name in found if name not in others)


def check() -> int:
    """1 where lint, format, types or import contracts fail; the figures never fail."""
    prepare()
    commands = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports", "--no-logo"),
    )
    failed = [command for command in commands if call(BIN / command[0], *command[1:])]
    print_figures()
    for command in failed:
        print("FAILED:", *command)
    return int(bool(failed))


def node(kind: str) -> int:
    """Copies the template of a node type; nothing is overwritten."""
    target = ROOT / "engine" / "nodes" / kind
    if not re.fullmatch(r"[a-z][a-z_]*", kind):
        print(f"A kind is lower-case ASCII letters and underscores, not {kind!r}.")
        return 2
    if target.exists():
        print(f"{target.relative_to(ROOT)} exists already.")
        return 2
    target.mkdir()
    for source in sorted(TEMPLATE.iterdir()):
        text = source.read_text("utf-8")
        name = kind.title().replace("_", "")
        filled = text.replace("KIND", kind).replace("Kind", name)
        (target / source.name).write_text(filled, "utf-8")
    print(f"{target.relative_to(ROOT)}/ is there; docs/adding-a-node-type.md says what follows.")
    return 0


# ── the environment ──────────────────────────────────────────────────────────────────────────────


def prepare() -> int:
    """0 once `.venv` holds exactly the locked packages; nothing is done where it does already."""
    inputs = (LOCK, ROOT / "pyproject.toml")
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    wanted += f" {sys.version_info.major}.{sys.version_info.minor} {ROOT}"
    if STAMP.exists() and STAMP.read_text("utf-8") == wanted:
        return 0
    print("Preparing .venv …", flush=True)
    STAMP.unlink(missing_ok=True)
    if not (BIN / "python").exists():
        needed(sys.executable, "-m", "venv", "--without-pip", VENV)
    if not (BIN / "uv").exists():
        bootstrap_uv()
    uv = (BIN / "uv", "--quiet", "--system-certs", "pip")
    python = ("--python", BIN / "python")
    needed(*uv, "sync", *python, "--require-hashes", LOCK)
    needed(*uv, "install", *python, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(wanted, "utf-8")
    return 0


def bootstrap_uv() -> None:
    """Puts the locked uv into `.venv` by this interpreter's pip; a bare venv needs no ensurepip."""
    lines = LOCK.read_text("ascii")
    found = re.search(r"^uv==.*(?:\n    --hash.*)+", lines, re.MULTILINE)
    if found is None:
        sys.exit(f"{LOCK.relative_to(ROOT)} names no uv.")
    only = VENV / "uv.txt"
    only.write_text(found.group(), "ascii")
    pip = (sys.executable, "-m", "pip", "--python", BIN / "python", "install", "--quiet")
    needed(*pip, "--require-hashes", "--no-deps", "--requirement", only)


def install_system_packages() -> int:
    """1 where what the browser tests need is absent and cannot be installed here."""
    missing = [name for name in SYSTEM_PACKAGES if not is_installed(name)]
    if not missing:
        return 0
    wanted = f"apt-get install {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        print(f"The browser tests need Chromium and Chinese fonts (on Debian: {wanted}).")
        return 1
    rights = () if os.geteuid() == 0 else ("sudo",)
    apt = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    failed = call(*apt, "update") or call(
        *apt, "install", "--yes", "--no-install-recommends", *missing
    )
    if failed:
        print(f"The browser tests need what could not be installed here; as root: {wanted}")
    return int(bool(failed))


def is_installed(package: str) -> bool:
    """Whether Debian's package is there."""
    if shutil.which("dpkg-query") is None:
        return False
    query = ("dpkg-query", "--show", "--showformat=${db:Status-Status}", package)
    found = subprocess.run(query, capture_output=True, text=True, check=False)
    return found.stdout == "installed"


def environment() -> dict[str, str]:
    """This process's environment with the project's own tools first."""
    return {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
    }


def pip_index() -> dict[str, str]:
    """The package index that pip is set to, under uv's name for it: uv does not read pip's."""
    command = (sys.executable, "-m", "pip", "config", "list")
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.findall(r"\.index-url='(.+)'$", listed, re.MULTILINE)
    return {"UV_DEFAULT_INDEX": found[-1]} if found else {}


def call(*command: str | Path, variables: Mapping[str, str] = MappingProxyType({})) -> int:
    """The exit code of a command in the project's environment, with more variables beneath it."""
    try:
        ran = subprocess.run(command, check=False, env={**variables, **environment()})
        return ran.returncode
    except FileNotFoundError:
        print(f"{command[0]} is not there.")
        return 127


def needed(*command: str | Path) -> None:
    """Runs a command without which nothing can go on."""
    if call(*command, variables=pip_index()):
        sys.exit(f"Cannot prepare the environment: {' '.join(map(str, command))}")


def free_port() -> int:
    """The first port from 8501 on that nobody listens at."""
    for port in range(FIRST_PORT, FIRST_PORT + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port
    sys.exit(f"No port is free from {FIRST_PORT} on.")


# ── the house's figures ──────────────────────────────────────────────────────────────────────────


def print_figures() -> None:
    """Prints lengths of files and functions beside what CONVENTIONS asks; fails nothing."""
    files = [path.read_text("utf-8") for path in python_files()]
    lines = sorted(text.count("\n") for text in files)
    functions = sorted(length for text in files for length in function_lengths(text))
    print(
        f"\nfiles      {len(lines):5}   under 300 lines: {below(lines, 300):.1%} (90 %)"
        f"   longest: {max(lines)} (500)"
        f"\nfunctions  {len(functions):5}   under 30 lines:  {below(functions, 30):.1%} (90 %)"
        f"   median:  {functions[len(functions) // 2]} (9)   longest: {max(functions)}"
    )


def python_files() -> Iterable[Path]:
    """The project's Python files, tests left out."""
    for room in map(Path, ROOMS):
        yield from room.rglob("*.py") if room.is_dir() else [room] * room.exists()


def function_lengths(text: str) -> Iterable[int]:
    """The lines of each function, decorators left out."""
    for part in ast.walk(ast.parse(text)):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (part.end_lineno or part.lineno) - part.lineno + 1


def below(sizes: Sequence[int], most: int) -> float:
    """The share of sizes under a bound."""
    return sum(size < most for size in sizes) / len(sizes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
