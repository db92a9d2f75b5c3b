"""The texts of what is found in offers and their costs."""

from __future__ import annotations

from ...issues import Catalogue

TEXTS = Catalogue.beside(__file__)
