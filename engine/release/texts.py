"""The texts of what is found in releases and in the files that they come from."""

from ..issues import Catalogue

TEXTS = Catalogue.beside(__file__)
