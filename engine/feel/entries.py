"""Facts, variables and parameters of documents as names of a scope, typed in the core."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from .. import ir, values
from ..dictionary import Collection, Fact
from .builtins.calendar import FIRST, LAST, day_number
from .scope import Named

MONEY = ir.Num(2, 1, 100_000_000_000)

RESERVED: Mapping[str, ir.Scalar] = {
    "today": ir.Date(10_957, 84_005),
    "asked.amount": MONEY,
    "asked.term_months": ir.Num(0, 1, 360),
    "asked.term_days": ir.Num(0, 1, 3650),
    "asked.method": ir.Text(max(map(len, values.METHODS)), values.METHODS),
}
"""Names that no dictionary declares: today (2000-01-01..2199-12-31) and what was asked for."""

RESERVED_LABELS: Mapping[str, tuple[str, str]] = {
    "today": ("今天", "Today"),
    "asked.amount": ("申请金额", "Amount asked"),
    "asked.term_months": ("申请期限（月）", "Term asked (months)"),
    "asked.term_days": ("申请期限（天）", "Term asked (days)"),
    "asked.method": ("还款方式", "Repayment method"),
}
"""Their labels in Chinese and English."""


def core_type(kind: values.Kind, *, nullable: bool) -> ir.Scalar:
    """The core type of a field kind whose literals are well formed."""
    match kind:
        case values.NumberKind():
            lo, hi = values.scaled(kind.min, kind.scale), values.scaled(kind.max, kind.scale)
            return ir.Num(kind.scale, lo or 0, hi or 0, nullable)
        case values.TextKind():
            most = max(map(len, kind.values)) if kind.values else kind.max_length or 0
            return ir.Text(most, kind.values, nullable)
        case values.BooleanKind():
            return ir.Bool(nullable)
        case values.DateKind():
            lo = day_number(kind.min) if kind.min else FIRST
            hi = day_number(kind.max) if kind.max else LAST
            return ir.Date(FIRST if lo is None else lo, LAST if hi is None else hi, nullable)
        case _:
            assert_never(kind)


def labels_of(label: values.Label) -> tuple[str, ...]:
    """The labels that people type."""
    return (label.zh, label.en) if label.en else (label.zh,)


def fact_name(code: str, fact: Fact) -> Named:
    """A fact as a name."""
    of = core_type(fact, nullable=fact.nullable)
    return Named(code, ir.Read(of, code), labels_of(fact.label))


def items_type(collection: Collection) -> ir.Items:
    """The core type of a collection."""
    fields = tuple(
        (name, core_type(field, nullable=field.nullable))
        for name, field in collection.fields.items()
    )
    return ir.Items(fields, collection.key, collection.most)


def item_names(collection: Collection) -> Iterator[Named]:
    """The fields of an item as the names by which a fold reads them, `item.…`."""
    for name, field in collection.fields.items():
        of, code = core_type(field, nullable=field.nullable), ir.ITEM + name
        yield Named(code, ir.Read(of, code), labels_of(field.label))


def variable_name(code: str, variable: values.Variable) -> Named:
    """A variable as a name."""
    of = core_type(variable, nullable=variable.nullable)
    return Named(code, ir.Read(of, code), labels_of(variable.label))


def reserved_name(code: str) -> Named:
    """A reserved name."""
    return Named(code, ir.Read(RESERVED[code], code), RESERVED_LABELS[code])


def parameter_name(code: str, parameter: values.Parameter) -> Named:
    """A parameter as a constant, or as a set of texts."""
    match parameter:
        case values.SetParameter():
            return Named(code, frozenset(parameter.value))
        case values.NumberParameter():
            value = values.scaled(parameter.value, parameter.scale) or 0
            return Named(code, ir.Const(ir.Num(parameter.scale, value, value), value))
        case values.TextParameter():
            text = parameter.value
            return Named(code, ir.Const(ir.Text(len(text), (text,)), text))
        case values.BooleanParameter():
            return Named(code, ir.Const(ir.Bool(), parameter.value))
        case values.DateParameter():
            day = day_number(parameter.value) or 0
            return Named(code, ir.Const(ir.Date(day, day), day))
        case _:
            assert_never(parameter)
