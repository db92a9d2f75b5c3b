"""A flow is drawn with its titles, its ways and what a caller marks."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.dictionary import Dictionary
from engine.flow.diagram import Mark, Marks, draw
from engine.flow.draft import Draft
from engine.flow.reading import read_model
from engine.flow.schema import Flow
from tests.engine.cli.policy import DICTIONARY, FLOW, Document, changed
from tests.engine.flow.nested import nested_program

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
    assert rendered(draw(draft(hostile), "zh", marks), tmp_path)["node"] == len(FLOW["nodes"])


def test_a_long_title_is_cut() -> None:
    long = changed(lambda flow: flow["nodes"]["greet"].update(title={"zh": "长" * 400}))
    title = said(line(draw(draft(long), "zh"), '"greet"'))[0]
    assert title == "长" * 39 + "…"


def rendered(dot: str, tmp_path: Path) -> dict[str, int]:
    """How many parts of each class the picture of a drawing has."""
    drawn = tmp_path / "drawn.dot"
    drawn.write_text(dot, "utf-8")
    renderer = Path(sysconfig.get_path("scripts"), "graphviz-pure")
    ran = subprocess.run((renderer, "-Tsvg", drawn), capture_output=True, check=True)
    assert b"rror" not in ran.stderr
    groups = ElementTree.fromstring(ran.stdout).iter("{http://www.w3.org/2000/svg}g")  # noqa: S314
    return Counter(str(group.get("class")) for group in groups)


def test_a_subflow_is_a_frame_with_its_title_around_its_boxes(tmp_path: Path) -> None:
    drawn = nested_program().draft
    dot = draw(drawn, "zh")
    company, own = (text for text in dot.splitlines() if text.startswith("  subgraph"))
    assert [re.findall("<B>(.*?)</B>", text) for text in (company, own)] == [
        ["企业准入", "负责人"], ["本人准入"],
    ]  # fmt: skip
    for text, slot in ((company, "company:"), (own, "own:")):
        assert set(re.findall(r'"([\w:]+)"(?=;| })', text)) == {
            name for name in drawn.places if name.startswith(slot)
        }
    assert said(line(dot, '"own:good" -> "company:age"')) == ["通过"]
    ways = sum(map(len, drawn.graph.ways.values()))
    wanted = {"graph": 1, "cluster": 3, "node": len(drawn.places), "edge": ways}
    assert rendered(dot, tmp_path) == wanted


def test_a_subflow_that_is_not_at_hand_is_a_box_with_its_three_ways() -> None:
    alone = Draft(nested_program().flow, nested_program().entries)
    dot = draw(alone, "zh")
    assert said(line(dot, '"own"')) == ["本人准入", "子流程 · nested.gate"]
    ways = {"company": "通过", "declined": "拒绝", "referred": "转介"}
    assert {end: said(line(dot, f'"own" -> "{end}"'))[0] for end in ways} == ways


def test_the_same_flow_is_drawn_the_same() -> None:
    assert draw(draft(), "zh") == draw(draft(), "zh", Marks())
