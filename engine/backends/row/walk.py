"""Generates the function that walks a flow's blocks for one applicant.

`walk(values)` takes the normalised facts in the order of the flow's inputs and gives a `Walked`
tuple. Blocks stand in walk order under `if at == i:`, so that ways joining cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, assert_never

from ... import ir
from .expressions import NAMESPACE, Writer
from .runtime import Cell

LADDER = 100
"""Conditions a run of `elif`: Python nests each in the one before, and its depth is limited."""


class Absent:
    """Marks a fact that the host did not give."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()

Traces = tuple[int | tuple[int, ...] | None, ...]


Walked = tuple[int, Traces, tuple[Cell | tuple[Cell, ...], ...], tuple[Cell, ...]]
"""Where a walk ended: the block's index, what fired by block, variables, the offer's terms.

A block of an ask means that the decision is pending. Variables that were not set are None.
"""

Walk = Callable[[Sequence[object]], Walked]
Outside = Callable[[Sequence[object]], None]
Clash = Callable[[int, int, int], None]


def generate(flow: ir.Flow) -> str:
    """The source of `walk`."""
    return _Source(flow).text()


def compile_walk(flow: ir.Flow, *, outside: Outside, clash: Clash) -> Walk:
    """The compiled function.

    `outside(values)` is called where a derived fact leaves its domain, `clash(i, first, second)`
    where two rows of block i hit together and differ; both raise.
    """
    namespace: dict[str, object] = {
        **NAMESPACE, "ABSENT": ABSENT, "outside": outside, "clash": clash,
    }  # fmt: skip
    exec(compile(generate(flow), f"<{flow.blocks[0].node}>", "exec"), namespace)
    walk = namespace["walk"]
    assert callable(walk)
    return walk


