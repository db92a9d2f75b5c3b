"""The walk tests domains in passing; what it leaves to telling must see the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ir
from engine.backends.row.walk import compile_walk, is_outside

TYPES: Mapping[str, ir.Num | ir.Date | ir.Bool | ir.Text] = {
    "number": ir.Num(2, -5, 5),
    "empty": ir.Num(0, 3, 2),
    "date": ir.Date(-5, 5),
    "boolean": ir.Bool(),
    "text": ir.Text(3),
    "values": ir.Text(3, ("a", "b")),
}
VALUES: Mapping[type[ir.Scalar], st.SearchStrategy[Any]] = {
    ir.Num: st.integers(-9, 9),
    ir.Date: st.integers(-9, 9),
    ir.Bool: st.booleans(),
    ir.Text: st.text("abc", max_size=5),
}


class Left(Exception):
    """A derived fact left its domain."""


def walked(of: ir.Scalar, value: object) -> bool:
    """Whether a walk calls a derived fact of a value outside its type."""

    def outside(values: Sequence[object]) -> None:
        raise Left

    def clash(block: int, first: int, second: int) -> None:
        raise AssertionError

    given_type = replace(of, nullable=True)
    derived = ir.Derived("derived", of, ir.Read(given_type, "given"), ("given",))
    inputs = (ir.Input("given", given_type, required=True),)
    flow = ir.Flow(inputs, (derived,), (ir.Block("end", (), ir.End()),), (), (), ())
    try:
        compile_walk(flow, outside=outside, clash=clash)((value, ()))
    except Left:
        return True
    return False


@pytest.mark.parametrize("name", TYPES)
@given(st.booleans(), st.data())
def test_a_domain_is_tested_alike_in_passing_and_in_telling(
    name: str, nullable: bool, data: Any
) -> None:
    of = replace(TYPES[name], nullable=nullable)
    value = data.draw(st.none() | VALUES[type(of)])
    assert walked(of, value) == is_outside(of, value)
