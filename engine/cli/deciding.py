"""`decide`: one applicant's facts in JSON, or many applicants in CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from ..document import print_json, read_json
from ..flow.decision import Decision
from ..flow.program import Program
from ..issues import Language
from .door import argument, door, option
from .export import as_csv, as_json_lines
from .rows import Row, decide_rows, read_applicants
from .sources import STANDARD_INPUT, located, read_input, read_program, write_output
from .voice import Voice
from .voice import print_json as print_line

Form = Literal["csv", "jsonl"]
FORMS: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl"}
ENDS = ("approve", "decline", "refer", "pending")


@door
def decide(
    flow: Annotated[Path, argument("flow")],
    facts: Annotated[Path, argument("facts")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    out: Annotated[Path | None, option("out")] = None,
    form: Annotated[Form | None, option("format")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Decides one applicant (JSON) or a table of applicants (CSV)."""
    program = read_program(flow, dictionary)
    wanted = form or (FORMS.get(out.suffix.lower()) if out else None)
    if not is_table(facts, wanted):
        _deliver(decide_one(program, facts, one_line=as_json), out)
        return
    form = wanted or ("jsonl" if as_json else "csv")
    voice = Voice.of(language)
    decisions, text = _decide_table(program, facts, form, voice)
    _deliver(text, out)
    if out is not None:
        _summarise(decisions, out, voice, as_json=as_json)


def is_table(facts: Path, wanted: Form | None) -> bool:
    """Whether facts come as CSV: by the file's ending; from the standard input by what goes out."""
    return facts.suffix.lower() == ".csv" or (facts == STANDARD_INPUT and wanted is not None)


def decide_one(program: Program, facts: Path, *, one_line: bool) -> str:
    """The decision document on the facts of a JSON file."""
    decision = decision_on(program, facts)
    if one_line:
        return decision.canonical().decode("utf-8") + "\n"
    return print_json(decision.document())


def decision_on(program: Program, facts: Path) -> Decision:
    """The decision on the facts of a JSON file, of the standard input for `-`."""
    content = read_input(facts)
    with located(facts):
        given: Any = read_json(content, numbers_as=Decimal)
    return program.decide(given)


def _decide_table(
    program: Program, facts: Path, form: Form, voice: Voice
) -> tuple[Sequence[Decision], str]:
    content = read_input(facts)
    with located(facts):
        applicants = read_applicants(content, program)
    decisions = decide_rows(program, applicants, watched(applicants.rows, voice))
    if form == "jsonl":
        return decisions, as_json_lines(decisions)
    return decisions, as_csv(program, applicants, decisions)


def watched(rows: Sequence[Row], voice: Voice) -> Iterator[Row]:
    """The rows, with a progress bar on a terminal's error stream."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(rows, voice.say("deciding"), console=console, disable=not console.is_terminal)


def _deliver(text: str, out: Path | None) -> None:
    content = text.encode("utf-8")
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_output(out, content)


def _summarise(decisions: Iterable[Decision], out: Path, voice: Voice, *, as_json: bool) -> None:
    ends: Counter[str] = Counter(decision.outcome or decision.state for decision in decisions)
    counts = {end: ends[end] for end in ENDS}
    rows = sum(counts.values())
    if as_json:
        print_line({"rows": rows, **counts, "out": str(out)})
    else:
        typer.echo(voice.say("decided", rows=rows, out=out, **counts))
