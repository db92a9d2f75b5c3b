"""Row code: one generated Python function a release, scaled integers inside."""

from __future__ import annotations

from .beside import Beside, compile_beside
from .expressions import Row, compile_expression
from .intake import Intake
from .quick import Facts
from .walk import Walk, Walked, compile_walk

__all__ = [
    "Beside",
    "Facts",
    "Intake",
    "Row",
    "Walk",
    "Walked",
    "compile_beside",
    "compile_expression",
    "compile_walk",
]
