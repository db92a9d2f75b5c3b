"""The guide to products: its commands run in their order, and print what the page shows.

A `sh` block holds commands, each with its exit code in a comment unless it is 0. The `text` block
behind it holds lines that they print, in their order, where `…` stands for anything. A `json` block
is the file that is named above it.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import commands
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "guide-products.md"
NEEDED = ("product_defs", "flows")
"""What of the checkout the commands read."""

BLOCK = re.compile(
    r"(?:^`(?P<file>[^`\n]+)`\n\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
COMMAND = re.compile(r"(?P<line>.+?)(?:  # 退出码 (?P<code>[0-9]))?")
TAUGHT = {
    "check", "sheet", "schedule", "derive", "diff", "refine", "effective", "freeze", "schema",
    "decide", "explain", "rebase", "replay", "clone",
}  # fmt: skip
"""The commands that the guide takes a reader through."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the page, and how it is to end."""

    line: str
    code: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page: its kind, the file that it is, its text."""

    kind: str
    file: str | None
    text: str

    @property
    def lines(self) -> list[str]:
        """What it holds, line by line."""
        return self.text.splitlines()

    @property
    def steps(self) -> list[Step]:
        """The commands of a `sh` block."""
        found = filter(None, map(COMMAND.fullmatch, self.lines))
        return [Step(each["line"], int(each["code"] or 0)) for each in found]


@dataclass(frozen=True, slots=True)
class Done:
    """What the commands of a block came to, and the lines that the page shows of them."""

    steps: Sequence[Step]
    codes: Sequence[int]
    printed: str
    shown: Sequence[str]


def blocks() -> list[Block]:
    """The blocks of the page."""
    found = BLOCK.finditer(PAGE.read_text("utf-8"))
    return [Block(each["kind"], each["file"], each["text"]) for each in found]


def run(line: str) -> tuple[int, str]:
    """The exit code of a command line and what it prints; our own runs in this process."""
    name, *arguments = shlex.split(line)
    if name == "loanfoundry":
        result = CliRunner().invoke(commands(), arguments)
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result.exit_code, result.stdout + result.stderr
    other = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    return other.returncode, other.stdout + other.stderr


def walk(page: Sequence[Block]) -> Iterator[Done]:
    """What each `sh` block comes to; the files before it are written."""
    for place, block in enumerate(page):
        if block.file is not None:
            Path(block.file).write_text(block.text, "utf-8")
        if block.kind == "sh":
            shown = [line for each in page[place + 1 : place + 2] for line in each.lines]
            ended = [run(step.line) for step in block.steps]
            printed = "\n".join(text for _, text in ended)
            yield Done(block.steps, [code for code, _ in ended], printed, shown)


def spaced(text: str) -> str:
    """The text with single spaces: a column is as wide as its longest cell."""
    return re.sub(r"[^\S\n]+", " ", text)


def missing(shown: Sequence[str], printed: str) -> list[str]:
    """The lines that are not printed behind the one before them."""
    lines = [line.strip() for line in spaced(printed).splitlines()]
    left = []
    for line in shown:
        pattern = re.compile(".*".join(map(re.escape, spaced(line).strip().split("…"))))
        at = next((place for place, each in enumerate(lines) if pattern.fullmatch(each)), None)
        if at is None:
            left.append(line)
        else:
            del lines[: at + 1]
    return left


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> list[Done]:
    """The whole page, walked in a copy of what it needs; at its end nothing is left behind."""
    root = tmp_path_factory.mktemp("guide")
    for folder in NEEDED:
        shutil.copytree(ROOT / folder, root / folder)
    before = sorted(root.rglob("*"))
    with chdir(root):
        done = list(walk(blocks()))
    assert sorted(root.rglob("*")) == before
    return done


def test_each_command_ends_as_the_page_says(guide: list[Done]) -> None:
    ended = [
        (step.line, step.code, code)
        for done in guide
        for step, code in zip(done.steps, done.codes, strict=True)
    ]
    assert len(ended) > 20
    assert [(line, code) for line, said, code in ended if code != said] == []


def test_each_line_that_the_page_shows_is_printed(guide: list[Done]) -> None:
    assert [line for done in guide for line in missing(done.shown, done.printed)] == []


def test_what_is_printed_stands_behind_its_commands() -> None:
    kinds = [block.kind for block in blocks()]
    assert set(kinds) == {"sh", "text", "json"}
    assert {kinds[place - 1] for place, kind in enumerate(kinds) if kind == "text"} == {"sh"}
    assert kinds.count("text") == kinds.count("sh") - 1, "all but the last, which clears away"


def test_each_file_to_write_is_named() -> None:
    named = [(block.kind == "json", block.file is not None) for block in blocks()]
    assert set(named) == {(True, True), (False, False)}


def test_the_page_takes_a_reader_through_every_command_for_products() -> None:
    words = [step.line.split() for block in blocks() if block.kind == "sh" for step in block.steps]
    assert {command for name, command, *_ in words if name == "loanfoundry"} == TAUGHT


def test_a_line_that_is_not_printed_is_missed() -> None:
    printed = "│ a   │ 1.00 │\nb: 2.00 | two\n  c\n"
    assert missing(["│ a │ 1.00 │", "b: …", "c"], printed) == []
    wrong = ["│ a │ 1.01 │", "b: 2.0", "c: …"]
    assert missing(wrong, printed) == wrong
    assert missing(["c", "│ a │ 1.00 │"], printed) == ["│ a │ 1.00 │"]
