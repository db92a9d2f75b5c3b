"""What fired in a table, and how it is said."""

from __future__ import annotations

from ...node import Speaker, Trace
from .check import TEXTS
from .order import row_order
from .spec import FOLDS, LISTS, Table

ELSE = "else"


def fired(spec: Table, trace: Trace) -> tuple[str, ...]:
    """The rows that hit, in the order in which they are tried; `else` where none did."""
    code = trace if isinstance(trace, int) else 0
    order = row_order(spec)
    if spec.hit in LISTS or spec.hit in FOLDS:
        hits = [spec.rows[index].id for bit, index in enumerate(order) if code >> bit & 1]
    else:
        hits = [spec.rows[order[code]].id] if code < len(order) else []
    return tuple(hits) or ((ELSE,) if spec.otherwise is not None else ())


def part(fired: str) -> str:
    """The address of a row by its fired id."""
    return ELSE if fired == ELSE else f"rows/{fired}"


def sentence(spec: Table, fired: str, speaker: Speaker) -> str:
    """The row by its condition, and what it sets."""
    row = next((row for row in spec.rows if row.id == fired), None)
    then = row.then if row else spec.otherwise or {}
    sets = TEXTS.word("and", speaker.language).join(
        f"{speaker.labels.get(output.sets, output.sets)} = {then[output.id]}"
        for output in spec.out
        if output.id in then
    )
    if row is None:
        return TEXTS.word("otherwise", speaker.language).format(sets=sets)
    when = condition(spec, fired, speaker)
    return TEXTS.word("row", speaker.language).format(when=when, sets=sets)


def condition(spec: Table, row_id: str, speaker: Speaker) -> str:
    """A row's cells as one condition."""
    row = next(row for row in spec.rows if row.id == row_id)
    cells = [
        f"{speaker.expression(column.of)} {speaker.cell(row.conditions[column.id])}"
        for column in spec.columns
        if column.id in row.conditions
    ]
    return TEXTS.word("and", speaker.language).join(cells) or TEXTS.word("any", speaker.language)


def summary(spec: Table, speaker: Speaker) -> str:
    """How many rows there are, and the hit policy."""
    policy = TEXTS.word(f"hit {spec.hit}", speaker.language)
    return TEXTS.word("summary", speaker.language).format(count=len(spec.rows), policy=policy)
