"""What is said names the file that is meant; `-` is the standard input or output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine import freeze
from engine.document import print_json
from tests.engine.cli.policy import (
    DICTIONARY,
    FACTS,
    FLOW,
    Document,
    answer,
    changed,
    house,
    put,
    run,
)
from tests.house.tree import ROOT

HEADER = ",".join(FACTS)
OLD = {**FACTS, "applicant.age": 130}
CITY = {**DICTIONARY, "id": "city"}


def test_facts_refused_name_their_file(tmp_path: Path) -> None:
    flow = house(tmp_path)
    facts = put(tmp_path, "li_lei.json", OLD)
    rows = put(tmp_path, "many.csv", f"{HEADER}\n130,李雷,1.00,true,1.00,1,0\n")
    for command, given, place in (
        ("decide", facts, "applicant.age"),
        ("explain", facts, "applicant.age"),
        ("decide", rows, "第 2 行 row 2 applicant.age"),
    ):
        assert run(command, flow, given).stderr.startswith(f"{given}: {place}: A106 ")
        (issue,) = json.loads(run(command, flow, given, "--json").stdout)["issues"]
        assert issue["values"]["file"] == str(given)


def test_facts_from_the_standard_input_are_named_as_they_were_asked_for(tmp_path: Path) -> None:
    said = run("decide", house(tmp_path), "-", given=json.dumps(OLD)).stderr
    assert said.startswith("-: applicant.age: A106 ")


def test_rows_of_a_table_that_clash_name_the_file_of_the_facts(tmp_path: Path) -> None:
    def clash(flow: Document) -> None:
        flow["nodes"]["limit"].update(hit="U")

    house(tmp_path)
    flow, facts = put(tmp_path, "u.json", changed(clash)), put(tmp_path, "facts.json", FACTS)
    assert run("decide", flow, facts).stderr.startswith(f"{facts}: nodes/limit: A201 ")


def misspell(flow: Document) -> None:
    """A name that no fact has."""
    flow["nodes"]["admission"]["rules"][0]["when"] = "applicant.agee < 18"


def test_a_fault_of_a_flow_names_the_flows_file(tmp_path: Path) -> None:
    house(tmp_path)
    flow, facts = put(tmp_path, "bad.json", changed(misspell)), put(tmp_path, "facts.json", FACTS)
    place = f"{flow}: nodes/admission/rules/R1/when[0:14]: E"
    assert run("check", flow).stdout.startswith(place)
    for arguments in (
        ("decide", flow, facts),
        ("freeze", flow, "--out", tmp_path / "out"),
        ("schema", "facts", flow),
    ):
        assert run(*arguments).stderr.startswith(place)
    (issue,) = json.loads(run("check", flow, "--json").stdout)["issues"]
    assert (issue["at"], issue["values"]["file"]) == ("nodes/admission/rules/R1/when", str(flow))


def unitless(dictionary: Document) -> None:
    """A number without a unit."""
    del dictionary["facts"]["applicant.age"]["unit"]


def deriving(dictionary: Document) -> None:
    """A derived fact of nothing that there is."""
    age = dictionary["facts"]["applicant.age"]
    del age["source"]
    age["derive"] = "nothing + 1"


WRONG_DICTIONARIES: dict[str, tuple[Document, str]] = {
    "of another format": (FLOW, "dictionary:format: R102 "),
    "of another id": (CITY, "dictionary:id: R105 "),
    "of a wrong shape": (
        changed(unitless, DICTIONARY), "dictionary:facts/applicant.age/unit: F101",
    ),
    "with a wrong expression": (
        changed(deriving, DICTIONARY), "dictionary:facts/applicant.age/derive[0:7]: E",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_DICTIONARIES)
@pytest.mark.parametrize("found", ["named", "found by its id"])
def test_a_wrong_dictionary_is_named(case: str, found: str, tmp_path: Path) -> None:
    content, place = WRONG_DICTIONARIES[case]
    facts = put(tmp_path, "facts.json", FACTS)
    if found == "named":
        flow = house(tmp_path)
        dictionary = put(tmp_path, "beside.json", content)
        options = ["--dictionary", str(dictionary)]
    else:
        flow, options = put(tmp_path, "flow.json", FLOW), []
        dictionary = put(tmp_path, "product_defs/dictionary/town.json", content)
    for arguments in (
        ("check", flow),
        ("decide", flow, facts),
        ("explain", flow, facts),
        ("freeze", flow, "--out", tmp_path / "out"),
        ("schema", "facts", flow),
    ):
        assert f"{dictionary}: {place}" in run(*arguments, *options).output, arguments


def test_a_drawing_is_as_plain_about_a_wrong_dictionary(tmp_path: Path) -> None:
    wrong = put(tmp_path, "beside.json", FLOW)
    for arguments in (("diagram", house(tmp_path)), ("diff", house(tmp_path), house(tmp_path))):
        (said,) = run(*arguments, "--dictionary", wrong).stderr.splitlines()
        assert said.startswith(f"{wrong}: dictionary:format: R102 ")


def test_a_document_without_an_id_is_named(tmp_path: Path) -> None:
    nameless = put(tmp_path, "nameless.json", {"a": 1})
    assert run("hash", nameless).stderr.startswith(f"{nameless}: D402 ")


def test_a_missing_dictionary_is_said_of_the_flow_that_names_it(tmp_path: Path) -> None:
    flow = put(tmp_path, "flow.json", FLOW)
    assert run("check", flow).stderr.startswith(f"{flow}: dictionary: C101 ")


def test_a_dash_writes_to_the_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    flow, facts = house(tmp_path), put(tmp_path, "facts.json", FACTS)
    rows = put(tmp_path, "rows.csv", f"{HEADER}\n30,李雷,1.00,true,1.00,1,0\n")
    for arguments in (("decide", flow, facts), ("decide", flow, rows), ("diagram", flow)):
        assert run(*arguments, "--out", "-").stdout == run(*arguments).stdout
    assert answer("diagram", flow, "--out", "-") == answer("diagram", flow)
    assert not Path("-").exists()


def test_a_release_goes_to_the_standard_output_with_its_name_beside(tmp_path: Path) -> None:
    release = freeze(FLOW, dictionary=DICTIONARY)
    result = run("freeze", house(tmp_path), "--out", "-")
    assert result.stdout == print_json(release)
    assert result.stderr.startswith("town.apply@sha256:")
    machines = run("freeze", house(tmp_path), "--out", "-", "--json")
    assert machines.stdout == print_json(release)
    assert json.loads(machines.stderr) == {"name": result.stderr.strip(), "out": "-"}


def process(line: str) -> subprocess.CompletedProcess[str]:
    """What a line of the shell did, where `loanfoundry` is the command."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from engine.cli import main; main()"
    shell = f'loanfoundry() {{ {sys.executable} -c {start!r} "$@"; }}; {line}'
    return subprocess.run(
        ("/bin/sh", "-c", shell),
        capture_output=True,
        text=True,
        check=False,
        env={"LANG": "C.UTF-8"},
    )


