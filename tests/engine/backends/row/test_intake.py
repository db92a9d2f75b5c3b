"""Facts as hosts give them: what is read, every fault at once, and both readings agreeing."""

from __future__ import annotations

import json
import time
from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import FactsRefused, ir
from engine.backends.row.intake import Intake
from engine.backends.row.walk import ABSENT
from tests.house.tree import ROOT

INPUTS = (
    ir.Input("amount", ir.Num(2, -100_00, 1_000_000_00), required=True),
    ir.Input("months", ir.Num(0, 1, 360), required=True),
    ir.Input("rate", ir.Num(6, 0, 300_000, nullable=True), required=True),
    ir.Input("born", ir.Date(-25_567, 84_005), required=True),
    ir.Input("kind", ir.Text(6, ("credit", "pledge")), required=True),
    ir.Input("note", ir.Text(5, nullable=True), required=True),
    ir.Input("staff", ir.Bool(), required=True),
    ir.Input("bureau.queries", ir.Num(0, 0, 500), required=False),
    ir.Input("bureau.use", ir.Num(4, 0, 99_999, nullable=True), required=False),
)
FLOW = ir.Flow(INPUTS, (), (), (), ("bureau",), (("bureau.queries", "bureau.use"),))
INTAKE = Intake(FLOW)
USUAL: Mapping[str, object] = {
    "amount": "1000.00", "months": 12, "rate": "0.048500", "born": "1990-06-15", "kind": "credit",
    "note": "none", "staff": False, "bureau.queries": 3, "bureau.use": "0.2500",
}  # fmt: skip
VALUES = (100_000, 12, 48_500, 7470, "credit", "none", False, 3, 2500, ())


class Whole(int):
    """An integer of a host's own class."""


class Real(float):
    """A float that prints as some libraries print theirs."""

    def __repr__(self) -> str:
        return f"real({float(self)})"


class Kind(str, Enum):  # noqa: UP042  (a mixed enumeration prints otherwise than its value)
    """A text of a host's own class."""

    CREDIT = "credit"


class Term(IntEnum):
    """A term of a host's own class."""

    YEAR = 12


class Day(date):
    """A date of a host's own class."""


def facts(**changes: object) -> dict[str, object]:
    """The usual facts with changes; `__` stands for the point."""
    return {**USUAL, **{name.replace("__", "."): value for name, value in changes.items()}}


def read(given: Any) -> Any:
    """The values of facts, read both ways to the same end."""
    quick, careful = result(INTAKE.read, given), result(INTAKE.normalise, given)
    assert quick == careful
    assert [type(one) for one in quick] == [type(one) for one in careful]
    if isinstance(quick, Refused):
        raise FactsRefused(quick.issues)
    return quick


@dataclass(frozen=True)
class Refused:
    """The issues of refused facts, as a value."""

    issues: tuple[Any, ...]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.issues)


def result(reading: Any, given: Any) -> Any:
    """What a reading gives or refuses."""
    try:
        return reading(given)
    except FactsRefused as refused:
        return Refused(refused.issues)


def faults(given: Any) -> list[tuple[str, str]]:
    """The codes and places of what is wrong with facts."""
    with pytest.raises(FactsRefused) as refused:
        read(given)
    return [(issue.code, issue.at) for issue in refused.value.issues]


