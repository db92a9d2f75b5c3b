"""`schedule`: what is due when, of a loan in options or of an offer of a product."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE
from rich.table import Table

from ..document import Json
from ..errors import DocumentRefused
from ..issues import Language
from ..product import cost as yearly
from ..product import reference
from ..product.cost import AnnualRate
from ..product.deciding.outside import offer_faults
from ..product.disclosure import Disclosure, disclosure
from ..product.rates import Reference as Rates
from ..product.reading import read_product
from ..product.schedule import Schedule
from ..product.schedule.check import refuse
from ..product.schema.draw import DrawInMonths
from ..product.schema.product import Whole
from ..release.reading import PRODUCT, RELEASE
from .door import door, option
from .loan_options import plain_schedule, read_offer
from .products import product_file
from .searching import folders, is_there
from .sources import located, read_source
from .surroundings import find_reference
from .terminal import put, put_json, say, show
from .voice import BESIDE, TEXTS, Voice

COLUMNS = ("n", "due", "days", "principal", "interest", "payment", "remaining")
CALENDAR = Path("product_defs", "reference", "calendar.json")
"""Where a checkout keeps the days that are worked."""
SHOWING = ("as_csv", "as_json", "language")
Several = list[str]


@door
def schedule(
    context: typer.Context,
    product: Annotated[Path | None, option("product")] = None,
    method: Annotated[str | None, option("method")] = None,
    principal: Annotated[str | None, option("principal")] = None,
    annual_rate: Annotated[str | None, option("annual-rate")] = None,
    day_count: Annotated[str | None, option("day-count")] = None,
    terms: Annotated[str | None, option("terms")] = None,
    days: Annotated[str | None, option("days")] = None,
    maturity: Annotated[str | None, option("maturity")] = None,
    start: Annotated[str | None, option("start")] = None,
    first_due: Annotated[str | None, option("first-due")] = None,
    due_day: Annotated[str | None, option("due-day")] = None,
    every: Annotated[str | None, option("every")] = None,
    unit: Annotated[str | None, option("unit")] = None,
    odd_days: Annotated[str | None, option("odd-days")] = None,
    first_total: Annotated[str | None, option("first-total")] = None,
    last: Annotated[str | None, option("last")] = None,
    month_end: Annotated[str | None, option("month-end")] = None,
    holidays: Annotated[Several | None, option("holidays")] = None,
    calendar: Annotated[Path | None, option("calendar")] = None,
    holiday_shift: Annotated[str | None, option("holiday-shift")] = None,
    holiday_interest: Annotated[str | None, option("holiday-interest")] = None,
    level: Annotated[str | None, option("level")] = None,
    rounding: Annotated[str | None, option("rounding")] = None,
    grace: Annotated[str | None, option("grace")] = None,
    rate_change: Annotated[Several | None, option("rate-change")] = None,
    on_rate_change: Annotated[str | None, option("on-rate-change")] = None,
    plan: Annotated[Several | None, option("plan")] = None,
    plan_unit: Annotated[str | None, option("plan-unit")] = None,
    line: Annotated[str | None, option("line")] = None,
    as_csv: Annotated[bool, option("csv")] = False,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Prints the instalments of a loan and its annual rate; of a product's offer with all fees."""
    given = {
        name: value
        for name, value in context.params.items()
        if value is not None and name not in SHOWING
    }
    cost = None if product is None else of_product(product, given, calendar)
    found = plain_schedule(given, days_off(calendar)) if cost is None else cost.schedule
    rates = yearly.annual_rate(found.flows()) if cost is None else cost.annual_rate
    if as_csv:
        put(csv_text(found))
    elif as_json:
        put_json(document(found, rates, cost))
    else:
        show_schedule(found, rates, cost, Voice.of(language))


def of_product(path: Path, given: Mapping[str, Any], calendar: Path | None) -> Disclosure:
    """The schedule and the cost of an offer of the product in a file.

    Raises TermsRefused where the product does not allow the offer, with the nearest that it does.
    """
    document, sold = read_sold(path)
    offer, start, lists = read_offer(given, shown_first(sold))
    refuse([*offer_faults(sold, offer, rates_in_force(path, document, start))])
    known = lists.known(given, days_off(calendar or find_calendar(path)))
    return disclosure(sold, offer, start=start, **known)


