"""Which way is stricter."""

from __future__ import annotations

import pytest

from engine.document import parse_address
from engine.product.derive.bundle import inner, part_at
from engine.product.derive.direction import Directions
from tests.engine.product.derive.small import changed, whole


@pytest.mark.parametrize(
    ("at", "way"),
    [
        ("line/amount/max", "lower"),
        ("customers/age/min", "higher"),
        ("draw/months/options", "fewer"),
        ("funds/forbidden", "more"),
        ("title/zh", "none"),
        ("permits/P07/max", "none"),
        ("apply:nodes/score/base", "lower"),
        ("apply:nodes/score/characteristics/aum/bins/b2/points", "lower"),
        ("apply:nodes/score/characteristics/aum/missing", "lower"),
        ("apply:nodes/score/characteristics/aum/of", "none"),
        ("apply:nodes/score/bands/A/from", "higher"),
        ("apply:nodes/multiple/rows/r10/then/multiple", "lower"),
        ("apply:nodes/multiple/rows/r10/if/band", "none"),
        ("apply:nodes/multiple/else/multiple", "lower"),
        ("apply:nodes/multiple/else/other", "none"),
        ("apply:nodes/price/rows/p11/then/spread", "none"),
    ],
)
def test_the_schema_says_it_of_parameters_a_rule_or_the_column_of_a_flow(at: str, way: str) -> None:
    assert Directions(whole()).of(inner(parse_address(at))) == way


def test_a_column_may_say_any_of_the_ways() -> None:
    column = "apply:nodes/price/out/spread/stricter"
    path = inner(parse_address("apply:nodes/price/rows/p11/then/spread"))
    for way in ("lower", "higher", "fewer", "more"):
        assert Directions(changed({column: way})).of(path) == way


@pytest.mark.parametrize(
    ("at", "has"),
    [
        ("draw/months/options", True),
        ("draw/methods", True),
        ("fees", True),
        ("apply:nodes/price/rows", True),
        ("apply:outputs", True),
        ("funds", False),
        ("customers", False),
        ("line/amount", False),
        ("line/amount/max", False),
        ("draw/methods/interest_only", False),
        ("guardrails", False),
    ],
)
def test_sets_variants_and_lists_have_members_and_groups_have_none(at: str, has: bool) -> None:
    path = inner(parse_address(at))
    assert Directions(whole()).has_members(part_at(whole(), path), path) is has