def test_usual_facts_are_read_in_the_order_of_the_inputs() -> None:
    assert read(USUAL) == VALUES


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [
        ("amount", "300000.0", 30_000_000),
        ("amount", "3e5", 30_000_000),
        ("amount", "3E+5", 30_000_000),
        ("amount", 300_000, 30_000_000),
        ("amount", 300_000.0, 30_000_000),
        ("amount", Decimal("3E5"), 30_000_000),
        ("amount", Decimal("300000.00"), 30_000_000),
        ("amount", Decimal(300000), 30_000_000),
        ("amount", "0007.50", 750),
        ("amount", "-0.00", 0),
        ("amount", Decimal("-0"), 0),
        ("amount", -0.0, 0),
        ("amount", 0.1, 10),
        ("amount", 0.29, 29),
        ("amount", -12.5, -1250),
        ("amount", "0e99", 0),
        ("amount", Decimal("0E+999999"), 0),
        ("amount", Real(1.25), 125),
        ("amount", Whole(3), 300),
        ("months", Term.YEAR, 12),
        ("months", "12", 12),
        ("months", "12.000", 12),
        ("months", 12.0, 12),
        ("months", "1.2e1", 12),
        ("rate", None, None),
        ("born", date(1990, 6, 15), 7470),
        ("born", Day(1990, 6, 15), 7470),
        ("born", "1900-01-01", -25_567),
        ("kind", Kind.CREDIT, "credit"),
        ("note", None, None),
        ("note", "", ""),
        ("note", "存单存单存", "存单存单存"),
        ("note", "\u0000", "\u0000"),
        ("bureau.use", None, None),
    ],
)
def test_a_value_is_judged_by_what_it_means(name: str, value: object, read_as: object) -> None:
    found = read({**USUAL, name: value})[[given.name for given in INPUTS].index(name)]
    assert (found, type(found)) == (read_as, type(read_as))


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("amount", None, "A102"),
        ("staff", None, "A102"),
        ("bureau.queries", None, "A102"),
        ("amount", True, "A103"),
        ("amount", [1], "A103"),
        ("amount", {}, "A103"),
        ("amount", b"1", "A103"),
        ("amount", 1j, "A103"),
        ("staff", 1, "A103"),
        ("staff", "true", "A103"),
        ("born", 7470, "A103"),
        ("born", datetime(1990, 6, 15, tzinfo=UTC), "A103"),
        ("kind", 3, "A103"),
        ("kind", None, "A102"),
        ("amount", "NaN", "A104"),
        ("amount", Decimal("NaN"), "A104"),
        ("amount", Decimal("sNaN"), "A104"),
        ("amount", float("nan"), "A104"),
        ("amount", Decimal("Infinity"), "A104"),
        ("amount", float("-inf"), "A104"),
        ("amount", "", "A104"),
        ("amount", " 1", "A104"),
        ("amount", "+1", "A104"),
        ("amount", "1.", "A104"),
        ("amount", ".5", "A104"),
        ("amount", "1,000.00", "A104"),
        ("amount", "1_000.00", "A104"),
        ("amount", "１０.00", "A104"),
        ("amount", "٣.00", "A104"),
        ("amount", "1.0\n", "A104"),
        ("amount", "0x10", "A104"),
        ("amount", "0" * 70 + "1.00", "A104"),
        ("amount", Decimal("1." + "0" * 100), "A104"),
        ("amount", 10**100, "A104"),
        ("amount", "1e9999", "A104"),
        ("amount", "0.005", "A105"),
        ("amount", 0.1 + 0.2, "A105"),
        ("amount", Decimal("0.001"), "A105"),
        ("amount", "1e-400", "A105"),
        ("amount", Decimal("1E-999999"), "A105"),
        ("months", "12.5", "A105"),
        ("months", 1.5, "A105"),
        ("amount", "1000000.01", "A106"),
        ("amount", -101, "A106"),
        ("amount", "1e400", "A106"),
        ("amount", 1e300, "A106"),
        ("amount", Decimal("1E+999990"), "A106"),
        ("months", 0, "A106"),
        ("months", 361, "A106"),
        ("born", "1899-12-31", "A106"),
        ("born", "2200-01-01", "A106"),
        ("born", "1990-02-30", "A107"),
        ("born", "1990-6-15", "A107"),
        ("born", "19900615", "A107"),
        ("born", "1990-W24-5", "A107"),
        ("born", "１９９０-06-15", "A107"),
        ("born", "1990-06-15T00:00", "A107"),
        ("born", "", "A107"),
        ("note", "\ud800", "A108"),
        ("kind", "\udfff", "A108"),
        ("kind", "Credit", "A109"),
        ("kind", "", "A109"),
        ("note", "存单存单存单", "A110"),
        ("note", "toolong", "A110"),
        ("unavailable", "bureau", "A103"),
        ("unavailable", None, "A103"),
        ("unavailable", {"bureau": True}, "A103"),
        ("unavailable", ["lists"], "A109"),
        ("unavailable", [["bureau"]], "A109"),
        ("unavailable", [10**5000], "A109"),
        ("colour", 1, "A111"),
        ("mounths", 1, "A112"),
        ("amounts", 1, "A112"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: object, code: str) -> None:
    assert faults({**USUAL, name: value}) == [(code, name)]


