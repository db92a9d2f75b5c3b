"""What fired in a table, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...node import Part, Speaker, Trace
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


def named(spec: Table, path: tuple[str, ...], speaker: Speaker) -> Part | None:
    """A row by its condition, a cell by its row and column."""
    word = partial(TEXTS.word, language=speaker.language)
    match path:
        case ("hit",):
            return Part(word("part hit"), says=lambda hit: word(f"hit {hit}"))
        case ("rows", row_id, *below) if any(row.id == row_id for row in spec.rows):
            row = word("part row")
            name = row.format(when=condition(spec, row_id, speaker))
            whole = Part(name, row.format(when=sentence(spec, row_id, speaker)))
            return _cell(spec, whole, below, speaker)
        case ("else", *below):
            whole = Part(word("part else"), sentence(spec, ELSE, speaker))
            return _cell(spec, whole, ["then", *below] if below else [], speaker)
        case ("in", column_id):
            of = next((c.of for c in spec.columns if c.id == column_id), None)
            if of is not None:
                return Part(word("part column").format(what=speaker.expression(of)))
        case ("out", output_id):
            sets = next((o.sets for o in spec.out if o.id == output_id), None)
            if sets is not None:
                return Part(word("part output").format(what=speaker.labels.get(sets, sets)))
    return None


def _cell(spec: Table, row: Part, below: Sequence[str], speaker: Speaker) -> Part | None:
    """A row, or one of its cells."""
    match below:
        case []:
            return row
        case ["then", output_id]:
            output = next((o for o in spec.out if o.id == output_id), None)
            if output is None:
                return None
            what = speaker.labels.get(output.sets, output.sets)
            name = TEXTS.word("part then", speaker.language).format(row=row.name, what=what)
            return Part(name, says=speaker.expression, stricter=output.stricter)
        case ["if", column_id]:
            of = next((c.of for c in spec.columns if c.id == column_id), None)
            if of is None:
                return None
            what = speaker.expression(of)
            name = TEXTS.word("part if", speaker.language).format(row=row.name, what=what)
            return Part(name, says=speaker.cell)
    return None
