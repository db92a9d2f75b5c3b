"""The reference data that ships: published rates, legal caps, work calendars."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from engine.dictionary import Dictionary, Entries
from engine.document import print_json
from engine.flow.reading import read_model
from engine.product.reference import Reference, check, joined, read
from tests.house.tree import ROOT

FOLDER = ROOT / "product_defs" / "reference"
SAMPLE = ROOT.parent / "shared" / "samples" / "dictionary.json"
DOCUMENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
NAMES = sorted(DOCUMENTS)
RATES: dict[str, Any] = DOCUMENTS["lpr"]["rows"]


def shipped() -> Reference:
    """All of it."""
    return joined(map(read, DOCUMENTS.values()))


def on(day: str, regulatory: str = "internet_loan", purpose: str = "consumption") -> dict[str, Any]:
    """The facts of a product on a day."""
    product: dict[str, Any] = {"classes": {"regulatory": regulatory, "purpose": purpose}}
    return shipped().facts(product, date.fromisoformat(day)).facts


def test_there_are_rates_caps_and_calendars() -> None:
    assert NAMES == ["calendar", "law", "lpr"]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_sound_and_printed_as_the_house_prints(name: str) -> None:
    document = DOCUMENTS[name]
    assert check(document) == ()
    assert document["id"] == name
    assert (FOLDER / f"{name}.json").read_text("utf-8") == print_json(document)


@pytest.mark.parametrize("name", NAMES)
def test_everything_names_its_source_in_both_languages(name: str) -> None:
    parts = [
        *DOCUMENTS[name].get("rows", {}).values(),
        *DOCUMENTS[name].get("calendars", {}).values(),
    ]
    assert parts
    for part in parts:
        assert part["source"].keys() == {"zh", "en"}
        assert part["checked"] or part["source"]["zh"].endswith("待合规确认")


@pytest.mark.parametrize(
    ("day", "one_year", "five_years"),
    [
        ("2019-08-20", "0.042500", "0.048500"),
        ("2020-04-19", "0.040500", "0.047500"),
        ("2020-04-20", "0.038500", "0.046500"),
        ("2022-05-20", "0.037000", "0.044500"),
        ("2024-02-19", "0.034500", "0.042000"),
        ("2024-02-20", "0.034500", "0.039500"),
        ("2024-10-21", "0.031000", "0.036000"),
        ("2026-09-30", "0.030000", "0.035000"),
    ],
)
def test_the_lpr_of_a_day_is_the_last_published(day: str, one_year: str, five_years: str) -> None:
    assert (on(day)["lpr.y1"], on(day)["lpr.y5"]) == (one_year, five_years)


def test_before_its_reform_there_is_no_lpr() -> None:
    assert (on("2019-08-19")["lpr.y1"], on("2019-08-19")["lpr.y5"]) == (None, None)


def first_working_day(day: date) -> date:
    """The day itself, or the next one that is worked."""
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day


@pytest.mark.parametrize("fact", ["lpr.y1", "lpr.y5"])
def test_the_lpr_is_published_each_month_on_the_first_working_day_from_the_20th_on(
    fact: str,
) -> None:
    published = [row["from"] for row in RATES.values() if row["fact"] == fact]
    months = [(year, month) for year in range(2019, 2027) for month in range(1, 13)]
    wanted = [first_working_day(date(*month, 20)) for month in months[7:][: len(published)]]
    assert published == [day.isoformat() for day in wanted]
    assert len(published) >= 86, "to September 2026"


@pytest.mark.parametrize(
    ("day", "classes", "cap"),
    [
        ("2020-07-11", ("internet_loan", "consumption"), None),
        ("2020-08-01", ("internet_loan", "consumption"), "200000.00"),
        ("2025-03-13", ("internet_loan", "consumption"), "200000.00"),
        ("2025-03-31", ("internet_loan", "consumption"), "300000.00"),
        ("2026-11-02", ("internet_loan", "business"), None),
        ("2026-11-02", ("offline_judged", "consumption"), None),
        ("2026-11-02", ("pledge", "consumption"), None),
    ],
)
def test_an_internet_loan_for_consumption_has_a_cap(
    day: str, classes: tuple[str, str], cap: str | None
) -> None:
    assert on(day, *classes)["law.amount_cap"] == cap


def test_all_charges_together_have_a_cap() -> None:
    assert on("2026-11-02")["law.cost_cap"] == "0.240000"
    assert on("2026-11-02", "pledge", "business")["law.cost_cap"] == "0.240000"


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_published_year_has_the_days_of_chinese_calendar(year: int) -> None:
    calendar = shipped().calendar
    days = [date(year, 1, 1) + timedelta(days=after) for after in range(365)]
    assert [*map(calendar.is_working, days)] == [*map(chinese_calendar.is_workday, days)]
    assert not any(map(calendar.provisional, days))


def test_the_year_after_is_provisional() -> None:
    assert shipped().calendar.provisional(date(2027, 1, 1))


def test_the_sample_dictionary_spells_facts_as_the_rows_do() -> None:
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is not there")
    sample = read_model(Dictionary, json.loads(SAMPLE.read_text("utf-8")))
    assert rows_of(sample, "lpr", "lpr.y1") == ()
    assert rows_of(sample, "law", "law.amount_cap") == ()


def rows_of(entries: Entries, name: str, fact: str) -> tuple[object, ...]:
    """What is found beside a dictionary in the rows of one fact."""
    document = DOCUMENTS[name]
    rows = {key: row for key, row in document["rows"].items() if row["fact"] == fact}
    assert rows
    return check({**document, "rows": rows}, entries)
