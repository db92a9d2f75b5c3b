"""Collections and the facts that fold them: which items stay, and what is made of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .. import ir
from ..dictionary import AnyFold, Collection, Fold, Keep, MeasureFold
from ..feel import expression
from ..feel.comparisons import all_of
from ..feel.entries import item_names, items_type
from ..feel.expression import Typed
from ..feel.folds import Over, fires, folded
from ..feel.scope import Scope
from ..issues import Issue
from ..values import Unknown


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact is computed: its value, the names that it comes from, and what was found.

    `respelled` holds by address what a release spells otherwise.
    """

    expression: ir.Expr
    names: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    respelled: Mapping[str, str] = field(default_factory=dict)


Conditions = Mapping[str, tuple[str, Typed]]
"""Conditions by their addresses: as they are written, and typed."""


@dataclass(frozen=True)
class Collected:
    """A collection as a fold reads it."""

    code: str
    collection: Collection
    facts: Scope

    @cached_property
    def type(self) -> ir.Items:
        """The collection's type in the core."""
        return items_type(self.collection)

    @cached_property
    def scope(self) -> Scope:
        """What a keep and a fold may read: facts, and the fields of an item."""
        return Scope.of([*self.facts.names.values(), *item_names(self.collection)])

    @cached_property
    def keeps(self) -> Mapping[str, Typed]:
        """The condition of each keep by its id; it may be null."""
        return {
            keep.id: expression.condition(keep.when, self.scope, f"{self.keep_at(keep)}/when")
            for keep in self.collection.keep
        }

    @cached_property
    def stays(self) -> tuple[ir.Expr, ...]:
        """Conditions that an item must meet to stay, as true ones."""
        return tuple(
            fires(self.keeps[keep.id].expression, keep.unknown) for keep in self.collection.keep
        )

    @property
    def names(self) -> frozenset[str]:
        """The facts that its keeps read."""
        return _facts(self.keeps.values())

    @property
    def reasons(self) -> frozenset[str]:
        """Why an item may be left out."""
        return frozenset(keep.reason for keep in self.collection.keep)

    @property
    def issues(self) -> Iterator[Issue]:
        """What its keeps' conditions have amiss."""
        for keep in self.collection.keep:
            at = self.keep_at(keep)
            typed = self.keeps[keep.id]
            yield from typed.issues
            yield from _unsaid({f"{at}/when": (keep.when, typed)}, at, keep.unknown)

    @property
    def respelled(self) -> Mapping[str, str]:
        """The conditions of keeps that a release spells otherwise, by address."""
        keeps = self.collection.keep
        return _respelled((f"{self.keep_at(keep)}/when", self.keeps[keep.id]) for keep in keeps)

    def folded(self, fold: Fold, at: str, target: ir.Type) -> Derivation:
        """The value of a fold at an address, fitted to its fact."""
        tests = self._tests(fold, at)
        where = [fires(typed.expression, fold.unknown) for _, typed in tests.values()]
        over = Over(ir.Read(self.type, self.code), all_of([*self.stays, *where]))
        text = fold.of if isinstance(fold, MeasureFold) else None
        value = folded(fold.do, text, over, self.scope, at=at, target=target)
        parts = [(place, typed) for place, (_, typed) in tests.items()] + [(f"{at}/of", value)]
        found = (issue for _, typed in parts for issue in typed.issues)
        return Derivation(
            value.expression,
            frozenset((self.code, *self.names, *_facts(typed for _, typed in parts))),
            (*found, *_unsaid(tests, at, fold.unknown)),
            _respelled(parts),
        )

    def _tests(self, fold: Fold, at: str) -> Conditions:
        """What a fold asks of each item that stays."""
        texts = {"where": fold.where, "of": fold.of if isinstance(fold, AnyFold) else None}
        return {
            (place := f"{at}/{name}"): (text, expression.condition(text, self.scope, place))
            for name, text in texts.items()
            if text is not None
        }

    def keep_at(self, keep: Keep) -> str:
        """The address of a keep."""
        return f"dictionary:collections/{self.code}/keep/{keep.id}"


def _facts(parts: Iterable[Typed]) -> frozenset[str]:
    """The names that parts read beside those of an item."""
    names = frozenset[str]().union(*(typed.names for typed in parts))
    return frozenset(name for name in names if not name.startswith(ir.ITEM))


def _respelled(parts: Iterable[tuple[str, Typed]]) -> Mapping[str, str]:
    return {at: typed.respelled for at, typed in parts if typed.respelled is not None}


def _unsaid(tests: Conditions, at: str, unknown: Unknown | None) -> Iterator[Issue]:
    """`unknown` is written exactly where one of the conditions for which it speaks may be null."""
    nullable = [place for place, (_, typed) in tests.items() if typed.expression.type.nullable]
    if unknown is None:
        for place in nullable:
            text, _ = tests[place]
            yield expression.undecided(place, "unknown", text, '"skip" / "fire"')
    elif not nullable:
        yield expression.needless(at, "unknown")
