"""What the offer of a decision costs, beside the decision: `decide --disclosure`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..document import Json, print_json
from ..errors import DocumentRefused
from ..flow.decision import Decision
from ..product.deciding.program import StageDecision
from ..product.disclosure import Disclosure, Known
from ..product.schedule.check import refuse
from .loan_options import Lists, Texts, flag
from .schedule import days_off, document, find_calendar, show_schedule
from .sources import read_day
from .terminal import say
from .voice import TEXTS, Voice

TODAY = "today"


@dataclass(frozen=True, slots=True)
class Draw:
    """When an offer is drawn (the facts' own day unless given), and what else is known of it."""

    start: date | None
    known: Known

    def cost(self, decision: Decision) -> Disclosure | None:
        """What the offer of a decision costs; None where nothing is offered.

        Raises DocumentRefused where no product decided, or no day is known.
        """
        if not isinstance(decision, StageDecision):
            raise DocumentRefused([TEXTS.issue("C507", "product")])
        if decision.offer is None:
            return None
        start = self.start or read_day(_text(decision.facts.get(TODAY)))
        if start is None:
            raise DocumentRefused([TEXTS.issue("C501", "start", option="--start")])
        return decision.disclosure(start=start, **self.known)


def read_draw(flow: Path, given: Texts) -> Draw:
    """The draw that options speak of; work calendars are found around the product's file.

    Raises TermsRefused with every fault of a plan.
    """
    lists = Lists(given)
    refuse(lists.faults)
    known = lists.known(given, days_off(given.get("calendar") or find_calendar(flow)))
    return Draw(read_day(given.get("start")), known)


def refuse_foreign(given: Texts) -> None:
    """Refuses the options that mean nothing without a disclosure."""
    if given:
        raise DocumentRefused([TEXTS.issue("C508", name, option=flag(name)) for name in given])


def disclosed(decision: Decision, cost: Disclosure | None, *, one_line: bool) -> str:
    """The decision with its schedule and its costs, as `schedule` spells them, for machines."""
    costs = {} if cost is None else document(cost.schedule, cost.annual_rate, cost)
    whole: dict[str, Json] = {"decision": decision.document(), "disclosure": None, **costs}
    return json.dumps(whole, ensure_ascii=False) + "\n" if one_line else print_json(whole)


def show_cost(cost: Disclosure | None, voice: Voice) -> None:
    """Prints the instalments and what all of it costs a year."""
    if cost is None:
        say(voice.say("nothing offered"))
    else:
        show_schedule(cost.schedule, cost.annual_rate, cost, voice)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
