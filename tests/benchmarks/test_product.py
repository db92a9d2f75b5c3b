"""The benchmark of products measures only what answers alike. No test here looks at a clock."""

from __future__ import annotations

import json

import pytest

from benchmarks.product import FLOW, PRODUCT, answer, main, program, recorded


def test_the_line_names_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "--rounds", "1", "--times", "1"]) == 0
    assert json.loads(capsys.readouterr().out).keys() == {"product_us", "flow_us", "more_us"}


def test_product_and_flow_answer_alike() -> None:
    product, flow = program(PRODUCT), program(FLOW)
    answers = [(answer(product.decide(facts)), answer(flow.decide(facts))) for facts in recorded()]
    assert len(answers) == 16
    assert all(one == other for one, other in answers)
