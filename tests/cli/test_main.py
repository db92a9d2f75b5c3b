"""The checkout's command is the engine's with `demo`, `calendars` and `relink`."""

from __future__ import annotations

import subprocess
import sys

from typer.core import TyperGroup
from typer.main import get_command

from cli.main import commands
from engine.cli.commands import COMMANDS
from tests.house.tree import ROOT


def test_the_checkout_adds_the_commands_of_its_own_files() -> None:
    group = get_command(commands())
    assert isinstance(group, TyperGroup)
    own = ["demo", "calendars", "population", "relink", "sheet"]
    assert [*group.commands] == [*(name for name, _ in COMMANDS), *own]


def test_the_command_checks_and_decides_what_the_project_ships() -> None:
    flow = "flows/example/credit/v1.json"
    line = "from cli.main import app; app()"
    ran = subprocess.run(
        (sys.executable, "-c", line, "check", flow), cwd=ROOT, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode("utf-8").endswith("| faults: 0, notices: 0\n")
