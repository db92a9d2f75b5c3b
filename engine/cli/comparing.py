"""`diff`: what changed between two versions of a flow, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from ..document import Json, diff, edits_as_json
from ..flow.sentences import Version, sentences
from ..issues import LANGUAGES, Language
from .door import argument, door, option
from .sources import read_version
from .terminal import put_json, say
from .voice import Voice


@door
def compare(
    before: Annotated[Path, argument("before")],
    after: Annotated[Path, argument("after")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Says by meaning what leads from one version of a flow to another."""
    versions = [read_version(path, dictionary) for path in (before, after)]
    old, new = comparable(versions)
    edits = diff(old.document, new.document)
    told = {each: sentences(old, new, edits, each) for each in LANGUAGES}
    if as_json:
        lines: list[Json] = [
            {"at": str(edit.at), "zh": zh, "en": en}
            for edit, zh, en in zip(edits, told["zh"], told["en"], strict=True)
        ]
        put_json({"edits": edits_as_json(edits), "sentences": lines})
        return
    voice = Voice.of(language)
    for each in zip(*(told[spoken] for spoken in voice.languages), strict=True):
        first, *others = dict.fromkeys(each)
        say(first)
        for other in others:
            say(f"  {other}")
    say(voice.say("changes", count=len(edits)))


def comparable(versions: Sequence[Version]) -> list[Version]:
    """The versions without layout; a flow beside a release is compared with the flow in it."""
    if len({version.root for version in versions}) == 1:
        return [Version(_meant(each.document), each.draft, each.root) for each in versions]
    return [Version(_meant(_flow(each)), each.draft) for each in versions]


def _flow(version: Version) -> Json:
    here = version.document
    for step in version.root:
        assert isinstance(here, dict)
        here = here[step]
    return here


def _meant(document: Json) -> Json:
    if not isinstance(document, dict):
        return document
    return {key: part for key, part in document.items() if key != "canvas"}
