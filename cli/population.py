"""`loanfoundry population`: made-up applicants of a template, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer
from rich.table import Table

from engine import Program
from engine.cli.door import door, option
from engine.cli.sources import located, read_program, read_source
from engine.cli.terminal import put_json, say, show, watched
from engine.cli.voice import Voice
from engine.errors import DocumentRefused
from engine.issues import Language
from population import Population, Tally, applicants, facts_for, read, tally, write
from population.applicants import Facts

from .catalogue import TEXTS, said

BESIDE = "population.json"
ENDS = ("approve", "decline", "refer", "pending")


def _option(name: str, metavar: str, *short: str, **more: Any) -> Any:
    help_text = said(f"help {name}", Voice.of(None))
    return typer.Option(f"--{name}", *short, metavar=metavar, help=help_text, **more)


@door
def population(
    product: Annotated[
        Path, typer.Argument(metavar="PRODUCT", help=said("help sold", Voice.of(None)))
    ],
    out: Annotated[Path, _option("people", "FILE", "-o")],
    count: Annotated[int, _option("count", "N", min=1, max=10_000_000)] = 20_000,
    seed: Annotated[int | None, _option("seed", "N", min=0)] = None,
    spread: Annotated[Path | None, _option("spread", "FILE")] = None,
    as_json: Annotated[bool, option("json")] = False,
    language: Annotated[Language | None, option("language")] = None,
) -> None:
    """Writes people's facts as a Parquet file, and says how each stage of the product decides."""
    voice, file = Voice.of(language), spread or product.with_name(BESIDE)
    programs = stages(read_program(product, None))
    people = Making(read_population(file), programs, count, seed)
    with located(file):
        made = [*people.drawn(said("drawing", voice))]
    _write(out, programs, made, people.population.title.zh)
    tallies = {each.stage: tally(each, (facts_for(each, one) for one in made)) for each in programs}
    if as_json:
        put_json({"people": count, "out": str(out), "stages": _figures(tallies)})
        return
    say(said("drawn", voice, count=count, seconds=f"{people.seconds:.1f}", out=out))
    show(_table(tallies, voice))
    for stage, found in tallies.items():
        for at, outlet in found.untaken:
            say(said("untaken", voice, stage=stage, at=at, outlet=outlet))


def stages(program: Program) -> tuple[Program, ...]:
    """The program of each stage."""
    return tuple(program.at(stage) for stage in program.stages)


def read_population(file: Path) -> Population:
    """The population in a file. Raises DocumentRefused."""
    document = read_source(file)
    with located(file):
        return read(document)


class Making:
    """People being made, and how long that took."""

    def __init__(
        self, of: Population, programs: tuple[Program, ...], count: int, seed: int | None
    ) -> None:
        self.population, self.programs, self.count, self.seed = of, programs, count, seed
        self.seconds = 0.0

    def drawn(self, doing: str) -> Iterator[Facts]:
        """Each of them, with a bar where somebody watches."""
        started = perf_counter()
        people = applicants(self.population, self.programs, self.count, self.seed)
        for _ in watched(range(self.count), doing):
            yield next(people)
        self.seconds = perf_counter() - started


def _write(out: Path, programs: tuple[Program, ...], made: list[Facts], title: str) -> None:
    try:
        write(out, programs, made, title)
    except OSError:
        raise DocumentRefused([TEXTS.issue("C411", "", path=str(out)[:200])]) from None


def _figures(tallies: Mapping[str, Tally]) -> dict[str, object]:
    return {
        stage: {
            **{end: found.ends[end] for end in ENDS},
            "approved": f"{found.approved:.4f}",
            "reasons": dict(found.reasons.most_common()),
            "untaken": [{"at": at, "to": outlet} for at, outlet in found.untaken],
        }
        for stage, found in tallies.items()
    }


def _table(tallies: Mapping[str, Tally], voice: Voice) -> Table:
    table = Table()
    table.add_column(said("column stage", voice))
    for name in (*ENDS, "approved"):
        table.add_column(said(f"column {name}", voice), justify="right")
    for stage, found in tallies.items():
        counts = (str(found.ends[end]) for end in ENDS)
        table.add_row(stage, *counts, f"{found.approved:.1%}")
    return table
