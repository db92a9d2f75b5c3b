"""Which people are worth a look: the next of an outcome, and a few with a name."""

from __future__ import annotations

from collections.abc import Mapping

from engine.flow.decision import Ending

from .population import Run


def following(run: Run, number: int, outcome: Ending) -> int | None:
    """The next person, after the last one the first, who ends so; None where nobody does.

    Numbers count from 0.
    """
    people = len(run.passages)
    around = ((number + step) % people for step in range(1, people + 1))
    return next((each for each in around if run.passages[each].outcome == outcome), None)


def named_examples(run: Run) -> Mapping[str, int]:
    """People to begin with by what is telling about them; a name that fits nobody is left out.

    Approved and repaid, approved and gone bad, declined although the loan was repaid, declined for
    most reasons, referred, and the highest score that is declined.
    """
    people = range(len(run.people))
    ended = [(run.passages[i].outcome, run.people[i].bad) for i in people]
    declined = [i for i in people if ended[i][0] == "decline"]
    reasons = {i: len(run.decisions[i].reasons) for i in declined}
    found = {
        "approved repaid": _first(ended, ("approve", False)),
        "approved bad": _first(ended, ("approve", True)),
        "declined repaid": _first(ended, ("decline", False)),
        "most reasons": max(declined, key=lambda i: (reasons[i], -i), default=None),
        "referred": next((i for i in people if ended[i][0] == "refer"), None),
    }
    return {name: number for name, number in found.items() if number is not None}


def _first(ended: list[tuple[Ending | None, bool]], wanted: tuple[Ending, bool]) -> int | None:
    return next((i for i, end in enumerate(ended) if end == wanted), None)