@pytest.mark.parametrize("given", [None, 3, "amount", [], [("amount", 1)], b"{}"])
def test_what_is_no_mapping_is_refused_whole(given: object) -> None:
    assert faults(given) == [("A100", "")]


def test_every_start_fact_that_is_absent_is_named_also_a_nullable_one() -> None:
    wanted = [("A101", given.name) for given in INPUTS if given.required]
    assert faults({}) == wanted


def test_an_asked_fact_may_be_absent() -> None:
    given = {name: value for name, value in USUAL.items() if not name.startswith("bureau")}
    assert read(given) == (*VALUES[:7], ABSENT, ABSENT, ())


def test_all_faults_come_in_one_refusal() -> None:
    wrong = facts(amount="x", months=0, born="?", kind="x", staff=None, colour=1)
    del wrong["note"]
    assert sorted(faults(wrong)) == [
        ("A101", "note"), ("A102", "staff"), ("A104", "amount"), ("A106", "months"),
        ("A107", "born"), ("A109", "kind"), ("A111", "colour"),
    ]  # fmt: skip


def test_null_for_all_facts_of_an_ask_means_that_there_is_none() -> None:
    assert read(facts(bureau__queries=None, bureau__use=None))[7:9] == (None, None)


def test_null_for_some_facts_of_an_ask_is_a_fault_where_they_may_not_be() -> None:
    assert faults(facts(bureau__queries=None)) == [("A102", "bureau.queries")]
    partly = facts(bureau__queries=None)
    del partly["bureau.use"]
    assert faults(partly) == [("A102", "bureau.queries")]


@pytest.mark.parametrize("given", [["bureau"], ("bureau",), {"bureau"}, ["bureau", "bureau"]])
def test_what_is_unavailable_is_a_list_of_names(given: object) -> None:
    assert read(facts(unavailable=given))[-1] == ("bureau",)


def test_nothing_unavailable_is_the_same_as_not_saying_it() -> None:
    assert read(facts(unavailable=[])) == VALUES


def test_where_nothing_can_be_unavailable_the_name_is_not_needed() -> None:
    with pytest.raises(FactsRefused) as refused:
        Intake(ir.Flow(INPUTS, (), (), (), (), ())).read(facts(unavailable=["bureau"]))
    assert [(issue.code, issue.at) for issue in refused.value.issues] == [("A111", "unavailable")]


def test_facts_whose_names_are_no_text_are_refused() -> None:
    assert faults({**USUAL, 10**5000: 1}) == [("A111", "int")]
    assert faults({**USUAL, None: 1}) == [("A111", "NoneType")]


@pytest.mark.parametrize("wrap", [OrderedDict, MappingProxyType])
def test_any_mapping_will_do(wrap: Any) -> None:
    assert read(wrap(dict(USUAL))) == VALUES


def test_a_mapping_with_defaults_gives_none_of_them_and_does_not_grow() -> None:
    given: defaultdict[str, object] = defaultdict(lambda: "1.00", USUAL)
    del given["amount"]
    assert faults(given) == [("A101", "amount")]
    assert "amount" not in given


def test_a_flow_without_facts_reads_none() -> None:
    assert Intake(ir.Flow((), (), (), (), (), ())).read({}) == ((),)


@pytest.mark.parametrize(
    "value",
    ["9" * 200_000, Decimal("9" * 200_000), Decimal("1E+999999"), 10**20_000, "1" + "e9" * 50_000],
    ids=["text", "digits", "exponent", "integer", "exponents"],
)
def test_a_monstrous_number_is_refused_at_once(value: object) -> None:
    began = time.process_time()
    assert faults(facts(amount=value, months=value))
    assert time.process_time() - began < 1


