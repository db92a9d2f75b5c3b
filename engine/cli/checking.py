"""`check` and `hash`: what is wrong with a document, and what its content is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import release
from ..document import content_name
from ..flow.check import has_faults
from ..issues import Language
from .door import BAD_INPUT, argument, door, option, report
from .sources import located, read_flow, read_source
from .terminal import put_json, say
from .voice import Voice


@door
def check(
    flow: Annotated[Path, argument("flow")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Prints everything found in a flow or a release; ends with code 2 where there are faults."""
    read = read_flow(flow, dictionary)
    found = release.check(read.document, dictionary=read.dictionary, subflows=read.subflows)
    issues = [read.in_file(issue) for issue in found]
    if as_json:
        put_json({"issues": [issue.as_json() for issue in issues]})
    else:
        voice = Voice.of(language)
        report(issues, voice, to_stderr=False)
        faults = sum(issue.severity == "fault" for issue in issues)
        say(voice.say("checked", faults=faults, notices=len(issues) - faults))
    if has_faults(issues):
        raise typer.Exit(BAD_INPUT)


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
