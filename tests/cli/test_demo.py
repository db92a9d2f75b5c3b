"""`demo` on a file of one's own: what is wrong names the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import commands
from tests.engine.cli.policy import put
from tests.examples.credit_data.files import HEADER, LINES

GOOD = "good,9,rent,60,30,married,no,freelance,73,129,0,0,800,846"

BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "line 1: C902"),
    "a header alone": (HEADER.encode(), "C904"),
    "a bad cell": (f"{HEADER}\n{GOOD.replace('rent', 'castle')}\n".encode(), "line 2, Home: C906"),
    "latin-1": (f"{HEADER}\n{GOOD.replace('rent', 'café')}\n".encode("latin-1"), "line 2: C901"),
    "a NUL": (f"{HEADER}\n{GOOD}\0\n".encode(), "line 2, Price: C906"),
    "one outcome": ("\n".join([HEADER, *[GOOD] * 9]).encode(), "C908"),
    "a long line": (b"x" * 3_000_000, "line 1: C901"),
    "a line of commas": (b"," * 3_000_000, "line 1: C902"),
    "many names": (",".join(map(str, range(400_000))).encode(), "line 1: C902"),
    "a good header above a long line": (HEADER.encode() + b"\n" + b"," * 3_000_000, "line 2: C905"),
}


def demo(*arguments: str | Path) -> Result:
    """What the command did."""
    result = CliRunner().invoke(commands(), ["demo", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_named_with_the_place(case: str, tmp_path: Path) -> None:
    content, place = BAD[case]
    path = put(tmp_path, "mine.csv", content)
    result = demo("--data", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{path}: {place}")
    assert len(result.stderr) < 3000
    issues = json.loads(demo("--data", path, "--json").stdout)["issues"]
    assert {issue["values"]["file"] for issue in issues} == {str(path)}


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv"):
        assert demo("--data", path).stderr.startswith(f"{path}: R101 ")


def test_what_the_demonstration_says_is_harmless_and_whole(tmp_path: Path) -> None:
    path = put(tmp_path, "few.csv", "\n".join([HEADER, *LINES[:400]]))
    result = demo("--data", path)
    assert result.exit_code == 0
    assert "示例信用贷：400 笔真实申请" in result.stdout