def test_a_refusal_says_what_would_be_right() -> None:
    with pytest.raises(FactsRefused) as refused:
        read(facts(amount="0.005", colour=1, kind="gold"))
    assert sorted(issue.text("en") for issue in refused.value.issues) == [
        "amount: A105 0.005 has more than 2 places",
        "colour: A111 no fact of this name is needed",
        "kind: A109 gold is none of credit / pledge",
    ]


def test_every_code_of_a_fact_is_produced_by_a_test_of_facts() -> None:
    room = ROOT / "engine" / "backends" / "row" / "texts.json"
    codes = json.loads(room.read_text("utf-8"))["issues"].keys()
    tests = [*(ROOT / "tests/engine/backends").rglob("test_*.py"), *FLOW_TESTS.glob("test_*.py")]
    text = "".join(path.read_text("utf-8") for path in tests)
    assert {code for code in codes if code not in text} == set()


FLOW_TESTS = ROOT / "tests" / "engine" / "flow"


# The quick reading and the careful one.

WORDS = st.sampled_from(
    ["", "1", "12.00", "-1.00", "1.005", "NaN", "1e5", "credit", "2024-02-29", "2023-02-29", "存单"]
)
NUMBERS = st.one_of(
    st.integers(-10_050, 100_000_050).map(lambda n: f"{n // 100}.{n % 100:02}"),
    st.decimals(-200, 2_000_000, places=2),
    st.decimals(),
    st.integers(-200, 400),
    st.integers(),
    st.floats(),
    st.floats(0, 1000).map(lambda x: round(x, 2)),
    st.from_regex(r"-?[0-9]{1,9}(\.[0-9]{1,7})?([eE][+-]?[0-9]{1,3})?", fullmatch=True),
)
DAYS = st.one_of(
    st.dates(), st.dates().map(date.isoformat), st.datetimes(), st.text("0123456789-", max_size=10)
)
TEXTS = st.one_of(st.text(max_size=7), st.sampled_from(["credit", "pledge", Kind.CREDIT, "\ud800"]))
ODD = st.one_of(st.none(), st.booleans(), st.binary(max_size=2), st.lists(st.none(), max_size=1))
ANYTHING = st.one_of(WORDS, NUMBERS, DAYS, TEXTS, ODD)


def usual_or(strategy: st.SearchStrategy[Any], value: object) -> st.SearchStrategy[Any]:
    """Mostly of the right kind, so that whole sets of facts are read; now and then anything."""
    return st.one_of(st.just(value), strategy, strategy, st.just(value), ANYTHING)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "amount": usual_or(NUMBERS, "1.00"),
        "months": usual_or(NUMBERS, 1),
        "rate": usual_or(NUMBERS, None),
        "born": usual_or(DAYS, "1990-06-15"),
        "kind": usual_or(TEXTS, "pledge"),
        "note": usual_or(TEXTS, "x"),
        "staff": usual_or(st.booleans(), True),
        "bureau.queries": usual_or(NUMBERS, 1),
        "bureau.use": usual_or(NUMBERS, None),
        "unavailable": st.lists(st.sampled_from(["bureau", "lists"]), max_size=2),
        "colour": ANYTHING,
    },
)


def nearly_usual() -> st.SearchStrategy[dict[str, object]]:
    """The usual facts with up to two others in their place."""
    return FACTS.map(lambda changes: {**USUAL, **dict(list(changes.items())[:2])})


@given(st.one_of(nearly_usual(), nearly_usual(), FACTS))
@settings(max_examples=600)
def test_the_quick_reading_and_the_careful_one_agree(given: dict[str, object]) -> None:
    if not isinstance(result(read, given), Refused):
        assert len(read(given)) == len(INPUTS) + 1


@pytest.mark.long
@given(st.one_of(nearly_usual(), FACTS))
@settings(max_examples=20_000)
def test_the_two_readings_agree_on_many(given: dict[str, object]) -> None:
    result(read, given)


@given(st.integers(-100_00, 1_000_000_00))
def test_every_spelling_of_one_amount_is_one_value(cents: int) -> None:
    exact = Decimal(cents).scaleb(-2)
    spellings = [exact, f"{exact:f}", float(exact), f"{exact:.5f}", f"{exact:e}"]
    assert {read(facts(amount=spelling))[0] for spelling in spellings} == {cents}
