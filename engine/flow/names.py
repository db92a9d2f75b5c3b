"""The names of a flow: which facts it can read, where they come from, and their types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from .. import ir
from ..dictionary import Entries, Fact, Fold
from ..feel import expression
from ..feel.builtins.calendar import FIRST, LAST
from ..feel.entries import (
    RESERVED,
    core_type,
    fact_name,
    parameter_name,
    reserved_name,
    variable_name,
)
from ..feel.meaning import HOLE
from ..feel.scope import Scope
from ..issues import Catalogue, Issue
from .folds import Collected, Derivation
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
    def collections(self) -> Mapping[str, Collected]:
        """The collections of the dictionary as folds read them."""
        return {
            code: Collected(code, collection, self.fact_scope)
            for code, collection in self.entries.collections.items()
        }

    @cached_property
    def derived(self) -> Mapping[str, Derivation]:
        """How each derived fact and each fold is computed.

        The value has the fact's places; whether it lies in its domain is seen at the border.
        """
        found = {}
        for code, fact in self.entries.facts.items():
            if fact.derive is not None:
                found[code] = self._derivation(fact.derive, f"{_place(code)}/derive", fact)
            elif fact.fold is not None:
                found[code] = self._folded(fact.fold, f"{_place(code)}/fold", fact)
        return found

    def _derivation(self, text: str, at: str, fact: Fact) -> Derivation:
        typed = expression.assigned(text, self.fact_scope, at, _target(fact))
        respelled = {} if typed.respelled is None else {at: typed.respelled}
        return Derivation(typed.expression, typed.names, typed.issues, respelled)

    def _folded(self, fold: Fold, at: str, fact: Fact) -> Derivation:
        items = self.collections.get(fold.over)
        if items is None:
            return Derivation(HOLE, issues=(TEXTS.issue("F191", f"{at}/over", name=fold.over),))
        found = items.folded(fold, at, _target(fact))
        if found.expression.type.nullable and not fact.nullable:
            return replace(found, issues=(*found.issues, TEXTS.issue("F192", at)))
        return found

    @cached_property
    def fact_scope(self) -> Scope:
        """What a derived fact may read: facts and what was asked for."""
        facts = (fact_name(code, fact) for code, fact in self.entries.facts.items())
        return Scope.of([*(reserved_name(code) for code in RESERVED), *facts])

    def roots(self, code: str) -> frozenset[str]:
        """The given facts and collections that a fact comes from: itself, or what it is made of."""
        seen: set[str] = set()
        roots: set[str] = set()
        waiting = [code]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in self.derived:
                waiting.extend(self.derived[name].names)
            else:
                roots.add(name)
        return frozenset(roots)

    def derivation_order(self, used: Iterable[str]) -> list[str]:
        """The derived facts among `used` and what they need, each after what it reads."""
        needed: dict[str, list[str]] = {}
        waiting = sorted(self.derived.keys() & set(used))
        while waiting:
            code = waiting.pop()
            if code not in needed:
                needed[code] = self._derived_behind(code)
                waiting += needed[code]
        return list(TopologicalSorter(needed).static_order())

    def _derived_behind(self, code: str) -> list[str]:
        return sorted(self.derived[code].names & self.derived.keys())

    def circles(self) -> Iterable[Issue]:
        """A derived fact that comes from itself."""
        try:
            behind = {code: self._derived_behind(code) for code in sorted(self.derived)}
            TopologicalSorter(behind).prepare()
        except CycleError as found:
            path: list[str] = found.args[1]
            word = "fold" if self.entries.facts[path[0]].fold is not None else "derive"
            at = f"{_place(path[0])}/{word}"
            yield TEXTS.issue("F154", at, name=path[0], path=" → ".join(reversed(path)))


def _place(code: str) -> str:
    return f"dictionary:facts/{code}"


def _target(fact: Fact) -> ir.Scalar:
    """The type that a computed value must fit: bounds and null are looked at at the border."""
    return _unbounded(core_type(fact, nullable=True))


def _unbounded(of: ir.Scalar) -> ir.Scalar:
    """The type without the bounds that only the border looks at."""
    match of:
        case ir.Num():
            return replace(of, lo=1 - ir.INTERMEDIATE_LIMIT, hi=ir.INTERMEDIATE_LIMIT - 1)
        case ir.Date():
            return replace(of, lo=FIRST, hi=LAST)
        case ir.Text():
            return replace(of, most=ir.STORED_LIMIT, values=None)
        case _:
            return of