@pytest.mark.parametrize("given", ["<&-", "0> written"])
def test_a_standard_input_that_cannot_be_read_is_refused(given: str, tmp_path: Path) -> None:
    ran = process(f"cd {tmp_path}; loanfoundry decide {house(tmp_path)} - {given}")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("-: C105 ")


def test_a_current_folder_that_is_gone_hides_no_dictionary(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    for flow, said in (
        (house(tmp_path / "house"), ""),
        (put(tmp_path, "flow.json", FLOW), f"{tmp_path / 'flow.json'}: dictionary: C101 "),
    ):
        ran = process(f"mkdir {gone} && cd {gone} && rmdir {gone} && loanfoundry check {flow}")
        assert ran.returncode == (2 if said else 0)
        assert ran.stderr.startswith(said)
        assert "Traceback" not in ran.stderr


def test_a_folder_that_may_not_be_entered_hides_no_dictionary_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house(tmp_path)
    closed, inside = tmp_path / "closed", put(tmp_path, "closed/inside/flow.json", FLOW).parent
    monkeypatch.chdir(inside)
    closed.chmod(0)
    try:
        if os.access(inside, os.R_OK):
            pytest.skip("who runs the tests may enter every folder")
        assert run("check", "flow.json").exit_code == 0
    finally:
        closed.chmod(0o755)