class _Source:
    def __init__(self, flow: ir.Flow) -> None:
        self.flow = flow
        self.index = {block.node: i for i, block in enumerate(flow.blocks)}
        self.locals: dict[str, str] = {}
        self.private: dict[str, str] = {}
        self.block = 0
        self.lines: list[str] = []
        for i, given in enumerate(flow.inputs):
            self.locals[given.name] = f"x{i}"
        for i, derived in enumerate(flow.derived):
            self.locals[derived.name] = f"d{i}"
        for i, name in enumerate(flow.variables):
            self.locals[name] = f"v{i}"
        self.writer = Writer(self.local)

    def local(self, name: str) -> str:
        """The Python name of a fact, a variable, or a name private to the block."""
        if name == ir.FIRED:
            return f"f{self.block}"
        if name.startswith("#"):
            return self.private.setdefault(name, f"b{self.block}_{len(self.private)}")
        return self.locals[name]

    def add(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def text(self) -> str:
        self.add(0, "def walk(values):")
        names = "".join(f"x{i}, " for i in range(len(self.flow.inputs)))
        self.add(1, f"({names}unavailable) = values" if names else "(unavailable,) = values")
        self.clear()
        for derived in self.flow.derived:
            self.derive(derived)
        self.add(1, "at = 0")
        for i, block in enumerate(self.flow.blocks):
            self.block, self.private = i, {}
            if i:
                self.add(1, f"if at == {i}:")
            self.statements(2 if i else 1, block)
        return "\n".join(self.lines) + "\n"

    def clear(self) -> None:
        """Unset names are None, so that every end can return the same tuple."""
        names = [f"f{i}" for i, block in enumerate(self.flow.blocks) if keeps(block)]
        names += [f"v{i}" for i in range(len(self.flow.variables))]
        if names:
            self.add(1, " = ".join([*names, "None"]))

    def derive(self, derived: ir.Derived) -> None:
        given = {given.name: given for given in self.flow.inputs}
        name, depth = self.local(derived.name), 1
        asked = [g for g in (given.get(code) for code in derived.inputs) if g and not g.required]
        if asked:
            parts = [f"{self.local(g.name)} is not ABSENT" for g in asked]
            parts += [f"{self.local(g.name)} is not None" for g in asked if not g.type.nullable]
            self.add(1, f"{name} = None")
            self.add(1, f"if {' and '.join(parts)}:")
            depth = 2
        self.add(depth, f"{name} = {self.writer.value(derived.value)}")
        test = outside_test(derived.type, name)
        if test:
            self.add(depth, f"if {test}: outside(values)")

    def statements(self, depth: int, block: ir.Block) -> None:
        for statement in block.statements:
            match statement:
                case ir.Let(name, value):
                    self.assign(depth, self.local(name), value)
                case ir.Fired((only,)):
                    self.assign(depth, f"f{self.block}", only)
                case ir.Fired(values):
                    codes = "".join(f"{self.writer.value(value)}, " for value in values)
                    self.add(depth, f"f{self.block} = ({codes})")
                case ir.Single(mask, _, values):
                    self.single(depth, self.writer.value(mask), values)
                case _:
                    assert_never(statement)
        self.leave(depth, block.exit)

    def single(self, depth: int, hits: str, values: Sequence[Sequence[ir.Expr]]) -> None:
        """The rows' values are computed only where two of them hit."""
        rows = self.tuple([self.tuple([self.writer.value(each) for each in row]) for row in values])
        self.add(depth, f"if {hits} & ({hits} - 1):")
        self.add(depth + 1, f"pair = differing({hits}, {rows})")
        self.add(depth + 1, f"if pair: clash({self.block}, *pair)")

    def assign(self, depth: int, name: str, value: ir.Expr) -> None:
        """A ladder of conditions instead of a nested expression, where there is one."""
        match value:
            case ir.First(_, conditions) if _single_bits(conditions):
                mask = self.writer.value(_mask(conditions[0]))
                lowest = f"({mask} & -{mask}).bit_length() - 1"
                self.add(depth, f"{name} = {lowest} if {mask} else {len(conditions)}")
            case ir.First(_, conditions):
                results = [str(i) for i in range(len(conditions) + 1)]
                self.ladder(depth, name, conditions, results)
            case ir.Mask(_, conditions):
                self.add(depth, f"{name} = 0")
                for i, condition in enumerate(conditions):
                    self.add(depth, f"if {self.writer.true(condition)}: {name} |= {2**i}")
            case _:
                self.add(depth, f"{name} = {self.writer.value(value)}")

    def ladder(
        self, depth: int, name: str, conditions: Sequence[ir.Expr], results: Sequence[str]
    ) -> None:
        """Sets `name` to the result of the first condition that is true, else to the last one."""
        if not conditions:
            self.add(depth, f"{name} = {results[-1]}")
            return
        many = len(conditions) > LADDER
        if many:
            self.add(depth, f"{name} = -1")
        for start in range(0, len(conditions), LADDER):
            inner = depth
            if start:
                self.add(depth, f"if {name} < 0:")
                inner = depth + 1
            for i, condition in enumerate(conditions[start : start + LADDER]):
                word = "elif" if i else "if"
                self.add(
                    inner, f"{word} {self.writer.true(condition)}: {name} = {results[start + i]}"
                )
        if many:
            self.add(depth, f"if {name} < 0: {name} = {results[-1]}")
        else:
            self.add(depth, f"else: {name} = {results[-1]}")

    def leave(self, depth: int, leaving: ir.Go | ir.Ask | ir.End) -> None:
        match leaving:
            case ir.Go(None, (target,)):
                self.add(depth, f"at = {self.index[target]}")
            case ir.Go(ir.First(_, conditions), targets):
                indexes = [str(self.index[target]) for target in targets]
                self.ladder(depth, "at", conditions, indexes)
            case ir.Go(code, targets):
                ways = "".join(f"{self.index[target]}, " for target in targets)
                source = self.writer.value(code) if code is not None else "0"
                self.add(depth, f"at = ({ways})[{source}]")
            case ir.Ask():
                self.ask(depth, leaving)
            case ir.End(offer):
                self.finish(depth, [self.writer.value(value) for _, value in offer])
            case _:
                assert_never(leaving)

    def ask(self, depth: int, asking: ir.Ask) -> None:
        code = f"f{self.block}"
        names = [self.local(name) for name in asking.gives]
        down = " or ".join(f"{flag!r} in unavailable" for flag in asking.flags)
        self.add(depth, f"if unavailable and ({down}):")
        self.add(depth + 1, f"{code} = 2; at = {self.index[asking.unavailable]}")
        absent = " or ".join(f"{name} is ABSENT" for name in names)
        self.add(depth, f"elif {absent}:")
        self.finish(depth + 1, [])
        if asking.empty is not None:
            self.add(depth, f"elif {' is '.join(names)} is None:")
            self.add(depth + 1, f"{code} = 1; at = {self.index[asking.empty]}")
        self.add(depth, "else:")
        self.add(depth + 1, f"{code} = 0; at = {self.index[asking.found]}")

    def finish(self, depth: int, offer: Sequence[str]) -> None:
        fired = [f"f{i}" if keeps(block) else "None" for i, block in enumerate(self.flow.blocks)]
        variables = [f"v{i}" for i in range(len(self.flow.variables))]
        parts = (self.tuple(fired), self.tuple(variables), self.tuple(offer))
        self.add(depth, f"return ({self.block}, {', '.join(parts)})")

    @staticmethod
    def tuple(items: Sequence[str]) -> str:
        return "(" + "".join(f"{item}, " for item in items) + ")"


def keeps(block: ir.Block) -> bool:
    """Whether a block keeps what fired in it."""
    fired = any(isinstance(statement, ir.Fired) for statement in block.statements)
    return fired or isinstance(block.exit, ir.Ask)


def is_outside(of: ir.Scalar, value: Any) -> bool:
    """Whether a value leaves its type."""
    if value is None:
        return not of.nullable
    match of:
        case ir.Num(_, lo, hi) | ir.Date(lo, hi):
            return not lo <= value <= hi
        case ir.Text(most, values):
            return value not in values if values else len(value) > most
        case _:
            return False


def outside_test(of: ir.Scalar, name: str) -> str | None:
    """Source of `is_outside`; None where a value cannot leave its type."""
    match of:
        case ir.Num(_, lo, hi) | ir.Date(lo, hi):
            beyond = f"not {lo} <= {name} <= {hi}"
        case ir.Text(most, values):
            beyond = f"{name} not in {values!r}" if values else f"len({name}) > {most}"
        case _:
            return None if of.nullable else f"{name} is None"
    return f"{name} is not None and {beyond}" if of.nullable else f"{name} is None or {beyond}"


def _single_bits(conditions: Sequence[ir.Expr]) -> bool:
    """Whether the conditions ask a mask for its members in order: its lowest one is wanted."""
    return bool(conditions) and all(
        isinstance(condition, ir.AnyOf) and condition.members == (i,)
        for i, condition in enumerate(conditions)
    )


def _mask(condition: ir.Expr) -> ir.Expr:
    assert isinstance(condition, ir.AnyOf)
    return condition.mask
