"""Which permit covers a part."""

from __future__ import annotations

import pytest

from engine.document import Json, parse_address
from engine.errors import DocumentRefused
from engine.product.derive.bundle import inner
from engine.product.derive.permits import Permits, parse_pattern
from tests.engine.product.derive.small import changed, stricter, whole


@pytest.mark.parametrize(
    ("pattern", "covers", "covers_not"),
    [
        ("line/amount/max", ["line/amount/max"], ["line/amount", "line/amount/max/x"]),
        ("title/*", ["title/zh"], ["title", "title/zh/x", "titles/zh"]),
        ("customers/**", ["customers/age", "customers/age/min"], ["customers"]),
        ("apply:nodes/*/rows/*/then/x", ["apply:nodes/p/rows/r1/then/x"], ["apply:nodes/p/rows"]),
        ("apply:gate:**", ["apply:gate:id", "apply:gate:nodes/a"], ["apply:nodes/gate/use"]),
        ("a/~1/*", ["a/~1/b"], ["a/b/c"]),
    ],
)
def test_a_pattern_names_parts(pattern: str, covers: list[str], covers_not: list[str]) -> None:
    parsed = parse_pattern(pattern)
    assert [at for at in covers if not parsed.matches(inner(parse_address(at)))] == []
    assert [at for at in covers_not if parsed.matches(inner(parse_address(at)))] == []


def test_a_pattern_is_spelled_as_an_address_is() -> None:
    with pytest.raises(DocumentRefused):
        parse_pattern("line/~9/*")


def covering(at: str, added: Json = None) -> list[str]:
    """The ids of the permits that hold at an address of the template, with one more as P98."""
    product = whole() if added is None else changed({"permits/P98": added})
    return [permit.id for permit in Permits(product, stricter).of(inner(parse_address(at)))]


@pytest.mark.parametrize(
    ("at", "permits"),
    [
        ("line/amount/max", ["P01"]),
        ("line/amount/min", []),
        ("customers/age/min", ["P04"]),
        ("customers/age/max", ["P14"]),
        ("draw/months/options/36", ["P02"]),
        ("draw/methods/bullet", ["P03"]),
        ("draw/methods/interest_only/months_max", []),
        ("apply:nodes/admission/rules/XY01", ["P05"]),
        ("apply:nodes/admission/rules/A01/when", []),
        ("apply:nodes/price/rows/p99/then/spread", ["P07"]),
        ("apply:nodes/price/rows/p11/if/band", []),
        ("apply:county:nodes/whole", ["P15"]),
        ("apply:nodes/county/sets/factor", []),
    ],
)
def test_a_permit_on_a_set_variants_or_rules_covers_its_elements(
    at: str, permits: list[str]
) -> None:
    assert covering(at) == permits


def test_a_permit_on_a_group_of_different_parts_covers_the_group_and_none_of_them() -> None:
    free: Json = {"on": "line/amount", "allow": "free", "why": {"zh": "x"}, "owner": "risk"}
    assert covering("line/amount", free) == ["P98"]
    assert covering("line/amount/min", free) == []


def test_what_is_over_is_locked() -> None:
    product = changed({"permits/P01/until": "2026-12-31"})
    allowed = {
        day: Permits(product, stricter, day).of(("line", "amount", "max"))[0].allow
        for day in ("2026-12-31", "2027-01-01")
    }
    assert allowed == {"2026-12-31": "tighten", "2027-01-01": "locked"}
    assert Permits(product, stricter).of(("line", "amount", "max"))[0].allow == "tighten"


def test_of_two_permits_the_one_that_names_more_steps_first_holds() -> None:
    free: dict[str, Json] = {
        "on": "customers/age/*",
        "allow": "free",
        "why": {"zh": "x"},
        "owner": "risk",
    }
    assert covering("customers/age/min", free) == ["P98"]
    tie: Json = {**free, "on": "customers/*/min"}
    assert covering("customers/age/min", tie) == ["P04", "P98"]
