"""The province's dictionary: what every product may speak of, and what customers are told."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

from engine import check
from engine.dictionary import ASKED_SOURCES, Dictionary
from engine.document import print_json
from engine.flow.check import has_faults
from engine.flow.reading import read_model
from engine.product.reference import check as check_reference
from tests.house.tree import ROOT

FILE = ROOT / "product_defs" / "dictionary" / "province.json"
DOCUMENT: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
FACTS: Mapping[str, Any] = DOCUMENT["facts"]
REASONS: Mapping[str, Any] = DOCUMENT["reasons"]
SAMPLES = ROOT.parent / "shared" / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}")

WIDENED = {"loan.purpose", "pledge.assets"}
"""More purposes than those of consumption; deposits with holder, currency and rate."""
REWORDED = {"Z01", "T01", "T02", "S02"}
"""Told in every product now, so that none can speak of the one that 随享贷 refers to."""
PEOPLE = {"controller": "实控人", "legal_person": "法定代表人"}


def test_it_is_a_dictionary_printed_as_the_house_prints() -> None:
    assert read_model(Dictionary, DOCUMENT).id == "province"
    assert FILE.read_text("utf-8") == print_json(DOCUMENT)


def test_every_label_and_customer_text_stands_in_both_languages() -> None:
    fields = [f for c in DOCUMENT["collections"].values() for f in (c, *c["fields"].values())]
    labels = [entry["label"] for entry in (*FACTS.values(), *REASONS.values(), *fields)]
    texts = labels + [reason["customer"] for reason in REASONS.values() if "customer" in reason]
    assert [text for text in texts if text.keys() != {"zh", "en"}] == []


def test_no_label_means_two_facts() -> None:
    for language in ("zh", "en"):
        count = Counter(fact["label"][language] for fact in FACTS.values())
        assert [label for label, times in count.items() if times > 1] == []


# Facts.


def test_the_people_behind_a_company_have_the_record_and_list_of_an_applicant() -> None:
    for whose, label in PEOPLE.items():
        for code in [code for code in FACTS if code.startswith("bureau.")] + ["list.dishonest"]:
            own, theirs = FACTS[code], FACTS[f"{whose}_{code}"]
            assert {**theirs, "label": own["label"]} == own
            assert theirs["label"]["zh"].startswith(label)


@pytest.mark.parametrize("name", ["lpr", "law"])
def test_reference_facts_are_spelled_as_their_rows(name: str) -> None:
    path = ROOT / "product_defs" / "reference" / f"{name}.json"
    document = json.loads(path.read_text("utf-8"))
    assert check_reference(document, read_model(Dictionary, DOCUMENT)) == ()
    assert {row["fact"] for row in document["rows"].values()} <= FACTS.keys()


TITLE = {"zh": "全部", "en": "All"}
Origin = tuple[str, str]
"""The kind of a source and its name."""


def reading(codes: list[str]) -> dict[str, Any]:
    """A flow that asks for all that must be asked for, then reads each of some facts."""
    asked: defaultdict[Origin, dict[str, bool]] = defaultdict(dict)
    for code, fact in FACTS.items():
        for origin in fact.get("source", {}).items():
            if origin[0] in ASKED_SOURCES:
                asked[origin][code] = True
    names = [*(f"ask{number}" for number in range(len(asked))), "read"]
    nodes = {
        name: asking(origin, gives, then)
        for name, then, (origin, gives) in zip(names, names[1:], asked.items(), strict=False)
    }
    rules = [
        {"id": f"r{n}", "when": f"{code} = null", "then": "decline", "reason": "Z00"}
        for n, code in enumerate(codes)
    ]
    ways = dict.fromkeys(("pass", "decline", "refer"), "end")
    nodes["read"] = {"kind": "rules", "title": TITLE, "fire": "all", "rules": rules, "next": ways}
    nodes["end"] = {"kind": "outcome", "title": TITLE, "is": "decline", "reasons": []}
    return {
        "format": "loanfoundry.flow/1",
        "id": "all",
        "title": TITLE,
        "dictionary": "province",
        "start": names[0],
        "parameters": {},
        "variables": {},
        "outputs": {},
        "nodes": nodes,
    }


def asking(origin: Origin, gives: Mapping[str, bool], then: str) -> dict[str, Any]:
    """A node that asks a source, a person, a list or a counter."""
    kind, name = origin
    asked: dict[str, Any] = {"lists": {name: True}} if kind == "list" else {kind: name}
    if kind == "person":
        asked["form"] = [{"id": f"f{n}", "fact": code} for n, code in enumerate(gives)]
    ends = ("empty", "unavailable") if kind in ("source", "person") else ("unavailable",)
    ways = {"found": then, **dict.fromkeys(ends, "end")}
    return {"kind": "ask", "title": TITLE, "from": asked, "gives": gives, "next": ways}


def test_every_fact_can_be_asked_for_and_read() -> None:
    given = [code for code, fact in FACTS.items() if "fold" not in fact]
    assert not has_faults(check(reading(given), dictionary=FILE))


def test_every_fold_can_be_read() -> None:
    folds = [code for code, fact in FACTS.items() if "fold" in fact]
    assert folds
    assert not has_faults(check(reading(folds), dictionary=FILE))


# Reasons.


def test_every_reason_is_told_as_one_that_has_a_text_and_is_no_fraud_reason() -> None:
    for code, reason in REASONS.items():
        said = REASONS[reason["told_as"]]
        assert said["told_as"] == reason["told_as"], code
        assert "customer" in said, code
        assert said["class"] != "fraud", code


def test_a_text_stands_only_where_it_is_told() -> None:
    for code, reason in REASONS.items():
        assert ("customer" in reason) == (reason["told_as"] == code), code


def test_anti_fraud_is_told_in_general_words_alone() -> None:
    told = {reason["told_as"] for reason in REASONS.values() if reason["class"] == "fraud"}
    assert told == {"Z00", "Z01"}


# The samples.


@needs_samples
def test_the_entries_of_the_sample_are_here() -> None:
    sample = json.loads((SAMPLES / "dictionary.json").read_text("utf-8"))
    differing = {
        code
        for kind in ("facts", "collections", "reasons")
        for code, entry in sample[kind].items()
        if DOCUMENT[kind][code] != entry
    }
    assert differing == WIDENED | REWORDED


@needs_samples
@pytest.mark.parametrize("name", ["suixiang.apply", "suixiang.v2.apply"])
def test_the_sample_flow_checks_against_it(name: str) -> None:
    assert check(SAMPLES / f"{name}.json", dictionary=FILE) == ()
