"""The documents that another names: the command searches for them, the engine never does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..document import Json, content_name
from ..document.address import address_text
from ..errors import DocumentRefused
from ..product.reading import FORMAT as PRODUCT
from ..release import FLOW, read_document
from ..values import CONTENT_PATTERN

NAMED_FORMATS = (FLOW, PRODUCT)
"""The formats of the documents that others name by their content."""
FOLDERS = ("product_defs", "flows")
"""Where a checkout keeps what is named, in folders as they come."""
_ID = re.compile(rb'"id"\s*:\s*"([^"\\]*)"')


@dataclass(frozen=True, slots=True)
class Found:
    """A document and its file."""

    path: Path
    document: Mapping[str, Json]


@dataclass(frozen=True)
class Shelf:
    """The products and flows around some files: beside them, and in the folders above them.

    Each file is read once and parsed only where it may hold an id that is asked for.
    """

    files: tuple[Path, ...]

    @classmethod
    def around(cls, *paths: Path) -> Shelf:
        """The shelf of some files, nearest documents first."""
        return cls(tuple(dict.fromkeys(file for path in paths for file in _files(path))))

    def find(self, name: str) -> Found | None:
        """The document of a name (`ID@sha256:…`), else the first one of its id.

        That one stands in, so that a check can say how it is called.
        """
        of_id = self.of_id(name.partition("@")[0])
        exact = (found for found in of_id if content_name(dict(found.document)) == name)
        return next(exact, next(iter(of_id), None))

    def of_id(self, identity: str) -> tuple[Found, ...]:
        """Every product and flow of an id."""
        if identity not in self._read:
            found = filter(None, map(named_document, self._mentioning.get(identity, ())))
            self._read[identity] = tuple(each for each in found if each.document["id"] == identity)
        return self._read[identity]

    def gather(self, *documents: Mapping[str, Json]) -> dict[str, Found]:
        """The documents that some name, and those that these name, by the names."""
        found: dict[str, Found] = {}
        waiting = [*documents]
        while waiting:
            for name in names(waiting.pop()).values():
                if name not in found and (best := self.find(name)) is not None:
                    found[name] = best
                    waiting.append(best.document)
        return found

    @cached_property
    def _read(self) -> dict[str, tuple[Found, ...]]:
        return {}

    @cached_property
    def _mentioning(self) -> Mapping[str, list[Path]]:
        """The files that say an id anywhere, by the id."""
        found: defaultdict[str, list[Path]] = defaultdict(list)
        for file in self.files:
            try:
                ids = set(_ID.findall(file.read_bytes()))
            except OSError:  # what cannot be read is not what is looked for
                continue
            for each in ids:
                found[each.decode("utf-8", "replace")].append(file)
        return found


def find_documents(document: Mapping[str, Json], path: Path) -> dict[str, Found]:
    """The documents that one in a file names, and those that these name, by the names.

    A product names its parent, its origin and its flows, a flow the flows that it uses. Searched
    beside the file, then in the `product_defs` and `flows` folders above it and above the current
    folder.
    """
    return Shelf.around(path).gather(document)


def named_document(file: Path) -> Found | None:
    """The product or flow in a file; None for anything else, and for what cannot be read."""
    try:
        document = read_document(file)
    except DocumentRefused:
        return None
    is_named = document.get("format") in NAMED_FORMATS and isinstance(document.get("id"), str)
    return Found(file, document) if is_named else None


def names(document: Mapping[str, Json]) -> dict[str, str]:
    """The names of other documents in one, by the address of each; it may have faults.

    In a child's edits the address is that of the part which the edit makes.
    """
    if document.get("format") == FLOW:
        return {f"nodes/{_step(node)}/use": use for node, use in uses(document).items()}
    return _product_names(document) if document.get("format") == PRODUCT else {}


def found_at(at: str, here: Found, used: Mapping[str, Found]) -> Found:
    """The document that an address of one is in: behind each slot the flow that stands there.

    As far as it is at hand: a child has its parent's flows in mind, but names none of them.
    """
    for slot in at.split(":")[:-1]:
        named = names(here.document)
        name = named.get(f"nodes/{slot}/use", named.get(f"flows/{slot}", ""))
        here = used.get(name, here)
    return here


def uses(flow: Mapping[str, Json]) -> dict[str, str]:
    """The flows that a document uses, by the nodes that use them; it may have faults."""
    nodes = flow.get("nodes")
    found = {}
    for name, node in (nodes if isinstance(nodes, dict) else {}).items():
        use = node.get("use") if isinstance(node, dict) and node.get("kind") == "subflow" else None
        if is_name(use):
            found[name] = str(use)
    return found


def is_name(value: Json) -> bool:
    """Whether a value names a document by its content."""
    return isinstance(value, str) and re.match(CONTENT_PATTERN, value) is not None


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


def _product_names(product: Mapping[str, Json]) -> dict[str, str]:
    flows, edits = product.get("flows"), product.get("edits")
    said = {name: product.get(name) for name in ("parent", "origin")}
    for slot, name in (flows if isinstance(flows, dict) else {}).items():
        said[f"flows/{_step(slot)}"] = name
    found = {at: str(name) for at, name in said.items() if is_name(name)}
    for edit in edits if isinstance(edits, list) else ():
        if isinstance(edit, dict) and isinstance(edit.get("at"), str):
            found |= _edit_names(str(edit["at"]), edit)
    return found


def _edit_names(at: str, edit: Mapping[str, Json]) -> dict[str, str]:
    """The names in what an edit makes: a name set as it is, and subflow nodes."""
    made = edit.get("set", edit.get("add"))
    names_document = is_name(made) and (at.endswith("/use") or at.startswith("flows/"))
    return {at: str(made)} if names_document else dict(_uses_below(at, made))


def _uses_below(at: str, part: Json) -> Iterator[tuple[str, str]]:
    """The names in the subflow nodes at or below a part."""
    if not isinstance(part, dict):
        return
    for key, inside in part.items():
        here = f"{at}/{_step(key)}"
        if key == "use" and part.get("kind") == "subflow" and is_name(inside):
            yield here, str(inside)
        yield from _uses_below(here, inside)


def _step(key: str) -> str:
    return address_text((), (key,))


def _files(path: Path) -> Iterator[Path]:
    """The files in which named documents are looked for, nearest first."""
    for level, folder in enumerate(folders(path)):
        yield from matching(folder, "*.json") if level == 0 else ()
        for name in FOLDERS:
            yield from matching(folder / name, "**/*.json")


def matching(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that a pattern matches, sorted; none where it may not be entered."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []
