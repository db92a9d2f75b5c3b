"""Expressions that are evaluated beside a walk, on the same normalised facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ... import ir
from .expressions import NAMESPACE, Writer
from .runtime import Cell
from .walk import ABSENT

Beside = Callable[..., tuple[Cell, ...]]
"""Takes the normalised facts, then the values of the names that only the caller knows."""


def compile_beside(
    flow: ir.Flow,
    expressions: Sequence[ir.Expr],
    arguments: Sequence[str] = (),
    defined: Mapping[str, ir.Expr] | None = None,
) -> Beside:
    """A function that gives the values of expressions; of a condition, whether it is true.

    An expression reads the flow's facts and derived facts, `arguments`, and names `defined` by
    expressions. A fact that a way did not ask for is null, and so is one that the flow never reads.
    """
    namespace: dict[str, object] = {**NAMESPACE, "ABSENT": ABSENT}
    source = _Source(flow, arguments, defined or {}).text(expressions)
    exec(compile(source, "<beside>", "exec"), namespace)
    beside = namespace["beside"]
    assert callable(beside)
    return beside


class _Source:
    """Writes results first, so that of what is computed before them only what they read stands."""

    def __init__(
        self, flow: ir.Flow, arguments: Sequence[str], defined: Mapping[str, ir.Expr]
    ) -> None:
        self.flow, self.defined = flow, defined
        self.derived = {derived.name: derived for derived in flow.derived}
        kinds = {"x": [given.name for given in flow.inputs], "d": [*self.derived]}
        kinds |= {"n": [*defined], "a": [*arguments]}
        self.locals = {
            n: f"{kind}{i}" for kind, names in kinds.items() for i, n in enumerate(names)
        }
        self.arguments = [self.locals[name] for name in arguments]
        self.read: set[str] = set()
        self.writer = Writer(self.local)

    def local(self, name: str) -> str:
        """The Python name of a value; null where nothing gives it."""
        self.read.add(name)
        return self.locals.get(name, "None")

    def text(self, expressions: Sequence[ir.Expr]) -> str:
        """The source of the function."""
        results = "".join(f"{self.result(each)}, " for each in expressions)
        named = [self.named(name) for name in [*self.defined][::-1] if name in self.read][::-1]
        derived = [self.derive(d) for d in reversed(self.flow.derived) if d.name in self.read][::-1]
        given = [(i, each) for i, each in enumerate(self.flow.inputs) if each.name in self.read]
        taken = [f"x{i} = values[{i}]" for i, _ in given]
        nulls = [f"if x{i} is ABSENT: x{i} = None" for i, each in given if not each.required]
        head = f"def beside({', '.join(('values', *self.arguments))}):"
        body = [*taken, *derived, *nulls, *named, f"return ({results})"]
        return "\n    ".join([head, *body]) + "\n"

    def named(self, name: str) -> str:
        """The line of a name that an expression defines."""
        return f"{self.local(name)} = {self.writer.value(self.defined[name])}"

    def derive(self, of: ir.Derived) -> str:
        """The line of a derived fact, null where a fact that it comes from is not there."""
        roots = [given for given in self.flow.inputs if given.name in of.inputs]
        tests = [f"{self.local(each.name)} is ABSENT" for each in roots if not each.required]
        tests += [
            f"{self.local(each.name)} is None"
            for each in roots
            if not each.required and not each.type.nullable
        ]
        value = self.writer.value(of.value)
        guarded = f"None if {' or '.join(tests)} else {value}" if tests else value
        return f"{self.local(of.name)} = {guarded}"

    def result(self, of: ir.Expr) -> str:
        """The source of one result."""
        return self.writer.true(of) if isinstance(of.type, ir.Bool) else self.writer.value(of)
