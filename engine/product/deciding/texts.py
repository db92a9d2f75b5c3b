"""The texts of what is found where a product decides."""

from ...issues import Catalogue

TEXTS = Catalogue.beside(__file__)
