"""The templates that ship: sound, worked cases, and their policies read plainly."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from engine.dictionary import Dictionary
from engine.document import print_json
from engine.flow.check import inspect
from engine.flow.reading import read_model
from engine.product.check import check
from engine.product.reference import Reference, joined, read
from tests.flows.shipped import DICTIONARY, document
from tests.house.tree import ROOT
from tests.policies.agreement import as_expected, tally
from tests.product_defs.templates import STAGES, TEMPLATES, Stage, Template, applicants, flows

SAMPLE = 5000
TODAY = date(2026, 11, 2)
ENDS = {"approve", "decline", "refer", "pending"}

of_templates = pytest.mark.parametrize("template", TEMPLATES, ids=str)
of_stages = pytest.mark.parametrize("stage", STAGES, ids=str)


@cache
def entries() -> Dictionary:
    """The province's dictionary."""
    return read_model(Dictionary, document(DICTIONARY))


@cache
def reference() -> Reference:
    """All reference data that ships."""
    paths = sorted((ROOT / "product_defs" / "reference").glob("*.json"))
    return joined(read(document(path)) for path in paths)


@of_templates
def test_a_template_is_sound_beside_its_flows(template: Template) -> None:
    product = template.document
    facts = reference().facts(product, TODAY).facts
    own = {slot: flows()[name] for slot, name in product["flows"].items()}
    assert check(product, flows=own, reference=facts, dictionary=entries()) == ()


@of_templates
def test_every_text_of_a_template_stands_in_both_languages(template: Template) -> None:
    product = template.document
    own = [flows()[name] for name in product["flows"].values()]
    texts = [text for each in (product, *own) for text in labels(each)]
    assert [text for text in texts if text.keys() != {"zh", "en"}] == []


def labels(value: Any) -> list[Any]:
    """Every text for people in a document."""
    match value:
        case {"zh": str()}:
            return [value]
        case dict() | list():
            inner = value.values() if isinstance(value, dict) else value
            return [text for each in inner for text in labels(each)]
        case _:
            return []


@of_stages
def test_a_flow_is_sound_with_the_product_s_values(stage: Stage) -> None:
    assert inspect(stage.program.draft) == ()


@of_stages
def test_documents_are_printed_as_the_house_prints(stage: Stage) -> None:
    version = stage.template.version
    for path in (
        stage.template.path,
        stage.folder / f"{version}.json",
        stage.folder / "cases.json",
    ):
        assert path.read_text("utf-8") == print_json(document(path)), path
    assert document(stage.folder / f"{version}.json") == stage.flow


EVERY = [
    pytest.param(stage, case, id=f"{stage}-{case['id']}")
    for stage in STAGES
    if stage.template.is_newest
    for case in stage.cases
]


@pytest.mark.parametrize(("stage", "case"), EVERY)
def test_a_worked_case_is_decided_as_written(stage: Stage, case: Any) -> None:
    decision = stage.program.decide(case["facts"])
    assert as_expected(decision, case["expect"]) == case["expect"]
    assert case["title"].keys() == {"zh", "en"}


@of_stages
def test_the_policy_agrees_on_the_worked_cases(stage: Stage) -> None:
    facts = [case["facts"] for case in stage.cases]
    policy = stage.reading.POLICIES[stage.template.version]
    ends = tally(stage.program, policy, facts)
    assert ends.keys() >= ENDS - {"pending"}


@of_stages
def test_the_policy_agrees_on_applicants_on_and_beside_every_edge(stage: Stage) -> None:
    reading, people = stage.reading, applicants(stage)
    sample = list(people.sample(16, SAMPLE))
    ends = tally(stage.program, reading.POLICIES[stage.template.version], sample)
    assert people.unmet(sample) == []
    assert ends.keys() >= ENDS
    assert stage.reasons - ends.keys() == set(reading.UNREACHED)
    assert ends["approve"] > SAMPLE / 10
