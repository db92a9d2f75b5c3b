"""Names, literals and signs, as people type them."""

from __future__ import annotations

import pytest

from engine import ir
from engine.feel import expression
from engine.feel.parse import parse
from engine.feel.print import print_tree
from engine.feel.scope import Named, Scope
from tests.engine.feel.evaluation import HERE, faults, value
from tests.engine.feel.names import LABELS, SCOPE


@pytest.mark.parametrize(("code", "label"), LABELS.items())
def test_a_label_means_its_code(code: str, label: str) -> None:
    assert parse(label, SCOPE) == parse(code, SCOPE)
    assert parse(f"({label})={label}", SCOPE) == parse(f"{code} = {code}", SCOPE)


def test_the_longest_name_wins() -> None:
    labels = {"a": "余额", "b": "余额 合计", "c": "余额 - 冻结"}
    number = ir.Num(0, 0, 9)
    names = [Named(code, ir.Read(number, code), (label,)) for code, label in labels.items()]
    scope = Scope.of(names)
    assert print_tree(parse("余额", scope)) == "a"
    assert print_tree(parse("余额 + 1", scope)) == "a + 1"
    assert print_tree(parse("余额 合计 + 1", scope)) == "b + 1"
    assert print_tree(parse("余额 - 冻结 + 余额 - 1", scope)) == "c + a - 1"
    assert print_tree(parse("余额-余额 合计", scope)) == "a - b"


def test_a_name_ends_where_no_letter_digit_or_underscore_follows() -> None:
    for text in ("incomes", "income2", "income_", "月收入额", "income收入"):
        assert faults(text) == [("E106", text)]
    for text in ("income+1", "income)", "月收入>1", "income.year"):
        assert [code for code, _ in faults(text)] != ["E106"]


def test_words_may_stand_inside_names() -> None:
    names = [Named("in_force", ir.Read(ir.Bool(), "in_force"), ("if then else", "order")),
             Named("android", ir.Read(ir.Bool(), "android"), ("not null", "否或是"))]  # fmt: skip
    scope = Scope.of(names)
    assert print_tree(parse("if then else and android", scope)) == "in_force and android"
    assert print_tree(parse("order or not null", scope)) == "in_force or android"
    assert print_tree(parse("if 否或是 then in_force else order", scope)) == (
        "if android then in_force else in_force"
    )


def test_a_label_of_two_names_asks_for_the_code() -> None:
    names = [Named(code, ir.Read(ir.Num(0, 0, 9), code), ("金额",)) for code in ("a", "b")]
    (issue,) = expression.value("1 + 金额", Scope.of(names), HERE).issues
    assert (issue.code, issue.span, issue.values["codes"]) == ("E112", (4, 6), "a / b")


def test_a_code_wins_over_the_label_of_another_name() -> None:
    names = [Named("a", ir.Read(ir.Num(0, 0, 9), "a"), ("b",)),
             Named("b", ir.Read(ir.Num(0, 0, 9), "b"))]  # fmt: skip
    assert print_tree(parse("b", Scope.of(names))) == "b"


