"""Each small break of a sound flow is found: the code, the place, and a path where one is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from engine import FlowRefused, Issue, check, load
from engine.dictionary import Dictionary
from engine.document import parse_address
from engine.errors import DocumentRefused
from engine.flow.draft import Draft
from engine.flow.frames import Used
from engine.flow.graph import Way
from engine.flow.reading import read_model
from engine.flow.schema import Flow
from tests.engine.flow.nested import nested
from tests.engine.flow.small import HERE, Document, edited, small_dictionary, small_flow
from tests.house.tree import ROOT

ENGINE = ROOT / "engine"
CASES = sorted((ENGINE / "nodes").glob("*/cases.json"))
BREAKS: list[dict[str, Any]] = [
    *json.loads((HERE / "broken.json").read_text("utf-8")),
    *(each for path in CASES for each in json.loads(path.read_text("utf-8")).get("broken", [])),
]
every_break = pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken["says"])


BY_NAME = {broken["says"]: broken for broken in BREAKS}


def found(broken: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What the check says of the small flow after the edits of a break."""
    return _found(broken["says"])


@cache
def _found(says: str) -> tuple[Issue, ...]:
    flow, dictionary, subflows = documents(BY_NAME[says])
    return check(flow, dictionary=dictionary, documents=subflows)


def documents(broken: Mapping[str, Any]) -> tuple[Document, Document, Mapping[str, Document]]:
    """The flow of a break, its dictionary, and the flows that it uses."""
    if broken.get("of") == "nested":
        found = nested(*broken["edits"])
        return found.flow, found.dictionary, found.subflows
    return *edited(broken["edits"]), {}


def test_the_flow_as_it_stands_has_no_issue() -> None:
    assert check(small_flow(), dictionary=small_dictionary()) == ()


@every_break
def test_a_break_is_found_at_its_place(broken: Mapping[str, Any]) -> None:
    issues = [(issue.code, issue.at) for issue in found(broken)]
    named = [f"{code} {at}" for code, at in issues]
    assert sorted(set(named) & set(broken["issues"])) == broken["issues"]
    rest = {code for code, at in issues if f"{code} {at}" not in broken["issues"]}
    assert sorted(rest) == broken.get("follows", [])


@every_break
def test_a_fault_stops_the_load_and_a_notice_does_not(broken: Mapping[str, Any]) -> None:
    flow, dictionary, subflows = documents(broken)
    faults = [issue for issue in found(broken) if issue.severity == "fault"]
    if faults:
        with pytest.raises((FlowRefused, DocumentRefused)) as refused:
            load(flow, dictionary=dictionary, documents=subflows)
        assert list(refused.value.issues) == faults
    else:
        assert load(flow, dictionary=dictionary, documents=subflows).flow.id == flow["id"]


@every_break
def test_a_finding_reads_whole_in_both_languages(broken: Mapping[str, Any]) -> None:
    for issue in found(broken):
        for text in (issue.text("zh"), issue.text("en")):
            assert issue.code in text
            assert not set("{}") & set(text)
        parse_address(issue.at)


@every_break
def test_no_finding_hangs_on_the_order_of_keys(broken: Mapping[str, Any]) -> None:
    flow, dictionary, subflows = map(turned, documents(broken))
    found_again = check(flow, dictionary=dictionary, documents=subflows)
    again = {(issue.code, issue.at) for issue in found_again}
    before = {(issue.code, issue.at) for issue in found(broken)}
    assert again == before


