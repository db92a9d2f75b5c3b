"""The command as a whole: its help, its doors, and how little it needs to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command
from typer.testing import CliRunner

from engine.cli.commands import COMMANDS, application
from engine.cli.door import door
from tests.engine.cli.policy import run
from tests.house.tree import ROOT

NAMES = [name for name, _ in COMMANDS]
HEAVY = {"typer", "rich", "networkx", "jsonschema"}


def start(*arguments: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    line = "from engine.cli import main; main()"
    return subprocess.Popen(
        (sys.executable, "-c", line, *arguments),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_engine_has_its_commands() -> None:
    assert " ".join(NAMES) == (
        "check decide explain diff diagram freeze replay derive clone effective refine rebase "
        "schedule schema hash"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_command_speaks_both_languages_in_its_help(name: str) -> None:
    group = get_command(application())
    assert isinstance(group, TyperGroup)
    found = group.commands[name]
    own = [each for each in found.params if isinstance(each, TyperArgument | TyperOption)]
    texts = [found.help, *(each.help for each in own if each.name != "help")]
    for text in texts:
        assert text is not None
        chinese, _, english = text.partition(" | ")
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert english.isascii() or "…" in english
        assert english


@pytest.mark.parametrize("name", NAMES)
def test_every_command_answers_machines(name: str) -> None:
    assert "--json" in run(name, "--help").stdout
    assert "--language" in run(name, "--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("colour",),
        ("check",),
        ("check", "a", "--colour"),
        ("schema", "colour"),
        ("hash", "a", "--language", "fr"),
    ],
)
def test_a_wrong_call_ends_with_code_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_an_interrupted_command_ends_quietly() -> None:
    @door
    def wait() -> None:
        raise KeyboardInterrupt

    app = application()
    app.command("wait")(wait)
    result = CliRunner().invoke(app, ["wait"])
    assert (result.exit_code, result.output) == (130, "")


def test_a_reader_that_leaves_is_no_fault() -> None:
    with start("schema", "release") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_the_standard_input_may_be_closed(tmp_path: Path) -> None:
    with start("decide", "absent.json", "-") as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.stderr is not None
        assert b"R101" in process.stderr.read()
    assert process.returncode == 2


def test_the_engine_alone_needs_nothing_of_the_command() -> None:
    line = "import engine, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run(
        (sys.executable, "-c", line), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(ran.stdout.split()) & HEAVY == set()
