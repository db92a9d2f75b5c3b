"""Numbers: precedence, exact quotients, derived scales and bounds, the limits of the ring."""

from __future__ import annotations

import pytest

from engine import ir
from engine.feel import expression
from engine.feel.meaning import Quotient
from tests.engine.feel.evaluation import HERE, faults, type_of, value, written
from tests.engine.feel.names import SCOPE


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("-5 ** 2", "25"),
        ("-(5 ** 2)", "-25"),
        ("3 ** 4 ** 5", "3486784401"),
        ("0 ** 0", "1"),
        ("2 ** 9", "512"),
        ("10 - 3 - 2", "5"),
        ("10 - (3 - 2)", "9"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("2 * 3 ** 2", "18"),
        ("100 / 10 / 2", "5"),
        ("1 - -1", "2"),
        ("-0.5 * -3", "1.5"),
        ("0.1 + 0.2", "0.3"),
        ("1.005 * 1000", "1005"),
        ("1.5e3 + .5", "1500.5"),
        ("25e-4", "0.0025"),
    ],
)
def test_arithmetic_is_exact_and_binds_as_the_standard_says(text: str, result: str) -> None:
    assert value(text) == written(result)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 < 2 and 2 < 1 or true", "true"),
        ("true or false and false", "true"),
        ("(true or false) and false", "false"),
        ("1 + 1 = 2 and 3 > 2", "true"),
        ("if 1 > 2 then 3 else 4 + 5", "9"),
        ("(if 1 > 2 then 3 else 4) + 5", "9"),
        ("if true then 3 else 4 + 5", "3"),
        ("2 between 1 and 3 and false", "false"),
        ("2 in (1, 3) or true", "true"),
        ("2 in [1..3] and false", "false"),
        ("2 in 2 and false", "false"),
        ('@"2024-02-29".year + 1', "2025"),
    ],
)
def test_logic_and_comparisons_bind_as_the_standard_says(text: str, result: str) -> None:
    assert value(text) == written(result)


def test_a_quotient_is_exact_until_it_is_rounded() -> None:
    given = {"income": 1_00, "debt": 3_00, "score": 30}
    assert value("round half up(income / debt * score, 2)", **given) == written("10")
    assert value("floor(income / debt * 3)", **given) == written("1")
    assert value("round half up(income / debt + income / debt + income / debt, 6)", **given) == (
        written("1")
    )
    assert value("round half up(-(income / debt) ** 2, 4)", **given) == written("0.1111")
    assert value("round half up(1 / (income / debt), 2)", **given) == written("3")


def test_a_quotient_is_compared_exactly() -> None:
    at_the_edge = {"debt": 55_00, "income": 100_00}
    assert value("debt / income > 0.55", **at_the_edge) is False
    assert value("debt / income >= 0.55", **at_the_edge) is True
    assert value("debt / income = 0.55", **at_the_edge) is True
    assert value("debt / income > 0.55", debt=55_01, income=100_00) is True
    assert value("1 / 3 = 2 / 6") is True
    assert value("1 / 3 != 0.3333") is True
    assert value("debt / income in [0.54..0.55)", **at_the_edge) is False
    assert value("debt / income between 0.54 and 0.55", **at_the_edge) is True


@pytest.mark.parametrize("divisor", [-3, 3])
def test_the_sign_of_a_divisor_turns_a_comparison(divisor: int) -> None:
    assert value("1 / score < 0", score=divisor) is (divisor < 0)
    assert value("1 / score >= 1 / 3", score=divisor) is (divisor > 0)
    assert value("-1 / score > 1 / -4", score=divisor) is (divisor < 0)


@pytest.mark.parametrize(
    "text",
    [
        "floor(income / score)",
        "income / score > 1",
        "floor(1 / (income / score))",
        "floor(income / score * 0)",
        "floor(income / score + 1)",
        "floor((income / score) ** 0)",
        "1 / (1 / score) < 5",
        "modulo(income, score)",
    ],
)
def test_a_division_by_zero_is_null_an_inner_one_too(text: str) -> None:
    assert value(text, score=0, income=7_00) is None
    assert value(text, score=None, income=7_00) is None
    assert value(text, score=2, income=7_00) is not None


def test_a_quotient_with_divisor_zero_equals_null_and_nothing_else() -> None:
    assert value("income / score = null", score=0) is True
    assert value("income / score = null", score=1) is False
    assert value("income / score = 0", score=0) is False
    assert value("income / score != 0", score=0) is True
    assert value("income / score = 1 / 0", score=0) is True


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("if local then income / 3 else 1", "income / 3"),
        ("min(income / 3, 1)", "min(income / 3, 1)"),
        ("max(1, income / 3)", "max(1, income / 3)"),
        ("abs(income / 3)", "abs(income / 3)"),
        ("1 + modulo(income / 3, 2)", "modulo(income / 3, 2)"),
        ("2 ** (1 / 3)", "2 ** (1 / 3)"),
        ("odd(income / 3)", "odd(income / 3)"),
    ],
)
def test_a_quotient_that_nothing_ends_asks_how_to_round(text: str, part: str) -> None:
    assert faults(text) == [("E203", part)]