def read_sold(path: Path) -> tuple[dict[str, Json], Whole]:
    """The whole product in a file, as a document and as it is read.

    The file holds it, or a county's edits of one, or its release. Raises DocumentRefused, and
    EditsRefused for edits that do not apply.
    """
    read: dict[str, Json] = read_source(path)
    with located(path):
        inside = read.get("product") if read.get("format") == RELEASE else read
        if not isinstance(inside, dict):
            raise DocumentRefused([TEXTS.issue("C505", "product")])
    if inside.get("format") == PRODUCT and "edits" in inside:
        inside = product_file(inside, path).whole
    with located(path):
        product = read_product(inside)
    assert isinstance(product, Whole), "a child comes to a whole product"
    return inside, product


def shown_first(product: Whole) -> dict[str, object]:
    """The offer that a product's page shows first, without its rate."""
    draw = product.draw
    if isinstance(draw, DrawInMonths):
        term: dict[str, object] = {"term_months": int(draw.months.default)}
    else:
        term = {"term_days": int(draw.days.default)}
    return {"amount": product.line.amount.default, "method": draw.default_method, **term}


def find_calendar(path: Path) -> Path | None:
    """The work calendars of a folder above a product's file, or above the current folder."""
    return next(filter(is_there, (folder / CALENDAR for folder in folders(path))), None)


def rates_in_force(path: Path, product: Mapping[str, Json], day: date) -> Rates | None:
    """The reference facts of a product on a day; None where no reference data is around a file."""
    read = []
    for file in find_reference(path):
        with located(file):
            read.append(reference.read(read_source(file)))
    return reference.joined(read).facts(product, day).facts if read else None


def days_off(calendar: Path | None) -> Container[date]:
    """The days that are not worked by the work calendars in a file; none without one."""
    if calendar is None:
        return frozenset()
    with located(calendar):
        return reference.read(read_source(calendar)).calendar


def document(found: Schedule, rates: AnnualRate, cost: Disclosure | None) -> dict[str, Json]:
    """What machines read: the schedule, its annual rate, and of a product what all of it costs."""
    more: dict[str, Json] = {} if cost is None else {"disclosure": cost.document()}
    return {**found.as_json(), "annual_rate": {**rates.as_json()}, **more}


def csv_text(found: Schedule) -> str:
    """The instalments as a table for a spreadsheet."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows(instalment.as_json() for instalment in found.instalments)
    return text.getvalue()


def show_schedule(
    found: Schedule, rates: AnnualRate, cost: Disclosure | None, voice: Voice
) -> None:
    """Prints the instalments, of a product what is paid beside them, and what all costs a year."""
    table = Table(box=SIMPLE, show_footer=True)
    sums = {"n": voice.say("total").replace(BESIDE, "\n"), **found.totals.as_json()}
    for name in COLUMNS:
        title = voice.say(f"column {name}").replace(BESIDE, "\n")
        table.add_column(title, footer=sums.get(name, ""), justify="right")
    for instalment in found.instalments:
        row = instalment.as_json()
        table.add_row(*(str(row[name]) for name in COLUMNS))
    show(table)
    if cost is not None:
        _print_cost(cost, voice)
    shown = {name: _percent(rate) for name, rate in rates.as_json().items()}
    say(voice.say("annual rate", **shown))


def _print_cost(cost: Disclosure, voice: Voice) -> None:
    """What is paid beside the instalments, and all costs."""
    for charge in cost.fees:
        title = charge.fee.title
        name = voice.both({"zh": title.zh, "en": title.en or title.zh})
        say(voice.say("fee", title=name, amount=charge.total))
    say(voice.say("cost", cost=cost.cost, interest=cost.interest, fees=cost.fee_total))


def _percent(rate: str) -> str:
    """A rate of six places per cent, exactly."""
    return f"{Decimal(rate).scaleb(2):.4f}%"
