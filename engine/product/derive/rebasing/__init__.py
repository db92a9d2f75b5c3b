"""A child on a new version of its parent."""

from .report import Choice, Item, Rebase
from .settling import settle
from .states import rebase

__all__ = ["Choice", "Item", "Rebase", "rebase", "settle"]
