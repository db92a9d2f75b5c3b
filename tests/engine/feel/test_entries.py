"""What documents declare as names of an expression."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from engine import ir
from engine.dictionary import Fact
from engine.feel.entries import RESERVED, fact_name, parameter_name, reserved_name, variable_name
from engine.feel.scope import Meaning
from engine.values import Parameter, Variable
from tests.engine.feel.names import days

NAMED = {"label": {"zh": "月收入", "en": "Income"}, "nullable": True}
KINDS: tuple[tuple[dict[str, object], ir.Type], ...] = (
    (
        {"type": "number", "scale": 2, "min": "-1.00", "max": "300000.00", "unit": "CNY"},
        ir.Num(2, -100, 30_000_000, nullable=True),
    ),
    ({"type": "text", "values": ["甲", "乙类"]}, ir.Text(2, ("甲", "乙类"), nullable=True)),
    ({"type": "text", "max_length": 40}, ir.Text(40, None, nullable=True)),
    ({"type": "boolean"}, ir.Bool(nullable=True)),
    (
        {"type": "date", "min": "2020-01-01"},
        ir.Date(days(2020, 1, 1), days(2999, 12, 31), nullable=True),
    ),
    ({"type": "date"}, ir.Date(days(1900, 1, 1), days(2999, 12, 31), nullable=True)),
)
PARAMETERS: tuple[tuple[dict[str, object], Meaning], ...] = (
    (
        {"type": "number", "scale": 4, "min": "0.0000", "max": "1.0000", "unit": "ratio",
         "value": "0.5500"},
        ir.Const(ir.Num(4, 5500, 5500), 5500),
    ),
    ({"type": "text", "max_length": 9, "value": "甲"}, ir.Const(ir.Text(1, ("甲",)), "甲")),
    ({"type": "boolean", "value": False}, ir.Const(ir.Bool(), False)),
    (
        {"type": "date", "value": "1970-01-11"},
        ir.Const(ir.Date(10, 10), 10),
    ),
    ({"type": "set", "values": ["甲", "乙"], "value": {"乙": True}}, frozenset({"乙"})),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "of"), KINDS)
def test_a_fact_or_variable_is_read_by_its_type_and_labels(
    kind: dict[str, object], of: ir.Type
) -> None:
    fact: Fact = TypeAdapter(Fact).validate_python(kind | NAMED | {"sensitivity": "personal"})
    variable: Variable = TypeAdapter(Variable).validate_python(kind | NAMED)
    for name in (fact_name("x", fact), variable_name("x", variable)):
        assert (name.code, name.means, name.labels) == ("x", ir.Read(of, "x"), ("月收入", "Income"))


@pytest.mark.parametrize(("kind", "means"), PARAMETERS)
def test_a_parameter_is_its_value(kind: dict[str, object], means: Meaning) -> None:
    parameter: Parameter = TypeAdapter(Parameter).validate_python(kind)
    assert parameter_name("product.x", parameter).means == means


def test_reserved_names_have_their_types() -> None:
    assert reserved_name("today").means == ir.Read(
        ir.Date(days(2000, 1, 1), days(2199, 12, 31)), "today"
    )
    assert reserved_name("asked.amount").means == ir.Read(ir.Num(2, 1, 10**11), "asked.amount")
    for code in RESERVED:
        assert len(reserved_name(code).labels) == 2
