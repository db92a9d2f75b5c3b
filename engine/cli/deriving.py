"""`derive`, `clone`, `refine`: a county's products, and whether they stay inside what they may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, cast

import typer

from ..document import Edit, Json, content_name, edits_as_json, parse_edits, print_json
from ..errors import DocumentRefused, EditsRefused
from ..issues import Issue, Language
from ..product import derive as deriving
from ..product.reading import FORMAT
from ..release import wrong_format
from .door import argument, door, option, report
from .products import ProductFile, breach_json, product_file, read_product_file
from .searching import Shelf
from .sources import located, read_day, read_source, target, write_output
from .terminal import put_json, say
from .voice import TEXTS, Voice, short, shown

EDITS = "loanfoundry.edits/1"
BREACHED = 1
"""The exit code of `refine` where a product leaves what it may."""


@door
def derive(
    parent: Annotated[Path, argument("parent")],
    tenant: Annotated[str, option("tenant")],
    identity: Annotated[str, option("id")],
    out: Annotated[Path, option("out")],
    edits: Annotated[Path | None, option("edits")] = None,
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    today: Annotated[str | None, option("today")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes a tenant's child of a product: its name, and edits that stay inside its permits."""
    above, place = read_product_file(parent).generation, edits or parent
    written = () if edits is None else read_edits(edits, above.name)
    with located(place):
        whole = deriving.derive(above.effective, written, _named_in(written, place, parent))
    document = _headed(identity, tenant, {"parent": above.name})
    document["edits"] = list(edits_as_json(deriving.normal_edits(above.effective, whole, written)))
    made = deriving.Generation("", document, tuple(written), whole)
    notices = deriving.needless_edits((above, made))
    writing = Writing(out, dictionary, today, as_json, language)
    writing.write(product_file(document, place, parent), notices)


@door
def clone(
    origin: Annotated[Path, argument("origin")],
    tenant: Annotated[str, option("tenant")],
    identity: Annotated[str, option("id")],
    out: Annotated[Path, option("out")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    today: Annotated[str | None, option("today")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes a tenant's own copy of a product, which keeps the name of its origin."""
    of = read_product_file(origin).generation
    copy, _ = deriving.collapse(deriving.clone(of, identity=identity, tenant=tenant))
    document = cast("dict[str, Json]", copy)
    Writing(out, dictionary, today, as_json, language).write(product_file(document, origin))


@door
def refine(
    child: Annotated[Path, argument("draft")],
    today: Annotated[str | None, option("today")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Says where a child leaves its parent's permits, or a clone what its origin locks.

    Ends with code 1 where it does.
    """
    file = read_product_file(child)
    day = read_day(today) or file.generation.first_day
    breaches = file.breaches(file.line, None if day is None else day.isoformat())
    if as_json:
        put_json({"breaches": [breach_json(breach, file) for breach in breaches]})
    else:
        voice = Voice.of(language)
        for breach in breaches:
            _say_breach(breach, file, voice)
        say(voice.say("refined", count=len(breaches)))
    if breaches:
        raise typer.Exit(BREACHED)


def _say_breach(breach: deriving.Breach, file: ProductFile, voice: Voice) -> None:
    say(voice.issue(file.in_file(breach.issue)))
    terms = breach.allowed or {"none": None}
    found, nearest = (shown(short(each)) for each in (breach.found, breach.nearest))
    lines = (
        each.say("breach", allowed=each.allowed(terms), found=found, nearest=nearest)
        for each in map(Voice.of, voice.languages)
    )
    say(f"  {voice.beside(lines)}")


def read_edits(path: Path, base: str) -> tuple[Edit, ...]:
    """The edits in a file (`loanfoundry.edits/1`), which are of the document named `base`."""
    document = read_source(path)
    with located(path):
        if document.get("format") != EDITS:
            raise DocumentRefused([wrong_format(document, EDITS)])
        named = document.get("base", base)
        if named != base:
            issue = TEXTS.issue("C108", "base", found=str(named)[:160], wanted=base)
            raise DocumentRefused([issue])
        return parse_edits(document.get("edits"))


def _named_in(edits: Sequence[Edit], *places: Path) -> Mapping[str, Json]:
    """The flows that some edits name, by name."""
    document: dict[str, Json] = {"format": FORMAT, "edits": list(edits_as_json(edits))}
    found = Shelf.around(*places).gather(document)
    return {name: dict(each.document) for name, each in found.items()}


def _headed(identity: str, tenant: str, head: Mapping[str, Json]) -> dict[str, Json]:
    return {"format": FORMAT, "id": identity, "role": "product", "tenant": tenant, **head}


@dataclass(frozen=True, slots=True)
class Writing:
    """Where a product that is made goes, and how that is said."""

    out: Path
    dictionary: Path | None
    today: str | None
    as_json: bool
    language: Language | None

    def write(self, made: ProductFile, notices: Sequence[Issue] = ()) -> None:
        """Writes a sound product and prints its name; refuses one with faults whole."""
        found = made.issues(self.dictionary, self._day)
        faults = [issue for issue in found if issue.severity == "fault"]
        if faults:
            raise EditsRefused(faults)
        file = target(self.out)
        write_output(file, print_json(dict(made.document)))
        name, beside = content_name(dict(made.document)), file is None
        told = [*map(made.in_file, notices), *found]
        if self.as_json:
            issues = [issue.as_json() for issue in told]
            put_json({"name": name, "out": str(self.out), "issues": issues}, to_stderr=beside)
            return
        report(told, Voice.of(self.language), to_stderr=True)
        say(name, to_stderr=beside)

    @property
    def _day(self) -> date | None:
        return read_day(self.today)
