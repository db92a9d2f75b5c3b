"""A subflow's block in the names of the whole flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar, assert_never

from .. import ir
from ..node import ByAnswer, ByCode, Ends, Leaves, Lowered

P = TypeVar("P")


@dataclass
class Renaming:
    """Gives the names in a lowered node their new names; those private to the block stay."""

    core: Callable[[str], str]
    _done: dict[int, tuple[object, Any]] = field(default_factory=dict)

    def lowered(self, of: Lowered) -> Lowered:
        """The node with its facts and variables renamed."""
        return Lowered(self.part(of.statements), self._leaves(of.leaves))

    def _leaves(self, of: Leaves) -> Leaves:
        match of:
            case ByCode(code, outlets):
                return ByCode(self.part(code), outlets)
            case ByAnswer(gives, flags):
                return ByAnswer(tuple(sorted(set(map(self.core, gives)))), flags)
            case Ends():
                return of
            case _:
                assert_never(of)

    def part(self, of: P) -> P:
        """A part of the core renamed; one that stands in several places is renamed once."""
        if id(of) not in self._done:
            self._done[id(of)] = (of, self._part(of))
        renamed: P = self._done[id(of)][1]
        return renamed

    def _part(self, of: Any) -> Any:
        match of:
            case tuple():
                return tuple(map(self.part, of))
            case ir.Read(_, name) | ir.Let(name, _) if not name.startswith("#"):
                of = replace(of, name=self.core(name))
            case ir.Const():
                return of
        if not isinstance(of, ir.Expr | ir.Let | ir.Fired | ir.Single):
            return of
        inner = {each.name: self.part(getattr(of, each.name)) for each in fields(of)}
        return replace(of, **inner)
