"""A scorecard from applicants: bins by a small tree, points by a logistic regression on the bins.

The settings and the choice of features come from cross-validation inside the training part alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from .applicants import Applicant
from .card import FEATURES, Card, Characteristic, Feature, Number, bin_of, measured
from .columns import columns

EVEN_ODDS_SCORE = 500
POINTS_TO_DOUBLE = 40
"""This many points more double the odds of a good loan, before the fit's caution (`CAUTION`)."""
MOST_BINS = 5
LEAST_SHARE = 0.08
"""No bin of a number holds less than about this share of the training part."""
CAUTION = 0.1
"""The regression's C: below 1 it draws the points of rare bins towards 0."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def fit_card(training: Sequence[Applicant]) -> Card:
    """The scorecard of a training part."""
    bad = np.array([applicant.bad for applicant in training])
    cut = [_cut(feature, training, bad) for feature in FEATURES]
    intercept, weights = _weights(np.hstack([_one_hot(part, training) for part in cut]), ~bad)
    points = iter(_points(weights))
    parts = []
    for part in cut:
        own = tuple(next(points) for _ in part.points)
        parts.append(Characteristic(part.feature, part.edges, part.words, own, next(points)))
    return Card(EVEN_ODDS_SCORE + _points([intercept])[0], tuple(parts))


def _cut(feature: Feature, training: Sequence[Applicant], bad: Flags) -> Characteristic:
    """The feature with its bins, without points yet."""
    edges: tuple[Number, ...] = ()
    words: tuple[str | bool, ...] = ()
    if feature.step is None:
        words = _words(feature)
    else:
        edges = _edges(feature.step, training, bad, feature)
    count = len(words) or len(edges) + 1
    return Characteristic(feature, edges, words, (0,) * count, 0)


def _words(feature: Feature) -> tuple[str | bool, ...]:
    """Every value that the dictionary knows, so that the bins are complete."""
    column = next(column for column in columns().values() if column.fact == feature.of)
    return tuple(column.words.values())


def _edges(
    step: str, training: Sequence[Applicant], bad: Flags, feature: Feature
) -> tuple[Number, ...]:
    values = [measured(feature, applicant.facts) for applicant in training]
    known = np.array([value is not None for value in values])
    numbers = np.array([float(str(value)) for value in values if value is not None])
    tree = DecisionTreeClassifier(
        max_leaf_nodes=MOST_BINS, min_samples_leaf=LEAST_SHARE, random_state=0
    ).fit(numbers.reshape(-1, 1), bad[known])
    thresholds = tree.tree_.threshold[tree.tree_.feature >= 0]
    return tuple(sorted({_stepped(threshold, step) for threshold in thresholds}))


def _stepped(threshold: float, step: str) -> Number:
    """The nearest multiple of the step, which may be read aloud."""
    steps = (Decimal(threshold) / Decimal(step)).quantize(Decimal(1), ROUND_HALF_UP)
    edge = steps * Decimal(step)
    return edge if "." in step else int(edge)


def _one_hot(part: Characteristic, training: Sequence[Applicant]) -> Floats:
    """A column for each bin and one for null."""
    width = len(part.points) + 1
    places = [bin_of(part, measured(part.feature, applicant.facts)) for applicant in training]
    rows: Floats = np.eye(width)[[width - 1 if at is None else at for at in places]]
    return rows


def _weights(bins: Floats, good: Flags) -> tuple[float, Floats]:
    """Intercept and weights, solved to the last digit: the same points on every machine."""
    model = LogisticRegression(C=CAUTION, solver="newton-cholesky", tol=1e-10, max_iter=200)
    model.fit(bins, good)
    return float(model.intercept_[0]), model.coef_[0]


def _points(weights: Sequence[float] | Floats) -> list[int]:
    return [round(POINTS_TO_DOUBLE / math.log(2) * float(weight)) for weight in weights]
