"""After a hand edit `relink` writes the names anew, from the leaves up, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import commands
from engine.document import content_name, print_json

Document = dict[str, Any]
STALE = "0" * 64


def run(*arguments: str | Path) -> Result:
    """What the command did."""
    return CliRunner().invoke(commands(), ["relink", *map(str, arguments)])


def gate(title: str) -> Document:
    """A shared flow, as far as names go."""
    return {"format": "loanfoundry.flow/1", "id": "gate", "title": {"zh": title}, "nodes": {}}


def flow(use: str) -> Document:
    """A flow that uses another."""
    node = {"kind": "subflow", "use": use, "title": {"zh": "准入"}}
    return {"format": "loanfoundry.flow/1", "id": "loan.apply", "nodes": {"gate": node}}


def template(apply: str, cap: str = "1000.00") -> Document:
    """A product of headquarters."""
    return {
        "format": "loanfoundry.product/1", "id": "loan", "role": "template",
        "line": {"amount": {"max": cap}}, "flows": {"apply": apply},
    }  # fmt: skip


def child(parent: str) -> Document:
    """A county's product, with a subflow of its own behind an edit."""
    return {
        "format": "loanfoundry.product/1", "id": "town.loan", "role": "product", "tenant": "town",
        "parent": parent, "edits": [],
    }  # fmt: skip


FILES = {
    "gate": "flows/province/shared/gate/v1.json",
    "gate2": "flows/province/shared/gate/v2.json",
    "flow": "flows/province/loan.apply/v1.json",
    "flow2": "flows/province/loan.apply/v2.json",
    "template": "product_defs/province/loan/v1.json",
    "template2": "product_defs/province/loan/v2.json",
    "child": "product_defs/county/town/town.loan/v1.json",
    "clone": "product_defs/county/town/town.own/v1.json",
}


def put(root: Path, **documents: Document) -> None:
    """Documents in their places, as the house prints them."""
    for name, document in documents.items():
        file = root / FILES[name]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(print_json(document), "utf-8")


def read(root: Path, name: str) -> Document:
    """A document in its place."""
    document: Document = json.loads((root / FILES[name]).read_text("utf-8"))
    return document


def true_name(root: Path, name: str) -> str:
    """What the content of a document is called."""
    return content_name(read(root, name))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two versions of a gate, a flow and a template, a child and a clone; every name resolves."""
    put(tmp_path, gate=gate("一"), gate2=gate("二"))
    put(tmp_path, flow=flow(true_name(tmp_path, "gate")))
    put(tmp_path, flow2=flow(true_name(tmp_path, "gate2")))
    put(tmp_path, template=template(true_name(tmp_path, "flow")))
    put(tmp_path, template2=template(true_name(tmp_path, "flow2"), "900.00"))
    put(tmp_path, child=child(true_name(tmp_path, "template")))
    copy = {**template(true_name(tmp_path, "flow")), "id": "town.own", "role": "product"}
    put(tmp_path, clone={**copy, "origin": true_name(tmp_path, "template2")})
    return tmp_path


def texts(root: Path) -> dict[str, str]:
    """What stands in every file."""
    return {name: (root / file).read_text("utf-8") for name, file in FILES.items()}


def test_a_tree_in_which_every_name_resolves_stays_as_it_is(tree: Path) -> None:
    before = texts(tree)
    assert run(tree, "--language", "en").stdout == "names written anew: 0\n"
    assert texts(tree) == before


def test_a_changed_leaf_renames_what_stands_on_it_and_no_other_version(tree: Path) -> None:
    before = texts(tree)
    put(tree, gate=gate("改"))
    found = json.loads(run(tree, "--json").stdout)["renamed"]
    assert read(tree, "flow")["nodes"]["gate"]["use"] == true_name(tree, "gate")
    assert read(tree, "template")["flows"]["apply"] == true_name(tree, "flow")
    assert read(tree, "clone")["flows"]["apply"] == true_name(tree, "flow")
    assert read(tree, "child")["parent"] == true_name(tree, "template")
    changed = {name for name, text in texts(tree).items() if text != before[name]}
    assert changed == {"gate", "flow", "template", "child", "clone"}
    assert {(Path(each["file"]).relative_to(tree).as_posix(), each["at"]) for each in found} == {
        (FILES["flow"], "nodes/gate/use"), (FILES["template"], "flows/apply"),
        (FILES["clone"], "flows/apply"), (FILES["child"], "parent"),
    }  # fmt: skip
    assert run(tree, "--language", "en").stdout == "names written anew: 0\n"


def test_only_the_names_differ_whatever_the_hand_wrote(tree: Path) -> None:
    file = tree / FILES["flow"]
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")), indent=7), "utf-8")
    before = file.read_text("utf-8")
    old = read(tree, "flow")["nodes"]["gate"]["use"]
    put(tree, gate=gate("改"))
    run(tree)
    assert file.read_text("utf-8") == before.replace(old, true_name(tree, "gate"))


def test_both_versions_may_change_at_once_where_others_tell_them_apart(tree: Path) -> None:
    put(tree, gate=gate("改"), template2=template(true_name(tree, "flow2"), "800.00"))
    before = true_name(tree, "template2")
    assert run(tree).exit_code == 0
    assert true_name(tree, "template2") == before
    assert read(tree, "clone")["origin"] == before


def test_a_name_that_could_mean_several_is_said_and_nothing_is_written(tree: Path) -> None:
    put(tree, gate=gate("改"), gate2=gate("又"))
    before = texts(tree)
    said = run(tree, "--language", "en")
    assert said.exit_code == 2
    assert texts(tree) == before
    for name in ("flow", "flow2"):
        assert f"{tree / FILES[name]}: nodes/gate/use: C401" in said.stderr
    for name in ("gate", "gate2"):
        assert f"{tree / FILES[name]}: {true_name(tree, name)}" in said.stderr


def test_a_name_in_an_edit_is_written_anew_too(tree: Path) -> None:
    node = {"kind": "subflow", "use": f"gate@sha256:{STALE}"}
    edits = [{"at": "apply:county:nodes/more", "set": node}]
    put(tree, child={**read(tree, "child"), "edits": edits})
    for name in ("flow2", "template2", "clone"):
        (tree / FILES[name]).unlink()
    run(tree)
    assert read(tree, "child")["edits"][0]["set"]["use"] == true_name(tree, "gate2")


def test_a_name_of_which_there_is_no_document_is_said_and_left(tree: Path) -> None:
    stale = f"absent@sha256:{STALE}"
    put(tree, clone={**read(tree, "clone"), "origin": stale})
    put(tree, gate=gate("改"))
    said = run(tree, "--language", "en")
    assert (said.exit_code, read(tree, "clone")["origin"]) == (0, stale)
    assert f"C402 (notice) no document has the id of {stale}" in said.stdout
    assert read(tree, "child")["parent"] == true_name(tree, "template")


def test_documents_that_name_one_another_are_refused(tree: Path) -> None:
    put(tree, gate={**gate("环"), "nodes": flow(f"loan.apply@sha256:{STALE}")["nodes"]})
    put(tree, flow=flow(f"gate@sha256:{STALE}"))
    (tree / FILES["flow2"]).unlink()
    (tree / FILES["gate2"]).unlink()
    before = (tree / FILES["flow"]).read_text("utf-8")
    said = run(tree, "--language", "en")
    assert (said.exit_code, "C403" in said.stderr) == (2, True)
    assert (tree / FILES["flow"]).read_text("utf-8") == before
