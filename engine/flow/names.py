"""The names of a flow: which facts it can read, where they come from, and their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from .. import ir
from ..dictionary import Entries
from ..feel import expression
from ..feel.entries import (
    RESERVED,
    core_type,
    fact_name,
    parameter_name,
    reserved_name,
    variable_name,
)
from ..feel.scope import Scope
from ..issues import Catalogue, Issue
from ..nodes import BY_KIND
from .schema import Flow

TEXTS = Catalogue.beside(__file__)


@dataclass(frozen=True)
class Names:
    """All names that a flow's expressions may use."""

    flow: Flow
    entries: Entries

    @cached_property
    def scope(self) -> Scope:
        """Reserved names, facts, variables that are no lists, and parameters."""
        names = [reserved_name(code) for code in RESERVED]
        names += [fact_name(code, fact) for code, fact in self.entries.facts.items()]
        names += [
            variable_name(code, variable)
            for code, variable in self.flow.variables.items()
            if not variable.list
        ]
        names += [parameter_name(code, value) for code, value in self.flow.parameters.items()]
        return Scope.of(names)

    @cached_property
    def types(self) -> Mapping[str, ir.Scalar]:
        """The types of the variables, of a list's items where it is one."""
        return {
            code: core_type(variable, nullable=variable.nullable)
            for code, variable in self.flow.variables.items()
        }

    @cached_property
    def given(self) -> frozenset[str]:
        """The facts that the flow's asks give."""
        return frozenset(
            code for node in self.flow.nodes.values() for code in BY_KIND[node.kind].gives(node)
        )

    @cached_property
    def derived(self) -> Mapping[str, tuple[ir.Expr, frozenset[str], tuple[Issue, ...]]]:
        """Each derived fact: its value, the facts that it reads, and its issues."""
        found = {}
        for code, fact in self.entries.facts.items():
            if fact.derive is not None:
                at = f"dictionary:facts/{code}/derive"
                typed = expression.value(fact.derive, self.fact_scope, at)
                found[code] = (typed.expression, typed.names, typed.issues)
        return found

    @cached_property
    def fact_scope(self) -> Scope:
        """What a derived fact may read: facts and what was asked for."""
        facts = (fact_name(code, fact) for code, fact in self.entries.facts.items())
        return Scope.of([*(reserved_name(code) for code in RESERVED), *facts])

    def roots(self, code: str) -> frozenset[str]:
        """The given facts that a fact comes from: itself, or what it is derived of."""
        seen: set[str] = set()
        roots: set[str] = set()
        waiting = [code]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self.derived:
                waiting.extend(self.derived[name][1])
            else:
                roots.add(name)
        return frozenset(roots)

    def derivation_order(self, used: Iterable[str]) -> list[str]:
        """The derived facts among `used` and what they need, each after what it reads."""
        order: list[str] = []
        entered: set[str] = set()

        def visit(code: str) -> None:
            if code in entered or code not in self.derived:
                return
            entered.add(code)
            for inner in sorted(self.derived[code][1]):
                visit(inner)
            order.append(code)

        for code in sorted(used):
            visit(code)
        return order

    def circles(self) -> Iterable[Issue]:
        """Derived facts that come from themselves."""
        for code in self.derived:
            path = self._circle(code, (code,))
            if path:
                at = f"dictionary:facts/{code}/derive"
                yield TEXTS.issue("F154", at, name=code, path=" → ".join(path))

    def _circle(self, goal: str, path: tuple[str, ...]) -> tuple[str, ...]:
        for inner in sorted(self.derived[path[-1]][1]):
            if inner == goal:
                return (*path, goal)
            if inner in self.derived and inner not in path:
                found = self._circle(goal, (*path, inner))
                if found:
                    return found
        return ()
