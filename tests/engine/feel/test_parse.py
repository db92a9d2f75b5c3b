"""What cannot be read is refused: at its place, with what to write, and quickly."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from engine.feel import expression, tree
from engine.feel.parse import DEPTH_LIMIT, TERMS_LIMIT, parse, parse_tests
from engine.feel.print import print_tree, say_tree
from engine.feel.size import NESTING_LIMIT
from engine.feel.tokens import LENGTH_LIMIT
from tests.engine.feel.evaluation import HERE, cell_faults, faults, type_of, value, written
from tests.engine.feel.names import SCOPE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("E111", "")]),
        ("   ", [("E111", "   ")]),
        ("1 +", [("E110", "")]),
        ("(1 + 2", [("E110", "")]),
        ("if local then 1", [("E110", "")]),
        ("income between 1", [("E110", "")]),
        ("max(1, 2", [("E110", "")]),
        ("1 + * 2", [("E103", "*")]),
        ("1 + )", [("E103", ")")]),
        ("if local 1 else 2", [("E103", "1")]),
        ("max(1 2)", [("E103", "2")]),
        ("not local", [("E103", "not")]),
        ("@income", [("E103", "income")]),
        ("income in [1..5", [("E110", "")]),
        ("1 2", [("E104", "2")]),
        ("income > 1 local", [("E104", "local")]),
        ("(1))", [("E104", ")")]),
        ("income in 1..5", [("E119", "1..")]),
        ("income in (1, 2..5)", [("E119", "2..")]),
        ("born.hour", [("E127", "born.hour")]),
        ('@"2024-02-30"', [("E212", '@"2024-02-30"')]),
        ('@"2024-2-3"', [("E212", '@"2024-2-3"')]),
        ('@"P"', [("E213", '@"P"')]),
        ('@"PT5H"', [("E213", '@"PT5H"')]),
        ('@"P1Y2D"', [("E213", '@"P1Y2D"')]),
        ("date(title)", [("E126", "date(title)")]),
        ("date(2024, 2)", [("E126", "date(2024, 2)")]),
        ("date(2024, true, true)", [("E126", "date(2024, true, true)")]),
        ("date(2023, 2, 29)", [("E212", "date(2023, 2, 29)")]),
        ("duration(title)", [("E126", "duration(title)")]),
    ],
)
def test_a_text_that_is_no_expression_is_refused_at_its_place(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert faults(text) == found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[1, 2, 3]", "["),
        ("score in [1, 2]", "["),
        ("title[1]", "["),
        ("{a: 1}", "{"),
        ("for x in y return x", "for"),
        ("some x in y satisfies x > 1", "some"),
        ("every x in y satisfies x > 1", "every"),
        ("function(x) x", "function"),
        ("income instance of number", "instance"),
    ],
)
def test_what_the_scalar_ring_does_not_hold_says_what_to_write(text: str, part: str) -> None:
    assert faults(text) == [("E109", part)]
    (issue,) = expression.value(text, SCOPE, HERE).issues
    assert "x in (a, b)" in issue.message("en")
    assert "x in (a, b)" in issue.message("zh")


def test_a_cell_that_is_a_dash_is_refused() -> None:
    assert cell_faults("-") == [("E115", "-")]
    assert cell_faults(" － ") == [("E115", "－")]
    assert cell_faults("-1") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "E111"), ("< 3,", "E110"), ("< 3 4", "E104"), ("[1, 2]", "E109"), (", 3", "E103"),
     ("1..5", "E119"), ("< 3 and > 1", "E104"), ("(1", "E110")],
)  # fmt: skip
def test_a_text_that_is_no_cell_is_refused(text: str, code: str) -> None:
    assert [found for found, _ in cell_faults(text)] == [code]


HOSTILE: dict[str, tuple[str, str]] = {
    "power": ("1 ** 999999999", "E206"),
    "power of a power": ("9 ** 9 ** 9 ** 9 ** 9 ** 9", "E207"),
    "powers of a small fact": ("local_flag" + " ** 9" * 40, "E129"),
    "parentheses": ("(" * 100_000 + "1" + ")" * 100_000, "E105"),
    "fewer parentheses": ("(" * 4_000 + "1" + ")" * 4_000, "E116"),
    "open parentheses": ("(" * 9_000, "E116"),
    "sum": ("income" + " + income" * 100_000, "E105"),
    "shorter sum": ("1" + " + 1" * 2_000, "E130"),
    "minus signs": ("-" * 9_000 + "1", "E116"),
    "else": ("if local then 1 else " * 400 + "1", "E116"),
    "not": ("not(" * 1_500 + "local" + ")" * 1_500, "E116"),
    "and": ("local" + " and local" * 900, "E130"),
    "equals": ("local" + " = local" * 900, "E116"),
    "equals in parentheses": ("(" * 40 + "local" + " = local = local)" * 40, "E116"),
    "properties": ("born" + ".year" * 1_900, "E116"),
    "factors": ("min(overdue.count, 1)" + " * min(overdue.count, 1)" * 400, "E129"),
    "quotients": (" + ".join(["1 / score"] * 400) + " > 1", "E207"),
    "long text": ('"' + "a" * 200_000 + '"', "E105"),
    "words": ("income " * 1_400, "E104"),
    "unknown words": ("x " * 4_900, "E107"),
    "colons": ("a a a a : " * 900, "E103"),
    "brackets": ("score in " + "(" * 4_000, "E116"),
    "digits": ("1" * 9_000, "E120"),
    "between": ("(if " * 14 + "count" + " between 1 and 2 then 1 else 0)" * 14, "E129"),
    "in": ("(" * 14 + "married" + ") in (married, false)" * 14, "E129"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_gives_one_issue_quickly(name: str) -> None:
    text, code = HOSTILE[name]
    text = text.replace("local_flag", "min(overdue.count, 1)").replace("count", "overdue.count")
    text = text.replace("overdue.overdue.", "overdue.")
    before = process_time()
    issues = expression.value(text, SCOPE, HERE).issues
    assert [issue.code for issue in issues] == [code]
    assert process_time() - before < 2


Tower = Callable[[str], str]
TOWERS: dict[str, tuple[Tower, str]] = {
    "negation": (lambda inner: f"-({inner})", "debt"),
    "smallest": (lambda inner: f"min({inner}, debt)", "debt"),
    "remainder": (lambda inner: f"modulo(score, {inner})", "score"),
    "rounding": (lambda inner: f"round half up({inner} / score, 2)", "overdue.count"),
    "else": (lambda inner: f"if married then 1 else {inner}", "score"),
    "condition": (lambda inner: f"if {inner} then married else local", "married"),
    "comparison": (lambda inner: f"if 1 / ({inner}) > score then 1 else 2", "overdue.count"),
    "equality": (lambda inner: f"if score = ({inner}) then 1 else 2", "score"),
    "logic": (lambda inner: f"not(married and (local or ({inner})))", "married"),
    "text": (lambda inner: f"substring({inner} + title, 1, 5)", "title"),
    "date": (lambda inner: f"last day of month({inner})", "opened"),
    "months": (lambda inner: f"if months between(opened, {inner}) > 1 then opened else born",
               "opened"),
    "parity": (lambda inner: f"if odd({inner}) then score else 1", "score"),
    "sum": (lambda inner: f"({inner}) * 1 + debt", "debt"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOWERS)
def test_whatever_is_accepted_at_the_limits_runs(name: str) -> None:
    build, text = TOWERS[name]
    highest = 0
    for height in range(1, DEPTH_LIMIT + 2):
        text = build(text)
        issues = expression.value(text, SCOPE, HERE).issues
        assert {issue.code for issue in issues} <= {"E116", "E129", "E207", "E215"}
        if not issues:
            highest = height
    assert 4 <= highest < DEPTH_LIMIT
    text = TOWERS[name][1]
    for _ in range(highest):
        text = build(text)
    value(text)


MANY = TERMS_LIMIT
CHAINS: dict[str, tuple[str, list[str], str]] = {
    "or": (" or ", [f"score = {number}" for number in range(MANY)], "true"),
    "and": (" and ", [f"income != {number}" for number in range(MANY)], "true"),
    "plus": (" + ", ["income"] * MANY, "500 * 123.45"),
    "minus": (" - ", ["income"] * MANY, "-498 * 123.45"),
    "both, with places": (" - ", ["income + 0.001"] * (MANY // 2), "250 * 0.001 - 248 * 123.45"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_a_long_flat_chain_is_one_level_deep(name: str) -> None:
    sign, links, wanted = CHAINS[name]
    text = sign.join(links)
    assert value(text, score=499, income=12_345) == written(wanted)
    assert print_tree(parse(text, SCOPE)) == text
    assert say_tree(parse(text, SCOPE), {}, "en") == text
    longer = sign.join([text, links[0]])
    assert [code for code, _ in faults(longer)] == ["E130"]


@pytest.mark.parametrize("function", ["sum", "min", "max", "mean", "product", "any", "all"])
def test_a_call_has_as_many_arguments_as_fit(function: str) -> None:
    argument = {"any": "local", "all": "local", "product": "1"}.get(function, "income")
    text = f"{function}({', '.join([argument] * 1_000)})"
    wanted = {"sum": "123450", "product": "1", "any": "false", "all": "false"}
    assert value(f"floor({text})" if function == "mean" else text, income=12_345) == written(
        {**wanted, "mean": "123"}.get(function, "123.45")
    )


def test_a_long_chain_of_texts_is_joined() -> None:
    assert value(" + ".join(["title"] * TERMS_LIMIT), title="月") == "月" * TERMS_LIMIT


def test_a_chain_remembers_what_an_early_part_of_it_said() -> None:
    parts = ["debt != null", *["income >= 0"] * 400, "debt > 5"]
    text = " and ".join(parts)
    assert value(text, debt=600) == written("true")
    assert value(text) == written("false")
    assert not type_of(text).nullable


def test_parentheses_on_the_left_of_a_chain_change_nothing() -> None:
    assert parse("(local and married) and local", SCOPE) == parse(
        "local and married and local", SCOPE
    )
    assert parse("(1 + 2) - 3", SCOPE) == parse("1 + 2 - 3", SCOPE)
    assert parse("1 + (2 - 3)", SCOPE) != parse("1 + 2 - 3", SCOPE)
    assert parse("(1 * 2) + 3", SCOPE) != parse("1 * (2 + 3)", SCOPE)


def test_a_long_list_of_values_is_accepted() -> None:
    text = "score in (" + ", ".join(map(str, range(1_000))) + ")"
    assert value(text, score=899) == written("true")
    assert value(text, score=-1) == written("false")
    assert NESTING_LIMIT < 1_000 < LENGTH_LIMIT


def test_places_of_parts_hold_their_parentheses() -> None:
    of = parse("1 + (income * (2))", SCOPE)
    assert isinstance(of, tree.Arithmetic)
    (term,) = of.rest
    assert (of.span, term.span, term.value.span) == ((0, 18), (0, 18), (5, 17))
    (test,) = parse_tests(" < (3) ", SCOPE)
    assert test.span == (1, 6)