def test_a_quotient_as_a_result_asks_how_to_round() -> None:
    typed = expression.assigned("income / 3", SCOPE, HERE, ir.Num(2, 0, 10**9))
    assert [(issue.code, issue.span) for issue in typed.issues] == [("E203", (0, 10))]
    assert isinstance(expression.value("income / 3", SCOPE, HERE).value, Quotient)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("income / 10000", 6),
        ("income / 8", 5),
        ("income / 12.5", 4),
        ("income / product.eighth", 5),
        ("income / -0.5", 3),
        ("score / 1", 0),
    ],
)
def test_a_division_by_twos_and_fives_is_an_exact_product(text: str, scale: int) -> None:
    of = type_of(text)
    assert isinstance(of, ir.Num)
    assert of.scale <= scale
    assert value(text, income=123, score=7) == written(
        text.replace("income", "1.23").replace("product.eighth", "8").replace("score", "7")
    )


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("income + score", ir.Num(2, -5_000, 10_090_000, nullable=True)),
        ("income - balance", ir.Num(2, -100_000, 10_100_000)),
        ("score - income", ir.Num(2, -10_005_000, 90_000, nullable=True)),
        ("balance * drift", ir.Num(3, -700_000, 700_000)),
        ("drift * drift", ir.Num(2, 4, 49)),
        ("-drift", ir.Num(1, 2, 7)),
        ("-score", ir.Num(0, -900, 50, nullable=True)),
        ("abs(score)", ir.Num(0, 0, 900, nullable=True)),
        ("abs(drift)", ir.Num(1, 2, 7)),
        ("balance ** 2", ir.Num(4, 0, 10**10)),
        ("drift ** 3", ir.Num(3, -343, -8)),
        ("min(balance, drift)", ir.Num(2, -100_000, -20)),
        ("max(balance, drift)", ir.Num(2, -70, 100_000)),
        ("modulo(income, 7)", ir.Num(2, 0, 699)),
        ("modulo(balance, drift)", ir.Num(2, -69, 0)),
        ("modulo(drift, score)", ir.Num(1, -499, 8999, nullable=True)),
        ("floor(balance, 0)", ir.Num(0, -1000, 1000)),
        ("round up(drift / 3, 1)", ir.Num(1, -3, -1)),
        ("round half up(income, -3)", ir.Num(0, 0, 100_000)),
        ("if local then drift else score", ir.Num(1, -500, 9000, nullable=True)),
        ("if local then drift else null", ir.Num(1, -7, -2, nullable=True)),
        ("floor(income / score)", ir.Num(0, -100_000, 100_000, nullable=True)),
        ("product.cap * 2", ir.Num(2, 6_000_000, 6_000_000)),
        ("0.50", ir.Num(2, 50, 50)),
    ],
)
def test_scale_and_bounds_are_derived(text: str, of: ir.Num) -> None:
    assert type_of(text) == of


def test_a_value_may_reach_the_limits_and_not_pass_them() -> None:
    assert type_of("assets * assets * 999") == ir.Num(0, 0, 999 * 10**34)
    assert faults("assets * assets * 1000") == [("E207", "assets * assets * 1000")]
    assert faults("1 + (assets * assets * assets > 1)") == [
        ("E207", "assets * assets * assets"),
        ("E201", "1 + (assets * assets * assets > 1)"),
    ]
    assert faults("9" * 37) == []
    assert faults("9" * 38) == [("E207", "9" * 38)]
    assert faults("rate * rate * rate * rate * rate") == []
    assert faults("rate * rate * rate * rate * rate * 0.1") == [
        ("E208", "rate * rate * rate * rate * rate * 0.1")
    ]


@pytest.mark.parametrize("exponent", ["10", "999999999", "-1", "0.5", "score", "null + 1"])
def test_an_exponent_is_a_small_literal(exponent: str) -> None:
    text = f"income ** ({exponent})"
    if exponent == "null + 1":
        assert value(text) is None
    else:
        assert faults(text) == [("E206", text)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('1 + "a"', '1 + "a"'),
        ("income + (1 * local)", "1 * local"),
        ("-title", "-title"),
        ("born * 2", "born * 2"),
        ('title - "a"', 'title - "a"'),
        ("local < true", "local < true"),
    ],
)
def test_arithmetic_on_what_is_no_number_is_refused_at_its_place(text: str, part: str) -> None:
    assert faults(text) == [("E201", part)]
