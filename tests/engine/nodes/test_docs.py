"""The page of help of each node kind: Chinese first, every field and outlet, examples that read."""

from __future__ import annotations

import json
import re

import pytest

from engine.flow.reading import read_model
from engine.node import AnyNodeType
from engine.nodes import NODES
from tests.house.tree import ROOT

EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)
every_kind = pytest.mark.parametrize("node", NODES, ids=lambda node: node.kind)


def page(node: AnyNodeType) -> str:
    """The help of a kind."""
    return (ROOT / "engine" / "nodes" / node.kind / "doc.md").read_text("utf-8")


@every_kind
def test_help_is_chinese_first_then_english(node: AnyNodeType) -> None:
    chinese, english = page(node).split("\n## ")
    assert chinese.startswith(f"# {node.title('zh')} {node.kind}\n")
    assert english.startswith(f"{node.title('en')}\n")
    for part, words in ((chinese, ("用途", "出口", "例", "常见错误")),
                        (english, ("For", "Leaves by", "Common mistakes"))):  # fmt: skip
        assert [word for word in words if f"**{word}" not in part] == []


@every_kind
def test_help_names_every_field_in_both_languages(node: AnyNodeType) -> None:
    fields = {field.alias or name for name, field in node.spec.model_fields.items()}
    for part in page(node).split("\n## "):
        words = set(re.findall(r"[a-z_]+", part))
        assert fields - {"kind", "title", "next"} - words == set()


@every_kind
def test_the_examples_of_help_are_nodes_whose_outlets_are_all_wired(node: AnyNodeType) -> None:
    examples = EXAMPLE.findall(page(node))
    assert examples
    for example in examples:
        spec = read_model(node.spec, json.loads(example))
        wired = json.loads(example).get("next", {})
        assert set(wired) == set(node.outlets(spec))
