"""The templates that ship: sound, worked cases, and their policies read plainly."""

from __future__ import annotations

from typing import Any

import pytest

from engine import check
from engine.document import print_json
from tests.flows.shipped import DICTIONARY, document
from tests.policies.agreement import as_expected, tally
from tests.product_defs.templates import (
    REFERENCE,
    STAGES,
    TEMPLATES,
    TODAY,
    Stage,
    Template,
    applicants,
    flows,
)

SAMPLE = 5000
ENDS = {"approve", "decline", "refer", "pending"}

of_templates = pytest.mark.parametrize("template", TEMPLATES, ids=str)
of_stages = pytest.mark.parametrize("stage", STAGES, ids=str)


@of_templates
def test_a_template_is_sound_with_its_flows(template: Template) -> None:
    found = check(
        template.document,
        dictionary=DICTIONARY,
        documents=flows(),
        reference=REFERENCE,
        today=TODAY,
    )
    assert found == ()


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
