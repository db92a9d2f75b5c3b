"""The items of a collection as hosts give them: every fault at once, and both readings agreeing."""

from __future__ import annotations

from collections import OrderedDict
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import FactsRefused, ir
from engine.backends.row.intake import Intake
from tests.engine.backends.row.test_intake import ANYTHING, result

ITEMS = ir.Items(
    (
        ("number", ir.Text(8)),
        ("principal", ir.Num(2, 0, 100_000_00)),
        ("rate", ir.Num(6, 0, 100_000, nullable=True)),
        ("frozen", ir.Bool()),
        ("kind", ir.Text(6, ("term", "large"))),
        ("matures", ir.Date(10_957, 84_005)),
    ),
    "number",
    most=3,
)
FLOW = ir.Flow((ir.Input("pledge.assets", ITEMS, required=True),), (), (), (), (), ())
INTAKE = Intake(FLOW)
ONE = {
    "number": "D1", "principal": "50000.00", "rate": None, "frozen": False, "kind": "term",
    "matures": "2027-03-01",
}  # fmt: skip
READ = ("D1", 5_000_000, None, False, "term", 20_878)


def item(**changes: object) -> dict[str, object]:
    """The usual item with changes."""
    return {**ONE, **changes}


def without(name: str) -> dict[str, object]:
    """The usual item without a field."""
    return {key: value for key, value in ONE.items() if key != name}


def read(items: Any) -> Any:
    """The records of items, read both ways to the same end."""
    facts = {"pledge.assets": items}
    quick, careful = result(INTAKE.read, facts), result(INTAKE.normalise, facts)
    assert quick == careful
    if not isinstance(quick, tuple):
        raise FactsRefused(quick.issues)
    return quick[0]


def faults(*items: object) -> list[str]:
    """The codes and places of what is wrong with items."""
    return refusals(list(items))


def refusals(items: object) -> list[str]:
    """The codes and places of what is wrong with what stands in place of items."""
    with pytest.raises(FactsRefused) as refused:
        read(items)
    return [f"{issue.code} {issue.at}" for issue in refused.value.issues]


def test_items_are_read_in_their_order_and_their_fields_in_the_dictionary_s() -> None:
    second = dict(reversed(item(number="D0", principal=7).items()))
    assert read([ONE, second]) == (READ, ("D0", 700, None, False, "term", 20_878))


@pytest.mark.parametrize("wrap", [list, tuple])
def test_items_come_as_a_list_or_a_tuple_and_may_be_none(wrap: Any) -> None:
    assert read(wrap([ONE])) == (READ,)
    assert read(wrap([])) == ()


@pytest.mark.parametrize("wrap", [OrderedDict, MappingProxyType])
def test_an_item_is_any_mapping(wrap: Any) -> None:
    assert read([wrap(ONE)]) == (READ,)


@pytest.mark.parametrize("principal", ["50000", "5e4", 50_000, 50_000.0, Decimal("50000.000")])
def test_a_field_is_judged_by_what_it_means(principal: object) -> None:
    assert read([item(principal=principal)]) == (READ,)


@pytest.mark.parametrize(
    "given", ["", "D1", 3, {"D1": ONE}, {1, 2}, True, b"[]", (each for each in [ONE])]
)
def test_what_is_no_list_is_refused_whole(given: object) -> None:
    assert refusals(given) == ["A119 pledge.assets"]


def test_a_collection_is_never_null_nor_absent() -> None:
    assert refusals(None) == ["A102 pledge.assets"]
    with pytest.raises(FactsRefused, match="A101"):
        INTAKE.read({})


def test_there_are_at_most_so_many_items() -> None:
    some = [item(number=f"D{number}") for number in range(4)]
    assert len(read(some[:3])) == 3
    assert faults(*some) == ["A116 pledge.assets"]
    assert refusals([None] * 10**6) == ["A116 pledge.assets"]


