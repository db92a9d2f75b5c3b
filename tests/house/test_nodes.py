"""Every node type is one folder with the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.nodes import NODES
from tests.house.tree import ROOT

NODE_FILES = {
    "__init__.py", "spec.py", "check.py", "lower.py", "texts.json", "doc.md", "cases.json",
}  # fmt: skip
FOLDERS = sorted(path.parent for path in (ROOT / "engine" / "nodes").glob("*/__init__.py"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_node_folder_holds_its_files(folder: Path) -> None:
    assert NODE_FILES - {path.name for path in folder.iterdir()} == set()


def test_the_template_of_a_node_type_holds_the_same_files() -> None:
    template = ROOT / "docs" / "node_template"
    assert {path.name for path in template.iterdir() if path.is_file()} == NODE_FILES


def test_every_node_folder_is_written_out_in_nodes() -> None:
    assert sorted(node.kind for node in NODES) == [folder.name for folder in FOLDERS]
