"""`schedule`: every worked case through the command, offers of products, and bad input."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.cli.loan_options import LISTS, plain_schedule, read_offer
from engine.cli.schedule import shown_first
from engine.errors import TermsRefused
from engine.product.disclosure import disclosure
from engine.product.reading import read_product
from engine.product.schedule import Terms
from engine.product.schema.product import Whole
from tests.engine.cli.policy import answer, put, run
from tests.engine.product import products
from tests.engine.product.schedule.test_worked_cases import COLUMNS, of_kind, skip_what_is_not_ours
from tests.engine.product.schedule.worked import CASES, METHODS, Case, plain_terms, terms_of

PLAIN = (
    "--method", "equal_instalment", "--principal", "100000", "--annual-rate", "0.0485",
    "--terms", "12", "--start", "2025-03-08",
)  # fmt: skip
LENT = ("--annual-rate", "0.07", "--start", "2026-11-24")
DAY_COUNTS = {"30/360": "30/360", "ACT/360": "act/360", "ACT/365": "act/365"}
ODD_DAYS = {"MONTHS_THEN_DAYS": "months_then_days", "BROKEN_DAYS": "days_only"}


@pytest.mark.skipif(not CASES.is_file(), reason=f"the worked schedules are not there: {CASES}")
@of_kind("schedule")
def test_a_worked_case(case: Case) -> None:
    skip_what_is_not_ours(case)
    found = answer("schedule", *options(case))
    for row in case["instalments"]:
        instalment = found["instalments"][row["no"] - 1]
        wanted = {COLUMNS[name]: str(value) for name, value in row.items()}
        assert {name: str(instalment[name]) for name in wanted} == wanted
    if not case.get("partial"):
        assert len(found["instalments"]) == len(case["instalments"])
    for name, total in case.get("totals", {}).items():
        assert Decimal(found["totals"][COLUMNS[name]]) == Decimal(total)


def options(case: Case) -> list[str]:
    """A case as the command line says it."""
    said, terms = case["options"], terms_of(case)
    given = {
        "method": METHODS[case["method"]],
        "principal": case["principal"],
        "annual-rate": case["annual_rate"],
        "start": case["start_date"],
        "first-due": case["first_due_date"],
        "terms": case["terms"],
        "day-count": DAY_COUNTS[case["day_count"]],
        "rounding": case["rounding"]["mode"].lower(),
        "every": terms.due.every,
        "unit": terms.due.unit,
        "maturity": case.get("maturity_date"),
        "level": said.get("level_formula", "").lower(),
        "odd-days": ODD_DAYS.get(said.get("first_period", said.get("last_period", ""))),
        "first-total": said.get("first_period_payment", "").lower(),
        "due-day": said.get("due_day"),
        "month-end": said.get("month_end", "").lower(),
        "holiday-shift": said.get("holiday_shift", "").lower(),
        "holiday-interest": said.get("holiday_interest", "").lower(),
        "on-rate-change": said.get("on_rate_change", "").lower(),
        "grace": said.get("grace_principal_periods"),
        "plan": ",".join(f"{p['instalment']}={p['principal']}" for p in case.get("plan", [])),
        "rate-change": ",".join(f"{each.on}={each.annual_rate}" for each in terms.rate_changes),
        "holidays": ",".join(off_days(case, terms)),
    }
    return [text for name, value in given.items() if value for text in (f"--{name}", str(value))]


def off_days(case: Case, terms: Terms) -> Iterator[str]:
    """The days that a case moves its due days over."""
    start = plain_terms(case).start
    days = (start + timedelta(passed) for passed in range(5000))
    return (str(day) for day in days if day in terms.due.holidays)


def test_machines_get_the_instalments_the_totals_and_the_annual_rate() -> None:
    found = answer("schedule", *PLAIN, "--day-count", "30/360", "--rounding", "half_up")
    assert [*found] == ["instalments", "totals", "annual_rate"]
    assert found["instalments"][0] == {
        "n": 1, "due": "2025-04-08", "days": 31, "principal": "8149.71", "interest": "404.17",
        "payment": "8553.88", "remaining": "91850.29",
    }  # fmt: skip
    assert found["totals"] == {
        "principal": "100000.00", "interest": "2646.51", "payment": "102646.51",
    }  # fmt: skip
    assert found["annual_rate"] == {"simple": "0.048500", "compound": "0.049593"}


def test_people_get_a_table_with_its_sums_and_the_annual_rate() -> None:
    shown = run("schedule", *PLAIN, "--language", "zh").stdout
    assert "2026-03-08" in shown
    assert "剩余本金" in shown
    assert "102646.51" in shown
    assert shown.splitlines()[-1] == "年化成本：单利 4.8500%，复利 4.9593%"


def test_spreadsheets_get_every_instalment() -> None:
    rows = [*csv.DictReader(io.StringIO(run("schedule", *PLAIN, "--csv").stdout))]
    found = answer("schedule", *PLAIN)["instalments"]
    assert rows == [{name: str(value) for name, value in each.items()} for each in found]


def test_a_first_due_day_off_the_grid_is_a_whole_period_unless_odd_days_are_counted() -> None:
    late = ("--first-due", "2025-04-20")
    interest = [
        answer("schedule", *PLAIN, *late, *more)["instalments"][0]["interest"]
        for more in ((), ("--odd-days", "regular"), ("--odd-days", "months_then_days"))
    ]
    assert interest == ["404.17", "404.17", "565.83"]


def test_a_term_in_days_ends_so_many_days_later() -> None:
    lent = ("--method", "bullet", "--principal", "500.00", "--annual-rate", "0.06")
    found = answer(
        "schedule", *lent, "--start", "2025-03-08", "--days", "91", "--day-count", "act/360"
    )
    assert [(each["due"], each["interest"]) for each in found["instalments"]] == [
        ("2025-06-07", "7.58")
    ]


@pytest.fixture
def partner(tmp_path: Path) -> Path:
    """The file of a product with fees."""
    return put(tmp_path, "partner.json", products.product("personal partner"))


def test_an_offer_of_a_product_is_what_the_product_shows_first(partner: Path) -> None:
    found = answer("schedule", "--product", partner, *LENT)
    offer = found["disclosure"]["offer"]
    assert offer == {
        "line": "30000.00", "amount": "30000.00", "term_months": 12,
        "method": "equal_instalment", "annual_rate": "0.070000",
    }  # fmt: skip
    assert found["annual_rate"] == found["disclosure"]["annual_rate"]
    assert found["totals"]["principal"] == "30000.00"
    assert found["disclosure"]["total"]["fees"] == "302.00"


def test_an_offer_of_a_product_is_what_options_say(partner: Path) -> None:
    found = answer(
        "schedule", "--product", partner, *LENT, "--method", "bullet", "--principal", "20000",
        "--line", "50000", "--terms", "6",
    )  # fmt: skip
    offer = found["disclosure"]["offer"]
    assert (offer["method"], offer["amount"], offer["line"]) == ("bullet", "20000.00", "50000.00")
    assert [each["due"] for each in found["instalments"]] == ["2027-05-24"]


def test_people_see_every_fee_of_a_product(partner: Path) -> None:
    shown = run("schedule", "--product", partner, *LENT).stdout
    assert "平台服务费 | Platform fee" in shown
    assert "费用 302.00" in shown
    assert "costs in all" in shown


def test_a_product_in_days_takes_days(tmp_path: Path) -> None:
    path = put(tmp_path, "chain.json", products.product("business supply_chain"))
    shown = answer("schedule", "--product", path, *LENT)
    assert shown["disclosure"]["offer"]["term_days"] == 91
    asked = answer("schedule", "--product", path, *LENT, "--days", "28")
    assert [each["days"] for each in asked["instalments"]] == [28]


def test_an_offer_outside_the_product_is_refused_with_all_that_is_nearest(tmp_path: Path) -> None:
    product: Any = products.product()
    lpr = {
        "format": "loanfoundry.reference/1", "id": "lpr",
        "title": {"zh": "报价利率", "en": "LPR"},
        "rows": {"now": {
            "fact": "lpr.y1", "from": "2026-01-01",
            "value": "0.030000", "basis": "law", "checked": None,
            "source": {"zh": "公告", "en": "Notice"},
        }},
    }  # fmt: skip
    put(tmp_path, "product_defs/reference/lpr.json", lpr)
    path = put(tmp_path, "product_defs/credit.json", product)
    wrong = ("--principal", "1250", "--terms", "7", "--annual-rate", "0.5", "--start", "2026-11-24")
    result = run("schedule", "--product", path, *wrong, "--json")
    issues = json.loads(result.stdout)["issues"]
    assert result.exit_code == 2
    assert [(each["code"], each["at"], each["values"]["right"]) for each in issues] == [
        ("A301", "offer/amount", "2000.00"),
        ("A301", "offer/term_months", "6"),
        ("A312", "offer/annual_rate", "0.120000"),
    ]
    low = ("--annual-rate", "0.03", "--start")
    assert told("--product", path, *low, "2026-11-24") == ["A312 offer/annual_rate"]
    assert answer("schedule", "--product", path, *low, "2025-11-24"), "no rate was published yet"


def test_a_term_in_days_is_none_of_a_product_in_months(partner: Path) -> None:
    assert told("--product", partner, *LENT, "--days", "60") == ["A304 offer/term_months"]


def test_the_work_calendars_above_a_product_move_its_due_days(tmp_path: Path) -> None:
    source = {"zh": "通知", "en": "Notice"}
    title = {"zh": "假期", "en": "Holiday"}
    calendar = {
        "format": "loanfoundry.reference/1", "id": "calendar", "title": title,
        "calendars": {"2027": {
            "holidays": {"spring": {
                "title": title, "from": "2027-01-20", "to": "2027-01-21", "worked": {},
            }},
            "working_days": 259, "basis": "law", "source": source, "checked": None,
        }},
    }  # fmt: skip
    put(tmp_path, "product_defs/reference/calendar.json", calendar)
    inside = put(tmp_path, "product_defs/partner.json", products.product("personal partner"))
    given = put(tmp_path, "other.json", calendar)
    named = ("--holidays", "2027-01-22")
    dues = [
        answer("schedule", "--product", inside, *LENT, *more)["instalments"][1]["due"]
        for more in ((), ("--calendar", given, *named), named)
    ]
    assert dues == ["2027-01-22", "2027-01-25", "2027-01-25"]


def test_the_product_in_a_release_is_taken(tmp_path: Path) -> None:
    product: Any = products.product()
    closed = {"format": "loanfoundry.release/1", "product": product}
    found = answer("schedule", "--product", put(tmp_path, "release.json", closed), *LENT)
    alone = answer("schedule", "--product", put(tmp_path, "alone.json", product), *LENT)
    assert found == alone


BAD: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "nothing": ((), [
        "C501 method", "C501 principal", "C501 annual_rate", "C501 start", "C501 terms",
    ]),
    "everything wrong": (
        ("--method", "flat", "--principal", "1.005", "--annual-rate", "x", "--terms", "0",
         "--start", "2025-02-30", "--first-due", "2025-02-30", "--day-count", "30/361"),
        ["S105 due/first_due", "S103 principal", "S101 annual_rate", "S105 start", "S104 terms",
         "S106 method", "S106 interest_basis"],
    ),
    "lists that are none": (
        (*PLAIN, "--plan", "3", "--rate-change", "2025-06-08=0.03,2025-06-08=0.04",
         "--holidays", "2025-02-29,2025-03-01"),
        ["S105 due/holidays/1", "C503 rate_change", "C502 plan"],
    ),
    "a rate change that is none": (
        (*PLAIN, "--rate-change", "june=low"),
        ["S105 rate_changes/1/on", "S101 rate_changes/1/annual_rate"],
    ),
    "days that are none": ((*PLAIN, "--days", "some"), ["S104 days"]),
    "a first due day that is no word": ((*PLAIN, "--first-due", "soon"), ["S106 due/first_due"]),
    "a fixed day first on another": ((*PLAIN, "--due-day", "20"), ["S115 due/first_due"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_all_that_is_wrong_is_told_at_once(case: str) -> None:
    arguments, wanted = BAD[case]
    assert told(*arguments) == wanted


def told(*arguments: str | Path) -> list[str]:
    """The issues of a command that is refused."""
    result = run("schedule", *arguments, "--json")
    assert result.exit_code == 2
    return [f"{issue['code']} {issue['at']}" for issue in json.loads(result.stdout)["issues"]]


def test_all_that_is_wrong_with_an_offer_is_told_at_once(partner: Path) -> None:
    found = told(
        "--product", partner, "--level", "exact", "--principal", "a", "--terms", "3",
        "--days", "9", "--start", "2026-13-24",
    )  # fmt: skip
    assert found == [
        "C501 annual_rate", "C504 level", "S105 start", "S202 offer/term_months",
        "S101 offer/amount",
    ]  # fmt: skip


def test_a_method_that_a_product_does_not_have_is_refused(partner: Path) -> None:
    assert told("--product", partner, *LENT, "--method", "interest_only") == ["A303 offer/method"]


def test_what_holds_no_whole_product_is_refused(tmp_path: Path) -> None:
    child = put(tmp_path, "child.json", products.child())
    assert told("--product", child, *LENT) == ["P202 parent"]
    flow = put(tmp_path, "release.json", {"format": "loanfoundry.release/1", "flows": {}})
    assert told("--product", flow, *LENT) == ["C505 product"]
    absent = tmp_path / "absent.json"
    assert [issue[:4] for issue in told("--product", absent, *LENT)] == ["R101"]


OPTIONS = (
    "method", "principal", "annual-rate", "day-count", "terms", "days", "maturity", "start",
    "first-due", "due-day", "every", "unit", "odd-days", "first-total", "last", "month-end",
    "holidays", "holiday-shift", "holiday-interest", "level", "rounding", "grace", "rate-change",
    "on-rate-change", "plan", "plan-unit", "line",
)  # fmt: skip
NASTY = (
    "", "0", "-1", "999999999", "9" * 5000, "1e9", "NaN", "9999-12-31", "0001-01-01", "2026-02-30",
    "=", "1=1", "1=1,1=1", "9999-12-31=9", ",", "\u0663", "\U0001f600", "1/0", "--",
)  # fmt: skip


@pytest.mark.parametrize("name", OPTIONS)
def test_no_text_in_any_option_crashes(name: str) -> None:
    sold = read_product(products.product("personal partner"))
    assert isinstance(sold, Whole)
    plain = {"method": "bullet", "principal": "100", "annual_rate": "0.05", "terms": "3",
             "start": "2025-03-08"}  # fmt: skip
    lent = {"annual_rate": "0.05", "start": "2025-03-08"}
    option = name.replace("-", "_")
    for text in NASTY:
        value = [text] if option in LISTS else text
        with suppress(TermsRefused):
            plain_schedule({**plain, option: value}, frozenset())
        with suppress(TermsRefused):
            offer, start, lists = read_offer({**lent, option: value}, shown_first(sold))
            disclosure(sold, offer, start=start, **lists.known({option: value}, frozenset()))
