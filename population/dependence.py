"""Correlations of facts, and the factor that makes independent normal numbers have them."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from engine.errors import DocumentRefused

from .format import TEXTS, Dependence

Matrix = tuple[tuple[float, ...], ...]


def factor(dependence: Sequence[Dependence], codes: Sequence[str]) -> Matrix:
    """The lower Cholesky factor of the correlations between facts; those not named are zero.

    Raises DocumentRefused where no people can have all of them at once.
    """
    place = {code: index for index, code in enumerate(codes)}
    between = {frozenset(each.between): float(each.correlation) for each in dependence}
    rows: list[list[float]] = []
    for code in codes:
        row: list[float] = []
        for other in codes[: place[code]]:
            known = rows[place[other]]
            shared = sum(map(float.__mul__, row, known))
            row.append((between.get(frozenset((code, other)), 0.0) - shared) / known[-1])
        rest = 1 - sum(each * each for each in row)
        if rest <= 0:
            raise DocumentRefused([TEXTS.issue("G108", "dependence", name=code)])
        rows.append([*row, sqrt(rest)])
    return tuple(tuple(row) for row in rows)