@pytest.mark.parametrize(
    ("text", "word", "near"),
    [
        ("1 + incom * 2", "incom", "income"),
        ("score > 3 and 月收人 > 2", "月收人", "月收入"),
        ("overdue.cuont", "overdue.cuont", "overdue.count"),
        ("产品 + 年利率％", "产品", ""),
        ("zzz", "zzz", ""),
        ("负债收入比", "负债收入比", "负债收入比（月）"),
        ("inc\u200bome", "inc", "income"),
    ],
)
def test_an_unknown_name_is_marked_and_near_ones_are_told(text: str, word: str, near: str) -> None:
    (issue,) = expression.value(text, SCOPE, HERE).issues
    assert issue.span == (text.index(word), text.index(word) + len(word))
    assert issue.code == ("E106" if near else "E107")
    assert near in str(issue.values.get("near", ""))


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("（income ＋ 1）＊ 2", "(income + 1) * 2"),
        ("income ＞ 1", "income > 1"),
        ("income ＞＝ 1", "income >= 1"),
        ("income ≥ 1", "income >= 1"),
        ("income ≤ 1", "income <= 1"),
        ("income ≠ 1", "income != 1"),
        ("income ＜ 1 or income ＝ 2", "income < 1 or income = 2"),
        ("income × 2 ÷ 4 − 1", "income * 2 / 4 - 1"),
        ("income － 1 ／ 2", "income - 1 / 2"),
        ("title = “信用”", 'title = "信用"'),
        ("title = ”信用”", 'title = "信用"'),
        ("title = ＂a＂", 'title = "a"'),
        ("title = 「a」", 'title = "a"'),
        ('title = "（＞“”"', 'title = "（＞“”"'),
        ("score in （1，2、3）", "score in (1, 2, 3)"),
        ("score in ［1‥5］", "score in [1..5]"),
        ("score in 【1..5】", "score in [1..5]"),
        ("income　+　１２．５", "income + 12.5"),
        ("max（income，1）", "max(income, 1)"),
        ("负债收入比（月） > 0.5", "ratio > 0.5"),
        ("（负债收入比（月））＞0.5", "ratio > 0.5"),
        ("modulo(dividend： 5, divisor： 3)", "modulo(dividend: 5, divisor: 3)"),
    ],
)
def test_full_width_and_typographic_signs_are_read_as_meant(typed: str, normal: str) -> None:
    assert print_tree(parse(typed, SCOPE)) == normal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("income # 1", [("E101", "#")]),
        ("income > ①", [("E107", "①")]),
        ("5²", [("E107", "5²")]),
        ("income > ½", [("E107", "½")]),
        ("'a' = title", [("E101", "'")]),
        ("income ； 1", [("E101", "；")]),
        ("income == 1", [("E114", "==")]),
        ("income <> 1", [("E114", "<>")]),
        ("local && local", [("E114", "&&")]),
        ("local || local", [("E114", "||")]),
        ("local 且 local", [("E114", "且")]),
        ("local 或 local", [("E114", "或")]),
        ("或有负债 > 1", [("E107", "或有负债")]),
        ("!local", [("E114", "!")]),
        ("income > 5%", [("E108", "5%")]),
        ("income > 5 ％", [("E101", "％")]),
        ("income > 5％", [("E108", "5％")]),
        ("income > 1.5‰", [("E108", "1.5‰")]),
        ('title = "a', [("E102", '"a')]),
        ("title = “a", [("E102", "“a")]),
        (r'title = "a\q"', [("E113", r"\q")]),
        (r'title = "\uD800"', [("E113", r"\uD800")]),
        (r'title = "\u12"', [("E113", r'\u12"')]),
        ("1" * 81, [("E120", "1" * 81)]),
        ("1e99999", [("E120", "1e99999")]),
        ("1e61", [("E120", "1e61")]),
        ("．", [("E101", "．")]),
    ],
)
def test_what_is_no_token_is_refused_at_its_place(text: str, found: list[tuple[str, str]]) -> None:
    assert faults(text) == found


def test_what_to_write_instead_is_told() -> None:
    (issue,) = expression.value("income > 5%", SCOPE, HERE).issues
    assert "0.05" in issue.message("en")
    assert "0.05" in issue.message("zh")
    (issue,) = expression.value("income == 5", SCOPE, HERE).issues
    assert issue.message("zh") == "「==」请写作「=」"


def test_escapes_in_texts() -> None:
    assert value(r'"a\"b\\c\n\t\u4fe1\U01F600\/" = title') is False
    text = parse(r'"a\"b\\c\n\t\u4fe1\U01F600\/"', SCOPE)
    assert print_tree(text) == '"a\\"b\\\\c\\n\\t信\U0001f600/"'


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("007", "7"), (".5", "0.5"), ("1.50", "1.50"), ("1e3", "1000"), ("1.5E+2", "150"),
     ("12.5e-1", "1.25"), ("5e-3", "0.005"), ("0.0", "0.0"), ("0e5", "0"), ("00.10", "0.10")],
)  # fmt: skip
def test_a_number_has_one_normal_spelling(typed: str, normal: str) -> None:
    assert print_tree(parse(typed, SCOPE)) == normal


@pytest.mark.parametrize("label", ["max (近12月)", "not (x)", "收入:月", "收入：月"])
def test_a_label_wins_over_the_shorter_name_that_it_begins_with(label: str) -> None:
    scope = Scope.of([Named("m", ir.Read(ir.Num(0, 0, 9), "m"), (label,))])
    assert print_tree(parse(f"{label} > 3 and max({label}, 1) > 2", scope)) == (
        "m > 3 and max(m, 1) > 2"
    )
