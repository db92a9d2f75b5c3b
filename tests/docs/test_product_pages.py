"""The policy pages of products say what the templates hold: every number, permit and rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from engine.product.draft import Draft, is_number
from engine.product.reading import read_product
from engine.product.schema.product import Child
from tests.docs.test_policies import BASES, DOES, rows, told
from tests.docs.test_policies import text as page
from tests.product_defs.templates import TEMPLATES, Template

NEWEST = [template for template in TEMPLATES if template.is_newest]
NUMERAL = re.compile(r"(?<![\w.])-?[0-9]+(?:\.[0-9]+)?%?", re.ASCII)
PERMIT = re.compile(r"P[0-9]+")

of_products = pytest.mark.parametrize("template", NEWEST, ids=lambda each: each.id)


def numerals(text: str) -> set[Decimal]:
    """The numbers that a text writes for people."""
    found = NUMERAL.findall(text.replace(",", "").replace("，", " "))
    return {_number(each) for each in found}


def _number(text: str) -> Decimal:
    percent = text.endswith("%")
    return Decimal(text.rstrip("%")) / (100 if percent else 1)


def section(template: Template, heading: str) -> list[list[str]]:
    """The rows of the tables under a heading, down to the next one of its level."""
    found = re.search(
        rf"^## {heading}\s*$(.*?)(?=^## |\Z)", page(template.id), re.MULTILINE | re.DOTALL
    )
    assert found is not None, heading
    lines = [line.strip("|").split("|") for line in found[1].splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in line] for line in lines]


@cache
def draft(template: Template) -> Draft:
    """The product beside its schema."""
    product = read_product(template.document)
    assert not isinstance(product, Child)
    return Draft(template.document, product)


def numbers_alone(members: Collection[Any]) -> bool:
    """Whether a set or list has members, and all of them are numbers."""
    return bool(members) and all(NUMERAL.fullmatch(str(member)) for member in members)


def stated(template: Template) -> Iterator[tuple[str, set[Decimal]]]:
    """The numbers that a page says of a product, by address: those with a unit, and sets of them.

    Of null it says none.
    """
    for part in draft(template).leaves:
        if part.path[0] in ("permits", "guardrails", "sources"):
            continue
        if is_number(part):
            yield part.at, {Decimal(part.text)} if part.text else set()
        elif isinstance(part.value, dict | list) and numbers_alone(part.value):
            yield part.at, {Decimal(str(member)) for member in part.value}


@of_products
def test_a_page_says_each_number_of_the_product(template: Template) -> None:
    said = {row[0].strip("`"): row for row in section(template, "产品要素") if row[0][:1] == "`"}
    wanted = dict(stated(template))
    assert {at: numerals(row[2]) for at, row in said.items()} == wanted
    assert [row for row in said.values() if not row[3].startswith(BASES)] == []


@of_products
def test_a_page_says_what_counties_may_change(template: Template) -> None:
    said = {row[0]: row for row in section(template, "市县权限") if PERMIT.fullmatch(row[0])}
    permits = template.document["permits"]
    assert {name: row[1].strip("`") for name, row in said.items()} == {
        name: permit["on"] for name, permit in permits.items()
    }
    for name, row in said.items():
        numbers = {Decimal(str(permits[name][key])) for key in
                   ("min", "max", "step", "by", "to", "keep") if key in permits[name]}  # fmt: skip
        assert numerals(row[2]) == numbers, name


def rules(template: Template) -> list[Any]:
    """The rules of its own flows, in their order."""
    flows = [stage.flow for stage in template.stages]
    nodes = [node for flow in flows for node in flow["nodes"].values()]
    return [rule for node in nodes for rule in node.get("rules", ())]


@of_products
def test_a_page_has_a_row_for_each_rule_in_its_order(template: Template) -> None:
    said = [(row[0], DOES[row[3]], row[5]) for row in rows(template.id)]
    assert said == [(r["reason"], r["then"], told(r["reason"])) for r in rules(template)]
    assert [row for row in rows(template.id) if not row[4].startswith(BASES)] == []
