"""`check` and `hash`: what is wrong with a document, and what its content is called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..document import Json, content_name
from ..flow.check import has_faults
from ..issues import Issue, Language
from ..product.reference import check as check_reference
from .door import BAD_INPUT, argument, door, option, report
from .places import in_file
from .sources import located, read_day, read_entries, read_flow, read_source
from .terminal import put_json, say
from .voice import Voice

REFERENCE = "loanfoundry.reference/1"


@door
def check(
    flow: Annotated[Path, argument("flow")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    today: Annotated[str | None, option("today")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Prints everything found in a flow, a product, reference data or a release.

    Ends with code 2 where there are faults.
    """
    issues = found_in(flow, dictionary, read_day(today))
    if as_json:
        put_json({"issues": [issue.as_json() for issue in issues]})
    else:
        voice = Voice.of(language)
        report(issues, voice, to_stderr=False)
        faults = sum(issue.severity == "fault" for issue in issues)
        say(voice.say("checked", faults=faults, notices=len(issues) - faults))
    if has_faults(issues):
        raise typer.Exit(BAD_INPUT)


def found_in(path: Path, dictionary: Path | None, today: date | None) -> list[Issue]:
    """Everything found in a document, each finding with its file.

    A product, also a county's edits of one, is judged on `today`, or else on its first day of sale.
    """
    document = read_source(path)
    if document.get("format") == REFERENCE:
        return reference_issues(document, path, dictionary)
    return read_flow(path, dictionary).issues(today)


def reference_issues(document: Mapping[str, Json], path: Path, given: Path | None) -> list[Issue]:
    """Everything found in reference data; beside a given dictionary its facts are compared too."""
    entries = None if given is None else read_entries(given)
    return [in_file(issue, path) for issue in check_reference(document, entries)]


@door
def name_content(
    file: Annotated[Path, argument("file")],
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Prints a document's name, `id@sha256:…`: the hash of its content without its layout."""
    document = read_source(file)
    with located(file):
        name = content_name(document)
    if as_json:
        put_json({"name": name})
    else:
        say(name)
