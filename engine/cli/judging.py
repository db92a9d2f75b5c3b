"""Everything found in a product or in reference data, each finding with its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from .. import release
from ..document import Json
from ..issues import Issue
from ..product.check import check, stored_edits
from ..product.derive import Generation, collapse, needless_edits
from ..product.derive.bundle import part_at
from ..product.reading import read_product
from ..product.reference import Reference, joined, read
from ..product.reference import check as check_reference
from ..product.schema.product import Child
from .products import ProductFile, dictionary_of
from .searching import folders, matching
from .sources import located, read_entries, read_source

REFERENCE = Path("product_defs", "reference")
"""Where a checkout keeps its reference data."""
Document = Mapping[str, Json]


def product_issues(file: ProductFile, given: Path | None, today: date | None) -> list[Issue]:
    """Everything found in a product: its own shape, what it comes to, and what it may not do.

    `given` is the dictionary, else the one that its flows name; what depends on a day is judged
    on `today`, or else on the first day of sale. Raises what stops it, as `file.line` does.
    """
    line = file.line
    written = read_product(file.document)
    own = stored_edits(file.document, written) if isinstance(written, Child) else ()
    day = today or first_day(line[-1])
    breaches = file.breaches(line, None if day is None else day.isoformat())
    found = [
        *own,
        *(breach.issue for breach in breaches),
        *needless_edits(line),
        *_Whole(file, line[-1], given, day).issues(),
    ]
    return [file.in_file(issue) for issue in found]


def first_day(of: Generation) -> date | None:
    """The day from which a product is sold; None where it writes none that there is."""
    try:
        return date.fromisoformat(str(part_at(of.effective, ("sale", "from"))))
    except ValueError:
        return None


class _Whole:
    """What a product comes to, beside its dictionary and what holds on a day."""

    def __init__(
        self, file: ProductFile, of: Generation, given: Path | None, day: date | None
    ) -> None:
        product, self.flows = collapse(of.effective)
        self.product = cast("dict[str, Json]", product)
        self.file, self.given, self.day = file, given, day

    def issues(self) -> Iterator[Issue]:
        """Its own faults, and those of the flow of each stage."""
        dictionary = self._dictionary()
        yield from check(
            self.product,
            flows=self._stages(),
            reference=self._reference(),
            dictionary=None if dictionary is None else release.read_dictionary(dictionary)[1],
            prefixes=next(iter(self.file.prefixes), None) if self._has_tenant() else None,
        )
        for slot, flow in self._stages().items():
            beside = None if dictionary is None else self._with_own(dictionary)
            for issue in release.check(flow, dictionary=beside, subflows=self._documents()):
                yield replace(issue, at=f"{slot}:{issue.at}")

    def _has_tenant(self) -> bool:
        return isinstance(self.product.get("tenant"), str)

    def _stages(self) -> dict[str, Document]:
        named = self.product.get("flows")
        slots = named.items() if isinstance(named, dict) else ()
        known = self._documents()
        return {slot: known[name] for slot, name in slots if isinstance(name, str)}

    def _documents(self) -> dict[str, Document]:
        return {name: cast("Document", flow) for name, flow in self.flows.items()}

    def _dictionary(self) -> Document | None:
        """The dictionary that its flows name; None where none is at hand."""
        path = dictionary_of(self._stages().values(), self.file.path, self.given)
        if path is None:
            return None
        document = read_source(path)
        with located(path):
            release.read_dictionary(document)
        return document

    def _with_own(self, dictionary: Document) -> Document:
        """The dictionary with the product's own facts and reasons."""
        return {
            **dictionary,
            **{
                kind: {**_mapping(dictionary.get(kind)), **_mapping(self.product.get(kind))}
                for kind in ("facts", "reasons")
            },
        }

    def _reference(self) -> Mapping[str, str | None] | None:
        """The reference facts of the product on the day; None where there is no such data."""
        data = nearest_reference(self.file.path)
        if data is None or self.day is None:
            return None
        return data.facts(self.product, self.day).facts


def _mapping(part: Json) -> dict[str, Json]:
    return part if isinstance(part, dict) else {}


def nearest_reference(path: Path) -> Reference | None:
    """The reference data of the checkout around a file; None where it has none.

    Raises DocumentRefused with every fault of it.
    """
    found = (matching(folder / REFERENCE, "*.json") for folder in folders(path))
    files = next(filter(None, found), [])
    read_all = []
    for file in files:
        document = read_source(file)
        with located(file):
            read_all.append(read(document))
    return joined(read_all) if read_all else None


def reference_issues(document: Document, path: Path, given: Path | None) -> list[Issue]:
    """Everything found in reference data; beside a given dictionary its facts are compared too."""
    entries = None if given is None else read_entries(given)
    found = check_reference(document, entries)
    return [replace(issue, values={"file": str(path)[:200], **issue.values}) for issue in found]
