"""What stands in a checkout beside its products: tenants, and reference data."""

from __future__ import annotations

from pathlib import Path

from ..errors import DocumentRefused
from .places import in_file
from .searching import folders, is_there, matching
from .voice import TEXTS

TENANTS = Path("product_defs", "tenants.json")
REFERENCE = Path("product_defs", "reference")
"""Where a checkout keeps the tenants, and what changes from outside on a date."""


def find_tenants(path: Path) -> Path:
    """The tenants of the nearest checkout around a file. Raises DocumentRefused without them."""
    found = filter(is_there, (folder / TENANTS for folder in folders(path)))
    file = next(found, None)
    if file is None:
        raise DocumentRefused([in_file(TEXTS.issue("C106", "tenant"), path)])
    return file


def find_reference(path: Path) -> tuple[Path, ...]:
    """The reference data of the nearest checkout around a file."""
    found = (matching(folder / REFERENCE, "*.json") for folder in folders(path))
    return tuple(next(filter(None, found), ()))
