"""`replay`: recorded decisions are made again and compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ..document import Json, content_name
from ..errors import DocumentRefused
from ..issues import Language
from ..release import read_document
from ..release.reading import RELEASE
from ..release.replaying import Replay
from ..release.replaying import replay as again
from .door import BAD_INPUT, argument, door, option, report
from .searching import matching
from .sources import located, read_input
from .terminal import put_json, say
from .voice import Voice, shown


@door
def replay(
    records: Annotated[Path, argument("records")],
    releases: Annotated[Path, option("releases")] = Path(),
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Decides recorded decisions again; ends with code 2 where one comes out otherwise."""
    lines = read_input(records).decode("utf-8", "replace").splitlines()
    with located(records):
        found = again([line for line in lines if line.strip()], dict(releases_in(releases)))
    if as_json:
        put_json(as_mapping(found))
    else:
        tell(found, Voice.of(language))
    if not found.is_same:
        raise typer.Exit(BAD_INPUT)


def releases_in(folder: Path) -> Iterator[tuple[str, dict[str, Json]]]:
    """The closed releases of a folder by name; what is none is passed over."""
    for file in matching(folder, "**/*.json"):
        try:
            document = dict(read_document(file))
            if document.get("format") == RELEASE:
                yield content_name(document), document
        except DocumentRefused:
            continue


def as_mapping(found: Replay) -> dict[str, object]:
    """What came out, for machines."""
    return {
        "records": found.records,
        "differences": [each.as_json() for each in found.differences],
        "issues": [issue.as_json() for issue in found.issues],
    }


def tell(found: Replay, voice: Voice) -> None:
    """Says what came out, for people."""
    for each in found.differences:
        was, now = shown(each.recorded), shown(each.decided)
        say(voice.say("differs", record=each.record, at=each.at, recorded=was, decided=now))
    report(found.issues, voice, to_stderr=False)
    differing = len({each.record for each in found.differences})
    counts = {"records": found.records, "differing": differing, "refused": len(found.issues)}
    say(voice.say("replayed", **counts))
