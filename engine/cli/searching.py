"""The files that a draft names: the command searches for them, the engine never does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..document import Json, content_name
from ..errors import DocumentRefused
from ..release import FLOW, read_document
from ..values import CONTENT_PATTERN

FLOWS = "flows"
"""Where a checkout keeps its flows, in folders as they come."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document and its file."""

    path: Path
    document: Mapping[str, Json]


def folders(path: Path) -> Iterator[Path]:
    """The folder of a file and those above it, then the current one and those above it."""
    for start in (path.parent, Path()):
        try:
            folder = start.absolute()
        except OSError:  # the current folder is gone
            continue
        yield from (folder, *folder.parents)


def is_there(file: Path) -> bool:
    """Whether a file is there, as far as one may look."""
    try:
        return file.is_file()
    except OSError:  # a folder above may not be entered
        return False


def find_subflows(flow: Mapping[str, Json], path: Path) -> dict[str, Found]:
    """The flows that a draft uses and those that these use, by the names in `use`.

    Searched beside the draft, then in the `flows` folders above it and above the current folder.
    Where no file has the content that is named, one of that id stands in, so that a check can say
    how it is called.
    """
    found: dict[str, Found] = {}
    waiting = [flow] if flow.get("format") == FLOW else []
    while waiting:
        for use in uses(waiting.pop()).values():
            if use not in found and (best := _best(use, path)) is not None:
                found[use] = best
                waiting.append(best.document)
    return found


def uses(flow: Mapping[str, Json]) -> dict[str, str]:
    """The flows that a document uses, by the nodes that use them; it may have faults."""
    nodes = flow.get("nodes")
    found = {}
    for name, node in (nodes if isinstance(nodes, dict) else {}).items():
        use = node.get("use") if isinstance(node, dict) and node.get("kind") == "subflow" else None
        if isinstance(use, str) and re.match(CONTENT_PATTERN, use):
            found[name] = use
    return found


def _best(use: str, path: Path) -> Found | None:
    """The flow of a name, else the first one of its id."""
    identity, of_id = use.partition("@")[0], None
    for file in _files(path):
        try:
            if f'"{identity}"'.encode() not in file.read_bytes():
                continue
            document = read_document(file)
            if (document.get("format"), document.get("id")) != (FLOW, identity):
                continue
            if content_name(dict(document)) == use:
                return Found(file, document)
        except (OSError, DocumentRefused):  # what cannot be read is not what is looked for
            continue
        of_id = of_id or Found(file, document)
    return of_id


def _files(path: Path) -> Iterator[Path]:
    """The files in which flows are looked for, nearest first, each once."""
    seen: set[Path] = set()
    for level, folder in enumerate(folders(path)):
        beside = _matching(folder, "*.json") if level == 0 else []
        for file in (*beside, *_matching(folder / FLOWS, "**/*.json")):
            if file not in seen:
                seen.add(file)
                yield file


def _matching(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:  # it may not be entered
        return []
