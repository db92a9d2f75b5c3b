"""What a KIND must be beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable

from ...issues import Catalogue, Issue
from ...node import Builder
from .spec import Kind

TEXTS = Catalogue.beside(__file__)


def check(spec: Kind, builder: Builder) -> Iterable[Issue]:
    """Nothing yet: its fields and types say it all."""
    return ()