def turned(value: Any) -> Any:
    """The same document with the keys of every mapping the other way round."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def test_every_code_of_flows_and_nodes_is_found_by_a_break() -> None:
    rooms = [ENGINE / "texts.json", ENGINE / "flow" / "texts.json"]
    rooms += sorted((ENGINE / "nodes").glob("*/texts.json"))
    codes = {code for room in rooms for code in json.loads(room.read_text("utf-8"))["issues"]}
    produced = {issue.split()[0] for broken in BREAKS for issue in broken["issues"]}
    produced |= {"F184", "F185"}  # of many subflows: tests/engine/flow/test_subflows.py
    produced |= {"F199"}  # of a program's stages: tests/engine/flow/test_program.py
    assert {code for code in codes if not code.startswith("R")} - produced == set()


# Paths that a finding shows.


def shown_paths() -> Iterator[tuple[str, Issue, list[str]]]:
    """The paths in the findings of all breaks."""
    for broken in BREAKS:
        for issue in found(broken):
            path = str(issue.values.get("path", ""))
            if "path" in issue.values:
                yield broken["says"], issue, path.split(" → ")


@cache
def draft(says: str) -> Draft:
    """The broken flow as a draft."""
    flow, dictionary, subflows = documents(BY_NAME[says])
    used = {name: Used(each, read_model(Flow, each)) for name, each in subflows.items()}
    return Draft(read_model(Flow, flow), read_model(Dictionary, dictionary), used)


def way_between(of: Draft, start: str, end: str) -> list[Way]:
    """The ways from a node straight to another."""
    return [way for way in of.graph.ways[start] if way.end == end]


def test_a_shown_path_runs_along_ways_from_the_start_to_the_place() -> None:
    seen = set()
    for says, issue, path in shown_paths():
        if issue.code in ("F154", "F183"):  # of facts, of flows
            continue
        seen.add(issue.code)
        of = draft(says)
        assert all(way_between(of, a, b) for a, b in pairwise(path)), (says, path)
        if issue.code == "F131":
            assert path[0] == path[-1]
        else:
            assert path[0] == of.graph.start, (says, path)
            place = issue.at.replace("nodes/", "").split("/")[0]
            assert f"{path[-1]}:".startswith(f"{place}:"), (says, path)
    assert seen == {"F131", "F133", "F142", "F151", "F152", "F198"}


def test_on_the_path_of_a_name_read_too_early_nothing_sets_it() -> None:
    for says, issue, path in shown_paths():
        if issue.code not in ("F151", "F152", "F198"):
            continue
        of, name = draft(says), str(issue.values["name"])
        for start, end in pairwise(path):
            ways = way_between(of, start, end)
            assert any(name not in of.brings(way) for way in ways), (says, path)


def branched() -> tuple[Document, Document]:
    """Two ways from a branch; only on the second one is `score` set twice."""
    flow = small_flow()
    step = {"id": "s1", "sets": "score", "value": "1"}
    title, end = {"zh": "设"}, "declined"
    flow["nodes"] = {
        "fork": {
            "kind": "branch", "title": title, "next": {"left": "left", "else": "right"},
            "arms": [{"id": "left", "when": "applicant.staff"}],
        },
        "left": {"kind": "formula", "title": title, "steps": [step], "next": {"done": end}},
        "right": {"kind": "formula", "title": title, "steps": [step], "next": {"done": "again"}},
        "again": {"kind": "formula", "title": title, "steps": [step], "next": {"done": end}},
        end: flow["nodes"][end],
    }  # fmt: skip
    return {**flow, "start": "fork", "outputs": {}}, small_dictionary()


def test_the_path_of_a_name_set_twice_passes_both_places() -> None:
    flow, dictionary = branched()
    (issue,) = check(flow, dictionary=dictionary)
    assert (issue.code, issue.at) == ("F142", "nodes/again")
    assert issue.values["path"] == "fork → right → again"


def test_a_circle_of_derived_facts_is_shown_as_it_runs() -> None:
    edits = [
        {"at": "dictionary:facts/applicant.age/derive", "set": "bureau.doubled + 1"},
        {"at": "dictionary:facts/bureau.doubled/derive", "set": "applicant.age"},
    ]
    flow, dictionary = edited(edits)
    (issue,) = check(flow, dictionary=dictionary)
    path = str(issue.values["path"]).split(" → ")
    assert path[0] == path[-1] == issue.values["name"]
    assert sorted(set(path)) == ["applicant.age", "bureau.doubled"]


def test_a_thousand_derived_facts_in_a_chain_are_put_in_order() -> None:
    flow, dictionary = small_flow(), small_dictionary()
    links = dictionary["facts"]["bureau.doubled"]
    for index in range(1500):
        behind = f"chain.c{index - 1}" if index else "bureau.queries"
        dictionary["facts"][f"chain.c{index}"] = {
            **links, "derive": behind, "label": {"zh": f"链{index}"},
        }  # fmt: skip
    flow["nodes"]["score"]["characteristics"][0]["of"] = "chain.c1499"
    assert check(flow, dictionary=dictionary) == ()


def test_a_layout_nested_without_end_is_refused_by_counting() -> None:
    flow = small_flow()
    here: dict[str, Any] = {}
    flow["canvas"] = here
    for _ in range(5000):
        here["deeper"] = {}
        here = here["deeper"]
    (issue,) = check(flow, dictionary=small_dictionary())
    assert issue.code == "D113"


def test_two_asks_of_the_same_facts_tell_an_empty_answer_alike() -> None:
    flow = small_flow()
    flow["nodes"]["bureau"]["next"]["found"] = "again"
    flow["nodes"]["again"] = {
        **flow["nodes"]["bureau"], "next": {**flow["nodes"]["bureau"]["next"], "found": "score"},
    }  # fmt: skip
    assert check(flow, dictionary=small_dictionary()) == ()
