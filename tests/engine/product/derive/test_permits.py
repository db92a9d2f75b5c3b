"""Which permit covers a part."""

from __future__ import annotations

import pytest

from engine.document import Json, parse_address
from engine.product.derive.bundle import inner
from engine.product.derive.permits import Permits
from tests.engine.product.derive.small import changed, whole


@pytest.mark.parametrize(
    ("pattern", "covers", "covers_not"),
    [
        ("line/amount/max", ["line/amount/max"], ["line/amount", "line/amount/max/x"]),
        ("title/*", ["title/zh"], ["title", "title/zh/x", "titles/zh"]),
        ("customers/**", ["customers/age", "customers/age/min"], ["customers"]),
        ("apply:nodes/*/rows/*/then/x", ["apply:nodes/p/rows/r1/then/x"], ["apply:nodes/p/rows"]),
        (
            "apply:gate:**",
            ["apply:gate:id", "apply:gate:nodes/a", "apply:gate:inner:nodes/a"],
            ["apply:nodes/gate/use", "apply:gates:nodes/a"],
        ),
        (
            "apply:gate:nodes/**",
            ["apply:gate:nodes/a/x"],
            ["apply:gate:id", "apply:gate:b:nodes/a"],
        ),
        ("apply:nodes/**", ["apply:nodes/a/x", "apply:nodes/gate/use"], ["apply:gate:nodes/a"]),
        ("apply:**", ["apply:nodes/a", "apply:id"], ["apply:gate:nodes/a", "apply:gate:id"]),
        ("a/~1/*", ["a/~1/b"], ["a/b/c"]),
    ],
)
def test_a_pattern_names_parts(pattern: str, covers: list[str], covers_not: list[str]) -> None:
    permits = Permits({"permits": {"P": {"on": pattern, "allow": "free"}}})
    of = {at: permits.of(inner(parse_address(at))) for at in (*covers, *covers_not)}
    assert [at for at, found in of.items() if found] == covers


def covering(at: str, added: Json = None) -> list[str]:
    """The ids of the permits that hold at an address of the template, with one more as P98."""
    product = whole() if added is None else changed({"permits/P98": added})
    return [permit.id for permit in Permits(product).of(inner(parse_address(at)))]


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


def test_only_an_extension_point_reaches_the_subflows_inside() -> None:
    tighten: Json = {"on": "apply:gate:**", "allow": "tighten"}
    permits = Permits({"permits": {"P": tighten}})
    assert [permit.id for permit in permits.of(inner(parse_address("apply:gate:nodes/a")))] == ["P"]
    assert permits.of(inner(parse_address("apply:gate:inner:nodes/a"))) == ()


def test_what_is_over_is_locked() -> None:
    product = changed({"permits/P01/until": "2026-12-31"})
    allowed = {
        day: Permits(product, day).of(("line", "amount", "max"))[0].allow
        for day in ("2026-12-31", "2027-01-01")
    }
    assert allowed == {"2026-12-31": "tighten", "2027-01-01": "locked"}
    assert Permits(product).of(("line", "amount", "max"))[0].allow == "tighten"


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
