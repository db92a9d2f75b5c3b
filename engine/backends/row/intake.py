"""Facts of a host as the normalised values that a walk takes.

`Intake.normalise` reads carefully and lists every fault. `Intake.read` is the same for the usual
spellings, generated and quick; it falls back on `normalise` wherever it is not sure.
"""

from __future__ import annotations

from collections.abc import Mapping

from ... import ir
from ...errors import FactsRefused
from ...issues import Issue
from .items import read_items, unknown_names
from .quick import Facts, Reading, Values, compile_reading
from .runtime import Given
from .scalars import TEXTS, Fault, read_value
from .walk import ABSENT, Absent

UNAVAILABLE = "unavailable"


class Intake:
    """Reads the facts of one flow."""

    def __init__(self, flow: ir.Flow) -> None:
        self.inputs, self.flags = flow.inputs, flow.flags
        self.may_be_empty = flow.may_be_empty
        names = [given.name for given in flow.inputs]
        self.names = [*names, *((UNAVAILABLE,) if flow.flags else ())]
        self.read: Reading = compile_reading(flow.inputs, self.normalise)

    def normalise(self, facts: Facts) -> Values:
        """The values in order of the inputs, `ABSENT` where an ask's fact is not there.

        The last one is the tuple of names that are unavailable.
        Raises FactsRefused with every fault at once.
        """
        if not self.takes(facts):
            raise FactsRefused([TEXTS.issue("A100", "")])
        issues = [*unknown_names(facts, self.names)]
        empty = self._empty(facts)
        values: list[object] = []
        for given in self.inputs:
            found = self._one(given, facts, empty)
            if isinstance(found, list):
                issues += found
            values.append(found)
        values.append(self._unavailable(facts, issues))
        if issues:
            raise FactsRefused(issues)
        return tuple(values)

    def takes(self, facts: object) -> bool:
        """Whether these are facts by name, right or wrong."""
        return isinstance(facts, Mapping)

    def _one(
        self, given: ir.Input, facts: Facts, empty: frozenset[str]
    ) -> Given | Absent | list[Issue]:
        if given.name not in facts:
            return [TEXTS.issue("A101", given.name)] if given.required else ABSENT
        if given.name in empty:
            return None
        if isinstance(given.type, ir.Items):
            return read_items(given.name, given.type, facts[given.name])
        found = read_value(given.type, facts[given.name])
        return [found.issue(given.name)] if isinstance(found, Fault) else found

    def _empty(self, facts: Facts) -> frozenset[str]:
        """Facts of asks that were answered "there is none": all null."""
        groups = (
            group
            for group in self.may_be_empty
            if all(name in facts and facts[name] is None for name in group)
        )
        return frozenset(name for group in groups for name in group)

    def _unavailable(self, facts: Facts, issues: list[Issue]) -> tuple[str, ...]:
        given = facts.get(UNAVAILABLE, [])
        if not self.flags:
            return ()
        if not isinstance(given, list | tuple | set | frozenset):
            issues.append(TEXTS.issue("A103", UNAVAILABLE, wanted='["…"]'))
            return ()
        odd = [name for name in given if name not in self.flags]
        for name in odd:
            known = " / ".join(self.flags)
            found = name[:40] if isinstance(name, str) else type(name).__name__
            issues.append(TEXTS.issue("A109", UNAVAILABLE, found=found, values=known))
        return tuple(flag for flag in self.flags if flag in given)
