"""Expressions beside a walk see the facts as the walk saw them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from engine import ir
from engine.backends.row import compile_beside
from engine.feel import expression
from tests.engine.flow.applicants import applicants
from tests.engine.flow.pledge import facts as pledged
from tests.engine.flow.pledge import plain_pledge
from tests.engine.flow.small import facts, small_program

PROGRAM = small_program()
GIVEN = applicants(PROGRAM)


def read(code: str) -> ir.Read:
    """A fact that may not be there."""
    return ir.Read(ir.Num(0, 0, 10**9, nullable=True), code)


@given(GIVEN)
@settings(max_examples=50)
def test_derived_facts_are_those_of_the_program(given: dict[str, Any]) -> None:
    values = PROGRAM.intake.read(given)
    codes = [derived.name for derived in PROGRAM.core.derived]
    beside = compile_beside(PROGRAM.core, [read(code) for code in codes])
    known = {of.name: value for of, value in PROGRAM.derived_values(values)}
    assert dict(zip(codes, beside(values), strict=True)) == {c: known.get(c) for c in codes}


def test_what_was_not_asked_or_never_read_is_null() -> None:
    without = {code: value for code, value in facts().items() if not code.startswith("bureau")}
    values = PROGRAM.intake.read(without)
    wanted = [read("bureau.queries"), read("bureau.doubled"), read("no.such.fact")]
    assert compile_beside(PROGRAM.core, wanted)(values) == (None, None, None)


def test_a_condition_says_whether_it_is_true() -> None:
    scope = PROGRAM.draft.names.fact_scope
    texts = ("applicant.debt > 50", "applicant.debt > 500", "not(list.black)")
    conditions = [expression.condition(text, scope, "").expression for text in texts]
    beside = compile_beside(PROGRAM.core, conditions)
    assert [bool(each) for each in beside(PROGRAM.intake.read(facts()))] == [True, False, True]
    null = PROGRAM.intake.read(facts(applicant__debt=None))
    assert [each is True for each in beside(null)][:2] == [False, False]


def test_arguments_and_defined_names_are_read_before_facts() -> None:
    total = ir.Arithmetic(ir.Num(0, 0, 10**9), "add", read("asked"), read("bureau.queries"))
    defined = {"total": total}
    beside = compile_beside(PROGRAM.core, [read("total"), read("asked")], ["asked"], defined)
    values = PROGRAM.intake.read(facts(bureau__queries=3))
    assert beside(values, 4) == (7, 4)
    assert beside(values, None) == (None, None)


def test_a_fold_is_computed_from_its_items() -> None:
    program = plain_pledge()
    codes = [derived.name for derived in program.core.derived]
    values = program.intake.read(pledged())
    beside = compile_beside(program.core, [read(code) for code in codes])
    known = {of.name: value for of, value in program.derived_values(values)}
    assert dict(zip(codes, beside(values), strict=True)) == known
