"""What a stage decides has a schedule and a cost, on request, of products that ship."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine import freeze, load
from engine.document import print_json
from engine.errors import TermsRefused
from engine.product.deciding.program import StageDecision, StageProgram
from engine.product.disclosure import Offer, disclosure
from tests.flows.shipped import DICTIONARY
from tests.house.tree import ROOT
from tests.product_defs.templates import STAGES, Stage, flows

DAY = date(2026, 11, 2)
ASIDE = """
import json, sys, engine
with open(sys.argv[2], encoding="utf-8") as file:
    outcome = engine.load(sys.argv[1]).decide(json.load(file)).outcome
print(outcome, [name for name in sys.modules if name.endswith((".disclosure", ".schedule"))])
"""


def stage(name: str) -> Stage:
    """A stage of a version of a template: `suixiang-v2-apply`."""
    return next(each for each in STAGES if str(each) == name)


def case(of: Stage, state: str, outcome: str | None = None) -> Any:
    """The first worked case that ends so."""
    ends = ((each["facts"], each["expect"]) for each in of.cases)
    return next(
        facts
        for facts, expect in ends
        if (expect["state"], expect.get("outcome")) == (state, outcome)
    )


def decided(of: Stage, state: str = "decided", outcome: str | None = "approve") -> StageDecision:
    """The decision on that case."""
    program = of.program
    assert isinstance(program, StageProgram)
    return program.decide(case(of, state, outcome))


def test_the_offer_of_an_application_is_repaid_and_costs_what_the_product_says() -> None:
    decision = decided(stage("suixiang-v2-apply"))
    found = decision.disclosure(start=DAY)
    assert found.offer.document() == decision.document()["offer"]
    assert len(found.schedule.instalments) == 12
    assert (str(found.interest), str(found.annual_rate.compound)) == ("1323.25", "0.049593")
    assert found.cap.is_kept


def test_a_draw_has_a_schedule_of_its_own() -> None:
    found = decided(stage("cundan-v1-drawdown")).disclosure(start=date(2026, 12, 1))
    rows = found.schedule.instalments
    assert [row.due.isoformat() for row in rows[:2]] == ["2026-12-20", "2027-01-20"]
    assert [str(row.principal) for row in rows] == [*["0.00"] * 5, "50000.00"]


def test_a_day_that_is_not_worked_moves_what_is_due() -> None:
    decision = decided(stage("cundan-v1-drawdown"))
    found = decision.disclosure(start=date(2026, 12, 1), holidays={date(2026, 12, 20)})
    assert found.schedule.instalments[0].due == date(2026, 12, 21)


def test_it_is_no_part_of_the_bytes_and_the_same_each_time() -> None:
    decision = decided(stage("suixiang-v2-apply"))
    before = decision.canonical()
    assert decision.disclosure(start=DAY) == decision.disclosure(start=DAY)
    assert decision.canonical() == before


@pytest.mark.parametrize("of", STAGES, ids=str)
def test_it_is_that_of_the_offer_as_it_is_recorded(of: Stage) -> None:
    decision, program = decided(of), of.program
    assert isinstance(program, StageProgram)
    recorded: Any = decision.document()["offer"]
    found = disclosure(program.product, Offer.read(recorded), start=DAY)
    assert decision.disclosure(start=DAY) == found


@pytest.mark.parametrize("end", [("decided", "decline"), ("decided", "refer"), ("pending", None)])
def test_what_offers_nothing_has_neither_schedule_nor_cost(end: tuple[str, str | None]) -> None:
    decision = decided(stage("suixiang-v2-apply"), *end)
    with pytest.raises(TermsRefused) as refused:
        decision.disclosure(start=DAY)
    (issue,) = refused.value.issues
    assert (issue.code, issue.values["found"]) == ("A321", end[1] or end[0])


def test_a_process_that_only_decides_never_loads_what_schedules_need(tmp_path: Path) -> None:
    of = stage("suixiang-v2-apply")
    release, given = tmp_path / "release.json", tmp_path / "facts.json"
    closed = freeze(of.template.document, dictionary=DICTIONARY, documents=flows())
    release.write_text(print_json(closed), "utf-8")
    given.write_text(json.dumps(case(of, "decided", "approve")), "utf-8")
    command = (sys.executable, "-c", ASIDE, str(release), str(given))
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "approve []\n"


def test_a_release_gives_what_its_draft_gives() -> None:
    of = stage("suixiang-v2-apply")
    closed = freeze(of.template.document, dictionary=DICTIONARY, documents=flows())
    decision = load(closed).decide(case(of, "decided", "approve"))
    assert isinstance(decision, StageDecision)
    assert decision.disclosure(start=DAY) == decided(of).disclosure(start=DAY)
