"""The texts of this room."""

from __future__ import annotations

from ...issues import Catalogue

TEXTS = Catalogue.beside(__file__)
