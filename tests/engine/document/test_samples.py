"""The worked documents that the formats are described by, where they lie beside the checkout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.document import (
    Address,
    Edit,
    Json,
    apply,
    content_name,
    diff,
    edits_as_json,
    equal,
    parse_edits,
    print_json,
    read_json,
)

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the worked documents are not there: {SAMPLES}"
)


def sample(name: str) -> dict[str, Json]:
    document = read_json((SAMPLES / name).read_bytes(), numbers_as=int)
    assert isinstance(document, dict)
    return document


def batch(slots: tuple[str, ...]) -> list[Edit]:
    edits = parse_edits(sample("suixiang.v2.edits.json")["edits"])
    return [replace(edit, at=Address((), edit.at.path)) for edit in edits if edit.at.slots == slots]


ENDS = pytest.mark.parametrize(
    ("slots", "before", "after"),
    [
        ((), "suixiang.json", "suixiang.v2.json"),
        (("apply",), "suixiang.apply.json", "suixiang.v2.apply.json"),
    ],
)


def without_flows(document: dict[str, Json]) -> dict[str, Json]:
    return {key: part for key, part in document.items() if key != "flows"}


@ENDS
def test_the_batch_of_the_second_version_leads_to_it(
    slots: tuple[str, ...], before: str, after: str
) -> None:
    result = apply(without_flows(sample(before)), batch(slots))
    assert equal(result, without_flows(sample(after)))


@ENDS
def test_the_difference_of_the_versions_is_the_batch(
    slots: tuple[str, ...], before: str, after: str
) -> None:
    edits = diff(without_flows(sample(before)), without_flows(sample(after)))
    expected = [replace(edit, why=None) for edit in batch(slots)]
    assert equal(edits_as_json(edits), edits_as_json(expected))
    assert expected


@pytest.mark.parametrize("version", ["suixiang", "suixiang.v2"])
def test_a_product_names_its_flow_by_content(version: str) -> None:
    product = sample(f"{version}.json")
    assert product["flows"] == {"apply": content_name(sample(f"{version}.apply.json"))}


def test_a_batch_names_both_ends_by_content() -> None:
    stored = sample("suixiang.v2.edits.json")
    assert stored["base"] == content_name(sample("suixiang.json"))
    assert stored["result"] == content_name(sample("suixiang.v2.json"))


def test_every_worked_document_survives_printing() -> None:
    for path in SAMPLES.glob("*.json"):
        document = read_json(path.read_bytes(), numbers_as=int)
        assert equal(read_json(print_json(document), numbers_as=int), document), path.name
