"""Each built-in function by examples: what it gives, and null where a value is null."""

from __future__ import annotations

import pytest

from engine.feel.builtins import BUILTINS, NOT_YET
from engine.feel.parse import parse
from tests.engine.feel.evaluation import faults, value, written
from tests.engine.feel.names import SCOPE

EXAMPLES = (
    # rounding: half and up/down about zero, floor and ceiling about -infinity
    ("decimal(2.5, 0)", "2"),
    ("decimal(3.5, 0)", "4"),
    ("decimal(-2.5, 0)", "-2"),
    ("decimal(-0.125, 2)", "-0.12"),
    ("decimal(1 / 3, 2)", "0.33"),
    ("floor(1.5)", "1"),
    ("floor(-1.5)", "-2"),
    ("floor(-1.56, 1)", "-1.6"),
    ("ceiling(1.5)", "2"),
    ("ceiling(-1.5)", "-1"),
    ("ceiling(-1.56, 1)", "-1.5"),
    ("round up(5.5, 0)", "6"),
    ("round up(-5.5, 0)", "-6"),
    ("round up(1.121, 2)", "1.13"),
    ("round up(-1.121, 2)", "-1.13"),
    ("round down(5.5, 0)", "5"),
    ("round down(-5.5, 0)", "-5"),
    ("round down(-1.126, 2)", "-1.12"),
    ("round half up(5.5, 0)", "6"),
    ("round half up(-5.5, 0)", "-6"),
    ("round half up(1.125, 2)", "1.13"),
    ("round half up(-1.125, 2)", "-1.13"),
    ("round half up(1.1249, 2)", "1.12"),
    ("round half down(5.5, 0)", "5"),
    ("round half down(-5.5, 0)", "-5"),
    ("round half down(-1.125, 2)", "-1.12"),
    ("round half down(1.1251, 2)", "1.13"),
    ("round half up(1250, -2)", "1300"),
    ("round down(-1299, -2)", "-1200"),
    ("round half up(1.5, 4)", "1.5"),
    # numbers
    ("abs(-10)", "10"),
    ("abs(0.25)", "0.25"),
    ("modulo(10, 4)", "2"),
    ("modulo(10, -4)", "-2"),
    ("modulo(-10, 4)", "2"),
    ("modulo(10.1, 4.5)", "1.1"),
    ("modulo(10, 0)", "null"),
    ("min(1.5, 2, -3)", "-3"),
    ("max(1.5, 2, -3)", "2"),
    ('min(@"2024-03-01", @"2024-02-29")', '@"2024-02-29"'),
    ('max(@"2024-03-01", @"2024-02-29")', '@"2024-03-01"'),
    ("sum(1, 2.5, -4)", "-0.5"),
    ("mean(1, 4)", "2.5"),
    ("round half up(mean(1, 2, 2), 2)", "1.67"),
    ("product(2, 3, 0.5)", "3"),
    ("odd(5)", "true"),
    ("odd(-2)", "false"),
    ("odd(1.5)", "false"),
    ("even(-2)", "true"),
    ("even(5)", "false"),
    # conditions and null
    ("not(true)", "false"),
    ("not(1 > 2)", "true"),
    ("all(true, 2 > 1)", "true"),
    ("all(true, false)", "false"),
    ("any(false, 2 > 1)", "true"),
    ("any(false, false)", "false"),
    ("is(1, 1.0)", "true"),
    ("is(1, 2)", "false"),
    ("is defined(1)", "true"),
    ("is defined(null)", "false"),
    # text
    ('string length("信用贷")', "3"),
    ('string length("")', "0"),
    ('upper case("aBc4")', '"ABC4"'),
    ('lower case("aBc4")', '"abc4"'),
    ('trim("  a b ")', '"a b"'),
    ('contains("foobar", "ob")', "true"),
    ('contains("foobar", "of")', "false"),
    ('starts with("foobar", "fo")', "true"),
    ('starts with("foobar", "o")', "false"),
    ('ends with("foobar", "r")', "true"),
    ('ends with("foobar", "ba")', "false"),
    ('substring before("foobar", "bar")', '"foo"'),
    ('substring before("foobar", "xyz")', '""'),
    ('substring before("foobar", "o")', '"f"'),
    ('substring after("foobar", "ob")', '"ar"'),
    ('substring after("foobar", "")', '"foobar"'),
    ('substring after("", "a")', '""'),
    ('substring("foobar", 3)', '"obar"'),
    ('substring("foobar", 3, 3)', '"oba"'),
    ('substring("foobar", -2, 1)', '"a"'),
    ('substring("foobar", 6)', '"r"'),
    ('substring("foobar", 7)', '""'),
    ('substring(start position: 3, string: "foobar")', '"obar"'),
    ('string join("a", "", "c")', '"ac"'),
    # dates
    ('date("2024-02-29")', '@"2024-02-29"'),
    ("date(2024, 2, 29)", '@"2024-02-29"'),
    ('date(@"2024-02-29")', '@"2024-02-29"'),
    ('duration("P1Y2M")', '@"P14M"'),
    ('duration("-P10D")', '@"-P10D"'),
    ('years and months duration(@"2011-12-22", @"2013-08-24")', '@"P1Y8M"'),
    ('years and months duration(@"2013-08-24", @"2011-12-22")', '@"-P1Y8M"'),
    ('day of week(@"2019-09-17")', '"Tuesday"'),
    ('month of year(@"2019-09-17")', '"September"'),
    ('day of year(@"2019-09-17")', "260"),
    ('day of year(@"2024-12-31")', "366"),
    ('last day of month(@"2024-02-01")', '@"2024-02-29"'),
    ('last day of month(@"2023-12-31")', '@"2023-12-31"'),
    ('days between(@"2024-02-28", @"2024-03-01")', "2"),
    ('days between(@"2024-03-01", @"2024-02-28")', "-2"),
    ('months between(@"2024-01-31", @"2024-02-29")', "0"),
    ('months between(@"2024-01-31", @"2024-03-31")', "2"),
    ('months between(@"2024-03-31", @"2024-02-29")', "-1"),
    ('years between(@"2000-02-29", @"2001-02-28")', "0"),
    ('years between(@"2000-02-29", @"2001-03-01")', "1"),
    ('years between(@"2001-03-01", @"2000-02-29")', "-1"),
    ('before(@"2024-01-01", @"2024-01-02")', "true"),
    ('before(@"2024-01-02", @"2024-01-02")', "false"),
    ('after(@"2024-01-03", @"2024-01-02")', "true"),
    ('coincides(@"2024-01-02", @"2024-01-02")', "true"),
    ('coincides(@"2024-01-02", @"2024-01-03")', "false"),
)

