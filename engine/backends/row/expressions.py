"""Core expressions as Python source (SEMANTICS: null, rule 14).

Null is `None`. A guard stands only where a type may be null. A condition is written as *is true* or
as *is false*; its three-valued form is only built where it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import assert_never

from ... import ir
from . import runtime

Row = Callable[[Mapping[str, runtime.Given]], runtime.Cell]

NAMESPACE: dict[str, object] = {
    name: getattr(runtime, name)
    for name in (
        "half_up", "half_down", "half_even", "toward_zero", "away_from_zero", "year", "month",
        "month_day", "weekday", "year_day", "month_end", "ymd", "mmd", "add_months", "substring",
        "before", "after", "bucket", "chosen", "gather", "differing",
    )
}  # fmt: skip

CHAINS = {"add": " + ", "sub": " - ", "mul": " * "}
DAY_PARTS = {"day": "month_day"}
ROUNDINGS: dict[ir.RoundingMode, str] = {
    "half_up": "half_up", "half_down": "half_down", "half_even": "half_even",
    "down": "toward_zero", "up": "away_from_zero", "floor": "", "ceiling": "",
}  # fmt: skip


def compile_expression(expression: ir.Expr) -> Row:
    """A function from the values of the names that the expression reads to its value."""
    names = _Names()
    source = Writer(names.local).value(expression)
    arguments = ", ".join(names.by_code.values())
    namespace = dict(NAMESPACE)
    exec(compile(f"def run({arguments}): return {source}", "<expression>", "exec"), namespace)
    run = namespace["run"]
    assert callable(run)
    codes = tuple(names.by_code)

    def row(values: Mapping[str, runtime.Given]) -> runtime.Cell:
        result: runtime.Cell = run(*[values[code] for code in codes])
        return result

    return row


class _Names:
    def __init__(self) -> None:
        self.by_code: dict[str, str] = {}

    def local(self, code: str) -> str:
        return self.by_code.setdefault(code, f"v{len(self.by_code)}")


class Writer:
    """Writes expressions; `local` gives the Python name of a fact, variable or fired code."""

    def __init__(self, local: Callable[[str], str]) -> None:
        self.local = local
        self._numbers = count()

    def value(self, of: ir.Expr) -> str:
        """Source of the value, `None` where it is null."""
        match of:
            case ir.Const(_, value):
                return repr(value) if not isinstance(value, int) or value >= 0 else f"({value})"
            case ir.Read(_, name):
                return self.local(name)
            case ir.IsNull(inner):
                return f"({self.value(inner)} is None)"
            case ir.Arithmetic():
                return self._arithmetic(of)
            case ir.Negate(_, inner):
                return self._guarded([inner], lambda x: f"-{x}")
            case ir.Absolute(_, inner):
                return self._guarded([inner], lambda x: f"abs({x})")
            case ir.Widen(_, inner, places):
                return self._guarded([inner], lambda x: f"{x} * {10**places}")
            case ir.Round():
                return self._round(of)
            case ir.Compare() | ir.Logic() | ir.Not() | ir.OneOf() | ir.AnyOf():
                return self._truth(of)
            case ir.If(_, condition, then, otherwise):
                return (
                    f"({self.value(then)} if {self.true(condition)} else {self.value(otherwise)})"
                )
            case ir.TextCall():
                return self._text(of)
            case ir.DayPart(_, part, day):
                return self._guarded([day], lambda x: f"{DAY_PARTS.get(part, part)}({x})")
            case ir.AddMonths(_, day, months):
                return self._guarded([day, months], lambda x, y: f"add_months({x}, {y})")
            case ir.First(_, conditions):
                arms = "".join(f"{i} if {self.true(c)} else " for i, c in enumerate(conditions))
                return f"({arms}{len(conditions)})"
            case ir.Mask(_, conditions):
                bits = [f"({2**i} if {self.true(c)} else 0)" for i, c in enumerate(conditions)]
                return f"({' | '.join(bits) or '0'})"
            case ir.Pick(_, code, items):
                return self._guarded([code], lambda x: self._pick(x, items, 0))
            case ir.Fold():
                return self._fold(of)
            case ir.FoldItems():
                return self._fold_items(of)
            case ir.Gather(_, mask, items, order, empty):
                taken = f"gather({self.value(mask)}, {self._tuple(items)}, {order})"
                return f"({taken} or {self._tuple(empty)})"
            case ir.Bucket(_, salt, text):
                return self._guarded([text], lambda x: f"bucket({salt!r}, {x})")
            case _:
                assert_never(of)

    def true(self, of: ir.Expr) -> str:
        """Source that holds exactly where the condition is true."""
        match of:
            case ir.Compare(_, operator, left, right):
                sign = {"less": "<", "less_eq": "<=", "equal": "=="}[operator]
                return self._compared(operator, left, right, sign)
            case ir.Logic(_, operator, _, _):
                parts = [self.true(part) for part in _chain(of)]
                return f"({f' {operator} '.join(parts)})"
            case ir.Not(_, inner):
                return self.false(inner)
            case ir.If(_, condition, then, otherwise):
                return f"({self.true(then)} if {self.true(condition)} else {self.true(otherwise)})"
            case ir.AnyOf(_, mask, members):
                return f"({self.value(mask)} & {sum(2**member for member in members)})"
            case ir.OneOf(_, inner, values):
                return f"({self.value(inner)} in {{{', '.join(map(repr, values))}}})"
            case _:
                source = self.value(of)
                return f"({source} is True)" if of.type.nullable else source

    def false(self, of: ir.Expr) -> str:
        """Source that holds exactly where the condition is false."""
        match of:
            case ir.Compare(_, operator, left, right):
                sign = {"less": ">=", "less_eq": ">", "equal": "!="}[operator]
                return self._compared(operator, left, right, sign)
            case ir.Logic(_, operator, _, _):
                parts = [self.false(part) for part in _chain(of)]
                return f"({(' or ' if operator == 'and' else ' and ').join(parts)})"
            case ir.Not(_, inner):
                return self.true(inner)
            case ir.If(_, condition, then, otherwise):
                return (
                    f"({self.false(then)} if {self.true(condition)} else {self.false(otherwise)})"
                )
            case _ if not of.type.nullable:
                return f"(not {self.true(of)})"
            case _:
                return f"({self.value(of)} is False)"

    def _truth(self, of: ir.Expr) -> str:
        if isinstance(of, ir.AnyOf):
            return f"({self.true(of)} != 0)"
        if not of.type.nullable:
            return self.true(of)
        return f"(True if {self.true(of)} else False if {self.false(of)} else None)"

    def _compared(self, operator: str, left: ir.Expr, right: ir.Expr, sign: str) -> str:
        if operator == "equal":
            return f"({self.value(left)} {sign} {self.value(right)})"
        guards, (a, b) = self._bound([left, right], "is not None")
        return f"({' and '.join([*guards, f'{a} {sign} {b}'])})"

    def _fresh(self) -> str:
        return f"t{next(self._numbers)}"

    def _bound(self, operands: Sequence[ir.Expr], test: str) -> tuple[list[str], list[str]]:
        """Tests of the operands that may be null, and a source for each that is evaluated once."""
        guards, sources = [], []
        for operand in operands:
            source = self.value(operand)
            if operand.type.nullable:
                if isinstance(operand, ir.Read):
                    guards.append(f"{source} {test}")
                else:
                    name = self._fresh()
                    guards.append(f"({name} := {source}) {test}")
                    source = name
            sources.append(source)
        return guards, sources

    def _guarded(self, operands: Sequence[ir.Expr], build: Callable[..., str]) -> str:
        """`build` over the operands, null where one is."""
        guards, sources = self._bound(operands, "is None")
        built = build(*sources)
        return f"(None if {' or '.join(guards)} else {built})" if guards else f"({built})"

    def _arithmetic(self, of: ir.Arithmetic) -> str:
        match of.operator:
            case "add" | "sub" | "mul":
                operands, signs = _operands(of)
                return self._guarded(operands, lambda *xs: _joined(xs, signs))
            case "min" | "max":
                return self._guarded([of.left, of.right], self._extreme(of.operator))
            case "mod":
                return self._divided(of.left, of.right, lambda n, d: f"{n} % {d}")
            case _:
                assert_never(of.operator)

    def _extreme(self, operator: str) -> Callable[[str, str], str]:
        sign = "<=" if operator == "min" else ">="

        def build(left: str, right: str) -> str:
            a, left = self._once(left)
            b, right = self._once(right)
            return f"{a} if {left} {sign} {right} else {b}"

        return build

    def _once(self, source: str) -> tuple[str, str]:
        """A name for a source, and the source that binds it; plain names stay."""
        if source.isidentifier() or source.isdigit():
            return source, source
        name = self._fresh()
        return name, f"({name} := {source})"

    def _divided(
        self, dividend: ir.Expr, divisor: ir.Expr, build: Callable[[str, str], str]
    ) -> str:
        """A division that is null for divisor 0."""
        of = divisor.type
        if not isinstance(of, ir.Num) or not of.lo <= 0 <= of.hi:
            return self._guarded([dividend, divisor], build)

        def guarded_zero(n: str, d: str) -> str:
            name, binding = self._once(d)
            return f"(None if {binding} == 0 else {build(n, name)})"

        return self._guarded([dividend, divisor], guarded_zero)

    def _round(self, of: ir.Round) -> str:
        n, d = of.dividend.type, of.divisor.type
        natural = isinstance(n, ir.Num) and isinstance(d, ir.Num) and n.lo >= 0 and d.lo >= 0
        build = _natural(of) if natural else None
        if build is None:
            build = _signed(of.mode)
        return self._divided(of.dividend, of.divisor, build)

    def _text(self, of: ir.TextCall) -> str:
        builders: dict[ir.TextOperator, Callable[..., str]] = {
            "join": lambda a, b: f"{a} + {b}",
            "length": lambda a: f"len({a})",
            "upper": lambda a: f"{a}.upper()",
            "lower": lambda a: f"{a}.lower()",
            "trim": lambda a: f"{a}.strip()",
            "contains": lambda a, b: f"{b} in {a}",
            "starts": lambda a, b: f"{a}.startswith({b})",
            "ends": lambda a, b: f"{a}.endswith({b})",
            "before": lambda a, b: f"before({a}, {b})",
            "after": lambda a, b: f"after({a}, {b})",
            "substring": lambda a, b, c: f"substring({a}, {b}, {c})",
        }
        return self._guarded(of.arguments, builders[of.operator])

    def _tuple(self, items: Sequence[ir.Expr]) -> str:
        return "(" + "".join(f"{self.value(item)}, " for item in items) + ")"

    def _pick(self, code: str, items: Sequence[ir.Expr], first: int) -> str:
        """An indexed tuple for constants; else a binary choice, so that depth stays small."""
        if len(items) == 1:
            return self.value(items[0])
        if all(isinstance(item, ir.Const) for item in items):
            return f"{self._tuple(items)}[{code}{f' - {first}' if first else ''}]"
        half = len(items) // 2
        name, binding = self._once(code)
        low = self._pick(name, items[:half], first)
        high = self._pick(name, items[half:], first + half)
        return f"({low} if {binding} < {first + half} else {high})"

    def _fold(self, of: ir.Fold) -> str:
        name, binding = self._once(self.value(of.mask))
        if of.operator == "count":
            folded = f"{name}.bit_count()"
        else:
            folded = f"{of.operator}(chosen({name}, {self._tuple(of.items)}))"
        return f"({folded} if {binding} else {self.value(of.empty)})"

    def _fold_items(self, of: ir.FoldItems) -> str:
        """One loop over the items, whose fields are names inside it."""
        kind = of.items.type
        assert isinstance(kind, ir.Items)
        fields = {f"{ir.ITEM}{name}": f"i{place}" for place, (name, _) in enumerate(kind.fields)}
        inside = Writer(lambda name: fields.get(name) or self.local(name))
        inside._numbers = self._numbers
        taken, condition = inside.value(of.of), inside.true(of.where)
        test = "" if condition == "True" else f" if {condition}"
        names = "".join(f"{name}, " for name in fields.values())
        listed = f"[{taken} for {names}in {self.value(of.items)}{test}]"
        nothing = "" if of.operator == "sum" else ", default=None"
        if not of.of.type.nullable:
            return f"{of.operator}({listed}{nothing})"
        name, binding = self._once(listed)
        return f"(None if None in {binding} else {of.operator}({name}{nothing}))"


def _chain(of: ir.Expr) -> list[ir.Expr]:
    """The parts of a run of one connective."""
    parts: list[ir.Expr] = []
    waiting = [of]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ir.Logic) and isinstance(of, ir.Logic) and part.operator == of.operator:
            waiting += [part.right, part.left]
        else:
            parts.append(part)
    return parts


def _operands(of: ir.Arithmetic) -> tuple[list[ir.Expr], list[str]]:
    """The operands of a left-deep run of `+ -` or of `*`, and the signs between them."""
    family = ("mul",) if of.operator == "mul" else ("add", "sub")
    left = of.left
    if isinstance(left, ir.Arithmetic) and left.operator in family:
        operands, signs = _operands(left)
    else:
        operands, signs = [left], []
    return [*operands, of.right], [*signs, CHAINS[of.operator]]


def _joined(sources: Sequence[str], signs: Sequence[str]) -> str:
    return sources[0] + "".join(f"{s}{x}" for s, x in zip(signs, sources[1:], strict=True))


def _natural(of: ir.Round) -> Callable[[str, str], str] | None:
    """The rounding of a quotient whose sides are never negative; None where a call is needed."""
    divisor = of.divisor.value if isinstance(of.divisor, ir.Const) else None
    match of.mode:
        case "down" | "floor":
            return lambda n, d: f"{n} // {d}"
        case "half_up" if isinstance(divisor, int) and divisor % 2 == 0 and divisor > 0:
            return lambda n, d: f"({n} + {divisor // 2}) // {d}"
        case _:
            return None


def _signed(mode: ir.RoundingMode) -> Callable[[str, str], str]:
    if mode == "floor":
        return lambda n, d: f"{n} // {d}"
    if mode == "ceiling":
        return lambda n, d: f"-(-{n} // {d})"
    return lambda n, d: f"{ROUNDINGS[mode]}({n}, {d})"
