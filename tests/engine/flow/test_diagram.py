"""A flow is drawn with its titles, its ways and what a caller marks."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.dictionary import Dictionary
from engine.flow.diagram import Mark, Marks, draw
from engine.flow.draft import Draft
from engine.flow.reading import read_model
from engine.flow.schema import Flow
from tests.engine.cli.policy import DICTIONARY, FLOW, Document, changed

GREEN, RED, AMBER, BLUE = "#0b7a5b", "#b3372c", "#a86a00", "#2a5fa8"


def draft(flow: Document = FLOW) -> Draft:
    """A flow to draw."""
    return Draft(read_model(Flow, flow), read_model(Dictionary, DICTIONARY))


def line(dot: str, start: str) -> str:
    """The line that draws a node or a way."""
    (found,) = (text for text in dot.splitlines() if text.strip().startswith(f"{start} ["))
    return found


def said(line: str) -> list[str]:
    """The texts of a label."""
    label = line.partition("label=")[2]
    return [text for text in re.findall(r">([^<>]+)<", label) if text.strip()]


def test_every_node_and_every_way_is_drawn_once() -> None:
    lines = draw(draft(), "zh").splitlines()
    ways = sorted(re.findall(r'"(\w+)" -> "(\w+)"', "\n".join(lines)))
    wanted = [(name, end) for name, node in FLOW["nodes"].items()
              for end in node.get("next", {}).values()]  # fmt: skip
    assert ways == sorted(wanted)
    assert [re.findall(r"\w+", text)[0] for text in lines if re.match(r'  "\w+" \[', text)] == [
        *FLOW["nodes"]
    ]


def test_a_box_says_title_kind_and_summary() -> None:
    assert said(line(draw(draft(), "zh"), '"limit"')) == ["额度表", "决策表 · 3 行 · 首个命中"]
    assert said(line(draw(draft(), "en"), '"limit"')) == ["Limits", "Table · 3 rows · first"]


def test_an_arrow_says_its_way() -> None:
    dot = draw(draft(), "zh")
    assert said(line(dot, '"by_local" -> "person"')) == ["外地"]
    assert said(line(dot, '"by_local" -> "approved"')) == ["其余"]


@pytest.mark.parametrize(
    ("part", "colour"),
    [
        ('"approved"', GREEN),
        ('"declined"', RED),
        ('"person"', AMBER),
        ('"bureau"', BLUE),
        ('"by_local" -> "approved"', GREEN),
        ('"admission" -> "declined"', RED),
        ('"by_local" -> "person"', AMBER),
    ],
)
def test_colour_has_a_meaning(part: str, colour: str) -> None:
    assert f'color="{colour}"' in line(draw(draft(), "zh"), part)


def test_marks_stand_on_the_parts_that_they_name() -> None:
    marks = Marks(
        nodes={"score": Mark("4,454 人", lit=True)},
        ways={("score", "done"): Mark("3,900 · 坏账 8.1%", thickness=4.5, lit=True)},
    )
    dot = draw(draft(), "zh", marks)
    assert said(line(dot, '"score"'))[-1] == "4,454 人"
    assert "penwidth=2.5" in line(dot, '"score"')
    assert "penwidth=1" in line(dot, '"limit"')
    way = line(dot, '"score" -> "limit"')
    assert said(way) == ["继续", "3,900 · 坏账 8.1%"]
    assert "penwidth=4.50" in way
    assert f'color="{GREEN}"' in way
    assert dot.count("4,454") == 1


def test_a_chinese_text_gets_the_width_that_it_has() -> None:
    box = line(draw(draft(), "zh"), '"score"')
    widths = [int(width) for width in re.findall('WIDTH="(.*?)"', box)]
    title, about = "评分卡", "评分卡 · 1 项特征 · 等级 A B"
    wide = sum(character > "\u2fff" for character in about)
    wanted = max(len(title) * 14, round((wide + (len(about) - wide) * 0.55) * 12))
    assert widths == [wanted, wanted]


HOSTILE = [
    "</TD></TR>",
    '"];x[label="',
    "\\N\\G\\\\",
    "a\nb\tc\u0001",
    "&amp; & &lt;",
    " ",
    "\ufffe",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_whatever_it_holds(title: str, tmp_path: Path) -> None:
    hostile = changed(lambda flow: flow["nodes"]["greet"].update(title={"zh": title}))
    marks = Marks({"greet": Mark(title)}, {("greet", "done"): Mark(title)})
    drawn = tmp_path / "flow.dot"
    drawn.write_text(draw(draft(hostile), "zh", marks), "utf-8")
    renderer = Path(sysconfig.get_path("scripts"), "graphviz-pure")
    ran = subprocess.run((renderer, "-Tsvg", drawn), capture_output=True, check=True)
    nodes = ElementTree.fromstring(ran.stdout).iter("{http://www.w3.org/2000/svg}g")  # noqa: S314
    assert sum(node.get("class") == "node" for node in nodes) == len(FLOW["nodes"])
    assert b"rror" not in ran.stderr


def test_a_long_title_is_cut() -> None:
    long = changed(lambda flow: flow["nodes"]["greet"].update(title={"zh": "长" * 400}))
    title = said(line(draw(draft(long), "zh"), '"greet"'))[0]
    assert title == "长" * 39 + "…"


def test_the_same_flow_is_drawn_the_same() -> None:
    assert draw(draft(), "zh") == draw(draft(), "zh", Marks())
