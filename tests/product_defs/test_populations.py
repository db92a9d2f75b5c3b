"""The populations of the templates that ship: kept whole in a file, and every outlet taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from engine import Program
from population import Population, Tally, applicants, facts_for, facts_in, read, tally, write
from tests.flows.shipped import document
from tests.product_defs.templates import STAGES, Stage

FEW, MANY = 2000, 20_000
FOLDERS = sorted({stage.template.path.parent for stage in STAGES})
POPULATIONS = [folder for folder in FOLDERS if (folder / "population.json").exists()]

of_stages = pytest.mark.parametrize(
    "stage", [stage for stage in STAGES if stage.template.path.parent in POPULATIONS], ids=str
)


def programs_of(folder: Path) -> list[Program]:
    """What decides at each stage of a template in each version: people are made for all."""
    return [stage.program for stage in STAGES if stage.template.path.parent == folder]


def population(folder: Path) -> Population:
    """The population of a template."""
    return read(document(folder / "population.json"))


Files = Callable[[Path, int], Path]


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The file of so many people of a template, written once for all that ask for it."""

    def written(folder: Path, count: int) -> Path:
        path = tmp_path_factory.mktemp(folder.name) / "people.parquet"
        made = population(folder)
        title, programs = made.title.zh, programs_of(folder)
        assert write(path, programs, applicants(made, programs, count), title) == count
        return path

    return cache(written)


@pytest.mark.parametrize("folder", POPULATIONS, ids=lambda folder: folder.name)
def test_a_population_is_of_its_template(folder: Path) -> None:
    assert population(folder).of == folder.name
    assert "合成数据" in population(folder).title.zh


@of_stages
def test_a_file_holds_the_facts_of_the_people(people: Files, stage: Stage) -> None:
    folder, program = stage.template.path.parent, stage.program
    made = applicants(population(folder), programs_of(folder), FEW)
    kept = facts_in(people(folder, FEW), program)
    for given, held in zip(made, kept, strict=True):
        normal = [program.intake.normalise(facts) for facts in (facts_for(program, given), held)]
        assert normal[0] == normal[1]


def decided(people: Files, stage: Stage, count: int) -> Tally:
    """What a stage decides of so many; it approves neither few nor most."""
    found = tally(stage.program, facts_in(people(stage.template.path.parent, count), stage.program))
    assert found.people == count
    assert 0.3 < found.approved < 0.8
    return found


@of_stages
def test_some_people_take_no_outlet_that_nobody_can_take(people: Files, stage: Stage) -> None:
    assert stage.untaken <= {*decided(people, stage, FEW).untaken}


@pytest.mark.long
@of_stages
def test_many_people_take_every_other_outlet(people: Files, stage: Stage) -> None:
    assert stage.untaken == {*decided(people, stage, MANY).untaken}
