"""Products from products: derived, refined, explained, cloned and rebased.

A whole product is one document with its flows in place (`expand`); a child is its parent's name
and edits, and stays inside the parent's permits (`refine`).
"""

from ..tenant import Prefixes
from .breach import Breach
from .bundle import collapse, expand
from .cloning import check_clone, clone, line_breaches
from .direction import Direction
from .lineage import (
    Generation,
    derive,
    effective,
    headed,
    lineage,
    needless_edits,
    normal_edits,
)
from .origin import Origin, origins
from .rebasing import Choice, Item, Rebase, rebase, settle
from .refinement import refine, refine_line

__all__ = [
    "Breach",
    "Choice",
    "Direction",
    "Generation",
    "Item",
    "Origin",
    "Prefixes",
    "Rebase",
    "check_clone",
    "clone",
    "collapse",
    "derive",
    "effective",
    "expand",
    "headed",
    "line_breaches",
    "lineage",
    "needless_edits",
    "normal_edits",
    "origins",
    "rebase",
    "refine",
    "refine_line",
    "settle",
]
