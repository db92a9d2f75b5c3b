"""The JSON Schemas: committed, valid, and true of real documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine import freeze
from engine.cli.schemas import FORMATS, Format, format_schema
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
from tests.engine.product.products import product
from tests.engine.product.reference.town import reference_document
from tests.house.tree import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
NAMES = tuple(FORMATS)


def validator(of: Format) -> Draft202012Validator:
    """Checks documents of a format."""
    return Draft202012Validator(format_schema(of))


def documents() -> Mapping[Format, Document]:
    """A document of each format."""
    release = dict(freeze(FLOW, dictionary=DICTIONARY))
    return {
        "flow": FLOW,
        "dictionary": DICTIONARY,
        "product": product(),
        "reference": reference_document(),
        "release": release,
    }


@pytest.mark.parametrize("of", NAMES)
def test_the_committed_schema_is_what_the_models_say(of: Format) -> None:
    committed = (ROOT / "engine" / "schemas" / f"{of}.json").read_bytes()
    assert run("schema", of).stdout_bytes == committed


def test_every_committed_schema_has_a_format() -> None:
    committed = {path.stem for path in (ROOT / "engine" / "schemas").iterdir()}
    assert committed == set(NAMES)


@pytest.mark.parametrize("of", NAMES)
def test_a_schema_is_valid_draft_2020_12(of: Format) -> None:
    schema = format_schema(of)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("of", NAMES)
def test_a_document_of_the_format_is_valid(of: Format) -> None:
    assert [*validator(of).iter_errors(documents()[of])] == []


@pytest.mark.parametrize("of", NAMES)
@pytest.mark.parametrize("change", [
    lambda document: document.pop("format"),
    lambda document: document.update(format="loanfoundry.flow/9"),
    lambda document: document.update(colour="red"),
])  # fmt: skip
def test_a_document_of_another_shape_is_not_valid(of: Format, change: Any) -> None:
    assert not validator(of).is_valid(changed(change, documents()[of]))


@pytest.mark.parametrize("change", [
    lambda flow: flow["nodes"]["admission"].update(kind="ruels"),
    lambda flow: flow["nodes"]["admission"]["rules"][0].pop("when"),
    lambda flow: flow["nodes"]["limit"].update(hit="X"),
    lambda flow: flow["variables"]["limit"].update(min="0.0.0"),
    lambda flow: flow["variables"]["limit"].update(scale="2"),
])  # fmt: skip
def test_a_flow_with_a_wrong_part_is_not_valid(change: Any) -> None:
    assert not validator("flow").is_valid(changed(change))


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("suixiang.apply.json", "flow"),
        ("suixiang.v2.apply.json", "flow"),
        ("suixiang.apply.release.json", "release"),
        ("suixiang.json", "product"),
        ("suixiang.v2.json", "product"),
        ("xinyang.suixiang.json", "product"),
    ],
)
def test_the_shared_samples_are_valid(name: str, of: Format) -> None:
    if not SAMPLES.exists():
        pytest.skip(f"{SAMPLES} is not there")
    sample = json.loads((SAMPLES / name).read_text("utf-8"))
    assert [*validator(of).iter_errors(sample)] == []


@pytest.mark.parametrize(
    ("folder", "of"),
    [
        ("flows", "flow"),
        ("product_defs/dictionary", "dictionary"),
        ("product_defs/reference", "reference"),
    ],
)
def test_what_the_project_ships_is_valid(folder: str, of: Format) -> None:
    read = [json.loads(path.read_text("utf-8")) for path in (ROOT / folder).rglob("*.json")]
    shipped = [document for document in read if document["format"] == f"loanfoundry.{of}/1"]
    assert shipped
    assert [fault for document in shipped for fault in validator(of).iter_errors(document)] == []


def test_the_facts_of_a_flow_have_a_schema_with_a_valid_sample(tmp_path: Path) -> None:
    schema = answer("schema", "facts", house(tmp_path))
    Draft202012Validator.check_schema(schema)
    facts = Draft202012Validator(schema)
    assert facts.is_valid(schema["examples"][0])
    assert facts.is_valid(FACTS)
    assert not facts.is_valid({**FACTS, "applicant.agee": 1})
    assert not facts.is_valid({**FACTS, "applicant.local": "true"})


def test_the_sample_of_the_facts_decides(tmp_path: Path) -> None:
    flow = house(tmp_path)
    sample = answer("schema", "facts", flow)["examples"][0]
    assert answer("decide", flow, put(tmp_path, "sample.json", sample))["state"] == "decided"


def test_a_schema_of_facts_needs_a_flow() -> None:
    result = run("schema", "facts")
    assert result.exit_code == 2
    assert "C103" in result.stderr


def test_without_a_name_it_is_the_flows() -> None:
    assert answer("schema")["$id"] == "urn:loanfoundry:flow:1"


def test_a_name_that_the_engine_refuses_does_not_pass_the_schema() -> None:
    schema = json.loads((ROOT / "engine" / "schemas" / "flow.json").read_text("utf-8"))
    node = {"kind": "outcome", "title": {"zh": "止"}, "is": "decline", "reasons": []}
    flow = {
        "format": "loanfoundry.flow/1", "id": "a", "title": {"zh": "甲"}, "dictionary": "d",
        "start": "n", "parameters": {}, "variables": {}, "outputs": {}, "nodes": {"n": node},
    }  # fmt: skip
    validator = Draft202012Validator(schema)
    assert validator.is_valid(flow)
    assert not validator.is_valid({**flow, "nodes": {"n": node, "*": node}})
