"""`loanfoundry sheet`: the product sheet as a PDF, set by typst with its font inside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.door import door, option
from engine.cli.loan_options import day
from engine.cli.schedule import read_sold
from engine.cli.sources import located, read_source
from engine.cli.terminal import put_json, say
from engine.cli.voice import Voice
from engine.document import Json
from engine.errors import DocumentRefused
from engine.issues import Language
from engine.product.check import check
from engine.product.rates import highest, lowest
from engine.product.reference import Reference, joined, read
from engine.product.schema.product import Whole

from .content import content
from .costs import Examples
from .values import TEXTS

HERE = Path(__file__).parent
TEMPLATE = HERE / "sheet.typ"
SHIPPED = HERE.parents[1] / "product_defs" / "reference"


def said(key: str, voice: Voice, **values: object) -> str:
    """A sentence of the sheet's catalogue."""
    return voice.beside(TEXTS.word(key, each).format(**values) for each in voice.languages)


def help_of(key: str) -> str:
    """A help text in both languages."""
    return said(f"help {key}", Voice.of(None))


@door
def sheet(
    product: Annotated[Path, typer.Argument(metavar="PRODUCT", help=help_of("product"))],
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=help_of("output"))],
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help=help_of("on"))] = None,
    folder: Annotated[
        Path,
        typer.Option("--reference", metavar="FOLDER", show_default=False, help=help_of("folder")),
    ] = SHIPPED,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes the sheet of a product."""
    document, sold = read_sold(product)
    start = _day(on or sold.sale.first)
    reference = read_reference(folder)
    with located(product):
        written = content_of(document, sold, start, reference)
    write_bytes(out, typeset(written))
    if as_json:
        put_json({"out": str(out)})
    else:
        say(said("written", Voice.of(language), out=out))


def content_of(
    document: Mapping[str, Json], sold: Whole, start: date, reference: Reference
) -> dict[str, Any]:
    """What stands on the sheet of a product, with examples drawn on a day.

    Raises DocumentRefused for a product with faults, and where no base of its rates is known.
    """
    facts = reference.facts(document, start).facts
    faults = [each for each in check(document, reference=facts) if each.severity == "fault"]
    if faults:
        raise DocumentRefused(faults)
    high = highest(sold.interest, facts)
    if high is None:
        base = sold.interest.base
        raise DocumentRefused([TEXTS.issue("C601", "interest/base", day=str(start), base=base)])
    low = min(lowest(sold.interest, facts), high)
    return content(document, Examples(sold, start, low, high, reference.calendar), facts)


def read_reference(folder: Path) -> Reference:
    """The reference data in a folder. Raises DocumentRefused."""
    documents = []
    for file in sorted(folder.glob("*.json")):
        with located(file):
            documents.append(read(read_source(file)))
    return joined(documents)


def typeset(written: Mapping[str, Any]) -> bytes:
    """A sheet as a PDF; the same bytes for the same content."""
    # a second of loading that no other command should pay
    import pylopdf_fonts_zh_cn as fonts
    import typst

    found = typst.compile(
        TEMPLATE,
        font_paths=[fonts.sans_path().parent],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(written, ensure_ascii=False)},
    )
    assert isinstance(found, bytes)
    return found


def write_bytes(file: Path, content: bytes) -> None:
    """Writes a whole file. Raises DocumentRefused where it cannot."""
    try:
        file.write_bytes(content)
    except (OSError, ValueError):
        raise DocumentRefused([TEXTS.issue("C603", "", path=str(file)[:200])]) from None


def _day(text: str) -> date:
    """A day as documents write it. Raises DocumentRefused."""
    found = day(text)
    if isinstance(found, str):
        raise DocumentRefused([TEXTS.issue("C602", "on", found=text[:40])])
    return found
