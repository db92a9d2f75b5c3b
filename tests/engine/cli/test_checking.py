"""`check` and `hash` say what a document is and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import freeze
from engine.document import content_name
from tests.engine.cli.policy import DICTIONARY, FLOW, Document, answer, changed, house, put, run


def misspell(flow: Document) -> None:
    """A name that no fact has."""
    flow["nodes"]["admission"]["rules"][0]["when"] = "applicant.agee < 18"


def test_a_sound_flow_checks(tmp_path: Path) -> None:
    result = run("check", house(tmp_path))
    assert (result.exit_code, result.stdout) == (
        0,
        "0 处错误，0 处提示 | faults: 0, notices: 0\n",
    )
    assert answer("check", house(tmp_path)) == {"issues": []}


def test_a_fault_names_its_place_in_both_languages_and_ends_with_code_2(tmp_path: Path) -> None:
    house(tmp_path)
    result = run("check", put(tmp_path, "bad.json", changed(misspell)))
    fault, summary = result.stdout.splitlines()
    assert result.exit_code == 2
    assert fault.startswith(f"{tmp_path / 'bad.json'}: nodes/admission/rules/R1/when[0:14]: E")
    assert "没有名为「applicant.agee」" in fault
    assert " | no fact, variable" in fault
    assert summary == "1 处错误，0 处提示 | faults: 1, notices: 0"


@pytest.mark.parametrize(("language", "there", "absent"), [("zh", "没有", "no fact"),
                                                           ("en", "no fact", "没有")])  # fmt: skip
def test_one_language_can_be_asked_for(
    language: str, there: str, absent: str, tmp_path: Path
) -> None:
    house(tmp_path)
    bad = put(tmp_path, "bad.json", changed(misspell))
    said = run("check", bad, "--language", language).stdout
    assert there in said
    assert absent not in said


def test_faults_for_machines_carry_code_place_and_texts(tmp_path: Path) -> None:
    house(tmp_path)
    result = run("check", put(tmp_path, "bad.json", changed(misspell)), "--json")
    assert result.exit_code == 2
    assert '"at": "nodes/admission/rules/R1/when", "span": [0, 14]' in result.stdout


def test_a_notice_stops_nothing(tmp_path: Path) -> None:
    house(tmp_path)
    needless = changed(lambda flow: flow["nodes"]["admission"]["rules"][0].update(unknown="skip"))
    result = run("check", put(tmp_path, "notice.json", needless))
    assert result.exit_code == 0
    assert "（提示）" in result.stdout
    assert "(notice) " in result.stdout


def test_the_dictionary_is_found_by_its_id_above_the_flow(tmp_path: Path) -> None:
    flow = house(tmp_path)
    deep = put(tmp_path, "flows/a/b/c/v1.json", FLOW)
    assert run("check", flow).exit_code == run("check", deep).exit_code == 0


def test_the_dictionary_is_found_above_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house(tmp_path / "checkout")
    flow = put(tmp_path, "elsewhere/flow.json", FLOW)
    assert run("check", flow).exit_code == 2
    monkeypatch.chdir(tmp_path / "checkout" / "flows")
    assert run("check", flow).exit_code == 0


def test_the_dictionary_that_is_named_comes_first(tmp_path: Path) -> None:
    flow = house(tmp_path)
    other = put(tmp_path, "other.json", {**DICTIONARY, "facts": {}})
    assert run("check", flow, "--dictionary", other).exit_code == 2


def test_a_missing_dictionary_is_said_with_where_it_was_wanted(tmp_path: Path) -> None:
    result = run("check", put(tmp_path, "flow.json", FLOW))
    assert result.exit_code == 2
    assert "C101" in result.stderr
    assert "product_defs/dictionary/town.json" in result.stderr


def test_an_id_that_is_no_id_names_no_file(tmp_path: Path) -> None:
    house(tmp_path)
    put(tmp_path, "product_defs/secret.json", DICTIONARY)
    flow = put(tmp_path, "flow.json", {**FLOW, "dictionary": "../secret"})
    assert "C101" in run("check", flow).stderr


def test_a_fault_of_the_dictionary_stands_in_the_dictionary(tmp_path: Path) -> None:
    flow = house(tmp_path)
    broken = changed(lambda of: of["facts"]["applicant.age"].pop("unit"), DICTIONARY)
    result = run("check", flow, "--dictionary", put(tmp_path, "broken.json", broken))
    assert result.exit_code == 2
    assert "dictionary:facts/applicant.age/unit: F101" in result.stdout


def test_a_release_checks_alone(tmp_path: Path) -> None:
    release = put(tmp_path, "release.json", dict(freeze(FLOW, dictionary=DICTIONARY)))
    assert run("check", release).exit_code == 0


def test_the_hash_is_the_name_of_the_content_without_its_layout(tmp_path: Path) -> None:
    moved = changed(lambda flow: flow.pop("canvas"))
    names = {run("hash", put(tmp_path, "f.json", of)).stdout for of in (FLOW, moved)}
    assert names == {content_name(FLOW) + "\n"}
    assert answer("hash", put(tmp_path, "f.json", FLOW)) == {"name": content_name(FLOW)}


def test_a_document_without_an_id_has_no_name(tmp_path: Path) -> None:
    result = run("hash", put(tmp_path, "f.json", {"a": 1}))
    assert result.exit_code == 2
    assert "D402" in result.stderr
