"""The names that the tests of expressions use, and values for them at and beside their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from engine import ir
from engine.feel.scope import Named, Scope
from tests.engine.feel.oracle import Facts
from tests.engine.feel.oracle_functions import Months, Value

EPOCH = date(1970, 1, 1)

Cell = int | str | bool | None


def days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01."""
    return (date(year, month, day) - EPOCH).days


CITIES = ("成都", "绵阳", "乐山")
GRADES = ("A", "B", "C", "D")

FACTS: Mapping[str, tuple[ir.Scalar, str]] = {
    "income": (ir.Num(2, 0, 10_000_000), "月收入"),
    "debt": (ir.Num(2, 0, 500_000, nullable=True), "负债 合计"),
    "balance": (ir.Num(2, -100_000, 100_000), "账户余额（元）"),
    "ratio": (ir.Num(4, -20_000, 50_000, nullable=True), "负债收入比（月）"),
    "rate": (ir.Num(6, 1, 360_000), "年利率"),
    "score": (ir.Num(0, -50, 900, nullable=True), "score of the applicant"),
    "overdue.count": (ir.Num(0, 0, 3), "近3个月逾期次数"),
    "drift": (ir.Num(1, -7, -2), "drift"),
    "assets": (ir.Num(0, 0, 10**17), "资产"),
    "born": (ir.Date(days(1930, 1, 1), days(2008, 2, 29)), "出生日期"),
    "opened": (ir.Date(days(1999, 12, 31), days(2030, 3, 1), nullable=True), "开户 日期"),
    "city": (ir.Text(2, CITIES, nullable=True), "城市"),
    "grade": (ir.Text(1, GRADES), "评级"),
    "remark": (ir.Text(8, None, nullable=True), "备注"),
    "title": (ir.Text(5), "称谓（全称）"),
    "married": (ir.Bool(nullable=True), "是否已婚"),
    "local": (ir.Bool(), "本地 户籍"),
}
"""Facts: the type, and the label that people type."""

PARAMETERS: Mapping[str, tuple[ir.Const | frozenset[str], str]] = {
    "product.cap": (ir.Const(ir.Num(2, 3_000_000, 3_000_000), 3_000_000), "限额"),
    "product.factor": (ir.Const(ir.Num(2, -125, -125), -125), "系数"),
    "product.eighth": (ir.Const(ir.Num(0, 8, 8), 8), "八"),
    "product.from": (ir.Const(ir.Date(days(2024, 2, 29), days(2024, 2, 29)), days(2024, 2, 29)),
                     "起始日"),
    "product.active": (ir.Const(ir.Bool(), True), "启用"),
    "product.kind": (ir.Const(ir.Text(6, ("credit",)), "credit"), "类型"),
    "product.cities": (frozenset(("成都", "乐山")), "准入城市"),
}  # fmt: skip
"""Parameters: the constant or the set, and the label."""

LABELS = {code: label for code, (_, label) in [*FACTS.items(), *PARAMETERS.items()]}

SCOPE = Scope.of(
    [Named(code, ir.Read(of, code), (label,)) for code, (of, label) in FACTS.items()]
    + [Named(code, means, (label,)) for code, (means, label) in PARAMETERS.items()]
)


def meant(cell: Cell, of: ir.Type) -> Value:
    """What a value at run time means: 150 at two places is 3/2."""
    if cell is None or isinstance(cell, bool | str):
        return cell
    match of:
        case ir.Num(scale):
            return Fraction(cell) / Fraction(10) ** scale
        case ir.Date():
            return EPOCH + timedelta(days=cell)
        case ir.Days():
            return timedelta(days=cell)
        case ir.Months():
            return Months(cell)
    raise TypeError(of)


def facts(cells: Mapping[str, Cell]) -> Facts:
    """The values of all names, from the run-time values of the facts."""
    constants: dict[str, Value] = {
        code: means if isinstance(means, frozenset) else meant(means.value, means.type)
        for code, (means, _) in PARAMETERS.items()
    }
    return constants | {code: meant(cell, FACTS[code][0]) for code, cell in cells.items()}


def cells(of: ir.Scalar) -> st.SearchStrategy[Cell]:
    """Run-time values of a type, most at and beside its bounds, a quarter null where it may be."""
    inside = _cells_with_a_value(of)
    return st.one_of(st.none(), inside, inside, inside) if of.nullable else inside


def _cells_with_a_value(of: ir.Scalar) -> st.SearchStrategy[Cell]:
    match of:
        case ir.Num(_, lo, hi) | ir.Date(lo, hi):
            beside = {lo, lo + 1, hi - 1, hi, -1, 0, 1, days(2000, 2, 29), days(2023, 2, 28)}
            edges = sorted(edge for edge in beside if lo <= edge <= hi)
            return st.sampled_from(edges) | st.integers(lo, hi)
        case ir.Bool():
            return st.booleans()
        case ir.Text(most, None):
            short = ["", "a", " a ", "ß", "信用", "aXbXc", "\U0001f600"]
            growing = ["ΐ" * most, "ß" * most, "a" * most]
            return st.sampled_from([text for text in short if len(text) <= most] + growing)
        case ir.Text(_, values) if values:
            return st.sampled_from(values)
    raise TypeError(of)


ASSIGNMENTS: st.SearchStrategy[dict[str, Cell]] = st.fixed_dictionaries(
    {code: cells(of) for code, (of, _) in FACTS.items()}
)
"""Run-time values of all facts."""
