"""The policy pages say what the flows do: every rule, its numbers, what the customer is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.flows.shipped import DICTIONARY, document, shared
from tests.house.tree import ROOT

PAGES: Mapping[str, tuple[str, ...]] = {
    "fraud": ("fraud",),
    "gate_p": ("gate_p", "credit_p"),
    "gate_b": ("gate_b",),
}
"""The flows that a page describes, in its order."""

DOES = {"拒绝": "decline", "转人工": "refer"}
NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?", re.ASCII)
BASES = ("法律", "省联社", "假定")


def text(page: str) -> str:
    """A page."""
    return (ROOT / "docs" / "policies" / f"{page}.md").read_text("utf-8")


def rows(page: str) -> list[list[str]]:
    """The rules of a page: reason, rule, number, what it does, basis, what the customer is told."""
    lines = (line.strip("|").split("|") for line in text(page).splitlines() if line[:1] == "|")
    cells = ([cell.strip() for cell in line] for line in lines)
    return [row for row in cells if len(row) == 6 and re.fullmatch(r"[A-Z][0-9]+", row[0])]


def rules(page: str) -> list[tuple[Any, Any]]:
    """The rules of the flows of a page, each with its flow."""
    flows = [shared(identity) for identity in PAGES[page]]
    return [
        (flow, rule)
        for flow in flows
        for node in flow["nodes"].values()
        for rule in node.get("rules", ())
    ]


def told(reason: str) -> str:
    """What the customer is told for a reason."""
    reasons = document(DICTIONARY)["reasons"]
    customer: str = reasons[reasons[reason]["told_as"]]["customer"]["zh"]
    return customer


def numbers(flow: Any, rule: Any) -> set[str]:
    """The numbers of a condition, those of parameters too."""
    condition: str = rule["when"]
    for code, parameter in flow["parameters"].items():
        if parameter["type"] == "number":
            condition = condition.replace(code, parameter["value"])
    return set(NUMBER.findall(condition))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_row_for_each_rule_in_its_order(page: str) -> None:
    assert [row[0] for row in rows(page)] == [rule["reason"] for _, rule in rules(page)]


@pytest.mark.parametrize("page", PAGES)
def test_a_row_says_what_the_rule_does_and_what_the_customer_is_told(page: str) -> None:
    said = [(row[0], DOES[row[3]], row[5]) for row in rows(page)]
    assert said == [(r["reason"], r["then"], told(r["reason"])) for _, r in rules(page)]


@pytest.mark.parametrize("page", PAGES)
def test_a_row_says_each_number_of_the_rule(page: str) -> None:
    for row, (flow, rule) in zip(rows(page), rules(page), strict=True):
        assert numbers(flow, rule) <= set(NUMBER.findall(row[2])), row


@pytest.mark.parametrize("page", PAGES)
def test_a_row_names_its_basis(page: str) -> None:
    assert [row for row in rows(page) if not row[4].startswith(BASES)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_the_customer_is_told_at_an_outcome(page: str) -> None:
    nodes = [node for identity in PAGES[page] for node in shared(identity)["nodes"].values()]
    outcomes = [node for node in nodes if node["kind"] == "outcome"]
    reasons = {reason["reason"] for node in outcomes for reason in node["reasons"]}
    assert reasons
    assert [code for code in reasons if code not in text(page)] == []
    assert [code for code in reasons if told(code) not in text(page)] == []
