"""The corpus: releases and decisions as they were made once. What stands there never changes."""

from __future__ import annotations

import json

import pytest

from engine import replay
from engine.document import content_name, read_json
from tests.house.tree import ROOT

CORPUS = ROOT / "tests" / "corpus"
NAMES = {
    "suixiang": "suixiang@sha256:5bcd3e06db78d9262f597a7bc22e99cbef46d809b1538d2b08bdca0bb233398a",
    "suixiang.apply": (
        "suixiang.apply@sha256:9b28b4b76ccd7b6fd8a9b28d105e80bf957100d1c22bddb68dade26d89f31335"
    ),
    "town.credit": (
        "town.credit@sha256:dc4d3494356530a42d3a063085f1b7d507623f9c6d101fb7d81ce358a9757cb2"
    ),
    "xinyang.suixiang": (
        "xinyang.suixiang@sha256:815c8652e1c57eb651ccdfedbb7eac17baef3497e3bbf676dce5efe9ff521d12"
    ),
}  # fmt: skip
COUNTS = {"suixiang": 16, "suixiang.apply": 16, "town.credit": 8, "xinyang.suixiang": 17}


def test_every_release_is_here_with_its_records() -> None:
    for folder, ending in (("releases", ".json"), ("records", ".jsonl")):
        assert {path.name for path in (CORPUS / folder).iterdir()} == {
            f"{name}{ending}" for name in NAMES
        }


@pytest.mark.parametrize("name", NAMES)
def test_a_release_has_the_bytes_that_it_had(name: str) -> None:
    document = read_json((CORPUS / "releases" / f"{name}.json").read_bytes(), numbers_as=int)
    assert content_name(document) == NAMES[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_decision_comes_out_as_it_was_recorded(name: str) -> None:
    lines = (CORPUS / "records" / f"{name}.jsonl").read_text("utf-8").splitlines()
    found = replay(lines, {NAMES[name]: CORPUS / "releases" / f"{name}.json"})
    assert found.records == COUNTS[name]
    assert [each.as_json() for each in found.differences] == []
    assert found.issues == ()


@pytest.mark.parametrize("name", NAMES)
def test_records_are_of_every_end_that_the_release_shows(name: str) -> None:
    lines = (CORPUS / "records" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ends = {json.loads(line)["decision"].get("outcome") for line in lines}
    assert ends == {"approve", "decline", "refer", None}
