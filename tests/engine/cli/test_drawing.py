"""`diagram` draws a flow."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.cli.sources import read_version
from engine.flow.diagram import draw
from engine.issues import Language
from tests.engine.cli.county import child, lay
from tests.engine.cli.policy import FLOW, answer, changed, house, put, run
from tests.house.tree import ROOT
from tests.product_defs.templates import TEMPLATES

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> str:
    """What a picture says."""
    found = ElementTree.fromstring(svg).iter(f"{SVG}text")  # noqa: S314
    return " ".join(text.text or "" for text in found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_flow_is_drawn_as_dot(language: Language, tmp_path: Path) -> None:
    flow = house(tmp_path)
    drawn = run("diagram", flow, "--language", language).stdout
    assert drawn == draw(read_version(flow, None).draft, language)


def test_the_picture_holds_every_node_and_is_svg(tmp_path: Path) -> None:
    picture = run("diagram", house(tmp_path), "--format", "svg").stdout
    said = texts(picture)
    for node in FLOW["nodes"].values():
        assert node["title"]["zh"] in said


def test_hostile_titles_stay_text(tmp_path: Path) -> None:
    title = {"zh": '</B><script>alert("1")</script>\\N"];}&amp;\u0001', "en": "x"}
    hostile = changed(lambda flow: flow["nodes"]["greet"].update(title=title))
    picture = run("diagram", put(tmp_path, "hostile.json", hostile), "--format", "svg").stdout
    assert '<script>alert("1")' in texts(picture)
    assert "<script" not in picture


@pytest.mark.parametrize(("name", "first"), [("flow.svg", "<?xml"), ("flow.dot", "digraph")])
def test_the_ending_of_the_file_says_the_format(name: str, first: str, tmp_path: Path) -> None:
    out = tmp_path / name
    assert run("diagram", house(tmp_path), "--out", out).stdout == ""
    assert out.read_text("utf-8").startswith(first)


def test_a_draft_with_faults_is_drawn_as_far_as_it_goes(tmp_path: Path) -> None:
    broken = changed(lambda flow: flow["nodes"]["greet"].update(next={"done": "nowhere"}))
    drawn = run("diagram", put(tmp_path, "broken.json", broken)).stdout
    assert '"limit" -> "greet"' in drawn
    assert "nowhere" not in drawn


def test_machines_get_the_picture_or_where_it_was_put(tmp_path: Path) -> None:
    flow, out = house(tmp_path), tmp_path / "flow.svg"
    drawn = answer("diagram", flow)
    assert drawn["format"] == "dot"
    assert drawn["text"].startswith("digraph")
    assert answer("diagram", flow, "--out", out) == {"format": "svg", "out": str(out)}


# Products.


def test_a_stage_of_a_product_is_drawn_from_its_draft_and_from_its_release(tmp_path: Path) -> None:
    path = next(each for each in TEMPLATES if str(each) == "cundan-v1").path
    release = tmp_path / "release.json"
    assert run("freeze", path, "--out", release).exit_code == 0
    for stage in ("apply", "drawdown"):
        flow = ROOT / f"flows/province/personal/pledge/cundan.{stage}/v1.json"
        alone = run("diagram", flow).stdout
        drawn = [run("diagram", of, "--stage", stage).stdout for of in (path, release)]
        assert drawn == [alone, alone]
    assert run("diagram", release).stdout == run("diagram", release, "--stage", "apply").stdout


def test_a_child_is_drawn_with_what_it_adds(tmp_path: Path) -> None:
    lay(tmp_path)
    rule = {"when": "applicant.age < 22", "then": "decline", "reason": "A01"}
    added = {"at": "apply:nodes/gate/rules/XY1", "add": rule, "after": "r1"}
    plain, more = (run("diagram", child(tmp_path, edits)).stdout for edits in ([], [added]))
    assert plain.startswith("digraph")
    assert plain != more


@pytest.mark.parametrize("of", ["flow", "product"])
def test_a_stage_that_is_not_there_is_refused(of: str, tmp_path: Path) -> None:
    path = house(tmp_path) if of == "flow" else lay(tmp_path)
    result = run("diagram", path, "--stage", "collect")
    assert result.exit_code == 2
    assert "F199" in result.stderr
