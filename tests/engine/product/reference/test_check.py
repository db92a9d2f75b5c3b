"""Each way to break reference data is found at its place, with what would be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.cli.schemas import format_schema
from engine.product.reference import check
from tests.engine.product.reference.town import (
    HAND,
    TOWN,
    Document,
    dictionary,
    put,
    reference_document,
)

NATIONAL_DAY = "calendars/2026/holidays/national_day"
CAP = {"fact": "law.amount_cap", "from": "2025-03-14", "value": "0.00", **HAND}
MID_AUTUMN = {"title": TOWN, "from": "2026-09-25", "to": "2026-09-27", "worked": {}}

BREAKS = [
    # rows
    ("rows/rate-2/from", "2026-02-30", "P301 rows/rate-2/from"),
    ("rows/rate-2/checked", "2026/11/24", "P301 rows/rate-2/checked"),
    ("rows/rate-2/from", "9999-01-01", "P301 rows/rate-2/from"),
    ("rows/cap-2/from", "2020-07-12", "P302 rows/cap-2"),
    ("rows/for-all", CAP, "P302 rows/for-all"),
    ("rows/rate-1/from", "2026-06-22", "P303 rows/rate-2"),
    ("rows/rate-1/for", {}, "P304 rows/rate-1/for"),
    ("rows/rate-1/value", "0.03", "P305 rows/rate-1/value"),
    ("rows/rate-1/value", "3%", "F105 rows/rate-1/value"),
    ("rows/rate-1/value", 0, "F108 rows/rate-1/value"),
    ("rows/rate-1/basis", "laws", "F103 rows/rate-1/basis"),
    ("rows/cap-1/for", {"purpose": "consume"}, "F103 rows/cap-1/for/purpose"),
    ("rows/cap-1/for", {"region": "xinyang"}, "F102 rows/cap-1/for/region"),
    # calendars
    ("calendars/26", {"holidays": {}, "working_days": 261, **HAND}, "P309 calendars/26"),
    (f"{NATIONAL_DAY}/to", "2026-09-07", f"P310 {NATIONAL_DAY}/to"),
    (f"{NATIONAL_DAY}/to", "2027-10-07", f"P311 {NATIONAL_DAY}/to"),
    (f"{NATIONAL_DAY}/to", "2026-10-32", f"P301 {NATIONAL_DAY}/to"),
    (f"{NATIONAL_DAY}/worked", {"2025-09-20": True}, f"P311 {NATIONAL_DAY}/worked/2025-09-20"),
    (f"{NATIONAL_DAY}/worked", {"2026/9/20": True}, f"P301 {NATIONAL_DAY}/worked/2026~19~120"),
    (f"{NATIONAL_DAY}/worked", {"2026-09-21": True}, f"P313 {NATIONAL_DAY}/worked/2026-09-21"),
    (f"{NATIONAL_DAY}/worked", {"2026-10-03": True}, f"P312 {NATIONAL_DAY}/worked/2026-10-03"),
    ("calendars/2026/holidays/mid_autumn", MID_AUTUMN, "P314 calendars/2026/working_days"),
    (f"{NATIONAL_DAY}/to", "2026-10-06", "P314 calendars/2026/working_days"),
    ("calendars/2026/working_days", 258, "P314 calendars/2026/working_days"),
    ("calendars/2026/holidays", {}, "P314 calendars/2026/working_days"),
]  # fmt: skip
SHAPE = [each for each in BREAKS if each[2].startswith("F")]


def named(document: Document) -> list[str]:
    """What is found: codes and places."""
    return [f"{issue.code} {issue.at}" for issue in check(document)]


def said(document: Document, code: str) -> tuple[str, str]:
    """How the one issue of a code reads in Chinese and in English."""
    [found] = [issue for issue in check(document) if issue.code == code]
    return found.message("zh"), found.message("en")


def test_reference_data_as_it_should_be_has_no_issue() -> None:
    assert check(reference_document()) == ()
    assert check(reference_document(), dictionary()) == ()


@pytest.mark.parametrize(("at", "value", "found"), BREAKS)
def test_a_break_is_found_once_and_at_its_place(at: str, value: object, found: str) -> None:
    assert named(put(reference_document(), at, value)) == [found]


@pytest.mark.parametrize(("at", "value", "found"), SHAPE)
def test_the_json_schema_refuses_what_the_shape_refuses(at: str, value: object, found: str) -> None:
    validator = Draft202012Validator(format_schema("reference"))
    assert validator.is_valid(reference_document())
    assert not validator.is_valid(put(reference_document(), at, value))


def test_only_the_order_of_rows_is_a_notice() -> None:
    found = [
        issue for at, value, _ in BREAKS for issue in check(put(reference_document(), at, value))
    ]
    assert {issue.code for issue in found if issue.severity == "notice"} == {"P303"}


def test_everything_is_found_at_once() -> None:
    document = put(reference_document(), "rows/rate-2/from", "2026-02-30")
    put(document, "rows/cap-1/value", "200000")
    put(document, f"{NATIONAL_DAY}/worked", {"2026-09-21": True})
    assert named(document) == [
        "P301 rows/rate-2/from",
        f"P313 {NATIONAL_DAY}/worked/2026-09-21",
        "P305 rows/cap-1/value",
    ]


@given(st.permutations([*reference_document()["rows"].items(), ("for-all", CAP)]))
def test_what_is_wrong_does_not_depend_on_the_order_of_rows(rows: list[tuple[str, object]]) -> None:
    document = put({**reference_document(), "rows": dict(rows)}, "rows/cap-2/value", "300000.0")
    found = {each for each in named(document) if not each.startswith("P303")}
    assert found == {"P302 rows/for-all", "P305 rows/cap-2/value"}


def test_rows_may_begin_on_one_day_unless_some_class_has_two() -> None:
    document = reference_document()
    put(document, "rows/pledge", {**CAP, "for": {"regulatory": "pledge"}, "from": "2027-01-01"})
    put(
        document,
        "rows/offline",
        {**CAP, "for": {"regulatory": "offline_judged"}, "from": "2027-01-01"},
    )
    assert named(document) == []
    put(document, "rows/business", {**CAP, "for": {"purpose": "business"}, "from": "2027-01-01"})
    assert named(document) == ["P302 rows/offline", "P302 rows/pledge"]


def test_a_holiday_inside_another_is_told_once() -> None:
    document = put(reference_document(), "calendars/2026/holidays/mid_autumn",
                   {**MID_AUTUMN, "from": "2026-10-03", "to": "2026-10-05"})  # fmt: skip
    assert named(document) == [f"P312 {NATIONAL_DAY}"]
    assert (
        said(document, "P312")[0]
        == "2026-10-03 已列在 calendars/2026/holidays/mid_autumn：只留一处"
    )


@pytest.mark.parametrize(
    ("at", "value", "code", "text"),
    [
        ("rows/rate-1/from", "2026-2-30", "P301", "no day of the calendar; write 2026-02-28"),
        ("rows/rate-1/from", "20260520", "P301", "no day of the calendar; write 2026-09-20"),
        ("rows/cap-1/value", "200000", "P305", "has the wrong places; write 200000.00"),
        ("rows/cap-1/basis", "lwa", "F103", "is not allowed; write law"),
        (f"{NATIONAL_DAY}/to", "2027-10-07", "P311", "is not in 2026: it belongs to 2027"),
        (f"{NATIONAL_DAY}/worked", {}, "P314", "leave 255 working days, not 257"),
    ],
)
def test_an_issue_says_what_would_be_right(at: str, value: object, code: str, text: str) -> None:
    assert text in said(put(reference_document(), at, value), code)[1]


@pytest.mark.parametrize(
    ("at", "value", "code", "text"),
    [
        ("rows/rate-1/value", "0.03", "P305", "write 0.030000"),
        ("rows/rate-1/value", "0.300000", "P308", "is not between 0.000000 and 0.200000"),
        ("rows/rate-1/value", None, "P307", "lpr.y1 is never null"),
        ("rows/cap-1/fact", "law.amount_cpa", "P306", "it has law.amount_cap"),
        ("rows/cap-1/fact", "applicant.age", "P306", "it has lpr.y1 / law.amount_cap"),
    ],
)
def test_beside_a_dictionary_facts_are_its_facts(
    at: str, value: object, code: str, text: str
) -> None:
    [issue] = check(put(reference_document(), at, value), dictionary())
    assert (issue.code, issue.at) == (code, at)
    assert text in issue.message("en")


@pytest.mark.parametrize("value", ["0.000000", "0.200000"])
def test_a_value_may_be_at_the_bounds_of_its_fact(value: str) -> None:
    assert check(put(reference_document(), "rows/rate-1/value", value), dictionary()) == ()


@pytest.mark.parametrize("document", [{}, {"format": "loanfoundry.flow/1"}, {"rows": []}])
def test_what_is_no_reference_data_is_told_so(document: Document) -> None:
    assert {code[:1] for code in named(document)} == {"F"}
