"""The command finds the flows that a draft uses: beside it, then in `flows/` above it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.cli.searching import Shelf, names
from engine.document import Json, content_name, print_json
from tests.engine.cli import county
from tests.engine.cli.county import read
from tests.engine.cli.policy import answer, put, run
from tests.engine.flow.nested import Nested, facts, nested, nested_program

YOUNG = "applicant.age < 21"
OLDER = {"at": "nested.gate:nodes/person/rules/young/when", "set": YOUNG}
MISSPELT = {"at": "nested.gate:nodes/person/rules/young/when", "set": "applicant.agee < 21"}


def lay(of: Nested, root: Path, flow: str, subflows: str) -> Path:
    """A flow in its place, with its dictionary where it is found and what it uses in a folder."""
    put(root, "product_defs/dictionary/nested.json", of.dictionary)
    for document in of.subflows.values():
        put(root, f"{subflows}/{document['id']}.json", document)
    return put(root, flow, of.flow)


@pytest.mark.parametrize(
    ("flow", "subflows"),
    [
        ("work/loan.json", "work"),
        ("flows/loan/v1.json", "flows/gates/v7"),
        ("deep/down/loan.json", "flows"),
    ],
)
def test_the_flows_that_a_draft_uses_are_found(flow: str, subflows: str, tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, flow, subflows)
    given = put(tmp_path, "facts.json", dict(facts()))
    assert run("check", draft).exit_code == 0
    assert answer("decide", draft, given) == nested_program().decide(facts()).document()
    assert run("freeze", draft, "--out", tmp_path / "out.json").stdout.strip() == (
        nested_program().name
    )
    assert answer("decide", tmp_path / "out.json", given)["outcome"] == "approve"


def test_of_several_versions_the_one_that_is_named_is_taken(tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, "flows/loan.json", "flows/b")
    lay(nested(OLDER), tmp_path, "other/loan.json", "flows/a")
    assert run("check", draft).exit_code == 0


def test_a_flow_that_is_nowhere_is_said_at_the_node_that_uses_it(tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, "loan.json", "elsewhere")
    said = run("check", draft, "--language", "en")
    assert said.exit_code == 2
    assert f"{draft}: nodes/own/use: F181 the flow nested.gate@sha256:" in said.stdout


def test_a_flow_that_was_changed_by_hand_is_said_by_its_new_name(tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, "flows/loan.json", "flows")
    lay(nested(OLDER), tmp_path, "other/loan.json", "flows")
    (new,) = (name for name in nested(OLDER).subflows if name.startswith("nested.gate@"))
    said = run("check", draft, "--language", "en").stdout
    assert f"nodes/own/use: F182 the flow at hand is {new}" in said


def test_a_fault_inside_a_subflow_names_its_file(tmp_path: Path) -> None:
    draft = lay(nested(MISSPELT), tmp_path, "loan.json", "flows")
    gate = tmp_path / "flows" / "nested.gate.json"
    place = "nodes/person/rules/young/when"
    issues = json.loads(run("check", draft, "--json").stdout)["issues"]
    assert {(issue["at"], issue["values"]["file"]) for issue in issues} == {
        (f"own:{place}", str(gate)), (f"company:head:{place}", str(gate)),
    }  # fmt: skip
    shapeless = json.loads(gate.read_text("utf-8"))
    del shapeless["nodes"]["lists"]["title"]
    gate.write_text(print_json(shapeless), "utf-8")
    assert f"{gate}: own:nodes/lists/title: F101" in run("check", draft).output


def test_what_cannot_be_read_is_not_what_is_looked_for(tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, "flows/loan.json", "flows/gates")
    put(tmp_path, "flows/a.json", '{"id": "nested.gate", ')
    put(tmp_path, "flows/b.json", {"id": "nested.gate", "format": "loanfoundry.flow/9"})
    huge: dict[str, Json] = {"format": "loanfoundry.flow/1", "id": "nested.gate", "n": 10**30}
    put(tmp_path, "flows/c.json", json.dumps(huge))
    assert run("check", draft).exit_code == 0


def test_a_difference_is_told_inside_the_subflows(tmp_path: Path) -> None:
    old = lay(nested(), tmp_path / "old", "loan.json", "flows")
    new = lay(nested(OLDER), tmp_path / "new", "loan.json", "flows")
    told = answer("diff", old, new)
    assert [line["at"] for line in told["sentences"]] == [
        "nodes/company/use",
        "nodes/own/use",
        "company:nodes/head/use",
        "company:head:nodes/person/rules/young/when",
        "own:nodes/person/rules/young/when",
    ]
    assert [edit["at"] for edit in told["edits"]] == ["nodes/company/use", "nodes/own/use"]


def test_releases_tell_their_subflows_like_drafts(tmp_path: Path) -> None:
    releases = []
    for name, of in (("old", nested()), ("new", nested(OLDER))):
        draft, release = lay(of, tmp_path / name, "loan.json", "flows"), tmp_path / f"{name}.json"
        run("freeze", draft, "--out", release)
        releases.append(release)
    ends = [line["at"].rpartition("/")[2] for line in answer("diff", *releases)["sentences"]]
    assert ends == ["use", "use", "use", "when", "when"]


def test_an_explanation_says_in_which_subflow_a_step_is(tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, "loan.json", "flows")
    young = put(tmp_path, "facts.json", dict(facts(controller__birth_date="2010-01-01")))
    said = run("explain", draft, young, "--language", "zh").stdout
    assert "企业准入 › 负责人 › 个人规则 → 拒绝" in said
    assert "本人准入 › 个人规则 → 通过" in said


def test_a_table_of_applicants_has_columns_for_what_is_asked_inside(tmp_path: Path) -> None:
    draft = lay(nested(), tmp_path, "loan.json", "flows")
    names = [name for name in facts() if name != "list.black"]
    row = ",".join(str(facts()[name]).lower() for name in names)
    table = put(tmp_path, "rows.csv", f"{','.join(names)}\n{row}\n")
    header, line = run("decide", draft, table).stdout.splitlines()
    decided = dict(zip(header.split(","), line.split(","), strict=True))
    assert (decided["state"], decided["requests"]) == ("pending", "lists [black]: list.black")
    assert "own:factor" not in decided


def test_a_product_s_parents_and_flows_are_found_and_each_file_is_read_once(tmp_path: Path) -> None:
    first = county.lay(tmp_path)
    own = county.child(tmp_path, [{"at": "title/zh", "set": "信阳"}])
    of = {path: content_name(read(path)) for path in (first, own)}
    branch = {**read(own), "id": "xinyang.shihe", "parent": of[own], "edits": []}
    shelf = Shelf.around(own)
    found = shelf.gather(branch)
    flow = read(first)["flows"]["apply"]
    assert {name: each.path for name, each in found.items()} == {
        of[own]: own,
        of[first]: first,
        flow: tmp_path / "flows/province/town.credit.apply/v1.json",
    }
    first.unlink()
    assert shelf.gather(branch) == found


def test_a_child_s_edits_name_documents_too(tmp_path: Path) -> None:
    uses = {f"gate{number}@sha256:" + "1" * 64: number for number in range(4)}
    one, two, three, four = uses
    node = {"kind": "subflow", "use": two}
    document = {
        "format": "loanfoundry.product/1",
        "edits": [
            {"at": "flows/drawdown", "set": one},
            {"at": "apply:county:nodes/own", "set": node},
            {"at": "apply:county:nodes/other/use", "set": three},
            {"at": "apply:nodes/county", "set": {"kind": "model", "use": four}},
            {"at": "title/zh", "set": four},
        ],
    }
    assert names(document) == {  # type: ignore[arg-type]
        "flows/drawdown": one,
        "apply:county:nodes/own/use": two,
        "apply:county:nodes/other/use": three,
    }
