"""The whole sample documents: cases, decisions, the release, and the policy read plainly."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine import FactsRefused, Program, check, freeze, load
from engine.document import canonical_bytes, content_name
from tests.house.tree import ROOT
from tests.policies import suixiang_sample as policy
from tests.policies.suixiang_applicants import applicant

SAMPLES = ROOT.parent / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples at {SAMPLES.name}")
FLOW, DICTIONARY = SAMPLES / "suixiang.apply.json", SAMPLES / "dictionary.json"
CASES = [f"a{number:02}" for number in range(1, 17)]


@cache
def sample(name: str) -> Any:
    """A document of the samples."""
    return json.loads((SAMPLES / name).read_text("utf-8"))


@cache
def program() -> Program:
    """The application flow of 随享贷, from its draft."""
    return load(FLOW, dictionary=DICTIONARY)


@cache
def cases() -> dict[str, Any]:
    """The worked applicants by id."""
    return {case["id"]: case for case in sample("cases.json")["cases"]}


def test_the_sample_flow_has_no_issue() -> None:
    assert check(FLOW, dictionary=DICTIONARY) == ()
    assert check(SAMPLES / "suixiang.v2.apply.json", dictionary=DICTIONARY) == ()


def test_the_worked_applicants_are_the_ones_listed_here() -> None:
    assert list(cases()) == CASES


@pytest.mark.parametrize("case_id", CASES)
def test_a_worked_applicant_is_decided_as_written(case_id: str) -> None:
    case = cases()[case_id]
    document: Any = program().decide(case["facts"]).document()
    expected = case["expect"]
    found = {
        **document,
        "reasons": [reason["code"] for reason in document.get("reasons", [])],
        "requests": [request["at"] for request in document.get("requests", [])],
        "outputs": {
            name: document.get("outputs", {}).get(name) for name in expected.get("outputs", {})
        },
    }
    assert {name: found[name] for name in expected} == expected


def test_whole_decisions_come_out_byte_for_byte() -> None:
    for written in sample("decisions.json"):
        decision = program().decide(cases()[written["case"]]["facts"])
        assert decision.document() == written["decision"]
        assert decision.canonical() == canonical_bytes(written["decision"])


def test_the_frozen_flow_is_the_sample_s_release_byte_for_byte() -> None:
    release = sample("suixiang.apply.release.json")
    frozen = freeze(FLOW, dictionary=DICTIONARY)
    assert canonical_bytes(frozen) == canonical_bytes(release)
    assert program().name == content_name(release)


def test_the_release_decides_every_case_as_the_draft() -> None:
    release = load(SAMPLES / "suixiang.apply.release.json", expect=program().name)
    for case in cases().values():
        assert release.decide(case["facts"]).canonical() == (
            program().decide(case["facts"]).canonical()
        )


# The product around the flow, and a county's child of it.

TENANTS = ROOT / "product_defs" / "tenants.json"
PRODUCTS = ("suixiang", "xinyang.suixiang")


@cache
def beside() -> dict[str, Any]:
    """What the doors take beside the sample products."""
    named = (sample(f"{name}.json") for name in ("suixiang", "suixiang.apply"))
    shelf = {content_name(each): each for each in named}
    return {"dictionary": DICTIONARY, "documents": shelf, "tenants": TENANTS}


@cache
def by_product(name: str) -> Program:
    """The program of a sample product's release."""
    return load(freeze(SAMPLES / f"{name}.json", **beside()))


def in_county(facts: dict[str, Any], months: int = 24) -> dict[str, Any]:
    """An applicant of the county, who asks for no more than it lends."""
    asked = min(facts["asked.amount"], "100000.00", key=float)
    return {**facts, "asked.amount": asked, "xinyang.residence_months": months}


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_sample_product_has_no_issue(name: str) -> None:
    assert check(SAMPLES / f"{name}.json", **beside()) == ()


@pytest.mark.parametrize("case_id", CASES)
def test_the_product_decides_a_worked_applicant_as_its_flow_alone(case_id: str) -> None:
    facts = cases()[case_id]["facts"]
    alone: Any = program().decide(facts).document()
    found: Any = by_product("suixiang").decide(facts).document()
    assert (found["stage"], found["release"]) == ("apply", by_product("suixiang").name)
    assert {**found, "stage": "flow", "release": alone["release"]} == placed(alone)


