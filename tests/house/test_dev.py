"""`python3 dev.py node KIND` starts a node type that works."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

TRY = """
from engine.nodes import tried_node
from engine.nodes.tried_node.check import TEXTS
assert tried_node.TYPE.kind == "tried_node" and tried_node.TYPE.outlets(None) == ("done",)
fields = {"title": {"zh": "上限"}, "next": {"done": "end"}, "sets": "x", "value": "1"}
assert tried_node.TYPE.spec.model_validate({"kind": "tried_node", **fields}).value == "1"
print(TEXTS.word("kind", "en"))
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of what the command needs."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    shutil.copytree(ROOT / "engine", tmp_path / "engine")
    shutil.copytree(ROOT / "docs" / "node_template", tmp_path / "docs" / "node_template")
    return tmp_path


def node(house: Path, kind: str) -> subprocess.CompletedProcess[str]:
    """What `dev.py node KIND` did."""
    command = (sys.executable, "dev.py", "node", kind)
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def test_a_started_node_type_works_at_once(house: Path) -> None:
    assert node(house, "tried_node").returncode == 0
    tried = subprocess.run(
        (sys.executable, "-c", TRY), cwd=house, capture_output=True, text=True, check=False
    )
    assert (tried.stderr, tried.stdout) == ("", "TriedNode\n")
    written = [p for p in (house / "engine" / "nodes" / "tried_node").iterdir() if p.is_file()]
    assert [p.name for p in written if "KIND" in p.read_text("utf-8")] == []


@pytest.mark.parametrize("kind", ["rules", "Cap", "a/b", "../x", ""])
def test_a_kind_that_is_there_or_no_name_is_refused(house: Path, kind: str) -> None:
    before = sorted((house / "engine").rglob("*"))
    assert node(house, kind).returncode == 2
    assert sorted((house / "engine").rglob("*")) == before
