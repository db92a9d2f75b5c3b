"""Short ways to ask what an expression gives, and what is found wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from engine import ir
from engine.backends.row import compile_expression
from engine.feel import expression
from engine.feel.parse import parse
from engine.issues import Issue
from tests.engine.feel.names import FACTS, SCOPE, Cell, meant
from tests.engine.feel.oracle import evaluate
from tests.engine.feel.oracle_functions import Value

HERE = "nodes/x/when"


def cells(given: Mapping[str, Cell]) -> dict[str, Cell]:
    """Run-time values of all facts: null, else the lower end, where nothing is given."""
    return {code: given.get(code, _some(of)) for code, (of, _) in FACTS.items()}


def _some(of: ir.Scalar) -> Cell:
    match of:
        case _ if of.nullable:
            return None
        case ir.Num(_, lo) | ir.Date(lo):
            return lo
        case ir.Bool():
            return False
        case ir.Text(_, values):
            return values[0] if values else ""
    raise TypeError(of)


def value(text: str, **given: Cell) -> Value:
    """What row code gives for an expression without faults, in plain fractions and dates."""
    typed = expression.value(text, SCOPE, HERE)
    assert typed.issues == ()
    return meant(compile_expression(typed.expression)(cells(given)), typed.expression.type)


def cell(text: str, of: str, **given: Cell) -> Value:
    """Whether a cell meets the value of an expression."""
    subject = expression.value(of, SCOPE, HERE)
    typed = expression.cell(text, SCOPE, HERE, subject.value)
    assert subject.issues + typed.issues == ()
    return meant(compile_expression(typed.expression)(cells(given)), typed.expression.type)


def written(text: str) -> Value:
    """What an expression without names means, by the oracle."""
    return evaluate(parse(text, SCOPE), {})


def type_of(text: str) -> ir.Type:
    """The derived type of an expression without faults."""
    typed = expression.value(text, SCOPE, HERE)
    assert typed.issues == ()
    return typed.expression.type


def marked(text: str, issues: tuple[Issue, ...]) -> list[tuple[str, str]]:
    """The issues as codes, each with the part of the text that it marks."""
    spans = [(issue.code, issue.span or (0, 0)) for issue in issues]
    assert all(0 <= start <= end <= len(text) for _, (start, end) in spans)
    return [(code, text[start:end]) for code, (start, end) in spans]


def faults(text: str) -> list[tuple[str, str]]:
    """The issues of an expression, and the parts that they mark."""
    return marked(text, expression.value(text, SCOPE, HERE).issues)


def cell_faults(text: str, of: str = "score") -> list[tuple[str, str]]:
    """The issues of a cell about the value of an expression."""
    subject = expression.value(of, SCOPE, HERE)
    return marked(text, expression.cell(text, SCOPE, HERE, subject.value).issues)
