"""`diff`: what changed between two versions of a flow, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from ..document import Json, diff, edits_as_json
from ..flow.sentences import Version, inside, sentences
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
    told = [line for pair in [(old, new), *inside(old, new)] for line in _lines(*pair)]
    if as_json:
        edits = edits_as_json(diff(old.document, new.document))
        put_json({"edits": edits, "sentences": told})
        return
    voice = Voice.of(language)
    for line in told:
        first, *others = dict.fromkeys(line[spoken] for spoken in voice.languages)
        say(first)
        for other in others:
            say(f"  {other}")
    say(voice.say("changes", count=len(told)))


def _lines(old: Version, new: Version) -> Iterator[dict[str, str]]:
    """What changed in a flow, each with its address; the subflows of a release tell themselves."""
    found = diff(_meant(old.document), _meant(new.document))
    edits = [edit for edit in found if not (new.root and edit.at.path[:1] == ("subflows",))]
    texts = {each: sentences(old, new, edits, each) for each in LANGUAGES}
    for edit, zh, en in zip(edits, texts["zh"], texts["en"], strict=True):
        yield {"at": str(replace(edit.at, slots=new.slots)), "zh": zh, "en": en}


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
