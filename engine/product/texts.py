"""The texts of what is found in products."""

from ..issues import Catalogue

TEXTS = Catalogue.beside(__file__)
