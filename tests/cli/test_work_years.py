"""The calendars that the package knows, as reference documents hold them."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from cli.work_years import published_years, work_year
from engine.product.reference import check, read
from tests.engine.product.reference.town import Document

CHECKED = date(2026, 11, 24)


def document(*years: int) -> Document:
    """A document with these calendars."""
    calendars = {str(year): work_year(year, CHECKED) for year in years}
    title = {"zh": "工作日历", "en": "Work calendar"}
    head = {"format": "loanfoundry.reference/1", "id": "calendar", "title": title}
    return {**head, "calendars": calendars}


@pytest.mark.parametrize("year", published_years())
def test_every_day_is_worked_as_the_package_says(year: int) -> None:
    assert check(document(year)) == ()
    calendar = read(document(year)).calendar
    every = (date(year, 1, 1) + timedelta(days=after) for after in range(366))
    days = [day for day in every if day.year == year]
    assert [*map(calendar.is_working, days)] == [*map(chinese_calendar.is_workday, days)]


def test_a_holiday_reads_as_the_notice_does() -> None:
    holidays = document(2026)["calendars"]["2026"]["holidays"]
    assert holidays["spring_festival"] == {
        "title": {"zh": "春节", "en": "Spring Festival"},
        "from": "2026-02-15",
        "to": "2026-02-23",
        "worked": {"2026-02-14": True, "2026-02-28": True},
    }


def test_holidays_that_follow_one_another_are_one() -> None:
    holidays = document(2025)["calendars"]["2025"]["holidays"]
    assert "mid_autumn_festival" not in holidays
    assert holidays["national_day"]["title"] == {
        "zh": "国庆节、中秋", "en": "National Day, Mid-autumn Festival",
    }  # fmt: skip
    assert (holidays["national_day"]["from"], holidays["national_day"]["to"]) == (
        "2025-10-01", "2025-10-08",
    )  # fmt: skip
