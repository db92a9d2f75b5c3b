"""What goes to a terminal can neither steer it nor hide in it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.terminal import printable
from tests.engine.cli.policy import FACTS, FLOW, changed, house, put, run
from tests.house.tree import ROOT, modules

TURNING = ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"]
STEERING = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\r", "\t", "\u2028", "\u2029"]
HIDING = ["\u200b", "\u2060", "\ufeff", "\u00ad", "\U000e0041", "\ud800"]


@pytest.mark.parametrize("character", [*TURNING, *STEERING, *HIDING])
def test_what_steers_or_hides_is_shown_as_an_escape(character: str) -> None:
    shown = printable(f"a{character}b")
    assert shown.isprintable()
    assert re.fullmatch(r"a(\\u[0-9a-f]{4}){1,2}b|a\\[rt]b", shown)


@pytest.mark.parametrize("text", ["中文，ABC 123", "全角\u3000空格", "a\u00a0b", "a\nb", "\ue000"])
def test_what_people_read_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize("character", [*TURNING, "\x1b", "\x9b", "\u200b"])
def test_no_title_steers_the_terminal(character: str, tmp_path: Path) -> None:
    house(tmp_path)
    title = {"zh": f"红{character}31m", "en": f"red{character}31m"}
    flow = put(tmp_path, "flow.json",
               changed(lambda flow: flow["nodes"]["admission"].update(title=title)))  # fmt: skip
    base = put(tmp_path, "base.json", FLOW)
    wrong = put(tmp_path, "wrong.json", {**FLOW, "start": f"红{character}31m"})
    facts = put(tmp_path, "facts.json", {**FACTS, "applicant.name": f"红{character}31m"})
    for arguments in (("explain", flow, facts), ("diff", base, flow), ("check", wrong)):
        said = run(*arguments).stdout
        assert "红\\u" in said
        assert character not in said


def test_a_text_of_two_lines_is_one_finding(tmp_path: Path) -> None:
    facts = put(tmp_path, "facts.json", {**FACTS, "applicant.local": True, "asked.amount": "1\n2"})
    (said,) = run("decide", house(tmp_path), facts).stderr.splitlines()
    assert "「1\\n2」" in said


def on_terminal(*arguments: str | Path) -> str:
    """What the command writes to a terminal."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from engine.cli import main; main()"
    ours, theirs = pty.openpty()
    line: list[str | Path] = [sys.executable, "-c", start, *arguments]
    with subprocess.Popen(line, stdout=theirs, stderr=subprocess.DEVNULL) as ran:
        os.close(theirs)
        written = b""
        try:
            while part := os.read(ours, 65536):
                written += part
        except OSError:
            pass  # Linux says so that the other side is closed
    os.close(ours)
    assert ran.returncode == 0
    return written.decode("utf-8").replace("\r\n", "\n")


def test_documents_are_exact_in_a_pipe_and_harmless_on_a_terminal(tmp_path: Path) -> None:
    name = "李\u202e雷\u009b31m"
    flow, facts = house(tmp_path), put(tmp_path, "facts.json", {**FACTS, "applicant.name": name})
    header, row = ",".join(FACTS), f"30,{name},5000.00,true,20000.00,12,0"
    rows = put(tmp_path, "rows.csv", f"{header}\n{row}\n")
    for arguments in (
        ("decide", flow, facts),
        ("decide", flow, facts, "--json"),
        ("decide", flow, rows),
        ("decide", flow, rows, "--format", "jsonl"),
        ("explain", flow, facts, "--json"),
    ):
        piped = run(*arguments).stdout_bytes.decode("utf-8").replace("\r\n", "\n")
        assert name in piped, arguments
        assert on_terminal(*arguments) == printable(piped), arguments


def test_there_is_one_way_to_the_terminal() -> None:
    others = {
        path.relative_to(ROOT).as_posix()
        for path in modules("engine", "cli")
        if re.search(r"\b(echo|secho|print|Console)\(", path.read_text("utf-8"))
    }
    assert others == {"engine/cli/terminal.py"}
