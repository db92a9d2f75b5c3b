"""Every code of the room is found in something that a person may write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import ir
from engine.feel import expression, faults
from engine.feel.regions import Domain, region
from engine.feel.scope import Named, Scope
from engine.issues import Issue
from tests.engine.feel.evaluation import HERE
from tests.engine.feel.names import SCOPE

Found = tuple[Issue, ...]
CODES = sorted(json.loads(Path(faults.TEXTS.path).read_text("utf-8"))["issues"])
MONEY = ir.Num(2, 0, 100)


def value(text: str) -> Found:
    return expression.value(text, SCOPE, HERE).issues


def cell(text: str) -> Found:
    subject = expression.value("score", SCOPE, HERE).value
    return expression.cell(text, SCOPE, HERE, subject).issues


def bin_of(text: str) -> Found:
    found = region(text, SCOPE, HERE, Domain(MONEY))
    return (found,) if isinstance(found, Issue) else ()


def two_names(text: str) -> Found:
    read = ir.Read(MONEY, "x")
    scope = Scope.of(Named(code, read, ("金额",)) for code in ("a", "b"))
    return expression.value(text, scope, HERE).issues


def by_label(text: str) -> Found:
    scope = Scope.of([Named("or", ir.Read(MONEY, "or"), ("或有负债",))])
    return expression.value(text, scope, HERE).issues


def money(text: str) -> Found:
    return expression.assigned(text, SCOPE, HERE, MONEY).issues


def day(text: str) -> Found:
    return expression.assigned(text, SCOPE, HERE, ir.Date(0, 1)).issues


def letter(text: str) -> Found:
    return expression.assigned(text, SCOPE, HERE, ir.Text(1)).issues


def undecided(text: str) -> Found:
    return (expression.undecided(HERE, "unknown", text, '"skip"'),)


def needless(text: str) -> Found:
    return (expression.needless(HERE, text),)


FINDINGS: dict[str, tuple[Callable[[str], Found], str]] = {
    "E101": (value, "income # 1"),
    "E102": (value, '"abc'),
    "E103": (value, "1 + * 2"),
    "E104": (value, "1 2"),
    "E105": (value, "1" * 10_001),
    "E106": (value, "incom"),
    "E107": (value, "zzz"),
    "E108": (value, "5%"),
    "E109": (value, "[1, 2]"),
    "E110": (value, "1 +"),
    "E111": (value, " "),
    "E112": (two_names, "金额 + 1"),
    "E113": (value, r'"\q"'),
    "E114": (value, "1 == 1"),
    "E115": (cell, "-"),
    "E116": (value, "(" * 99),
    "E117": (value, "sqrt(4)"),
    "E118": (value, "modulo(dividend: 5, 2)"),
    "E119": (value, "score in 1..5"),
    "E120": (value, "1e99"),
    "E121": (value, "? > 1"),
    "E122": (value, "abs()"),
    "E123": (value, "abs(of: 1)"),
    "E124": (value, "substring(title, 0)"),
    "E125": (value, "substring(title, score)"),
    "E126": (value, "date(title)"),
    "E127": (value, "born.hour"),
    "E128": (bin_of, "< income"),
    "E129": (value, "min(overdue.count, 1) ** 9 ** 9 ** 9 ** 9 ** 9"),
    "E130": (value, "1" + " + 1" * 500),
    "E131": (by_label, "或有负债 > 1"),
    "E201": (value, "title * 2"),
    "E202": (value, "title = 1"),
    "E203": (value, "min(income / 3, 1)"),
    "E204": (value, "product.cities = title"),
    "E206": (value, "1 ** 999999999"),
    "E207": (value, "assets ** 3"),
    "E208": (value, "ratio ** 8"),
    "E209": (value, "decimal(income, 13)"),
    "E210": (value, "not(income)"),
    "E211": (value, "if local then 1 else title"),
    "E212": (value, '@"2023-02-29"'),
    "E213": (value, '@"PT1H"'),
    "E214": (value, 'city = "北京"'),
    "E215": (value, 'born + @"P1000Y"'),
    "E218": (undecided, "score > 1"),
    "E219": (needless, "unknown"),
    "E220": (money, "0.001"),
    "E221": (money, "2"),
    "E222": (money, "null"),
    "E224": (money, "title"),
    "E225": (day, "born"),
    "E226": (letter, "title"),
}


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_found_and_says_it_in_both_languages(code: str) -> None:
    find, text = FINDINGS[code]
    (issue,) = find(text)
    assert issue.code == code
    for sentence in (issue.message("zh"), issue.message("en")):
        assert sentence
        assert not {"{", "}"} & set(sentence)


def test_no_finding_is_left_over() -> None:
    assert sorted(FINDINGS) == CODES
