"""Installed elsewhere the engine is `loanfoundry`, and the README's three lines are true there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files

LINES = re.search(
    r"```python\n(import loanfoundry\n.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
)
LOADED = "\nimport sys; print([p for p in sys.modules if p.partition('.')[0] in ('engine', 'cli')])"
NEVER_SHIPPED = {"pyproject.toml"}


def run(*command: str | Path, cwd: Path) -> str:
    """What a command printed; its errors where it failed."""
    ran = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the folder `engine/`."""
    out = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", out)
    run(*command, cwd=ROOT / "engine")
    return next(out.glob("loanfoundry-*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and the packages that it declares, far from the checkout."""
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", home / ".venv", cwd=home)
    python = home / ".venv" / "bin" / "python"
    install = ("pip", "install", "--python", python, "--offline", "--no-deps", "--quiet")
    run(sys.executable, "-m", "uv", *install, wheel, cwd=home)
    site = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=home).strip()
    )
    for name in needed("loanfoundry", site):
        link(name, site)
    shutil.copytree(ROOT / "examples", home / "examples")
    return home


def needed(name: str, site: Path) -> set[str]:
    """The distributions that the wheel declares, and theirs in turn."""
    metadata = next(site.glob(f"{name}-*.dist-info/METADATA")).read_text("utf-8")
    waiting = re.findall(r"^Requires-Dist: ([\w.-]+)", metadata, re.MULTILINE)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            plain = [line for line in distribution(name).requires or () if ";" not in line]
            waiting += [re.split(r"[^\w.-]", line)[0] for line in plain]
    return found


def link(name: str, site: Path) -> None:
    """Makes a distribution of this environment visible in another one."""
    installed = distribution(name)
    tops = {file.parts[0] for file in installed.files or ()} - {"..", "__pycache__"}
    for top in tops:
        (site / top).symlink_to(Path(str(installed.locate_file(top))))


def test_the_wheel_holds_every_file_of_the_engine_and_nothing_else(wheel: Path) -> None:
    engine = ROOT / "engine"
    wanted = {f"loanfoundry/{path.relative_to(engine).as_posix()}" for path in files(engine)}
    wanted -= {f"loanfoundry/{name}" for name in NEVER_SHIPPED}
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert shipped == wanted | {"loanfoundry/LICENSE"}


def test_the_three_lines_of_the_readme_decide_elsewhere(elsewhere: Path) -> None:
    assert LINES is not None
    lines = LINES.group(1)
    assert len(lines.splitlines()) == 3
    printed = run(
        elsewhere / ".venv/bin/python", "-W", "error", "-c", lines + LOADED, cwd=elsewhere
    )
    outcome, loaded = printed.splitlines()
    assert outcome in ("approve", "decline", "refer")
    assert loaded == "[]"


def test_the_installed_command_answers(elsewhere: Path) -> None:
    assert "decide" in run(elsewhere / ".venv/bin/loanfoundry", "--help", cwd=elsewhere)
