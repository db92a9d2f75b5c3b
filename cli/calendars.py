"""`loanfoundry calendars`: work calendars as the package chinese-calendar publishes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, cast

import typer

from engine.cli.door import door, option
from engine.cli.sources import located, read_source, write_output
from engine.cli.terminal import put_json, say
from engine.cli.voice import Voice
from engine.document import Json, equal, print_json
from engine.flow.reading import read_model
from engine.issues import Language
from engine.product.reference import ReferenceData, read

from .catalogue import said

SHIPPED = Path(__file__).parents[1] / "product_defs" / "reference" / "calendar.json"
FIRST_YEAR = 2025
"""Where a document begins that has no calendar yet."""

Mapped = dict[str, Json]


@door
def calendars(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", show_default=False, help=said("help reference", Voice.of(None))
        ),
    ] = SHIPPED,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Renews the years that differ from chinese-calendar, and adds those that are missing."""
    before = read_source(file)
    with located(file):
        after = renewed(before, datetime.now(UTC).astimezone().date())
        read(after)
    if after != before:
        write_output(file, print_json(after))
    changed = [year for year, work in _years(after).items() if work != _years(before).get(year)]
    if as_json:
        put_json({"renewed": changed, "years": list(_years(after))})
        return
    voice = Voice.of(language)
    for year, work in _years(after).items():
        key = "renewed" if year in changed else "kept"
        say(said(key, voice, year=year, working_days=work["working_days"]))


def renewed(document: Mapped, checked: date) -> Mapped:
    """The document with every published year from its first on.

    A year with the same holidays keeps its source, one that the package does not know stays.
    Raises DocumentRefused for what is no reference data.
    """
    # Every command starts with this module; one of them needs the package.
    from .work_years import published_years, work_year

    read_model(ReferenceData, document)
    known = _years(document)
    begins = min((int(year) for year in known if year.isdecimal()), default=FIRST_YEAR)
    fresh = {str(year): work_year(year, checked) for year in published_years() if year >= begins}
    years = {**known, **{y: new for y, new in fresh.items() if not _same(known.get(y), new)}}
    return {**document, "calendars": {year: years[year] for year in sorted(years)}}


def _same(known: Json, fresh: Json) -> bool:
    """Whether two calendars of a year say the same, their source aside."""
    match known, fresh:
        case {"holidays": one, "working_days": count}, {"holidays": other, "working_days": counted}:
            return equal(one, other) and count == counted
        case _:
            return False


def _years(document: Mapping[str, Json]) -> dict[str, Mapped]:
    return cast("dict[str, Mapped]", document.get("calendars", {}))