NULL_FROM_NULL = (
    "decimal({n}, 0)", "floor({n})", "ceiling({n})", "round up({n}, 0)", "round down({n}, 0)",
    "round half up({n}, 0)", "round half down({n}, 0)", "abs({n})", "modulo({n}, 2)",
    "modulo(2, {n})", "min({n}, 1)", "max(1, {n})", "sum({n}, 1)", "mean({n}, 1)",
    "product({n}, 1)", "odd({n})", "even({n})", "not({b})", "all({b}, true)", "any({b}, false)",
    "string length({t})", "upper case({t})", "lower case({t})", "trim({t})",
    'contains({t}, "a")', 'contains("a", {t})', 'starts with({t}, "a")', 'ends with({t}, "a")',
    'substring before({t}, "a")', 'substring after("a", {t})', "substring({t}, 1)",
    'string join("a", {t})', "date({d})", "years and months duration({d}, born)",
    "day of week({d})", "month of year({d})", "day of year({d})", "last day of month({d})",
    "days between({d}, born)", "months between(born, {d})", "years between({d}, born)",
    "before({d}, born)", "after(born, {d})", "coincides({d}, born)",
    "-{n}", "{n} + 1", "1 - {n}", "{n} * 0", "{n} ** 0", "{n} < 1", "1 >= {n}", "{d}.year",
    "{n} between 0 and 1", "{n} in [0..1]", "{n} in < 1",
)  # fmt: skip
FACT_OF = {"n": "score", "b": "married", "t": "remark", "d": "opened"}


@pytest.mark.parametrize(("text", "result"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_a_function_gives(text: str, result: str) -> None:
    assert value(text) == written(result)
    assert value(text) == written(text)


@pytest.mark.parametrize("text", NULL_FROM_NULL)
def test_null_gives_null(text: str) -> None:
    assert value(text.format_map(FACT_OF)) is None
    assert value(text.format_map(dict.fromkeys(FACT_OF, "null"))) is None


def test_every_function_has_an_example() -> None:
    assert [name for name in BUILTINS if not any(f"{name}(" in text for text, _ in EXAMPLES)] == []


@pytest.mark.parametrize("name", NOT_YET)
def test_a_function_of_a_later_ring_says_what_to_write_instead(name: str) -> None:
    assert faults(f"{name}(income)") == [("E117", name)]


@pytest.mark.parametrize("name", BUILTINS)
def test_a_wrong_number_of_arguments_shows_the_right_call(name: str) -> None:
    builtin = BUILTINS[name]
    too_many = [] if builtin.variadic else [", ".join(["1"] * (len(builtin.parameters) + 1))]
    for arguments in ["", *too_many]:
        text = f"1 + {name}({arguments})"
        assert faults(text) == ([("E122", f"{name}({arguments})")])


@pytest.mark.parametrize(
    "text",
    ["sum({})", "product({})", "min({})", "max({})", "abs({})", "floor({})", "decimal({}, 1)",
     "modulo({}, 2)", "odd({})"],
)  # fmt: skip
@pytest.mark.parametrize("given", ["title", "local"])
def test_a_numeric_function_refuses_what_is_no_number(text: str, given: str) -> None:
    assert [code for code, _ in faults(text.format(given))] == ["E201"]


@pytest.mark.parametrize("places", ["13", "-13", "score", "1.5", '"2"'])
def test_the_places_of_a_rounding_are_a_literal(places: str) -> None:
    assert faults(f"decimal(income, {places})") == [("E209", f"decimal(income, {places})")]


def test_arguments_go_by_name_all_or_none() -> None:
    assert faults("modulo(dividend: 5, 2)") == [("E118", "modulo")]
    assert faults("modulo(dividend: 5, factor: 2)") == [("E123", "modulo(dividend: 5, factor: 2)")]
    assert faults("modulo(dividend: 5, dividend: 2)") == [
        ("E123", "modulo(dividend: 5, dividend: 2)")
    ]
    assert value("modulo(divisor: 3, dividend: 5)") == written("2")


def test_a_text_position_is_a_literal_and_counts_from_one() -> None:
    assert [code for code, _ in faults("substring(title, 0)")] == ["E124"]
    assert [code for code, _ in faults("substring(title, 1, -1)")] == ["E124"]
    assert [code for code, _ in faults("substring(title, score)")] == ["E125"]
    assert [code for code, _ in faults("substring(title, 1.5)")] == ["E125"]


def test_spaces_in_a_function_s_name_may_be_any() -> None:
    assert parse("round   half\tup (1, 0)", SCOPE) == parse("round half up(1, 0)", SCOPE)
