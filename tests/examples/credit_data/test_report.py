"""The figures of the demonstration, and the measures that they come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.demo import demo
from examples.credit_data.applicants import SHIPPED, Applicant, split
from examples.credit_data.card import Card
from examples.credit_data.fit import OTHER_SPLITS, measure, other_splits
from examples.credit_data.measures import auc, ks
from examples.credit_data.report import Report, report
from tests.examples.credit_data.files import HEADER, shuffled, written

KEYS = {
    "auc", "ks", "auc_logistic", "approval_rate", "bad_rate_approved", "bad_rate_declined",
    "rows", "seconds",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Report:
    """The report on the shipped file."""
    return report(SHIPPED)


def test_auc_counts_ties_half() -> None:
    assert auc([3.0, 2.0, 2.0, 1.0], [False, False, True, True]) == pytest.approx(3.5 / 4)
    assert auc([1.0, 1.0], [False, True]) == pytest.approx(0.5)


def test_ks_is_the_largest_distance_between_the_two_distributions() -> None:
    assert ks([4.0, 3.0, 2.0, 1.0], [False, False, True, True]) == pytest.approx(1.0)
    assert ks([4.0, 3.0, 2.0, 1.0], [False, True, False, True]) == pytest.approx(0.5)
    assert ks([1.0, 1.0], [False, True]) == pytest.approx(0.0)


def test_the_card_reaches_the_logistic_regression_on_the_test_part(shipped: Report) -> None:
    assert shipped.auc >= shipped.auc_logistic - 0.005
    assert shipped.auc == pytest.approx(0.8606, abs=0.0001)
    assert shipped.ks == pytest.approx(0.5746, abs=0.0001)


def test_the_regression_is_an_honest_one(shipped: Report) -> None:
    assert shipped.auc_logistic == pytest.approx(0.8463, abs=0.001)


def test_those_approved_go_bad_far_less_often_than_those_declined(shipped: Report) -> None:
    approved, declined = shipped.bad_rate("approve"), shipped.bad_rate("decline")
    assert approved is not None
    assert declined is not None
    assert 0.60 <= shipped.rate("approve") <= 0.75
    assert approved < 0.15
    assert declined > 0.50


def test_rates_are_over_the_test_part_and_add_up(shipped: Report) -> None:
    assert len(shipped.decided) == 1298
    assert sum(map(shipped.rate, ("approve", "refer", "decline"))) == pytest.approx(1)


def test_the_commonest_reason_comes_first(shipped: Report) -> None:
    counts = [count for _, count in shipped.top_reasons(5)]
    assert len(counts) == 5
    assert counts == sorted(counts, reverse=True)


def test_with_shuffled_outcomes_the_score_tells_nothing(tmp_path: Path) -> None:
    for seed in (1, 2, 3):
        found = report(written(tmp_path, shuffled(seed)))
        assert 0.45 <= found.auc <= 0.55
        assert found.rows == 4454


def test_the_other_splits_have_the_size_and_the_bad_share_of_the_test_part(
    applicants: tuple[Applicant, ...], card: Card
) -> None:
    splits = other_splits(applicants, 1298)
    assert len(splits) == OTHER_SPLITS
    assert {len(tested) for _, tested in splits} == {1298}
    assert {sum(one.bad for one in tested) for _, tested in splits} <= {365, 366}
    training, tested = split(applicants)
    assert measure(card, training, tested).auc == pytest.approx(0.8606, abs=0.0001)


def app() -> typer.Typer:
    """A command line with the one command."""
    line = typer.Typer()
    line.command()(demo)
    return line


def test_demo_prints_the_figures_as_json() -> None:
    result = CliRunner().invoke(app(), ["--json"])
    figures = json.loads(result.stdout)
    assert figures.keys() == KEYS
    assert figures["rows"] == 4454
    assert result.exit_code == 0


def test_demo_prints_both_languages_with_a_decision_explained() -> None:
    result = CliRunner().invoke(app(), [])
    assert result.exit_code == 0
    for text in ("通过率", "Approval rate", "0.8606", "61.8%", "评分拒绝", "Declined on score"):
        assert text in result.stdout


def test_demo_refuses_a_bad_file_with_its_place_and_exit_code_2(tmp_path: Path) -> None:
    path = written(tmp_path, ["good,9"], header=HEADER)
    result = CliRunner().invoke(app(), ["--data", str(path)])
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert "Traceback" not in result.stderr
