"""A value fits the place that it sets, or an issue names what would make it fit."""

from __future__ import annotations

import pytest

from engine import ir
from engine.feel import expression
from engine.issues import Issue
from tests.engine.feel.evaluation import HERE
from tests.engine.feel.names import CITIES, SCOPE, days

MONEY = ir.Num(2, 0, 10_000_000)


def set_to(text: str, target: ir.Type) -> expression.Typed:
    return expression.assigned(text, SCOPE, HERE, target)


def issue(text: str, target: ir.Type) -> Issue:
    (found,) = set_to(text, target).issues
    return found


def test_fewer_places_widen_silently() -> None:
    fitted = set_to("overdue.count + 0.5", MONEY)
    assert fitted.issues == ()
    assert fitted.expression.type == ir.Num(2, 50, 350)


def test_more_places_ask_for_a_rounding() -> None:
    found = issue("income * 0.25", MONEY)
    assert (found.code, found.span) == ("E220", (0, 13))
    assert "round half up(…, 2)" in found.message("zh")
    assert set_to("round half up(income * 0.25, 2)", MONEY).issues == ()


@pytest.mark.parametrize(
    ("text", "found", "bound", "repair"),
    [
        ("balance", "-1000.00", "0.00", "max(0.00, …)"),
        ("income + 0.01", "100000.01", "100000.00", "min(100000.00, …)"),
        ("drift", "-0.70", "0.00", "max(0.00, …)"),
        ("-1", "-1.00", "0.00", "max(0.00, …)"),
    ],
)
def test_bounds_that_may_be_left_name_the_repair(
    text: str, found: str, bound: str, repair: str
) -> None:
    given = issue(text, MONEY)
    assert given.code == "E221"
    assert dict(given.values) == {"found": found, "bound": bound, "repair": repair}
    assert set_to(repair.replace("…", text), MONEY).issues == ()


def test_a_value_that_may_be_null_does_not_fit_where_null_may_not() -> None:
    assert issue("debt", MONEY).code == "E222"
    assert issue("null", MONEY).code == "E222"
    assert issue("if local then income else null", MONEY).code == "E222"
    assert issue("floor(1 / score)", ir.Num(0, -1, 1)).code == "E222"
    assert set_to("if debt = null then 0 else debt", MONEY).issues == ()
    nullable = ir.Num(2, 0, 10_000_000, nullable=True)
    assert set_to("debt", nullable).issues == ()
    assert set_to("null", nullable).expression == ir.Const(nullable, None)


def test_another_type_does_not_fit() -> None:
    assert issue("title", MONEY).code == "E224"
    assert issue("income", ir.Text(9)).code == "E224"
    assert issue("income > 1", MONEY).code == "E224"
    assert issue('@"P1D"', ir.Date(0, 9)).code == "E224"
    assert issue("income / 3", MONEY).code == "E203"
    assert issue("product.cities", ir.Text(9)).code == "E204"


def test_a_date_must_stay_in_the_range_of_its_place() -> None:
    place = ir.Date(days(2000, 1, 1), days(2029, 12, 31))
    assert issue("born", place).code == "E225"
    assert issue('product.from + @"P6Y"', place).code == "E225"
    assert set_to("product.from", place).issues == ()
    assert set_to('product.from + @"P5Y"', place).issues == ()


def test_a_text_must_be_short_enough_or_one_of_the_values() -> None:
    assert set_to("title", ir.Text(5)).issues == ()
    assert issue("title", ir.Text(4)).code == "E226"
    assert issue('title + "a"', ir.Text(5)).code == "E226"
    assert set_to("substring(title, 1, 4)", ir.Text(4)).issues == ()
    cities = ir.Text(2, CITIES, nullable=True)
    assert set_to("city", cities).issues == ()
    assert set_to('if local then "成都" else "乐山"', cities).issues == ()
    assert dict(issue('if local then "成都" else "北京"', cities).values) == {
        "value": "北京",
        "values": "成都 / 绵阳 / 乐山",
    }
    assert issue("title", cities).code == "E214"


def test_one_mistake_is_one_issue() -> None:
    for text in ("1 + (incom * 2) > 3", "min(1 + title, 2) * 3 + born", "floor(local) + 0.001",
                 "if title then 1 else 2", "round half up(title / 3, 2)"):  # fmt: skip
        assert len(set_to(text, MONEY).issues) == 1


def test_two_mistakes_are_two_issues() -> None:
    found = set_to("(1 + title) + (local * 2)", MONEY).issues
    assert [(one.code, one.span) for one in found] == [("E201", (1, 10)), ("E201", (15, 24))]
