"""`loanfoundry relink`: after a hand edit, names say again what their documents are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.door import door, option
from engine.cli.searching import FOLDERS, Found, matching, named_document, names
from engine.cli.sources import write_output
from engine.cli.terminal import put_json, say
from engine.cli.voice import Voice
from engine.document import Json, content_name
from engine.errors import DocumentRefused
from engine.issues import Issue, Language

from .catalogue import TEXTS, said


@dataclass(frozen=True, slots=True)
class Renaming:
    """A name that a file says anew: at which address, what stood there and what stands now."""

    file: Path
    at: str
    before: str
    after: str


@door
def relink(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", show_default=False, help=said("help folder", Voice.of(None))
        ),
    ] = Path(),
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes each name that no longer resolves as the name of the document that it meant."""
    tree = Tree.below(folder)
    renamings = tree.renamings()
    for file in dict.fromkeys(renaming.file for renaming in renamings):
        write_output(file, _renamed_text(file, [each for each in renamings if each.file == file]))
    if as_json:
        missing = [issue.as_json() for issue in tree.missing()]
        put_json({"renamed": [_as_json(each) for each in renamings], "issues": missing})
        return
    voice = Voice.of(language)
    for each in renamings:
        say(f"{each.file}: {each.at}: {each.after}")
    say(said("relinked", voice, count=len(renamings)))
    for issue in tree.missing():
        say(voice.issue(issue))


def _as_json(renaming: Renaming) -> dict[str, str]:
    return {
        "file": str(renaming.file),
        "at": renaming.at,
        "before": renaming.before,
        "after": renaming.after,
    }


def _renamed_text(file: Path, renamings: list[Renaming]) -> str:
    """The text of a file with its new names: they are as long, so that its print stays."""
    after = {f'"{each.before}"': f'"{each.after}"' for each in renamings}
    text = file.read_bytes().decode("utf-8")
    return re.sub("|".join(map(re.escape, after)), lambda found: after[found[0]], text)


@dataclass
class Tree:
    """The products and flows of a folder, and which of them each name means."""

    documents: Mapping[Path, Found]
    true_names: dict[Path, str] = field(default_factory=dict)

    @classmethod
    def below(cls, folder: Path) -> Tree:
        """The documents in `product_defs` and `flows` of a folder, or else in all of it."""
        homes = [folder / name for name in FOLDERS if (folder / name).is_dir()] or [folder]
        files = (file for home in homes for file in matching(home, "**/*.json"))
        found = [each for each in map(named_document, files) if each is not None]
        true = {each.path: content_name(dict(each.document)) for each in found}
        return cls({each.path: each for each in found}, true)

    def renamings(self) -> list[Renaming]:
        """The names to be written anew, from the leaves up.

        Raises DocumentRefused where a name could mean several documents, or documents name one
        another in a circle.
        """
        meant = {path: dict(self._meant(found)) for path, found in self.documents.items()}
        issues = [
            issue
            for links in meant.values()
            for issue in links.values()
            if isinstance(issue, Issue)
        ]
        if issues:
            raise DocumentRefused(issues)
        links = {
            path: {at: other for at, other in found.items() if isinstance(other, Path)}
            for path, found in meant.items()
        }
        return list(self._from_the_leaves(links))

    def _from_the_leaves(self, links: Mapping[Path, Mapping[str, Path]]) -> Iterator[Renaming]:
        now = dict(self.true_names)
        for path in _order(links):
            written = names(self.documents[path].document)
            changed = {
                written[at]: now[other]
                for at, other in links[path].items()
                if written[at] != now[other]
            }
            if changed:
                renamed = _renamed(dict(self.documents[path].document), changed)
                now[path] = content_name(renamed)
            for at, name in written.items():
                if name in changed:
                    yield Renaming(path, at, name, changed[name])

    def missing(self) -> Iterator[Issue]:
        """A notice for each name of which the folder has no document at all."""
        for path, found in self.documents.items():
            for at, name in names(found.document).items():
                if not self._of_id(name):
                    yield TEXTS.issue("C402", at, file=str(path), name=name)

    def _meant(self, found: Found) -> Iterator[tuple[str, Path | Issue]]:
        """The document that each name of one means, or what leaves it open."""
        for at, name in names(found.document).items():
            exact = [path for path, true in self.true_names.items() if true == name]
            candidates = exact[:1] or self._unnamed(name)
            if len(candidates) == 1:
                yield at, candidates[0]
            elif candidates:
                known = ", ".join(f"{path}: {self.true_names[path]}" for path in candidates)
                issue = TEXTS.issue("C401", at, file=str(found.path), name=name, known=known)
                yield at, issue

    def _unnamed(self, name: str) -> list[Path]:
        """The documents of an id that nothing refers to by their true names, or else all."""
        of_id = self._of_id(name)
        written = (names(found.document).values() for found in self.documents.values())
        known = {each for name in written for each in name}
        return [path for path in of_id if self.true_names[path] not in known] or of_id

    def _of_id(self, name: str) -> list[Path]:
        identity = name.partition("@")[0]
        return [path for path, true in self.true_names.items() if true.startswith(f"{identity}@")]


def _order(links: Mapping[Path, Mapping[str, Path]]) -> list[Path]:
    """The documents, each behind those that it names. Raises DocumentRefused for a circle."""
    sorter = TopologicalSorter({path: set(named.values()) for path, named in links.items()})
    try:
        return [*sorter.static_order()]
    except CycleError as circle:
        path, *others = circle.args[1]
        through = " → ".join(map(str, (path, *others)))
        raise DocumentRefused([TEXTS.issue("C403", "", file=str(path), through=through)]) from None


def _renamed(part: Json, changed: Mapping[str, str]) -> Json:
    """A part with some names written anew."""
    match part:
        case str():
            return changed.get(part, part)
        case dict():
            return {key: _renamed(value, changed) for key, value in part.items()}
        case list():
            return [_renamed(value, changed) for value in part]
        case _:
            return part
