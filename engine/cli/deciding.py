"""`decide`: one applicant's facts in JSON, or many applicants in CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from ..document import print_json, read_json
from ..errors import DocumentRefused
from ..flow.decision import Decision
from ..flow.program import Program
from ..issues import Language
from ..product.disclosure import Disclosure
from ..release.replaying import record_line
from .disclosing import disclosed, read_draw, refuse_foreign, show_cost
from .door import argument, door, option
from .export import as_csv, as_json_lines, result_columns
from .rows import decide_rows, read_applicants
from .sources import STANDARD, located, read_input, read_program, target, write_output
from .terminal import put_json, say, watched
from .voice import TEXTS, Voice

Form = Literal["csv", "jsonl"]
FORMS: dict[str, Form] = {".csv": "csv", ".jsonl": "jsonl"}
ENDS = ("approve", "decline", "refer", "pending")


@door
def decide(
    flow: Annotated[Path, argument("flow")],
    facts: Annotated[Path, argument("facts")],
    dictionary: Annotated[Path | None, option("dictionary")] = None,
    stage: Annotated[str | None, option("stage")] = None,
    out: Annotated[Path | None, option("out")] = None,
    record: Annotated[Path | None, option("record")] = None,
    form: Annotated[Form | None, option("format")] = None,
    with_disclosure: Annotated[bool, option("disclosure")] = False,
    start: Annotated[str | None, option("start")] = None,
    calendar: Annotated[Path | None, option("calendar")] = None,
    due_day: Annotated[str | None, option("due-day")] = None,
    plan: Annotated[list[str] | None, option("plan")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Decides one applicant (JSON) or a table of applicants (CSV).

    `record` takes each decision with its facts, so that it can be decided again. With
    `with_disclosure` the instalments and all costs of what is offered to one applicant come too.
    """
    chosen = {"start": start, "calendar": calendar, "due_day": due_day, "plan": plan}
    said = {name: value for name, value in chosen.items() if value is not None}
    if not with_disclosure:
        refuse_foreign(said)
    draw = read_draw(flow, said) if with_disclosure else None
    program = read_program(flow, dictionary, stage)
    file = target(out)
    asked = form or (FORMS.get(file.suffix.lower()) if file else None)
    wanted = asked or ("jsonl" if as_json else None)
    voice = Voice.of(language)
    if not is_table(facts, asked):
        decision, text = decide_one(program, facts, wanted)
        if draw is None:
            write_output(file, text)
        else:
            _disclose(decision, draw.cost(decision), file, wanted, voice)
        _keep([decision], record)
        return
    if draw is not None:
        with located(facts):
            raise DocumentRefused([TEXTS.issue("C506", "")])
    decisions, text = decide_table(program, facts, wanted or "csv", voice)
    write_output(file, text)
    _keep(decisions, record)
    if file is not None:
        _summarise(decisions, file, voice, as_json=as_json)


def _disclose(
    decision: Decision,
    cost: Disclosure | None,
    file: Path | None,
    form: Form | None,
    voice: Voice,
) -> None:
    """Writes a decision with what its offer costs; people get a table below the decision."""
    if file is None and form is None:
        write_output(None, print_json(decision.document()))
        show_cost(cost, voice)
    else:
        write_output(file, disclosed(decision, cost, one_line=form == "jsonl"))


def _keep(decisions: Iterable[Decision], record: Path | None) -> None:
    """Writes the records of decisions, one a line, where somebody wants them."""
    if record is not None:
        write_output(record, "".join(map(record_line, decisions)))


def is_table(facts: Path, asked: Form | None) -> bool:
    """Whether facts come as CSV: by the file's ending; from the standard input by what goes out."""
    return facts.suffix.lower() == ".csv" or (facts == STANDARD and asked is not None)


def decide_one(program: Program, facts: Path, form: Form | None) -> tuple[Decision, str]:
    """The decision on the facts of a JSON file, and its document; in one line for `jsonl`."""
    if form == "csv":
        with located(facts):
            raise DocumentRefused([TEXTS.issue("C104", "")])
    decision = decision_on(program, facts)
    one_line = form == "jsonl"
    return decision, as_json_lines([decision]) if one_line else print_json(decision.document())


def decision_on(program: Program, facts: Path) -> Decision:
    """The decision on the facts of a JSON file, of the standard input for `-`."""
    content = read_input(facts)
    with located(facts):
        given: Any = read_json(content, numbers_as=Decimal)
        return program.decide(given)


def decide_table(
    program: Program, facts: Path, form: Form, voice: Voice
) -> tuple[Sequence[Decision], str]:
    """The decisions on the rows of a CSV file, and the text that they are written as."""
    content = read_input(facts)
    with located(facts):
        applicants = read_applicants(content, program)
        columns = result_columns(program, applicants.header) if form == "csv" else ()
        rows = watched(applicants.rows, voice.say("deciding"))
        decisions = decide_rows(program, applicants, rows)
    if form == "jsonl":
        return decisions, as_json_lines(decisions)
    return decisions, as_csv(applicants, columns, decisions)


def _summarise(decisions: Iterable[Decision], out: Path, voice: Voice, *, as_json: bool) -> None:
    ends: Counter[str] = Counter(decision.outcome or decision.state for decision in decisions)
    counts = {end: ends[end] for end in ENDS}
    rows = sum(counts.values())
    if as_json:
        put_json({"rows": rows, **counts, "out": str(out)})
    else:
        say(voice.say("decided", rows=rows, out=out, **counts))
