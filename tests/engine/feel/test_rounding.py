"""Rounding at run time: every mode, both signs, every half."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import ir
from engine.backends.row import compile_expression
from engine.feel import expression
from engine.feel.meaning import plain
from engine.feel.parse import parse
from engine.feel.rounding import round_fraction
from tests.engine.feel.evaluation import HERE, cells, faults, type_of, value
from tests.engine.feel.names import SCOPE, facts, meant
from tests.engine.feel.oracle import evaluate
from tests.engine.feel.pieces import ROUNDINGS


@pytest.mark.parametrize("function", ROUNDINGS)
@pytest.mark.parametrize(
    "text",
    ["{}(balance, 0)", "{}(balance, 1)", "{}(balance, -1)", "{}(balance / 4, 2)",
     "{}(balance / score, 1)", "{}(balance / score, 2)", "{}(1 / balance, 1)", "{}(income, 0)",
     "{}(income / 3, 2)", "{}(income / 8 / 3, 3)"],
)  # fmt: skip
def test_a_rounding_agrees_with_the_oracle_around_zero(function: str, text: str) -> None:
    text = text.format(function)
    of = plain(expression.value(text, SCOPE, HERE).value)
    run, tree = compile_expression(of), parse(text, SCOPE)
    for amount in range(-325, 326, 5):
        for score in (-8, -4, -3, 1, 2, 7):
            given = cells({"balance": amount, "income": abs(amount), "score": score})
            assert meant(run(given), of.type) == evaluate(tree, facts(given))


MODES: dict[ir.RoundingMode, str] = {
    "half_up": "round half up", "half_down": "round half down", "half_even": "decimal",
    "up": "round up", "down": "round down", "floor": "floor", "ceiling": "ceiling",
}  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_bounds_are_rounded_as_values_are(mode: ir.RoundingMode) -> None:
    for twelfths in range(-30, 31):
        number = f"{twelfths} / 12"
        expected = evaluate(parse(f"{MODES[mode]}({number}, 0)", SCOPE), {})
        assert round_fraction(mode, Fraction(twelfths, 12)) == expected
        assert value(f"{MODES[mode]}({number}, 0)") == expected


def test_a_rounding_to_more_places_than_there_are_changes_nothing() -> None:
    assert type_of("round half up(income, 4)") == type_of("income")
    assert type_of("floor(score)") == type_of("score")


def test_a_rounding_may_not_pass_the_limit_of_the_ring() -> None:
    # The result would stay below 10**37, the dividend at twelve places would not.
    text = "round half up(assets * assets / 3000000000, {})"
    assert faults(text.format(2)) == []
    assert faults(text.format(12)) == [("E207", text.format(12))]


def test_negative_places_give_a_whole_number() -> None:
    assert type_of("round half up(balance, -2)") == ir.Num(0, -1000, 1000)
    assert value("round half up(balance, -2)", balance=-150_00) == -200
    assert value("round half down(balance, -2)", balance=-150_00) == -100
    assert value("decimal(balance, -2)", balance=250_00) == 200
