"""Numbers of a flow, moved one step: most are noticed by cases or the policy reading."""

from __future__ import annotations

import pytest

from engine.document.address import address_text
from tests.policies.judges import JUDGES
from tests.policies.moves import numbers, unnoticed

BINS = [{"id": "i1", "in": "[0..2)", "points": "-5"}]
PARTS = {
    "score": {
        "kind": "scorecard",
        "title": {"zh": "评分3"},
        "base": "500",
        "characteristics": [{"id": "b1", "of": "bureau.queries_3m", "bins": BINS}],
    },
    "rules": {"rules": [{"id": "r1", "when": 'a.b_24m >= 0.60 and kind in ("t1", "t2")'}]},
}


def test_numbers_are_those_outside_names_and_quotes() -> None:
    bin_ = "score/characteristics/b1/bins/i1"
    assert [(address_text((), each.path), each.moved(1)) for each in numbers((), PARTS)] == [
        ("score/base", "501"),
        (f"{bin_}/in", "[1..2)"),
        (f"{bin_}/in", "[0..3)"),
        (f"{bin_}/points", "-6"),
        ("rules/rules/r1/when", 'a.b_24m >= 0.61 and kind in ("t1", "t2")'),
    ]


def test_a_number_moves_by_its_last_place() -> None:
    (number,) = numbers((), {"x": "< 1000.00"})
    assert (number.moved(1), number.moved(-1)) == ("< 1000.01", "< 999.99")


@pytest.mark.long
@pytest.mark.parametrize("name", JUDGES)
def test_nearly_every_move_is_noticed(name: str) -> None:
    flow, of = JUDGES[name]
    found = list(unnoticed(flow, of()))
    missed = [str(number) for number, is_noticed in found if not is_noticed]
    assert len(missed) <= len(found) * 0.05, missed
