"""Everything found in a product or in reference data, each finding with its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..document import Json
from ..issues import Issue
from ..product.derive import Generation
from ..product.derive.bundle import part_at
from ..product.reference import check as check_reference
from .products import ProductFile
from .sources import flow_file, read_entries

REFERENCE = "loanfoundry.reference/1"

Document = Mapping[str, Json]


def product_issues(file: ProductFile, given: Path | None, today: date | None) -> list[Issue]:
    """Everything found in a product: its own shape, what it comes to, and what it may not do.

    `given` is the dictionary, else the one that its flows name; what depends on a day is judged
    on `today`, or else on the first day of sale.
    """
    return flow_file(file.path, file.document, file.used, given).issues(today)


def first_day(of: Generation) -> date | None:
    """The day from which a product is sold; None where it writes none that there is."""
    try:
        return date.fromisoformat(str(part_at(of.effective, ("sale", "from"))))
    except ValueError:
        return None


def reference_issues(document: Document, path: Path, given: Path | None) -> list[Issue]:
    """Everything found in reference data; beside a given dictionary its facts are compared too."""
    entries = None if given is None else read_entries(given)
    found = check_reference(document, entries)
    return [replace(issue, values={"file": str(path)[:200], **issue.values}) for issue in found]