def test_an_item_that_is_no_mapping_goes_by_its_number() -> None:
    assert faults(ONE, "D2", None) == ["A117 pledge.assets/1", "A117 pledge.assets/2"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"principal": "x"}, "A104 pledge.assets/D1/principal"),
        ({"principal": "0.001"}, "A105 pledge.assets/D1/principal"),
        ({"principal": None}, "A102 pledge.assets/D1/principal"),
        ({"principal": "100000.01"}, "A106 pledge.assets/D1/principal"),
        ({"frozen": 0}, "A103 pledge.assets/D1/frozen"),
        ({"kind": "gold"}, "A109 pledge.assets/D1/kind"),
        ({"matures": "2027-02-30"}, "A107 pledge.assets/D1/matures"),
        ({"colour": 1}, "A111 pledge.assets/D1/colour"),
        ({"matured": 1}, "A112 pledge.assets/D1/matured"),
        ({3: 1}, "A111 pledge.assets/D1/int"),
        ({"number": "123456789"}, "A110 pledge.assets/0/number"),
        ({"number": 1}, "A103 pledge.assets/0/number"),
        ({"number": "a/b:c", "frozen": 0}, "A103 pledge.assets/a~1b~2c/frozen"),
        ({"number": "", "frozen": 0}, "A103 pledge.assets/0/frozen"),
        ({"number": "*", "frozen": 0}, "A103 pledge.assets/0/frozen"),
    ],
)
def test_a_wrong_field_is_refused_by_the_key_of_its_item(changes: Any, found: str) -> None:
    assert faults({**ONE, **changes}) == [found]


@pytest.mark.parametrize("name", ONE)
def test_a_field_that_is_absent_is_a_fault_also_where_it_may_be_null(name: str) -> None:
    step = "0" if name == "number" else "D1"
    assert faults(without(name)) == [f"A101 pledge.assets/{step}/{name}"]


def test_two_items_with_one_key_are_refused() -> None:
    assert faults(ONE, item(principal=1), item(number="D2")) == ["A118 pledge.assets/D1/number"]
    assert faults(item(number=""), item(number="")) == ["A118 pledge.assets"]


def test_all_faults_of_all_items_come_in_one_refusal() -> None:
    wrong = [item(frozen=1, kind="x"), item(principal="-1.00"), {}]
    assert sorted(faults(*wrong)) == [
        "A101 pledge.assets/2/frozen", "A101 pledge.assets/2/kind", "A101 pledge.assets/2/matures",
        "A101 pledge.assets/2/number", "A101 pledge.assets/2/principal",
        "A101 pledge.assets/2/rate",
        "A103 pledge.assets/D1/frozen", "A106 pledge.assets/D1/principal",
        "A109 pledge.assets/D1/kind", "A118 pledge.assets/D1/number",
    ]  # fmt: skip


def test_a_refusal_says_what_would_be_right() -> None:
    with pytest.raises(FactsRefused) as refused:
        read([ONE, ONE, 5])
    assert [issue.text("en") for issue in refused.value.issues] == [
        "pledge.assets/2: A117 an item is a mapping from fields to values",
        "pledge.assets/D1/number: A118 D1 stands in 2 items, which this field must tell apart",
    ]


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **{name: ANYTHING | st.just(value) for name, value in ONE.items()},
        "number": ANYTHING | st.sampled_from(["D1", "D2", "D3"]),
        "principal": ANYTHING | st.decimals(0, 200, places=2) | st.integers(-5, 5),
        "colour": ANYTHING,
    },
)


@given(st.lists(FIELDS.map(lambda changes: {**ONE, **changes}) | FIELDS | ANYTHING, max_size=4))
@settings(max_examples=300)
def test_the_quick_reading_and_the_careful_one_agree(items: list[Any]) -> None:
    facts = {"pledge.assets": items}
    quick, careful = result(INTAKE.read, facts), result(INTAKE.normalise, facts)
    assert quick == careful
