"""The door of the room: values, conditions and cells of a document."""

from __future__ import annotations

import pytest

from engine import ir
from engine.feel import expression
from engine.feel.meaning import FALSE, HOLE
from tests.engine.feel.evaluation import HERE, cell, cell_faults, type_of
from tests.engine.feel.names import LABELS, SCOPE


@pytest.mark.parametrize(
    ("text", "score", "meets"),
    [
        ("< 25", 24, True),
        ("< 25", 25, False),
        ("[25..35)", 25, True),
        ("[25..35)", 35, False),
        ("1, 3", 3, True),
        ("1, 3", 2, False),
        ("not(1, 3)", 2, True),
        ("not(1, 3)", 3, False),
        ("!= 3", 3, False),
        ("-1", -1, True),
        ("overdue.count + 1", 1, True),
        ("? > 3 and ? < 5", 4, True),
        ("? > 3 and ? < 5", 5, False),
        ("odd(?)", 5, True),
        ("null", 5, False),
        ("null, 5", 5, True),
    ],
)
def test_a_cell_meets(text: str, score: int, *, meets: bool) -> None:
    assert cell(text, "score", score=score) is meets


@pytest.mark.parametrize("text", ["< 25", "[25..35)", "1", "not(1)", "!= 3", "not(null)", "!= null",
                                  "? != null", "? != 3", "not(? > 3)"])  # fmt: skip
def test_null_does_not_meet_a_cell_that_does_not_say_null(text: str) -> None:
    assert cell(text, "score", score=None) is False
    assert cell(text, "1 / score", score=0) is False


@pytest.mark.parametrize("text", ["null", "< 25, null", "null, not(1)", "= null", "? = null",
                                  "? = null or ? < 25", "? in (null, 7)"])  # fmt: skip
def test_null_meets_a_cell_that_says_null(text: str) -> None:
    assert cell(text, "score", score=None) is True
    assert cell(text, "1 / score", score=0) is True


def test_a_cell_is_unknown_only_where_its_own_values_may_be() -> None:
    assert cell("< debt", "score", score=1, debt=None) is None
    assert cell("< debt", "score", score=None, debt=None) is False
    subject = expression.value("score", SCOPE, HERE).value
    for text in ("< 25", "not(1, 3)", "[1..5]", "null", "1"):
        assert not expression.cell(text, SCOPE, HERE, subject).expression.type.nullable
    assert expression.cell("< debt", SCOPE, HERE, subject).expression.type.nullable


def test_a_cell_compares_a_quotient_exactly() -> None:
    assert cell("> 0.55", "debt / income", debt=55_01, income=100_00) is True
    assert cell("> 0.55", "debt / income", debt=55_00, income=100_00) is False
    assert cell("[0.5..0.55]", "debt / income", debt=55_00, income=100_00) is True


def test_the_issues_of_a_cell_mark_their_places() -> None:
    assert cell_faults("< 25, > title") == [("E202", "> title")]
    assert cell_faults('"北京"', "city") == [("E214", '"北京"')]
    assert cell_faults("< incom") == [("E106", "incom")]
    assert cell_faults("1 / 3") == []
    assert cell_faults("? + 1") == [("E210", "? + 1")]


def test_a_cell_about_a_value_with_an_issue_has_none_of_its_own() -> None:
    assert expression.cell("< title", SCOPE, HERE, HOLE) == expression.Typed(FALSE)


def test_a_value_tells_the_names_that_it_reads() -> None:
    assert expression.value("月收入 + min(debt, 1)", SCOPE, HERE).names == {"income", "debt"}
    assert expression.condition("city in product.cities", SCOPE, HERE).names == {
        "city",
        "product.cities",
    }
    assert expression.assigned("income", SCOPE, HERE, type_of("income")).names == {"income"}


def test_a_condition_is_a_boolean() -> None:
    assert expression.condition("score > 1", SCOPE, HERE).expression.type == ir.Bool(nullable=True)
    assert expression.condition("null", SCOPE, HERE).expression == ir.Const(ir.Bool(True), None)
    (issue,) = expression.condition("income", SCOPE, HERE).issues
    assert (issue.code, issue.at, issue.span) == ("E210", HERE, (0, 6))
    (issue,) = expression.condition("incom > 1", SCOPE, HERE).issues
    assert issue.text("en").startswith("nodes/x/when[0:5]: E106 no fact, variable or parameter is")
    assert issue.message("en").endswith("called incom; did you mean income?")


def test_a_value_with_issues_is_a_hole() -> None:
    assert expression.value("title * 2", SCOPE, HERE).value == HOLE
    assert expression.value("incom", SCOPE, HERE).value == HOLE
    assert expression.assigned("title", SCOPE, HERE, ir.Bool()).value == HOLE


def test_labels_stand_for_codes_when_read() -> None:
    said = expression.said("ratio>0.5 and not(income>1)", SCOPE, LABELS, "zh")
    assert said == "负债收入比（月） > 0.5 且 非(月收入 > 1)"
    assert expression.said("income in (1, 2)", SCOPE, LABELS, "en") == "月收入 in (1, 2)"
    assert expression.said("income in not(1, 2)", SCOPE, LABELS, "zh") == "月收入 不属于 (1, 2)"
    assert expression.said("income between 1 and 2", SCOPE, LABELS, "zh") == "月收入 属于 [1..2]"
    assert expression.said_cell("<income,null", SCOPE, LABELS, "zh") == "< 月收入 或 = 空"
    assert expression.said_cell("1,2", SCOPE, LABELS, "zh") == "属于 (1, 2)"
    assert expression.said_cell("not(1)", SCOPE, LABELS, "en") == "not in (1)"


def test_what_a_null_does_must_be_written_where_one_may_be_and_only_there() -> None:
    missing = expression.undecided("nodes/x", "unknown", "score > 1", '"skip"')
    assert (missing.code, missing.at, missing.span) == ("E218", "nodes/x", (0, 9))
    assert '"unknown": "skip"' in missing.message("zh")
    extra = expression.needless("nodes/x", "unknown")
    assert (extra.code, extra.at, extra.severity) == ("E219", "nodes/x/unknown", "notice")
