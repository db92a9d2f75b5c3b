"""Made-up people: the same for a seed, spread as said, depending as said, every outlet taken."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from statistics import correlation
from typing import Any

import pytest

from engine.errors import DocumentRefused
from population import applicants, facts_in, read, tally, write
from population.applicants import quantile
from tests.population.people import between, gate, population, spread, yes

MANY = 2000


def drawn(count: int = MANY, **facts: Any) -> list[Any]:
    """People of the small population with some facts spread otherwise."""
    return list(applicants(read(population(**facts)), [gate()], count))


def share(people: list[Any], code: str, value: Any) -> float:
    """How many have a value."""
    having = [facts for facts in people if facts.get(code) == value]
    return len(having) / len(people)


def test_the_same_seed_gives_the_same_people() -> None:
    assert drawn(50) == drawn(50)
    other = list(applicants(read(population()), [gate()], 50, seed=8))
    assert other != drawn(50)


def test_the_gate_decides_them_and_every_outlet_is_taken() -> None:
    found = tally(gate(), drawn())
    assert found.people == MANY == found.ends.total()
    assert 0.6 < found.approved < 0.9
    assert found.reasons.keys() > {"F01", "F02", "B01", "T02"}
    assert found.untaken == ()
    assert found.outlets["nodes/lists", "unavailable"] == found.reasons["T02"]


def test_an_outlet_that_nobody_takes_is_named() -> None:
    never = {"list_black": yes("0"), "list_grey": yes("0"), "list_contact_black": yes("0")}
    assert set(tally(gate(), drawn(500, **never)).untaken) == {
        ("nodes/listed", "decline"),
        ("nodes/listed", "refer"),
    }


def test_a_share_is_met() -> None:
    assert share(drawn(), "identity.matched", False) == pytest.approx(0.02, abs=0.01)
    assert share(drawn(), "device.applicants_7d", "1") == pytest.approx(0.98, abs=0.01)


def test_a_spread_is_straight_between_its_points_and_stays_inside_the_fact() -> None:
    points = (("0", "0"), ("0.5", "100"), ("1", "1000"))
    assert [quantile(points, rank) for rank in (0, 0.25, 0.5, 0.75)] == [0, 50, 100, 550]
    high = spread(("0", "0.90"), ("1", "5.00"))
    assert {facts["identity.face"] for facts in drawn(200, identity_face=high)} >= {"1.00"}


def test_a_spread_has_a_step_and_may_follow_another_fact() -> None:
    whole = spread(("0", "0"), ("1", "600"), step="12")
    assert {int(facts["phone.months"]) % 12 for facts in drawn(200, phone_months=whole)} == {0}
    double = spread(("0", "2"), ("1", "2"), of="phone.months")
    below = spread(("0", "0"), ("1", "600"), at_most="phone.months")
    found = drawn(200, application_fill_seconds=double, device_applicants_7d=below)
    for facts in found:
        assert int(facts["application.fill_seconds"]) == 2 * int(facts["phone.months"])
        assert int(facts["device.applicants_7d"]) <= int(facts["phone.months"])


def test_a_fact_may_be_spread_by_what_another_is() -> None:
    by = {
        "kind": "by",
        "fact": "identity.matched",
        "cases": {"true": yes("0"), "false": yes("1")},
    }
    for facts in drawn(200, device_emulator=by):
        assert facts["device.emulator"] is not facts["identity.matched"]


def test_facts_that_go_together_do() -> None:
    document = population()
    together = ["phone.months", "application.fill_seconds"]
    document["dependence"] = [
        {"id": "d1", "between": dict.fromkeys(together, True), "correlation": "0.7"}
    ]
    people = list(applicants(read(document), [gate()], MANY))
    one, other = [ranked([int(str(facts[code])) for facts in people]) for code in together]
    assert correlation(one, other) == pytest.approx(0.68, abs=0.05)


def ranked(values: list[int]) -> list[int]:
    """The place of each value among all."""
    place = {value: index for index, value in enumerate(sorted(values))}
    return [place[value] for value in values]


def test_a_source_that_is_down_gives_nothing() -> None:
    down = [facts for facts in drawn() if "unavailable" in facts]
    assert len(down) == pytest.approx(0.01 * MANY, abs=15)
    assert all(facts["unavailable"] == ["black"] for facts in down)
    assert all("list.grey" not in facts for facts in down)


def test_a_parquet_file_holds_the_people(tmp_path: Path) -> None:
    path, people = tmp_path / "people.parquet", drawn(300)
    assert write(path, [gate()], people, "申请人（合成数据）") == 300
    read_back = list(facts_in(path, gate()))
    assert tally(gate(), read_back) == tally(gate(), people)
    assert [Decimal(facts["identity.face"]) for facts in read_back] == [  # type: ignore[arg-type]
        Decimal(facts["identity.face"]) for facts in people
    ]


def broken(**changes: Any) -> list[str]:
    """What is wrong with the population after some changes."""
    with pytest.raises(DocumentRefused) as refused:
        list(applicants(read({**population(), **changes}), [gate()], 1))
    return [f"{issue.code} {issue.at}" for issue in refused.value.issues]


@pytest.mark.parametrize(
    ("fact", "marginal", "issue"),
    [
        ("phone.months", spread(("0", "0"), ("1", "9"), of="phone.years"), "G101 {}"),
        ("phone.months", spread(("0", "0"), ("1", "9"), of="phone.months"), "G102 {}"),
        ("phone.months", spread(("0", "9"), ("1", "0")), "G103 {}/points"),
        ("phone.months", spread(("0", "0"), ("0.9", "9")), "G103 {}/points"),
        ("phone.months", {"kind": "choice", "shares": {"1": "0.5"}}, "G104 {}/shares"),
        ("phone.months", between("2026-02-30", "2026-03-01"), "G105 {}"),
        ("phone.months", between("2026-03-02", "2026-03-01"), "G105 {}"),
        ("phone.months", yes("1.1"), "G106 {}/share"),
        ("phone.days", yes("0.1"), "G111 {}"),
    ],
)  # fmt: skip
def test_a_spread_that_cannot_be_is_told_at_its_place(fact: str, marginal: Any, issue: str) -> None:
    facts = {**population()["facts"], fact: marginal}
    assert broken(facts=facts) == [issue.format(f"facts/{fact}")]


def test_what_is_missing_unknown_or_contradictory_is_told() -> None:
    facts = population()["facts"]
    del facts["phone.months"]
    assert broken(facts=facts, answers={"white": {"empty": "0.1"}}) == [
        "G112 facts", "G113 answers/white",
    ]  # fmt: skip
    names = ["phone.months", "identity.face", "identity.liveness"]
    pairs = [(0, 1, "0.9"), (1, 2, "0.9"), (0, 2, "-0.9")]
    dependence = [
        {"id": f"d{a}{b}", "between": {names[a]: True, names[b]: True}, "correlation": of}
        for a, b, of in pairs
    ]
    assert broken(dependence=dependence) == ["G108 dependence"]
    assert broken(dependence=[{**dependence[0], "correlation": "1"}]) == [
        "G107 dependence/d01/correlation"
    ]
