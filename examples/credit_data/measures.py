"""How well a score tells good loans from bad ones, and the regression it is held against."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from .applicants import Applicant
from .columns import FACTS, columns

Scores = Sequence[float] | NDArray[np.float64]
Outcomes = Sequence[bool]


def auc(scores: Scores, bad: Outcomes) -> float:
    """The chance that a good loan scores above a bad one, ties counted half."""
    return float(roc_auc_score(~np.array(bad), scores))


def ks(scores: Scores, bad: Outcomes) -> float:
    """The largest distance between the score's distributions over good and bad loans."""
    bad_share, good_share, _ = roc_curve(~np.array(bad), scores)
    return float(np.max(good_share - bad_share))


def logistic_scores(
    training: Sequence[Applicant], tested: Sequence[Applicant]
) -> NDArray[np.float64]:
    """The chance of a good loan by a plain logistic regression on the file's own columns."""
    model = _regression().fit(_table(training), [not one.bad for one in training])
    chances: NDArray[np.float64] = model.predict_proba(_table(tested))[:, 1]
    return chances


def _regression() -> Pipeline:
    numeric = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
    )
    read = columns()
    numbers = [index for index, name in enumerate(FACTS) if not read[name].words]
    others = [index for index, name in enumerate(FACTS) if read[name].words]
    prepared = make_column_transformer(
        (numeric, numbers), (OneHotEncoder(handle_unknown="ignore"), others)
    )
    return make_pipeline(prepared, LogisticRegression(max_iter=1000))


def _cell(value: object, *, is_word: bool) -> object:
    if is_word:
        return str(value)
    return math.nan if value is None else value


def _table(applicants: Sequence[Applicant]) -> NDArray[np.object_]:
    """A row for each applicant in the order of the file's columns; null is NaN or a word apart."""
    words = {column.fact: bool(column.words) for column in columns().values()}
    rows = [[_cell(one.facts[code], is_word=words[code]) for code in words] for one in applicants]
    return np.array(rows, dtype=object)
