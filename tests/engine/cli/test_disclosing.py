"""`decide --disclosure`: what an offer costs comes with the decision, of one applicant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine import freeze
from tests.engine.cli.policy import FACTS, Document, answer, house, put, run
from tests.flows.shipped import DICTIONARY
from tests.product_defs.templates import STAGES, Stage, flows

CREDIT, DRAWN = "suixiang-v2-apply", "cundan-v1-drawdown"


def stage(name: str) -> Stage:
    """A stage of a version of a template that ships."""
    return next(each for each in STAGES if str(each) == name)


def facts(name: str, outcome: str) -> Any:
    """The facts of the first worked case that ends so."""
    cases = ((each["facts"], each["expect"]) for each in stage(name).cases)
    return next(given for given, expect in cases if expect.get("outcome") == outcome)


@pytest.fixture(scope="module")
def credit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a release of the credit product."""
    product = stage(CREDIT).template.document
    release: Document = dict(freeze(product, dictionary=DICTIONARY, documents=flows()))
    return put(tmp_path_factory.mktemp("credit"), "release.json", release)


def given(folder: Path, name: str = CREDIT, outcome: str = "approve") -> Path:
    """The file of those facts."""
    return put(folder, "facts.json", facts(name, outcome))


def told(*arguments: str | Path) -> list[str]:
    """The issues of a command that is refused."""
    result = run("decide", *arguments, "--json")
    assert result.exit_code == 2, result.output
    return [f"{issue['code']} {issue['at']}" for issue in json.loads(result.stdout)["issues"]]


def test_machines_get_the_decision_its_schedule_and_its_cost(credit: Path, tmp_path: Path) -> None:
    applicant = given(tmp_path)
    found = answer("decide", credit, applicant, "--disclosure")
    assert [*found] == ["decision", "disclosure", "instalments", "totals", "annual_rate"]
    assert found["decision"] == answer("decide", credit, applicant)
    assert found["disclosure"]["offer"] == found["decision"]["offer"]
    assert found["disclosure"]["start"] == facts(CREDIT, "approve")["today"]
    assert found["instalments"][-1]["remaining"] == "0.00"
    assert len(found["instalments"]) == found["disclosure"]["instalments"] == 12


def test_the_figures_are_those_of_the_schedule_command(credit: Path, tmp_path: Path) -> None:
    found = answer("decide", credit, given(tmp_path), "--disclosure", "--start", "2027-01-08")
    offer = found.pop("decision")["offer"]
    lent = answer(
        "schedule", "--product", credit, "--start", "2027-01-08", "--line", offer["line"],
        "--principal", offer["amount"], "--annual-rate", offer["annual_rate"],
        "--terms", str(offer["term_months"]), "--method", offer["method"],
    )  # fmt: skip
    assert found == lent


def test_the_customer_s_own_due_day_and_plan_are_taken(credit: Path, tmp_path: Path) -> None:
    own = ("--disclosure", "--start", "2027-01-08")
    same = answer("decide", credit, given(tmp_path), *own, "--due-day", "8")
    assert same == answer("decide", credit, given(tmp_path), *own)
    for choice, wanted in (
        (("--due-day", "15"), "S115 due/first_due"), (("--due-day", "0"), "S104 due/day"),
        (("--plan", "1=5"), "S123 plan"), (("--plan", "1"), "C502 plan"),
    ):  # fmt: skip
        assert told(credit, given(tmp_path), *own, *choice) == [wanted]


def test_people_get_a_table_and_the_rate_below_the_decision(credit: Path, tmp_path: Path) -> None:
    applicant = given(tmp_path)
    decision = run("decide", credit, applicant).stdout
    shown = run("decide", credit, applicant, "--disclosure", "--language", "zh").stdout
    assert shown.startswith(decision)
    assert "剩余本金" in shown
    assert shown.splitlines()[-1] == "年化成本：单利 4.8500%，复利 4.9593%"


def test_a_draw_of_a_product_s_draft_is_moved_over_days_off(tmp_path: Path) -> None:
    path, applicant = stage(DRAWN).template.path, given(tmp_path, DRAWN)
    drawn = ("decide", path, applicant, "--stage", "drawdown", "--disclosure")
    found = answer(*drawn, "--start", "2026-12-01")
    assert found["decision"]["stage"] == "drawdown"
    assert found["instalments"][0]["due"] == "2026-12-21", "the 20th is a Sunday"
    calendar = {
        "format": "loanfoundry.reference/1", "id": "calendar", "title": {"zh": "假期"},
        "calendars": {"2026": {
            "holidays": {"days": {
                "title": {"zh": "假期"}, "from": "2026-12-20", "to": "2026-12-22", "worked": {},
            }},
            "working_days": 259, "basis": "law", "source": {"zh": "通知"}, "checked": None,
        }},
    }  # fmt: skip
    other = put(tmp_path, "calendar.json", calendar)
    moved = answer(*drawn, "--start", "2026-12-01", "--calendar", other)
    assert moved["instalments"][0]["due"] == "2026-12-23"


def test_what_is_declined_is_told_and_has_no_disclosure(credit: Path, tmp_path: Path) -> None:
    applicant = given(tmp_path, outcome="decline")
    found = answer("decide", credit, applicant, "--disclosure")
    assert [*found] == ["decision", "disclosure"]
    assert (found["decision"]["outcome"], found["disclosure"]) == ("decline", None)
    shown = run("decide", credit, applicant, "--disclosure", "--language", "en")
    assert shown.exit_code == 0
    assert shown.stdout.endswith("nothing is offered, so there is neither a schedule nor a cost\n")


def test_a_file_takes_all_of_it_and_a_record_the_decision_alone(
    credit: Path, tmp_path: Path
) -> None:
    applicant, out, record = given(tmp_path), tmp_path / "found.json", tmp_path / "records.jsonl"
    result = run("decide", credit, applicant, "--disclosure", "--out", out, "--record", record)
    assert result.stdout == ""
    assert json.loads(out.read_text("utf-8")) == answer("decide", credit, applicant, "--disclosure")
    (line,) = record.read_text("utf-8").splitlines()
    assert json.loads(line)["decision"] == answer("decide", credit, applicant)


def test_it_is_for_one_applicant(credit: Path, tmp_path: Path) -> None:
    table = put(tmp_path, "applicants.csv", "today\n2026-11-02\n")
    assert told(credit, table, "--disclosure") == ["C506 "]


def test_a_flow_alone_costs_nothing_that_is_known(tmp_path: Path) -> None:
    assert told(house(tmp_path), put(tmp_path, "facts.json", FACTS), "--disclosure") == [
        "C507 product"
    ]


def test_the_options_of_a_draw_mean_nothing_alone(credit: Path, tmp_path: Path) -> None:
    options = ("--start", "2026-12-01", "--calendar", "calendar.json", "--due-day", "15")
    assert told(credit, given(tmp_path), *options) == [
        "C508 start", "C508 calendar", "C508 due_day",
    ]  # fmt: skip


def test_a_day_that_does_not_exist_is_refused(credit: Path, tmp_path: Path) -> None:
    assert told(credit, given(tmp_path), "--disclosure", "--start", "2026-02-30") == ["C107 "]
