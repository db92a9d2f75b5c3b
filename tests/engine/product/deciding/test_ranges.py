"""What may be asked and offered: laws of steps and options, and each product's envelope."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.product.deciding.ranges import Envelope, Options, Steps, envelope
from engine.product.reading import read_product
from engine.product.schema.product import Whole
from tests.engine.product.products import edited

STEPS = st.tuples(
    st.integers(0, 50), st.integers(0, 50), st.integers(1, 40), st.integers(0, 3)
).map(lambda of: Steps(of[3], of[0] * of[2], (of[0] + of[1]) * of[2], of[2]))
"""Steps as a sound product has them: both ends are multiples of the step."""
OPTIONS = st.sets(st.integers(1, 60), min_size=1).map(lambda of: Options(tuple(sorted(of))))
VALUES = st.integers(0, 5000)


@given(STEPS | OPTIONS, VALUES)
def test_the_nearest_is_allowed_and_no_allowed_one_is_nearer(
    of: Steps | Options, value: int
) -> None:
    allowed = [number for number in range(5001) if of.allows(number)]
    best = min(allowed, key=lambda number: (abs(number - value), number))
    assert of.nearest(value) == best


@given(STEPS | OPTIONS, VALUES)
def test_those_up_to_a_bound_are_the_allowed_ones_below_it(of: Steps | Options, most: int) -> None:
    allowed = [number for number in range(5001) if of.allows(number) and number <= most]
    kept = of.up_to(most)
    found = [number for number in range(5001) if kept.allows(number)]
    assert found == allowed if allowed else len(found) <= 1


def of(*edits: dict[str, object], stage: str = "apply", name: str = "personal credit") -> Envelope:
    """The envelope of a product after edits."""
    product = read_product(edited(edits, name))
    assert isinstance(product, Whole)
    return envelope(product, stage)


def test_an_application_is_for_a_line_and_a_draw_for_a_part_of_one() -> None:
    assert of().amount.text == "2000.00..100000.00 / 500.00"
    assert of().line == of().amount
    draw = of(stage="drawdown")
    assert draw.amount.text == "500.00..50000.00 / 100.00"
    assert draw.line.text == "500.00..100000.00 / 100.00"


def test_each_method_has_the_terms_that_it_takes() -> None:
    found = {name: terms.text for name, terms in of().by_method.items()}
    assert found == {
        "equal_instalment": "6 / 12 / 24",
        "equal_principal": "6 / 12 / 24",
        "bullet": "6 / 12",
    }


def test_a_term_in_days_breaks_a_bound_in_months_only_where_it_surely_does() -> None:
    terms = of(name="business supply_chain")
    assert terms.term_name == "term_days"
    longest = {name: term.nearest(10_000) for name, term in terms.by_method.items()}
    assert longest == {"bullet": 210}
    short = of({"at": "draw/methods/bullet/months_max", "set": "3"}, name="business supply_chain")
    assert short.by_method["bullet"].nearest(10_000) == 91


@pytest.mark.parametrize(("stage", "amount"), [("apply", "30000.00"), ("drawdown", "30000.00")])
def test_what_fills_a_page_is_allowed(stage: str, amount: str) -> None:
    found = of(stage=stage)
    assert found.usual == {"amount": amount, "term": 12, "method": "equal_instalment"}
    assert found.by_method["equal_instalment"].allows(12)
