"""Each number of a flow moved by one step: which moves do cases or the policy reading notice?

`python -m tests.policies.moves [ID …]` prints the share for each flow that ships, and names the
numbers that nobody notices. A step is one unit of a number's last place, up or down; a number
counts as noticed if either is: its flow is refused, a worked case ends otherwise, or the reading
parts from the engine on a seeded applicant.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine import Program
from engine.document import Address, Set, apply
from engine.document.address import address_text
from engine.document.shape import keyed_items
from engine.errors import LoanFoundryError
from tests.policies.agreement import Policy, as_expected, found_in, wanted_of
from tests.policies.plain import Answer, read

NO_NUMBERS = frozenset({"id", "kind", "title", "next", "reason", "sets", "use", "salt"})
"""Fields of nodes that hold names and words, whatever digits stand in them."""
NUMBER = re.compile(r'"[^"]*"|(?<!\w)(?<!\w\.)([0-9]+(?:\.[0-9]+)?)(?!\w)')
"""A number outside quotes; what stands in quotes is passed over."""

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands in a flow."""

    path: tuple[str, ...]
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{address_text((), self.path)}[{self.start}:{self.end}] {self.text}"

    @property
    def text_of(self) -> str:
        """The number as it is written."""
        return self.text[self.start : self.end]

    def moved(self, steps: int) -> str:
        """The text with the number so many steps up."""
        number = Decimal(self.text_of)
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        other = number + steps * Decimal(1).scaleb(exponent)
        return f"{self.text[: self.start]}{other}{self.text[self.end :]}"


@dataclass(frozen=True)
class Judge:
    """What notices a move in a flow: its cases, and the answers of the policy for many people."""

    load: Callable[[Any], Program]
    cases: Sequence[Any]
    answers: Sequence[tuple[Facts, Answer]]

    def notices(self, flow: Any) -> bool:
        """Whether anything of it ends otherwise than it should."""
        try:
            program = self.load(flow)
            return any(self._parts(program)) or any(self._differs(program))
        except LoanFoundryError:
            return True

    def _parts(self, program: Program) -> Iterator[bool]:
        for case in self.cases:
            expected = case["expect"]
            yield as_expected(program.decide(case["facts"]), expected) != expected

    def _differs(self, program: Program) -> Iterator[bool]:
        for facts, answer in self.answers:
            yield found_in(program.decide(facts), answer) != wanted_of(answer)


def judge(
    load: Callable[[Any], Program], cases: Sequence[Any], policy: Policy, people: Sequence[Facts]
) -> Judge:
    """A judge of moves; the policy answers once."""
    return Judge(load, cases, [(facts, policy(read(facts))) for facts in people])


def unnoticed(flow: Any, by: Judge) -> Iterator[tuple[Number, bool]]:
    """Every number of a flow, and whether a move of it is noticed."""
    for number in numbers(("nodes",), flow["nodes"]):
        yield number, any(by.notices(_moved(flow, number, steps)) for steps in (1, -1))


def numbers(path: tuple[str, ...], value: Any) -> Iterator[Number]:
    """The numbers that a part of a flow holds."""
    inner = value if isinstance(value, dict) else dict(keyed_items(value) or {})
    for step, below in inner.items():
        if step not in NO_NUMBERS:
            yield from numbers((*path, step), below)
    if isinstance(value, str):
        for found in NUMBER.finditer(value):
            if found[1] is not None:
                yield Number(path, value, *found.span(1))


def _moved(flow: Any, number: Number, steps: int) -> Any:
    return apply(flow, [Set(Address((), number.path), number.moved(steps))])


def main(wanted: Sequence[str]) -> int:
    """Prints what is noticed of each flow; 1 where it is less than 95 %."""
    from tests.policies.judges import JUDGES

    poor = 0
    for name, (flow, of) in JUDGES.items():
        if wanted and name not in wanted:
            continue
        found = list(unnoticed(flow, of()))
        missed = [number for number, is_noticed in found if not is_noticed]
        share = 1 - len(missed) / max(len(found), 1)
        poor += share < 0.95
        print(f"{name}: {len(found) - len(missed)} / {len(found)} = {share:.1%}")
        for number in missed:
            print(f"    {number}")
    return min(poor, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
