"""A product in a file, with all that stands behind it: its parents, its flows, the tenants."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ..dictionary import Entries
from ..document import Json, edits_as_json
from ..errors import DocumentRefused
from ..issues import Issue
from ..product.derive import Breach, Generation, collapse, line_breaches, lineage
from ..product.reading import FORMAT as PRODUCT
from ..product.reading import read_product
from ..product.sentences import Whole
from ..product.tenant import Prefixes, read_tenants
from ..release import wrong_format
from .places import in_file, placed
from .searching import Found, Shelf, found_at
from .sources import find_dictionary, flow_file, located, read_entries, read_source
from .surroundings import find_tenants


@dataclass(frozen=True)
class ProductFile:
    """A product and the documents behind it; each finding is said with the file that it is in."""

    path: Path
    document: Mapping[str, Json]
    used: Mapping[str, Found]

    @property
    def documents(self) -> dict[str, Json]:
        """Parents, origins and flows, by name."""
        return {name: dict(found.document) for name, found in self.used.items()}

    @cached_property
    def line(self) -> tuple[Generation, ...]:
        """Its template, each product between, itself.

        Raises what stops it: documents of no product's shape, missing or altered ones, edits that
        do not apply.
        """
        self._raise_misshapen()
        with self.located():
            return lineage(dict(self.document), self.documents)

    @property
    def generation(self) -> Generation:
        """The product as it comes out, with its flows in place."""
        return self.line[-1]

    @property
    def whole(self) -> dict[str, Json]:
        """The whole product that it comes to, naming its flows."""
        product, _ = collapse(self.generation.effective)
        assert isinstance(product, dict)
        return product

    @cached_property
    def tenants(self) -> Mapping[str, Prefixes]:
        """The tenants of the nearest checkout. Raises DocumentRefused where there are none."""
        return read_nearest_tenants(self.path)

    @property
    def prefixes(self) -> list[Prefixes]:
        """The prefixes of the tenants of its line, its own first."""
        owners = [str(each.document.get("tenant")) for each in reversed(self.line)]
        return [self.tenants[name] for name in owners if name in self.tenants]

    def breaches(self, line: tuple[Generation, ...], today: str | None) -> tuple[Breach, ...]:
        """What the last product of a line may not do.

        A child is judged against its parents' permits, a clone against what its origin locks.
        """
        with self.located():
            if "tenant" not in line[-1].document:
                return ()
            return line_breaches(line, self.documents, tenants=self.tenants, today=today)

    def issues(self, given: Path | None, today: date | None) -> list[Issue]:
        """Everything found in it: its own shape, what it comes to, and what it may not do.

        `given` is the dictionary, else the one that its flows name; what depends on a day is
        judged on `today`, or else on the first day of sale.
        """
        return flow_file(self.path, self.document, self.used, given).issues(today)

    def located(self) -> AbstractContextManager[None]:
        """Says of everything refused inside in which file it is."""
        return placed(self.in_file)

    def in_file(self, issue: Issue) -> Issue:
        """The finding with its file: of a whole product's flow the flow's own, else the product's.

        A child has its parents' flows in mind, but what is wrong is for the child to mend.
        """
        return in_file(issue, found_at(issue.at, Found(self.path, self.document), self.used).path)

    def _raise_misshapen(self) -> None:
        """Raises DocumentRefused with what is no product's shape, in it or in one behind it."""
        issues: list[Issue] = []
        for found in (Found(self.path, self.document), *self.used.values()):
            if found.document.get("format") == PRODUCT:
                issues += _misshapen(found)
        if issues:
            raise DocumentRefused(issues)


def _misshapen(found: Found) -> list[Issue]:
    try:
        with located(found.path):
            read_product(found.document)
    except DocumentRefused as refused:
        return list(refused.issues)
    return []


def read_product_file(path: Path, *beside: Path) -> ProductFile:
    """The product in a file. Raises DocumentRefused for anything else.

    What it names is searched beside the file and in the checkout, and so around `beside`.
    """
    document = read_source(path)
    if document.get("format") != PRODUCT:
        with located(path):
            raise DocumentRefused([wrong_format(document, PRODUCT)])
    return product_file(document, path, *beside)


def product_file(document: Mapping[str, Json], path: Path, *beside: Path) -> ProductFile:
    """A product that stands, or is to stand, in a file."""
    return ProductFile(path, document, Shelf.around(path, *beside).gather(document))


def read_nearest_tenants(path: Path) -> Mapping[str, Prefixes]:
    """The tenants of the checkout around a file. Raises DocumentRefused where there are none."""
    file = find_tenants(path)
    document = read_source(file)
    with located(file):
        return read_tenants(document)


def spoken(file: ProductFile, given: Path | None) -> Whole:
    """What a product comes to, to be spoken of with the labels of its dictionary."""
    entries = entries_of(file, given)
    with file.located():
        return Whole.of(file.generation.effective, entries)


def entries_of(file: ProductFile, given: Path | None) -> Entries:
    """The entries of the dictionary that the flows of a product name; none without one."""
    return read_entries(find_dictionary(file.document, file.path, given, file.used))


def breach_json(breach: Breach, file: ProductFile) -> dict[str, object]:
    """A breach for machines, with its file and the edits at fault."""
    located_issue = file.in_file(breach.issue)
    edits = edits_as_json(breach.edits)
    return {**breach.as_json(), **located_issue.as_json(), "edits": edits}
