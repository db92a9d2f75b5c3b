"""Bins and bands: complete without a gap, told by an example that people can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Issue, check
from tests.engine.flow.small import edited, facts, program

CARD = "nodes/score/characteristics/card"


def found(*edits: Mapping[str, Any]) -> list[Issue]:
    """What the check says of the small flow after edits."""
    flow, dictionary = edited(edits)
    return list(check(flow, dictionary=dictionary))


def scored(of: str, *tests: str, missing: bool = True) -> list[Issue]:
    """What the check says of a characteristic with these bins."""
    edits: list[dict[str, Any]] = [
        {"at": f"{CARD}/of", "set": of},
        {"at": f"{CARD}/bins", "set": [
            {"id": f"b{i}", "in": test, "points": "0"} for i, test in enumerate(tests)
        ]},
    ]  # fmt: skip
    if not missing:
        edits.append({"at": f"{CARD}/missing", "remove": True})
    return found(*edits)


def example(issues: list[Issue]) -> tuple[str, object]:
    """The code and the example of the only finding."""
    (issue,) = issues
    return issue.code, issue.values["example"]


# Bins of a quotient.

RATIO = "bureau.queries / bureau.doubled"
BEYOND = 10**25
"""More than any amount that a fact may have."""


def test_a_third_between_two_bins_of_a_quotient_is_a_gap() -> None:
    issues = scored(RATIO, "<= 0.333333333333", ">= 0.333333333334")
    assert example(issues) == ("N163", "0.3333333333331")


def test_bins_of_a_quotient_that_meet_at_an_end_are_complete() -> None:
    assert scored(RATIO, "<= 0.333333333333", "> 0.333333333333") == []
    assert scored(RATIO, "< 0.5", "0.50", "(0.5..0.51)", ">= 0.51") == []
    assert scored(RATIO, f"<= {BEYOND}", f"> {BEYOND}") == []


@pytest.mark.parametrize(
    ("tests", "gap"),
    [
        (("< 0.5", "> 0.5"), "0.5"),
        (("<= 0.5", "(0.6..9]", "> 9"), "0.6"),
        (("<= 0.55", ">= 0.56"), "0.551"),
        (("< 0.55",), "1"),
        (("> 0.55",), "0"),
        (("> -0.55",), "-1"),
        ((f"<= {BEYOND}",), str(BEYOND + 1)),
    ],
)
def test_a_gap_is_told_by_a_short_number(tests: tuple[str, ...], gap: str) -> None:
    assert example(scored(RATIO, *tests)) == ("N163", gap)


def test_an_overlap_is_told_by_a_short_number() -> None:
    assert example(scored(RATIO, "<= 0.5", "> 0.4")) == ("N162", "0.5")
    assert example(scored(RATIO, "< 0.5", "> 0.4")) == ("N162", "0.41")


PLACES = 30
ENDS = st.integers(-3, 3).map(lambda units: units * 10 ** (PLACES - 1)) | st.integers(-3, 3)


@given(ENDS, ENDS, st.sampled_from("<="), st.sampled_from(">="))
def test_two_ends_leave_a_gap_overlap_or_meet_however_close_they_are(
    low: int, high: int, below: str, above: str
) -> None:
    """An end is a number of 30 places, the most that can be written."""
    low_sign, high_sign = ("<=" if below == "=" else "<"), (">=" if above == "=" else ">")
    issues = scored(RATIO, f"{low_sign} {written(low)}", f"{high_sign} {written(high)}")
    closed = (below == "=") + (above == "=")
    gap = low < high or (low == high and closed == 0)
    overlap = low > high or (low == high and closed == 2)
    assert [issue.code for issue in issues] == ["N162"] * overlap + ["N163"] * gap


def written(end: int) -> str:
    """The number of 30 places."""
    sign = "-" if end < 0 else ""
    return f"{sign}{abs(end) // 10**PLACES}.{abs(end) % 10**PLACES:0{PLACES}}"


# Examples of other types.


@pytest.mark.parametrize(
    ("of", "tests", "gap"),
    [
        ("applicant.age", ("< 25", "> 30"), "25"),
        ("applicant.income", ("< 25", "> 30"), "25"),
        ("applicant.income", ("< 25.5", "> 25.50"), "25.5"),
        ("applicant.birth_date", ('< date("1990-01-01")',), "1990-01-01"),
        ("applicant.city", ('"xinyang"',), "luoyang"),
        ("list.black", ("true",), "false"),
    ],
)
def test_a_gap_is_told_as_people_write_it(of: str, tests: tuple[str, ...], gap: str) -> None:
    assert example(scored(of, *tests, missing=False)) == ("N163", gap)


# Bands with places.


def halves(**changes: str) -> list[dict[str, Any]]:
    """Edits that give the score a place and the bands these starts."""
    starts = {"A": "540.5", "B": "500.0", **changes}
    return [
        {"at": "variables/score/scale", "set": 1},
        {"at": "variables/score/min", "set": "0.0"},
        {"at": "variables/score/max", "set": "1000.0"},
        *({"at": f"nodes/score/bands/{name}/from", "set": start} for name, start in starts.items()),
    ]


@pytest.mark.parametrize(("base", "band"), [("491", "A"), ("490", "B"), ("450", "B"), ("449", "C")])
def test_a_band_with_places_is_decided_at_its_edge(base: str, band: str) -> None:
    """The card adds 50 points, so that a base of 491 is a score of 541.0."""
    card = program(*halves(), {"at": "nodes/score/base", "set": base})
    outputs = card.decide(facts()).outputs
    assert (str(outputs["score"]), outputs["band"]) == (f"{int(base) + 50}.0", band)


def test_bands_with_places_descend() -> None:
    issues = found(*halves(B="540.5"))
    assert [issue.text("en") for issue in issues] == [
        "nodes/score/bands/B/from: N166 bands descend: 540.5 is not below 540.5"
    ]


@pytest.mark.parametrize("start", ["540.50", "540"])
def test_a_band_has_exactly_the_places_of_the_score(start: str) -> None:
    issues = found(*halves(A=start))
    assert [(issue.code, issue.at) for issue in issues] == [("N102", "nodes/score/bands/A/from")]


# One mistake, one issue.


@pytest.mark.parametrize(
    ("of", "tests", "code"),
    [
        ("applicant.city", ('"nosuch"', 'not("xinyang")'), "E214"),
        ("applicant.city", ('< "nosuch"', 'not("xinyang")'), "E214"),
        ("applicant.city", ('"xinyang"', "3"), "E202"),
        ("bureau.queries", ("<= 3", '> "x"'), "E202"),
        ("bureau.queries", ("<= 3", "> nosuch"), "E107"),
        ("bureau.queries", ("<= 3", "> 1 + true"), "E201"),
        ("bureau.queries", ("<= 3", "> "), "E110"),
        ("bureau.queries", ("null", "> 3"), "E128"),
        ("bureau.queries", ("<= asked.term_months", "> 3"), "E128"),
        (RATIO, ('<= "a"', "> 3"), "E202"),
        ("nosuch", ("<= 3", "> 3"), "E107"),
    ],
)
def test_a_mistake_in_a_bin_is_told_once(of: str, tests: tuple[str, ...], code: str) -> None:
    faults = [issue.code for issue in scored(of, *tests) if issue.severity == "fault"]
    assert faults == [code]


def test_a_thousand_characteristics_are_summed() -> None:
    one = {"of": "applicant.income", "reason": "S01",
           "bins": [{"id": "any", "in": ">= 0", "points": "0"}]}  # fmt: skip
    more = [
        {"at": f"nodes/score/characteristics/c{number}", "add": one, "after": None}
        for number in range(1_000)
    ]
    assert program(*more).decide(facts()).outputs["score"] == 550
