"""`diff`: what changed between two versions of a flow or a product, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from ..document import Edit, Json, diff, edits_as_json
from ..flow.sentences import Version, inside, sentences
from ..issues import LANGUAGES, Language
from ..product import sentences as telling
from ..product.derive import normal_edits
from ..product.sentences import Whole
from ..release.reading import PRODUCT, RELEASE
from .door import argument, door, option
from .products import read_product_file, spoken
from .released import read_released, told_edits
from .sources import read_source, read_version
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
    """Says by meaning what leads from one version of a flow or a product to another.

    Each may be a draft or a release; a product's draft is compared with a draft.
    """
    document = read_source(before)
    if document.get("format") == RELEASE and "product" in document:
        found = releases(before, after)
    else:
        is_product = document.get("format") == PRODUCT
        found = (products if is_product else flows)(before, after, dictionary)
    if as_json:
        put_json({"edits": edits_as_json(found.edits), "sentences": found.told})
        return
    voice = Voice.of(language)
    for line in found.told:
        first, *others = dict.fromkeys(line[spoken] for spoken in voice.languages)
        say(first)
        for other in others:
            say(f"  {other}")
    say(voice.say("changes", count=len(found.told)))


@dataclass(frozen=True, slots=True)
class Difference:
    """The edits between two documents, and what they do in sentences, each with its address."""

    edits: Sequence[Edit]
    told: list[dict[str, str]]


def flows(before: Path, after: Path, dictionary: Path | None) -> Difference:
    """The difference of two flows, drafts or released, and of the flows that they use."""
    old, new = comparable([read_version(path, dictionary) for path in (before, after)])
    told = [line for pair in [(old, new), *inside(old, new)] for line in _lines(*pair)]
    return Difference(diff(old.document, new.document), told)


def products(before: Path, after: Path, dictionary: Path | None) -> Difference:
    """The difference of what two products come to, their flows and subflows included.

    Edits give the reasons that the second one's own edits give.
    """
    old, new = read_product_file(before, after), read_product_file(after, before)
    one, other = old.generation, new.generation
    edits = normal_edits(one.effective, other.effective, other.edits)
    return Difference(edits, _told(spoken(old, dictionary), spoken(new, dictionary), edits))


def releases(before: Path, after: Path) -> Difference:
    """The difference of two releases of products: of the products, their flows, and the rest."""
    old, new = read_released(before), read_released(after)
    told = _told(old.whole, new.whole, told_edits(old, new))
    rest = _lines(old.beside, new.beside)
    return Difference(diff(old.document, new.document), [*told, *rest])


def _told(old: Whole, new: Whole, edits: Sequence[Edit]) -> list[dict[str, str]]:
    """What edits change from one whole product to another, each with its address."""
    zh, en = (telling.sentences(old, new, edits, each) for each in LANGUAGES)
    return [
        {"at": str(edit.at), "zh": zh_text, "en": en_text}
        for edit, zh_text, en_text in zip(edits, zh, en, strict=True)
    ]


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