def placed(document: Any) -> Any:
    """A decision of a flow alone as the product's: in its stage, referred where it says."""
    text = json.dumps(document, ensure_ascii=False)
    found = json.loads(text.replace('"at": "nodes/', '"at": "apply:nodes/'))
    if found.get("to") == {"to": "product.sale.referral"}:
        found["to"] = sample("suixiang.json")["sale"]["referral"]
    return found


SCRIPT = """
import json, sys
import engine
decision = engine.load(sys.argv[1]).decide(json.loads(sys.argv[2]))
heavy = [name for name in ("networkx", "jsonschema", "typer") if name in sys.modules]
print(decision.canonical().decode(), heavy)
"""


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_release_decides_alone_in_a_fresh_process(name: str, tmp_path: Path) -> None:
    facts = in_county(cases()["a03"]["facts"]) if "." in name else cases()["a03"]["facts"]
    release = tmp_path / "release.json"
    release.write_bytes(canonical_bytes(freeze(SAMPLES / f"{name}.json", **beside())))
    command = (sys.executable, "-c", SCRIPT, str(release), json.dumps(facts))
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == f"{by_product(name).decide(facts).canonical().decode()} []\n"


def test_the_county_lends_less_and_asks_for_residence() -> None:
    county = by_product("xinyang.suixiang")
    facts = cases()["a03"]["facts"]
    assert (county.decide(in_county(facts)).offer or {})["line"] == 100000
    with pytest.raises(FactsRefused) as refused:
        county.decide({**facts, "xinyang.residence_months": 24})
    assert [each.values["right"] for each in refused.value.issues] == ["100000.00"]
    new = county.decide(in_county(facts, months=11))
    assert [reason.code for reason in new.reasons] == ["XY01"]
    assert new.reasons[0].at == "apply:nodes/admission/rules/XY01"


def test_the_county_never_lends_more_than_its_template() -> None:
    for facts in (case["facts"] for case in cases().values()):
        mine: Any = by_product("xinyang.suixiang").decide(in_county(facts)).offer
        theirs: Any = by_product("suixiang").decide(facts).offer
        assert mine is None or (theirs is not None and mine["line"] <= theirs["line"])


# The policy's plain reading.


def differs(given: dict[str, Any]) -> str | None:
    """Where the engine and the plain reading part, in words."""
    decision = program().decide(given)
    answer = policy.decide(policy.read(given))
    offer: Any = decision.offer or {}
    found = {
        "outcome": decision.outcome or decision.state,
        "reasons": [reason.code for reason in decision.reasons],
        "score": decision.outputs.get("score"),
        "band": decision.outputs.get("band"),
        "line": decision.outputs.get("limit.line"),
        "amount": offer.get("amount"),
        "rate": decision.outputs.get("price.rate"),
        "waits_for": decision.requests[0].at.removeprefix("nodes/") if decision.requests else None,
    }
    wanted = {name: getattr(answer, name) for name in found}
    return None if found == wanted else f"engine {found}\npolicy {wanted}\n{given}"


def compare(seed: int, count: int) -> Counter[str]:
    """How many applicants came to each end; the first that differs fails."""
    random = Random(seed)  # noqa: S311  (seeded applicants are no secret)
    ends: Counter[str] = Counter()
    for _ in range(count):
        given = applicant(random)
        assert differs(given) is None
        decision = program().decide(given)
        ends[decision.path[-1].at if decision.path else ""] += 1
        ends[str(decision.outcome)] += 1
        ends.update(reason.code for reason in decision.reasons)
    return ends


@pytest.mark.parametrize("case_id", CASES)
def test_the_plain_reading_agrees_on_the_worked_applicants(case_id: str) -> None:
    assert differs(cases()[case_id]["facts"]) is None


def test_the_plain_reading_agrees_on_seeded_applicants() -> None:
    ends = compare(20261102, 1000)
    assert {"approve", "decline", "refer", "None"} <= ends.keys()
    assert ends["approve"] > 40


@pytest.mark.long
def test_the_plain_reading_agrees_on_many() -> None:
    ends = compare(7, 6000)
    reasons = sample("dictionary.json")["reasons"].keys() - {"Z00", "Y01", "Y02"}
    assert reasons - ends.keys() == set(), "every reason was given"
    nodes = sample("suixiang.apply.json")["nodes"]
    outcomes = {f"nodes/{name}" for name, node in nodes.items() if node["kind"] == "outcome"}
    assert outcomes - ends.keys() == set(), "every end was reached"
